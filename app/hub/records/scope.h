// Who may see and do what: every object is checked against the session's scope, never against an id in a
// body.
#pragma once

#include "hub/records/facility_store.h"

namespace hub {

enum class Need : std::uint8_t {
    See,    ///< anybody in whose scope it is
    Decide, ///< staff, managers and the operator's office
    Edit,   ///< those, and the municipality's staff (facility profiles)
};

[[nodiscard]] bool isInScope(const Caller &caller, const FacilityRow &facility);
/// The facility named by `id`: not-found outside the caller's scope, forbidden where the role does not reach.
[[nodiscard]] domain::Result<FacilityRow> facilityInScope(Context &context, std::string_view id, Need need);
[[nodiscard]] bool isMunicipal(const Caller &caller);

/// A record's id from the path: malformed where it is no id.
template <class Id> [[nodiscard]] domain::Result<Id> idFrom(const Context &context, std::size_t index = 0) {
    auto id = Id::parse(context.param(index));
    if (!id) {
        return domain::fail(domain::ErrorKind::Malformed, "malformed", {{"param", "id"}});
    }
    return id;
}

} // namespace hub
