// Bodies of the state calls of a reservation, of slot batches, and of slot changes that affect families.
#pragma once

#include "domain/acts.h"

#include <string>
#include <string_view>
#include <vector>

namespace wire {

/// `POST /v1/reservations/{id}/<call>`. Members that a call does not use stay empty.
struct CallBody {
    std::string reason;
    std::string message;
    std::vector<domain::SlotId> slotIds;                ///< for propose
    std::optional<domain::SlotId> slotId;               ///< for reschedule
    std::optional<domain::ReservationStatus> correctTo; ///< for correct {to}
};
[[nodiscard]] std::string toJson(const CallBody &body);
[[nodiscard]] domain::Result<CallBody> callBodyFromJson(std::string_view json);

/// `POST /v1/reservations/batch`: one decision for many, each in the version that the caller has seen.
struct ReservationBatch {
    struct Item {
        domain::ReservationId id;
        std::int64_t version = 0;
    };
    /// Not a call that needs a value for each reservation (reschedule, propose, correct), and not the hub's
    /// own (expire).
    domain::ReservationCall call = domain::ReservationCall::Approve;
    std::string reason;
    std::string message;
    std::vector<Item> items; ///< 1..200
};
[[nodiscard]] domain::Result<ReservationBatch> reservationBatchFromJson(std::string_view json);

/// Member `families` of a slot's PATCH or DELETE.
using domain::FamilyAction;

/// `POST /v1/slots/batch`.
using domain::SlotBatch;
[[nodiscard]] std::string toJson(const SlotBatch &batch);
[[nodiscard]] domain::Result<SlotBatch> slotBatchFromJson(std::string_view json);

/// The body of a slot's PATCH or DELETE with the actions for its families.
[[nodiscard]] std::string withFamilies(std::string_view patch, const std::vector<FamilyAction> &families);
/// Removes `families` from a body. Returns the rest and the actions.
[[nodiscard]] domain::Result<std::pair<std::string, std::vector<FamilyAction>>>
splitFamilies(std::string_view body);

/// One facility in `GET /v1/municipalities/{code}/delays`.
struct Delay {
    domain::FacilityId facilityId;
    std::string facilityName;
    std::string phone;
    int lateCount = 0;
    int nearlyLateCount = 0;
    int startsUnansweredSoon = 0; ///< tours of today or of the next open day that nobody has answered
    domain::Instant oldestRequestedAt{};
    std::int64_t oldestOpenMinutes = 0;
    bool operator==(const Delay &) const = default;
};
[[nodiscard]] std::string toJson(const std::vector<Delay> &delays); ///< {"delays": [...]}
[[nodiscard]] domain::Result<std::vector<Delay>> delaysFromJson(std::string_view json);

/// `GET /v1/status`.
struct HubStatus {
    std::string epoch;
    bool training = false; ///< a practice hub
    domain::Instant time{};
    std::string version;
    std::vector<std::string> notices; ///< planned work and incidents, as text
};
[[nodiscard]] std::string toJson(const HubStatus &status);
[[nodiscard]] domain::Result<HubStatus> hubStatusFromJson(std::string_view json);

} // namespace wire
