// A new reservation: the rules, then one seat, all in the caller's transaction.
#include "hub/handlers/reservation_store.h"

#include "domain/age_class.h"
#include "domain/text.h"
#include "domain/validate.h"
#include "hub/db/read.h"
#include "hub/handlers/answers.h"
#include "hub/handlers/audit_chain.h"
#include "hub/handlers/auto_approval.h"

#include <algorithm>
#include <array>

namespace hub {

using domain::Instant;
using domain::Reservation;
using domain::ReservationStatus;
using domain::Result;

namespace {

/// The memory of a family at one facility: each child by kana (or name) and birth date, and the phone number.
std::vector<std::int64_t> matchHashes(const Reservation &reservation, std::string_view key) {
    std::vector<std::int64_t> hashes;
    const domain::ReservationPersonal &personal = *reservation.personal;
    for (const domain::Child &child : personal.children) {
        const std::string &spoken = child.kana.empty() ? child.name : child.kana;
        const auto &day = child.birthDate ? child.birthDate : child.dueDate;
        if (!spoken.empty() && day) {
            hashes.push_back(
                comparisonHash("child\n" + domain::searchKey(spoken) + '\n' + domain::textOf(*day), key));
        }
    }
    std::string digits;
    for (const char c : domain::repairedPhone(personal.guardian.phone)) {
        if (c >= '0' && c <= '9') {
            digits += c;
        }
    }
    if (!digits.empty()) {
        hashes.push_back(comparisonHash("phone\n" + digits, key));
    }
    return hashes;
}

struct Earlier {
    std::int64_t requestedAt = 0;
    std::string id;
    auto operator<=>(const Earlier &) const = default; // NOLINT(modernize-use-nullptr): takes <=> for one
};

/// Of up to four hashes at the slot's facility.
constexpr std::size_t hashesAtOnce = 4;
constexpr std::string_view earlierSql =
    "SELECT r.requested_at, r.id FROM reservation_match m JOIN reservation r ON r.id = m.reservation_id "
    "WHERE m.facility_id = (SELECT facility_id FROM slot WHERE id = $1) AND m.hash IN ($2, $3, $4, $5) "
    "AND r.status IN ('requested', 'approved', 'attended') ORDER BY r.requested_at DESC, r.id DESC LIMIT 1";

/// Calls `each` with hashes in groups of `size`, the last one filled up with its own first.
template <std::size_t size, class Each>
Result<void> inGroups(const std::vector<std::int64_t> &hashes, const Each &each) {
    for (std::size_t from = 0; from < hashes.size(); from += size) {
        std::array<std::int64_t, size> group{};
        group.fill(hashes[from]);
        std::copy_n(hashes.begin() + static_cast<std::ptrdiff_t>(from), std::min(size, hashes.size() - from),
                    group.begin());
        if (auto done = each(group); !done) {
            return done;
        }
    }
    return {};
}

/// The newest reservation of the same family that still counts: one that waits, stands or led to a visit.
Result<std::optional<Earlier>> earlierOf(Connection &db, const std::string &slot,
                                         const std::vector<std::int64_t> &hashes) {
    std::optional<Earlier> newest;
    auto read = inGroups<hashesAtOnce>(hashes, [&](const auto &hash) -> Result<void> {
        auto known =
            firstRow(db, earlierSql, {slot, hash[0], hash[1], hash[2], hash[3]}, [](const Rows &row) {
                return Earlier{row.integer(0), std::string(row.text(1))};
            });
        if (!known) {
            return domain::passOn(known);
        }
        newest = std::max(newest, *known);
        return {};
    });
    return read ? Result<std::optional<Earlier>>(std::move(newest)) : domain::passOn(read);
}

/// What the facility wants to do about a family that it knows.
Result<void> followRepeatPolicy(Connection &db, const SlotRow &slot, const std::vector<std::int64_t> &hashes,
                                Reservation &draft) {
    const domain::RepeatPolicy policy = slot.facility.repeatPolicy;
    if (policy == domain::RepeatPolicy::Allow) {
        return {};
    }
    const auto earlier = earlierOf(db, slot.id, hashes);
    if (!earlier || !*earlier) {
        return earlier ? Result<void>() : domain::passOn(earlier);
    }
    if (policy == domain::RepeatPolicy::Refuse) {
        return conflict("duplicate-reservation");
    }
    draft.repeatOf = *domain::ReservationId::parse((*earlier)->id);
    return {};
}

/// Mostly a child and a phone number: two rows. Twins typed twice in one booking have one hash.
Result<void> rememberFamily(Connection &db, const std::string &facility,
                            const std::vector<std::int64_t> &hashes, const std::string &id) {
    return inGroups<2>(hashes, [&](const auto &hash) {
        return run(db,
                   "INSERT INTO reservation_match (facility_id, hash, reservation_id) "
                   "VALUES ($1, $2, $3), ($1, $4, $3) ON CONFLICT DO NOTHING",
                   {facility, hash[0], id, hash[1]});
    });
}

/// Everything that can be wrong with the booking itself, at once.
std::vector<domain::FieldError> faultsOf(const Reservation &draft, const SlotRow &slot, Instant now,
                                         BookingRules rules) {
    std::vector<domain::FieldError> faults = domain::validate(draft);
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
void complete(Context &context, Reservation &reservation, const SlotRow &slot, bool byStaff) {
    const Instant now = context.now();
    const domain::ReservationPersonal &personal = *reservation.personal;
    reservation.facilityId = *domain::FacilityId::parse(slot.facility.id);
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
    const auto hashes = matchHashes(draft, context.settings.key);
    if (auto followed = followRepeatPolicy(context.db, slot, hashes, draft); !followed) {
        return domain::passOn(followed);
    }
    StoredReservation reservation{std::move(draft), facility.municipality, std::move(madeBy)};
    complete(context, reservation.value, slot, reservation.madeBy.empty());
    ChangeSet changes(context, facility.municipality);
    if (auto stored = storeBooking(context, changes, slot, reservation); !stored) {
        return domain::passOn(stored);
    }
    const std::string id = reservation.value.id.text();
    if (auto kept = rememberFamily(context.db, facility.id, hashes, id); !kept) {
        return domain::passOn(kept);
    }
    changes.note(
        {"reservation.request", domain::RecordKind::Reservation, id, facility.id, "", reservation.body});
    if (auto considered = considerApproval(context, changes, slot, reservation); !considered) {
        return domain::passOn(considered);
    }
    if (auto written = changes.write(); !written) {
        return domain::passOn(written);
    }
    return reservation;
}

void foreseeBooking(Context &context, const Reservation &draft) {
    const std::string slot = draft.slotId.text();
    foreseeSlot(context.db, slot);
    foreseeNewReservation(context.db, draft.id.text());
    if (!draft.personal) {
        return;
    }
    const auto hashes = matchHashes(draft, context.settings.key);
    static_cast<void>(inGroups<hashesAtOnce>(hashes, [&](const auto &hash) -> Result<void> {
        context.db.foresee(earlierSql, {slot, hash[0], hash[1], hash[2], hash[3]});
        return {};
    }));
}

} // namespace hub
