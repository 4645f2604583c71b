#include "use_cases/notice_use_cases.h"

#include <algorithm>
#include <functional>

namespace services {

domain::Result<std::vector<domain::Notice>> noticesNow(const UseCaseContext &context) {
    auto notices = context.store.notices();
    if (!notices) {
        return notices;
    }
    const domain::Instant now = context.now();
    std::erase_if(*notices, [now](const domain::Notice &notice) {
        return (notice.from && *notice.from > now) || (notice.to && *notice.to <= now);
    });
    std::ranges::stable_sort(*notices, std::greater{}, [](const domain::Notice &notice) {
        return notice.from.value_or(notice.meta.createdAt);
    });
    return notices;
}

} // namespace services
