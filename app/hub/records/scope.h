// Who may see and do what. Every object is checked against the session's scope, never against an id in a
// body.
#pragma once

#include "hub/records/facility_store.h"

namespace hub {

enum class Need : std::uint8_t {
    See,    ///< everybody whose scope contains it
    Decide, ///< staff, managers and the operator's office
    Edit,   ///< those roles and the municipality's staff (facility profiles)
};

[[nodiscard]] bool isInScope(const Caller &caller, const FacilityRow &facility);
/// The facility with this `id`. not-found outside the caller's scope; forbidden if the role does not permit
/// the action.
[[nodiscard]] domain::Result<FacilityRow> facilityInScope(Context &context, std::string_view id, Need need);
[[nodiscard]] bool isMunicipal(const Caller &caller);

/// Parses a record's id from the path; malformed if it is not an id.
template <class Id> [[nodiscard]] domain::Result<Id> idFrom(const Context &context, std::size_t index = 0) {
    auto id = Id::parse(context.param(index));
    if (!id) {
        return domain::fail(domain::ErrorKind::Malformed, "malformed", {{"param", "id"}});
    }
    return id;
}

} // namespace hub
