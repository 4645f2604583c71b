// The records that hub and desk share. Plain values; the meaning of each member is in the hub's contract
// (resources/openapi.yaml) and, for a facility's profile, in the municipal open-data standard, sheet 05
// 子育て施設一覧.
#pragma once

#include "domain/facility.h"
#include "domain/record_kind.h"

namespace domain {

enum class SlotStatus : std::uint8_t { Open, Closed, Cancelled };

/// 見学枠: a date and time at which `seats` families may visit.
struct Slot {
    SlotId id;
    RecordMeta meta;
    FacilityId facilityId;
    LocalDate date{};
    LocalTime start;
    LocalTime end; ///< after start
    int seats = 1; ///< families, 1..500
    std::optional<int> visitorsPerFamily;
    AgeClasses acceptedAges{0b111111};
    std::optional<Instant> opensAt;
    std::optional<Instant> closesAt;
    std::optional<Instant> cancelUntil;
    std::string note;
    std::optional<SeriesId> seriesId;
    SlotStatus status = SlotStatus::Open;
    std::string meetingPlace; ///< 集合場所: where the families come to
    bool operator==(const Slot &) const = default;
};

/// The hub's own count for a slot; a kind of its own in the feed, so that a booking never changes the slot's
/// version.
struct SlotSeats {
    SlotId slotId;
    RecordMeta meta;
    int seatsTaken = 0;
    bool operator==(const SlotSeats &) const = default;
};

/// A rule from which slots were made; the desk expands it.
struct Series {
    SeriesId id;
    RecordMeta meta;
    FacilityId facilityId;
    std::string rule; ///< GIF recurrence notation (DS-441), for example "0We", "13Th", "6Fr", "7Su"
    LocalDate from{};
    LocalDate to{};
    LocalTime start;
    LocalTime end;
    int seats = 1;
    std::optional<int> visitorsPerFamily;
    AgeClasses acceptedAges{0b111111};
    std::string note;
    std::vector<LocalDate> exceptions;
    bool operator==(const Series &) const = default;
};

struct Guardian {
    std::string name;
    std::string kana;
    std::string phone; ///< phone or email is required
    std::string email;
    bool operator==(const Guardian &) const = default;
};

struct Child {
    std::string name;
    std::string kana;
    std::optional<LocalDate> birthDate; ///< or dueDate
    std::optional<LocalDate> dueDate;
    std::optional<LocalMonth> wishedMonth;
    bool operator==(const Child &) const = default;
};

enum class ReservationStatus : std::uint8_t {
    Requested,           ///< 承認待ち
    Approved,            ///< 承認
    Declined,            ///< 却下
    Withdrawn,           ///< キャンセル(保護者)
    CancelledByFacility, ///< キャンセル(園都合)
    Attended,            ///< 来園済
    NoShow,              ///< 無断キャンセル
    Expired,             ///< 期限切れ
    Unknown,             ///< a value that this version does not know; shown as such
};

/// One step of a reservation. `reason` and `message` are personal data.
struct HistoryEntry {
    Instant at{};
    std::string action; ///< "request", "approve", "decline" ...: the call's name
    std::optional<ReservationStatus> from;
    ReservationStatus to = ReservationStatus::Requested;
    std::string actorKind; ///< "staff", "system", "hub"
    std::string actor;     ///< display name of the account or of the connected system
    std::string device;
    std::string reason;
    std::string message;
    bool automatic = false;
    bool operator==(const HistoryEntry &) const = default;
};

/// The part of a reservation that only those who may see it get.
struct ReservationPersonal {
    Guardian guardian;
    std::vector<Child> children;
    std::string question;
    std::string reason;
    std::string message;
    bool operator==(const ReservationPersonal &) const = default;
};

/// 見学予約.
struct Reservation {
    ReservationId id;
    RecordMeta meta;
    SlotId slotId;
    FacilityId facilityId;
    ReservationStatus status = ReservationStatus::Requested;
    std::optional<ReservationPersonal> personal; ///< absent for municipal staff and auditors
    int visitors = 1;
    std::string channel; ///< "portal", a connected system's id, "phone", "counter"
    Instant requestedAt{};
    std::optional<Instant> decisionDueAt;
    std::optional<Instant> decidedAt;
    std::string decidedBy;
    bool decidedAutomatically = false;
    AgeClasses ageClasses;
    int childrenCount = 0;
    bool hasQuestion = false;
    std::vector<SlotId> proposedSlots; ///< offers that hold no seat
    /// The newest earlier reservation of the same family at this facility, where the facility's policy is to
    /// be warned of it; from the hub.
    std::optional<ReservationId> repeatOf;
    std::vector<HistoryEntry> history; ///< reason and message inside are empty for those who may not see them
    bool operator==(const Reservation &) const = default;
};

struct Closure {
    ClosureId id;
    RecordMeta meta;
    FacilityId facilityId;
    LocalDate date{};
    std::string reason;
    bool operator==(const Closure &) const = default;
};

struct Notice {
    NoticeId id;
    RecordMeta meta;
    std::string audience;
    std::string text;
    std::optional<Instant> from;
    std::optional<Instant> to;
    bool operator==(const Notice &) const = default;
};

enum class Role : std::uint8_t { Staff, Manager, OperatorOffice, Municipal, Auditor, System, HubOperator };

/// Who is signed in, as the hub says.
struct User {
    UserId id;
    std::string loginId;
    std::string name;
    Role role = Role::Staff;
    std::vector<FacilityId> facilities; ///< staff, manager
    std::string municipalityCode;       ///< municipal, auditor (and of the facilities, where one only)
    std::optional<OperatorId> operatorId;
    bool operator==(const User &) const = default;
};

// The wire names of the enumerations ("cancelled_by_facility", "slot_seats" ...) and back; unknown text gives
// Unknown where the type has it, otherwise an empty optional.
[[nodiscard]] std::string_view nameOf(ReservationStatus status);
[[nodiscard]] std::string_view nameOf(SlotStatus status);
[[nodiscard]] std::string_view nameOf(RepeatPolicy policy);
[[nodiscard]] std::string_view nameOf(Role role);
[[nodiscard]] ReservationStatus reservationStatus(std::string_view name);
[[nodiscard]] std::optional<SlotStatus> slotStatus(std::string_view name);
[[nodiscard]] std::optional<RepeatPolicy> repeatPolicy(std::string_view name);
[[nodiscard]] std::optional<Role> role(std::string_view name);

/// Ages as a list and back.
[[nodiscard]] std::vector<int> agesOf(const AgeClasses &classes);
[[nodiscard]] AgeClasses ageClassesOf(const std::vector<int> &ages);

} // namespace domain
