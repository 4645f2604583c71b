// The checks that every call makes before it changes a stored record.
#pragma once

#include "hub/records/record_store.h"
#include "hub/records/scope.h"

namespace hub {

/// A facility's record that exists, is in the caller's scope, and has the version that the caller has seen.
struct Editable {
    StoredRecord record;
    FacilityRow facility;
};
/// Errors: not-found, forbidden, precondition-required, version-conflict (with the hub's copy).
[[nodiscard]] domain::Result<Editable> editable(const Request &request, Context &context,
                                                domain::RecordKind kind, const std::string &id, Need need);

/// For a PUT that creates. If the id is in use: version-conflict with the hub's copy if it is in the caller's
/// scope, otherwise id-taken. Success if the id is free.
[[nodiscard]] domain::Result<void> checkFree(Context &context, domain::RecordKind kind,
                                             const std::string &id);

} // namespace hub
