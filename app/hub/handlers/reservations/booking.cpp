// Makes a new reservation: it checks the rules and takes a seat, all in the caller's transaction.
#include "hub/handlers/reservations/booking.h"

#include "domain/age_class.h"
#include "domain/validate.h"
#include "hub/calls/answers.h"
#include "hub/handlers/reservations/auto_approval.h"
#include "hub/records/known_family.h"
#include "hub/records/stored_id.h"

namespace hub {

using domain::Instant;
using domain::Reservation;
using domain::ReservationStatus;
using domain::Result;

namespace {

/// All faults of the booking itself at once.
std::vector<domain::FieldError> faultsOf(const Reservation &draft, const SlotRow &slot, Instant now,
                                         BookingRules rules) {
    std::vector<domain::FieldError> faults = domain::validate(draft, domain::dateOf(now));
    if (!faults.empty()) {
        return faults;
    }
    faults = placeFaults(slot, now, rules);
    for (domain::FieldError &fault : classFaults(draft.personal->children, slot)) {
        faults.push_back(std::move(fault));
    }
    if (slot.visitorsPerFamily && draft.visitors > *slot.visitorsPerFamily) {
        faults.push_back({"/visitors", "too-big", {{"max", std::to_string(*slot.visitorsPerFamily)}}});
    }
    return faults;
}

void addFirstStep(Context &context, Reservation &reservation, bool byStaff) {
    domain::HistoryEntry entry;
    entry.at = context.now();
    entry.action = "request";
    entry.to = reservation.status;
    entry.actorKind = byStaff ? "staff" : "system";
    if (context.caller) {
        entry.actor = context.caller->user.name;
        entry.device = context.caller->deviceName;
    }
    reservation.history.clear();
    reservation.history.push_back(std::move(entry));
}

/// What the hub adds to a booking.
Result<void> complete(Context &context, Reservation &reservation, const SlotRow &slot, bool byStaff) {
    const Instant now = context.now();
    const domain::ReservationPersonal &personal = *reservation.personal;
    const auto facility = storedId<domain::FacilityId>(slot.facility.id);
    if (!facility) {
        return domain::passOn(facility);
    }
    reservation.facilityId = *facility;
    reservation.status = byStaff ? ReservationStatus::Approved : ReservationStatus::Requested;
    reservation.requestedAt = now;
    reservation.ageClasses = domain::ageClasses(personal.children, slot.date());
    reservation.childrenCount = static_cast<int>(personal.children.size());
    reservation.hasQuestion = !personal.question.empty();
    if (byStaff) {
        reservation.decidedAt = now;
        reservation.decidedBy = context.caller ? context.caller->user.name : std::string();
    } else {
        reservation.decisionDueAt =
            domain::addOpenMinutes(slot.facility.calendar(), now, slot.facility.lateMinutes);
    }
    addFirstStep(context, reservation, byStaff);
    return {};
}

} // namespace

std::vector<domain::FieldError> classFaults(const std::vector<domain::Child> &children, const SlotRow &slot) {
    std::vector<domain::FieldError> faults;
    for (std::size_t index = 0; index < children.size(); ++index) {
        const domain::Child &child = children[index];
        const auto age = domain::ageClass(child, slot.date());
        const std::string pointer =
            "/children/" + std::to_string(index) + (child.birthDate ? "/birth_date" : "/due_date");
        if (!age) {
            faults.push_back({pointer, "no-class", {}});
        } else if (!slot.acceptedAges.test(static_cast<std::size_t>(*age))) {
            faults.push_back({pointer, "class-not-accepted", {{"class", std::to_string(*age)}}});
        }
    }
    return faults;
}

Result<StoredReservation> book(Context &context, Reservation draft, std::string madeBy, BookingRules rules) {
    const auto slot = findSlot(context.db, draft.slotId.text());
    if (!slot) {
        return domain::passOn(slot);
    }
    if (!*slot) {
        return invalid("/slot_id", "not-found");
    }
    return bookIn(context, **slot, std::move(draft), std::move(madeBy), rules);
}

Result<StoredReservation> bookIn(Context &context, const SlotRow &slot, Reservation draft, std::string madeBy,
                                 BookingRules rules) {
    if (!draft.personal) {
        return invalid("/guardian", "required");
    }
    if (auto faults = faultsOf(draft, slot, context.now(), rules); !faults.empty()) {
        return invalid(std::move(faults));
    }
    const FacilityRow &facility = slot.facility;
    const FamilyHashes hashes(draft, context.settings.key);
    if (auto followed = followRepeatPolicy(context.db, slot, hashes, draft); !followed) {
        return domain::passOn(followed);
    }
    StoredReservation reservation{std::move(draft), facility.municipality, std::move(madeBy)};
    if (auto whole = complete(context, reservation.value, slot, reservation.madeBy.empty()); !whole) {
        return domain::passOn(whole);
    }
    ChangeSet changes(context, facility.municipality);
    if (auto stored = storeBooking(context, changes, slot, reservation); !stored) {
        return domain::passOn(stored);
    }
    const std::string id = reservation.value.id.text();
    if (auto kept = rememberFamily(context.db, facility.id, hashes, id); !kept) {
        return domain::passOn(kept);
    }
    changes.note({"reservation.request", domain::RecordKind::Reservation, id, facility.id, "",
                  reservation.text.asAudited()});
    if (auto considered = considerApproval(context, changes, slot, reservation); !considered) {
        return domain::passOn(considered);
    }
    if (auto written = changes.write(); !written) {
        return domain::passOn(written);
    }
    return reservation;
}

bool mayUseChannel(const Caller &caller, const std::string &channel) {
    if (caller.user.role == domain::Role::System) {
        return channel == "portal" || channel == caller.systemId;
    }
    return channel == "phone" || channel == "counter";
}

void prefetchBooking(Context &context, const Reservation &draft) {
    const std::string slot = draft.slotId.text();
    prefetchSlot(context.db, slot);
    prefetchNewReservation(context.db, draft.id.text());
    if (!draft.personal) {
        return;
    }
    prefetchFamily(context.db, slot, FamilyHashes(draft, context.settings.key));
}

} // namespace hub
