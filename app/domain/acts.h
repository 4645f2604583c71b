// What a user of the desk does to the hub's records, as plain values. Nothing here knows how it is sent.
#pragma once

#include "domain/records.h"
#include "domain/transitions.h"

#include <string>
#include <variant>
#include <vector>

namespace domain {

/// One of each kind of act. Their names (nameOf) lie in every desk's file: a name is never given another
/// meaning.
enum class ActKind : std::uint8_t {
    Approve,
    Decline,
    Propose,
    Withdraw,
    Cancel,
    Attend,
    NoShow,
    Reschedule,
    Correct,
    Book,
    CreateSlot,
    CreateSlots,
    EditSlot,
    CancelSlot,
    EditFacility,
    Unknown, ///< none, or one that this version does not know
};
[[nodiscard]] std::string_view nameOf(ActKind act);
/// Unknown for a name that is none.
[[nodiscard]] ActKind actKind(std::string_view name);
/// The act that makes this call; Unknown for what only the hub does (expire).
[[nodiscard]] ActKind actOf(ReservationCall call);
/// The call that the act makes; empty for everything that is no step of a reservation.
[[nodiscard]] std::optional<ReservationCall> callOf(ActKind act);

/// A step of a reservation: an answer, a visit, a cancellation.
struct MoveReservation {
    ReservationId reservation;
    ReservationCall call = ReservationCall::Approve;
    std::string reason;
    std::string message;
    bool operator==(const MoveReservation &) const = default;
};

/// A booking by phone or at the counter.
struct Book {
    Reservation reservation;
    bool operator==(const Book &) const = default;
};

struct CreateSlot {
    Slot slot;
    bool operator==(const CreateSlot &) const = default;
};

/// Slots that are made together, with the series that they come from where there is one.
struct SlotBatch {
    std::optional<Series> series;
    std::vector<Slot> slots; ///< 1..1,000
    bool allowOverlap = false;
    bool operator==(const SlotBatch &) const = default;
};

/// Members with new values, as a merge patch (RFC 7396): also those that this version does not know stay as
/// somebody set them.
struct EditSlot {
    SlotId slot;
    std::string changes;
    bool operator==(const EditSlot &) const = default;
};

/// What happens to a family when its slot changes.
struct FamilyAction {
    ReservationId reservationId;
    bool move = false; ///< otherwise cancel
    std::optional<SlotId> toSlotId;
    std::string message;
    bool operator==(const FamilyAction &) const = default;
};

struct CancelSlot {
    SlotId slot;
    std::vector<FamilyAction> families;
    bool operator==(const CancelSlot &) const = default;
};

struct EditFacility {
    FacilityId facility;
    std::string changes; ///< as in EditSlot
    bool operator==(const EditFacility &) const = default;
};

/// One act with everything that it says. `monostate`: none, or one that cannot be read.
using Command = std::variant<std::monostate, MoveReservation, Book, CreateSlot, SlotBatch, EditSlot,
                             CancelSlot, EditFacility>;

[[nodiscard]] ActKind actOf(const Command &command);

/// The record that an act is about; of a batch its series, or its first slot.
struct ActTarget {
    RecordKind kind = RecordKind::Unknown;
    std::string id;
    bool operator==(const ActTarget &) const = default;
};
[[nodiscard]] ActTarget targetOf(const Command &command);

/// Ids of records that the hub must have before the act makes sense there.
[[nodiscard]] std::vector<std::string> neededBy(const Command &command);

/// The act makes its record; nothing may be at the hub before.
[[nodiscard]] bool makesRecord(ActKind act);
/// The act changes members of a record that somebody else may change at the same time.
[[nodiscard]] bool editsRecord(ActKind act);
/// The same edit with these changes; what is no edit stays as it is.
[[nodiscard]] Command withChanges(Command edit, const std::string &changes);

/// How a user settled a conflict, to be looked up later.
struct ConflictDecision {
    std::string by; ///< the user's name
    struct Choice {
        std::string pointer;
        std::string mine;
        std::string theirs;
        bool keptMine = false;
        bool operator==(const Choice &) const = default;
    };
    std::vector<Choice> choices;
    bool operator==(const ConflictDecision &) const = default;
};

} // namespace domain
