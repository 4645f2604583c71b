// The paths of the hub's interface that the desk uses; the hub's lists of calls name the same ones.
// "{id}" stands for what pathOf() puts there.
#pragma once

#include "domain/transitions.h"

#include <string>
#include <string_view>

namespace wire::paths {

inline constexpr std::string_view status = "/v1/status";
inline constexpr std::string_view changes = "/v1/changes";

inline constexpr std::string_view login = "/v1/auth/login";
inline constexpr std::string_view password = "/v1/auth/password";
inline constexpr std::string_view secondFactor = "/v1/auth/mfa";
inline constexpr std::string_view enrolment = "/v1/auth/enrolment";
inline constexpr std::string_view confirmEnrolment = "/v1/auth/enrolment/confirm";
inline constexpr std::string_view refresh = "/v1/auth/refresh";
inline constexpr std::string_view logout = "/v1/auth/logout";

inline constexpr std::string_view reservation = "/v1/reservations/{id}";
inline constexpr std::string_view slot = "/v1/slots/{id}";
inline constexpr std::string_view slotBatch = "/v1/slots/batch";
inline constexpr std::string_view facility = "/v1/facilities/{id}";

inline constexpr std::string_view audit = "/v1/audit";
inline constexpr std::string_view statistics = "/v1/municipalities/{id}/statistics";
inline constexpr std::string_view coverage = "/v1/municipalities/{id}/coverage";

/// Of the practice hub only.
inline constexpr std::string_view practiceParents = "/v1/training/parents";
inline constexpr std::string_view practiceControl = "/v1/training/control";

/// The path of a step of a reservation, with its placeholder; empty for what only the hub does by itself.
[[nodiscard]] constexpr std::string_view stepOf(domain::ReservationCall call) {
    using Call = domain::ReservationCall;
    switch (call) {
    case Call::Approve:
        return "/v1/reservations/{id}/approve";
    case Call::Decline:
        return "/v1/reservations/{id}/decline";
    case Call::Propose:
        return "/v1/reservations/{id}/propose";
    case Call::Withdraw:
        return "/v1/reservations/{id}/withdraw";
    case Call::Cancel:
        return "/v1/reservations/{id}/cancel";
    case Call::Attend:
        return "/v1/reservations/{id}/attend";
    case Call::NoShow:
        return "/v1/reservations/{id}/no-show";
    case Call::Reschedule:
        return "/v1/reservations/{id}/reschedule";
    case Call::Correct:
        return "/v1/reservations/{id}/correct";
    case Call::Expire:
        break;
    }
    return {};
}

/// A path with the id in the place of its placeholder.
[[nodiscard]] inline std::string pathOf(std::string_view pattern, std::string_view id) {
    constexpr std::string_view placeholder = "{id}";
    std::string path(pattern);
    if (const auto at = path.find(placeholder); at != std::string::npos) {
        path.replace(at, placeholder.size(), id);
    }
    return path;
}

} // namespace wire::paths
