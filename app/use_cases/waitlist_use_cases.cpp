#include "use_cases/waitlist_use_cases.h"

#include <algorithm>
#include <tuple>

namespace services {

using domain::WaitlistEntry;
using domain::WaitlistStatus;

domain::Result<std::vector<WaitlistEntry>> waitingFamilies(const UseCaseContext &context,
                                                           domain::FacilityId facility) {
    auto entries = storage::recordsOf<WaitlistEntry>(context.store, facility);
    if (!entries) {
        return entries;
    }
    std::erase_if(*entries, [](const WaitlistEntry &entry) {
        return entry.status != WaitlistStatus::Waiting && entry.status != WaitlistStatus::Offered;
    });
    std::ranges::sort(*entries, std::less{}, [](const WaitlistEntry &entry) {
        const domain::Instant since = entry.offer ? entry.offer->until : entry.meta.createdAt;
        return std::tuple(entry.status != WaitlistStatus::Offered, since, entry.id);
    });
    return entries;
}

} // namespace services
