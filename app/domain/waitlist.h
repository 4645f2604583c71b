// キャンセル待ち: a family that waits for a seat at a facility, and the offer that one day holds a seat for
// it.
#pragma once

#include "domain/open_time.h"
#include "domain/transitions.h"
#include "domain/validate.h"

namespace domain {

using WaitlistEntryId = Id<struct WaitlistEntryTag>;

/// Lies as a number in the files of desks (storage/stored_numbers.cpp).
enum class WaitlistStatus : std::uint8_t {
    Waiting,   ///< 待っている
    Offered,   ///< a seat is held until the offer ends
    Booked,    ///< the family took it: a reservation has its place now
    Withdrawn, ///< the family waits no longer
    Expired,   ///< an offer ended unanswered, or no wished day is left
    Unknown,   ///< a value that this version does not know; shown as such
};

/// A seat of the slot is held for the family until the time is over.
struct WaitlistOffer {
    SlotId slotId;
    Instant until{};
    bool operator==(const WaitlistOffer &) const = default;
};

/// What the family wishes: any slot, or some days, or some slots.
struct WaitlistEntry {
    WaitlistEntryId id;
    RecordMeta meta; ///< createdAt: since when the family waits
    FacilityId facilityId;
    WaitlistStatus status = WaitlistStatus::Waiting;
    bool anySlot = false;
    std::vector<LocalDate> dates;
    std::vector<SlotId> slotIds;
    AgeClasses ageClasses;            ///< of the children; all of them must be accepted by the slot
    std::optional<Guardian> guardian; ///< personal: absent for municipal staff and auditors, and once erased
    std::string channel;              ///< as of a reservation
    std::optional<WaitlistOffer> offer;
    bool operator==(const WaitlistEntry &) const = default;
};

[[nodiscard]] std::string_view nameOf(WaitlistStatus status);
[[nodiscard]] WaitlistStatus waitlistStatus(std::string_view name);

/// What is wrong with an entry that is made today. Codes as in validate.h; a wish for any slot beside days or
/// slots is "not-allowed" at "/any_slot", no wish at all "required" at "/dates".
[[nodiscard]] FieldErrors validate(const WaitlistEntry &entry, LocalDate today);

/// What moves an entry.
enum class WaitlistCall : std::uint8_t {
    Offer,    ///< a seat is held
    Decline,  ///< the family does not want this seat and waits on
    Book,     ///< the family takes it
    Withdraw, ///< the family waits no longer
    Expire,   ///< the offer has ended, or no wished day is left
};
[[nodiscard]] std::string_view nameOf(WaitlistCall call);

struct WaitlistCase {
    WaitlistStatus from = WaitlistStatus::Waiting;
    WaitlistCall call = WaitlistCall::Offer;
    Actor actor = Actor::Staff;
    bool madeByPhoneOrCounter = false;
};
/// The status after the call. Errors: Conflict "illegal-transition" (params from, call), Forbidden
/// "forbidden".
[[nodiscard]] Result<WaitlistStatus> next(const WaitlistCase &given);

/// The end of an offer that is made at `from` and gives the family `time` to answer. Only the time from 08:00
/// to 20:00 on the facility's open days counts: a family that is told in the evening has the next morning,
/// and no offer ends at night or on a closed day. Empty where the facility does not open within a year.
[[nodiscard]] std::optional<Instant> offerEnd(const OpenCalendar &calendar, Instant from,
                                              std::chrono::minutes time);
/// Whether an offer may end then.
[[nodiscard]] bool mayOfferEnd(const OpenCalendar &calendar, Instant end);

} // namespace domain
