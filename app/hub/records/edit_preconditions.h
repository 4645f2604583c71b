// What every call that changes a stored record does first.
#pragma once

#include "hub/records/record_store.h"
#include "hub/records/scope.h"

namespace hub {

/// A record of a facility, found, in scope, and seen in its newest version.
struct Editable {
    StoredRecord record;
    FacilityRow facility;
};
/// not-found, forbidden, precondition-required, version-conflict (with the hub's copy).
[[nodiscard]] domain::Result<Editable> editable(const Request &request, Context &context,
                                                domain::RecordKind kind, const std::string &id, Need need);

/// A PUT that creates found the id in use: version-conflict with the hub's copy in the caller's scope,
/// otherwise id-taken. Gives nothing when the id is free.
[[nodiscard]] domain::Result<void> checkFree(Context &context, domain::RecordKind kind,
                                             const std::string &id);

} // namespace hub
