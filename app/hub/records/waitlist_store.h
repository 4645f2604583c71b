// The waitlist: its rows beside the records, for what statements ask for.
#pragma once

#include "domain/waitlist.h"
#include "hub/records/facility_store.h"

#include <functional>

namespace hub {

struct StoredWaitlistEntry {
    domain::WaitlistEntry value;
    std::string municipality;
    std::string madeBy; ///< the connected system; empty for phone and counter
    RecordText text{};
};
/// Bug "unreadable-record".
[[nodiscard]] domain::Result<std::optional<StoredWaitlistEntry>> findWaitlistEntry(Connection &db,
                                                                                   std::string_view id);
/// Row, record and audit line of the entry as it is now; `members` are the names of those that changed.
[[nodiscard]] domain::Result<void> storeWaitlistEntry(Context &context, StoredWaitlistEntry &entry,
                                                      const char *action, const std::string &members);

/// Who waits or has an offer at the facility, longest first; a connected system gets its own.
[[nodiscard]] domain::Result<void> eachWaiting(Context &context, const std::string &facility,
                                               const std::function<void(const StoredText &)> &take);

/// Erases who the families were of entries that ended before the instant, `most` at a time.
[[nodiscard]] domain::Result<void> eraseEndedWaitlist(Context &context, domain::Instant before, int most);

} // namespace hub
