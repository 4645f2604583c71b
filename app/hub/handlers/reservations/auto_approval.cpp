#include "hub/handlers/reservations/auto_approval.h"

#include "domain/age_class.h"
#include "hub/db/read.h"
#include "hub/handlers/reservations/reservation_steps.h"
#include "hub/http/problem_response.h"
#include "wire/office_json.h"

#include <utility>

namespace hub {

using domain::ApprovalCase;
using domain::ApprovalRule;
using domain::Instant;
using domain::ReservationStatus;
using domain::Result;

namespace {

/// The limit for one call, so that bookings wait no longer than for one of their own groups.
constexpr int mostApprovals = 100;

/// Makes the hub the caller during an automatic decision. The destructor restores the caller of the booking.
class AsHub {
public:
    explicit AsHub(Context &context) : m_context(context), m_caller(std::exchange(context.caller, {})) {}
    ~AsHub() { m_context.caller = std::move(m_caller); }
    AsHub(const AsHub &) = delete;
    AsHub &operator=(const AsHub &) = delete;

private:
    Context &m_context;
    std::optional<Caller> m_caller;
};

constexpr std::string_view pastSql =
    "SELECT DISTINCT r.status FROM reservation_match m "
    "JOIN reservation_match o ON o.facility_id = m.facility_id AND o.hash = m.hash "
    "JOIN reservation r ON r.id = o.reservation_id "
    "WHERE m.facility_id = $1 AND m.reservation_id = $2 AND o.reservation_id <> $2";
constexpr std::string_view approvedSql =
    "SELECT count(*) FROM auto_approval WHERE facility_id = $1 AND approved_on = $2";

/// Prefetches what caseOf(), the approval itself and the rule will ask.
void prefetchApproval(const Context &context, const SlotRow &slot, const StoredReservation &reservation) {
    const std::string &facility = slot.facility.id;
    prefetchRecord(context.db, domain::RecordKind::ApprovalRule, facility);
    context.db.prefetch(pastSql, {facility, reservation.value.id.text()});
    context.db.prefetch(approvedSql, {facility, domain::textOf(domain::dateOf(context.now()))});
    prefetchSlot(context.db, slot.id);
}

/// Looks up whether the family is known at the facility, by the hashes of its children and phone number.
Result<void> lookBack(Connection &db, const StoredReservation &reservation, ApprovalCase &given) {
    return eachRow(db, pastSql, {reservation.value.facilityId.text(), reservation.value.id.text()},
                   [&given](const Rows &row) {
                       const auto status = domain::reservationStatus(row.text(0));
                       given.hasEarlierNoShow |= status == ReservationStatus::NoShow;
                       given.isRepeat |= domain::takesSeat(status) || status == ReservationStatus::Attended;
                   });
}

Result<int> approvedOn(Connection &db, const std::string &facility, domain::LocalDate day) {
    auto count = firstRow(db, approvedSql, {facility, domain::textOf(day)},
                          [](const Rows &row) { return static_cast<int>(row.integer(0)); });
    if (!count) {
        return domain::passOn(count);
    }
    return count->value_or(0);
}

/// `seatsTaken` is the slot's count including this family.
Result<ApprovalCase> caseOf(Context &context, const SlotRow &slot, const StoredReservation &reservation,
                            int seatsTaken) {
    const domain::Reservation &value = reservation.value;
    ApprovalCase given{.at = context.now(),
                       .slotStart = slot.startsAt,
                       .seats = slot.seats,
                       .seatsTaken = seatsTaken,
                       .ageClasses = value.ageClasses,
                       .everyChildHasClass =
                           value.personal &&
                           domain::childrenWithoutClass(value.personal->children, slot.date()) == 0,
                       .hasQuestion = value.hasQuestion};
    if (auto looked = lookBack(context.db, reservation, given); !looked) {
        return domain::passOn(looked);
    }
    const auto today = approvedOn(context.db, slot.facility.id, domain::dateOf(given.at));
    if (!today) {
        return domain::passOn(today);
    }
    given.approvedToday = *today;
    return given;
}

Result<void> approve(Context &context, ChangeSet &changes, StoredReservation &reservation) {
    auto applied = applyStep(context, changes, reservation, domain::ReservationCall::Approve, {});
    if (!applied) {
        return applied;
    }
    return run(context.db,
               "INSERT INTO auto_approval (reservation_id, facility_id, approved_on) VALUES ($1, $2, $3) "
               "ON CONFLICT (reservation_id) DO UPDATE SET due_at = NULL, approved_on = excluded.approved_on",
               {reservation.value.id.text(), reservation.value.facilityId.text(),
                domain::textOf(domain::dateOf(context.now()))});
}

Result<void> remember(Connection &db, const StoredReservation &reservation, Instant due) {
    return run(
        db, "INSERT INTO auto_approval (reservation_id, facility_id, due_at) VALUES ($1, $2, $3)",
        {reservation.value.id.text(), reservation.value.facilityId.text(), due.time_since_epoch().count()});
}

Result<void> forget(Connection &db, const std::string &reservation) {
    return run(db, "DELETE FROM auto_approval WHERE reservation_id = $1", {reservation});
}

struct Due {
    std::string reservation;
    std::string facility;
};

Result<std::vector<Due>> dueApprovals(Context &context) {
    std::vector<Due> due;
    auto read = eachRow(context.db,
                        "SELECT reservation_id, facility_id FROM auto_approval WHERE due_at <= $1 "
                        "ORDER BY due_at, reservation_id LIMIT $2",
                        {context.now().time_since_epoch().count(), mostApprovals}, [&due](const Rows &row) {
                            due.push_back({std::string(row.text(0)), std::string(row.text(1))});
                        });
    if (!read) {
        return domain::passOn(read);
    }
    return due;
}

/// Whether the request is still waiting and the rule in its current form approves it.
Result<bool> stillFits(Context &context, const StoredReservation &reservation, const std::string &facility) {
    const auto rule = approvalRuleOf(context.db, facility);
    const auto slot = findSlot(context.db, reservation.value.slotId.text());
    if (!rule || !slot) {
        return rule ? domain::passOn(slot) : domain::passOn(rule);
    }
    if (reservation.value.status != ReservationStatus::Requested || !*rule || !(*rule)->enabled || !*slot) {
        return false;
    }
    if ((*slot)->facility.isClosedOn((*slot)->date())) {
        return false; // closed meanwhile: a person must speak with the family
    }
    const auto given = caseOf(context, **slot, reservation, (*slot)->seatsTaken);
    if (!given) {
        return domain::passOn(given);
    }
    return domain::hindrances(**rule, *given).empty();
}

Result<void> settle(Context &context, const Due &due) {
    auto reservation = findReservation(context.db, due.reservation);
    if (!reservation) {
        return domain::passOn(reservation);
    }
    if (!*reservation) {
        return forget(context.db, due.reservation);
    }
    const auto fits = stillFits(context, **reservation, due.facility);
    if (!fits) {
        return domain::passOn(fits);
    }
    if (!*fits) {
        return forget(context.db, due.reservation);
    }
    ChangeSet changes(context, (*reservation)->municipality);
    if (auto approved = approve(context, changes, **reservation); !approved) {
        return approved;
    }
    return changes.write();
}

} // namespace

Result<std::optional<ApprovalRule>> approvalRuleOf(Connection &db, const std::string &facility) {
    auto record = findRecord(db, domain::RecordKind::ApprovalRule, facility);
    if (!record) {
        return domain::passOn(record);
    }
    if (!*record || (*record)->deleted) {
        return std::nullopt;
    }
    auto rule = (*record)->text.readBy(wire::approvalRuleFromJson);
    if (!rule) {
        return domain::fail(domain::ErrorKind::Bug, "unreadable-record");
    }
    return *rule;
}

Result<void> considerApproval(Context &context, ChangeSet &changes, const SlotRow &slot,
                              StoredReservation &reservation) {
    if (!slot.facility.autoApproval || reservation.value.status != ReservationStatus::Requested) {
        return {};
    }
    const AsHub hub(context);
    prefetchApproval(context, slot, reservation);
    const auto rule = approvalRuleOf(context.db, slot.facility.id);
    if (!rule || !*rule) {
        return rule ? Result<void>() : domain::passOn(rule);
    }
    const auto given = caseOf(context, slot, reservation, slot.seatsTaken + 1);
    if (!given) {
        return domain::passOn(given);
    }
    if (!domain::hindrances(**rule, *given).empty()) {
        return {};
    }
    if ((*rule)->delayMinutes > 0) {
        return remember(context.db, reservation, context.now() + std::chrono::minutes((*rule)->delayMinutes));
    }
    return approve(context, changes, reservation);
}

Result<void> runDueApprovals(Context &context) {
    const auto due = dueApprovals(context);
    if (!due) {
        return domain::passOn(due);
    }
    for (const Due &one : *due) {
        auto settled = settle(context, one);
        if (!settled && isStorageFault(settled.error())) {
            return settled;
        }
        if (!settled) {
            // A reservation whose step the state table refuses must not stop the others.
            if (auto gone = forget(context.db, one.reservation); !gone) {
                return gone;
            }
        }
    }
    return {};
}

Result<void> forgetDueApprovals(Connection &db, const std::string &facility) {
    return run(db, "DELETE FROM auto_approval WHERE facility_id = $1 AND due_at IS NOT NULL", {facility});
}

} // namespace hub
