#include "fake_desk.h"

#include "domain/open_time.h"
#include "domain/text.h"
#include "domain/validate.h"
#include "domain/waiting.h"
#include "services/change_routes.h"

#include <algorithm>

namespace fake {
namespace {

bool contains(const domain::Reservation &r, const std::string &key) {
    if (!r.personal) {
        return false;
    }
    const auto hit = [&key](const std::string &text) {
        return domain::searchKey(text).find(key) != std::string::npos;
    };
    const domain::Guardian &g = r.personal->guardian;
    return hit(g.name) || hit(g.kana) || hit(g.phone) ||
           std::any_of(r.personal->children.begin(), r.personal->children.end(),
                       [&](const domain::Child &child) { return hit(child.name) || hit(child.kana); });
}

bool accepts(const services::ReservationFilter &f, const services::ReservationRow &row) {
    const domain::Reservation &r = row.reservation;
    if ((f.facility && r.facilityId != *f.facility) || (f.slot && r.slotId != *f.slot)) {
        return false;
    }
    if (!f.states.empty() && std::find(f.states.begin(), f.states.end(), r.status) == f.states.end()) {
        return false;
    }
    if ((f.from && row.date < *f.from) || (f.to && row.date > *f.to)) {
        return false;
    }
    if ((f.ageClass && !r.ageClasses.test(static_cast<std::size_t>(*f.ageClass))) ||
        (!f.channel.empty() && r.channel != f.channel) ||
        (f.onlyUnsent && row.pending.state == services::Pending::None)) {
        return false;
    }
    return f.text.isEmpty() || contains(r, domain::searchKey(f.text.toStdString()));
}

bool riskier(const services::ReservationRow &a, const services::ReservationRow &b) {
    const auto key = [](const services::ReservationRow &row) {
        return std::tuple(!row.startsUnanswered, row.startsUnanswered ? row.date : domain::LocalDate{},
                          row.startsUnanswered ? row.start : domain::LocalTime{},
                          row.openMinutesLeft.value_or(1'000'000), row.date, row.start);
    };
    return key(a) < key(b);
}

} // namespace

Reservations::Reservations(World &world) : m_world(world) {
    connect(&world, &World::recordsChanged, this, [this](const QList<services::EntityKey> &keys) {
        Q_EMIT changed(services::routesOf(keys).reservations);
    });
}

services::ReservationRow Reservations::rowOf(const domain::Reservation &r) const {
    services::ReservationRow row;
    row.reservation = r;
    row.pending = m_world.pendingOf(r.id.text());
    if (const domain::Slot *slot = m_world.slot(r.slotId)) {
        row.date = slot->date;
        row.start = slot->start;
        row.end = slot->end;
    }
    const domain::Facility *facility = m_world.facility(r.facilityId);
    if (r.status == domain::ReservationStatus::Requested && r.decisionDueAt && facility) {
        const domain::OpenCalendar calendar{
            domain::effectiveOpenHours(*facility), &domain::Holidays::builtIn(), {}};
        const domain::Instant now = m_world.clock.now();
        row.openMinutesLeft = now <= *r.decisionDueAt
                                  ? domain::openMinutesBetween(calendar, now, *r.decisionDueAt)
                                  : -domain::openMinutesBetween(calendar, *r.decisionDueAt, now);
        row.startsUnanswered =
            domain::toInstant(row.date, row.start) <= domain::unansweredToursUntil(calendar, now);
        row.daysUntilTour = domain::daysBetween(domain::dateOf(now), row.date);
    }
    return row;
}

std::vector<domain::ReservationId> Reservations::filtered(const services::ReservationFilter &filter) const {
    std::vector<services::ReservationRow> rows;
    for (const domain::Reservation &r : m_world.reservations) {
        services::ReservationRow row = rowOf(r);
        if (accepts(filter, row)) {
            rows.push_back(std::move(row));
        }
    }
    using Order = services::ReservationFilter::Order;
    std::stable_sort(rows.begin(), rows.end(), [&](const auto &a, const auto &b) {
        if (filter.order == Order::Newest) {
            return a.reservation.requestedAt > b.reservation.requestedAt;
        }
        return filter.order == Order::Risk ? riskier(a, b)
                                           : std::tie(a.date, a.start) < std::tie(b.date, b.start);
    });
    std::vector<domain::ReservationId> ids;
    for (const auto &row : rows) {
        ids.push_back(row.reservation.id);
    }
    return ids;
}

services::Async<std::vector<domain::ReservationId>>
Reservations::ids(const services::ReservationFilter &filter) {
    auto ids = filtered(filter);
    if (filter.most && *filter.most < std::ssize(ids)) {
        ids.resize(static_cast<std::size_t>(*filter.most));
    }
    return m_world.answer<std::vector<domain::ReservationId>>(std::move(ids));
}

services::Async<std::vector<services::ReservationRow>>
Reservations::rows(const std::vector<domain::ReservationId> &ids) {
    std::vector<services::ReservationRow> rows;
    for (const domain::ReservationId id : ids) {
        if (const domain::Reservation *found = m_world.reservation(id)) {
            rows.push_back(rowOf(*found));
        }
    }
    return m_world.answer<std::vector<services::ReservationRow>>(std::move(rows));
}

services::Async<int> Reservations::count(const services::ReservationFilter &filter) {
    return m_world.answer<int>(static_cast<int>(filtered(filter).size()));
}

services::Async<services::ActReceipt> Reservations::approve(domain::ReservationId id,
                                                            std::int64_t seenVersion) {
    return act(domain::ReservationCall::Approve, id, seenVersion, {}, {});
}

services::Async<services::ActReceipt> Reservations::decline(domain::ReservationId id,
                                                            std::int64_t seenVersion, const QString &reason,
                                                            const QString &message) {
    return act(domain::ReservationCall::Decline, id, seenVersion, reason, message);
}

services::Async<services::ActReceipt> Reservations::act(domain::ReservationCall call,
                                                        domain::ReservationId id, std::int64_t seenVersion,
                                                        const QString &reason, const QString &message) {
    if (m_world.nextError) {
        return m_world.answer<services::ActReceipt>(services::ActReceipt{});
    }
    const domain::Reservation *found = m_world.reservation(id);
    if (!found) {
        return m_world.answer<services::ActReceipt>(domain::fail(domain::ErrorKind::NotFound));
    }
    if (found->meta.version != seenVersion) {
        return m_world.answer<services::ActReceipt>(
            domain::fail(domain::ErrorKind::Conflict, "changed-meanwhile"));
    }
    const domain::Slot *slot = m_world.slot(found->slotId);
    const std::string why = reason.toStdString();
    domain::TransitionCase given;
    given.from = found->status;
    given.call = call;
    given.madeByPhoneOrCounter = found->channel == "phone" || found->channel == "counter";
    given.reason = why;
    given.now = m_world.clock.now();
    given.slotStart = slot ? domain::toInstant(slot->date, slot->start) : domain::Instant{};
    const domain::Result<domain::ReservationStatus> to = domain::next(given);
    if (!to) {
        return m_world.answer<services::ActReceipt>(domain::passOn(to));
    }
    const auto apply = [this, id, call, status = *to, why, said = message.toStdString()] {
        domain::Reservation &r = *m_world.reservation(id);
        const domain::Instant now = m_world.clock.now();
        r.history.push_back({now, std::string(domain::nameOf(call)), r.status, status, "staff", "見本 花子",
                             "事務室PC", why, said, false});
        r.status = status;
        ++r.meta.version;
        r.decidedAt = now;
        r.decidedBy = "見本 花子";
    };
    return m_world.answer<services::ActReceipt>(m_world.enqueue(domain::RecordKind::Reservation, id.text(),
                                                                std::string(domain::nameOf(call)), apply));
}

services::Async<void> Reservations::withdraw(domain::OperationId operation) {
    if (!m_world.removeFromOutbox(operation)) {
        return m_world.answer<void>(domain::fail(domain::ErrorKind::Conflict, "already-sent"));
    }
    m_world.calls << QStringLiteral("withdrawn");
    return m_world.answer<void>({});
}

services::Async<services::ActReceipt> Reservations::book(const domain::Reservation &reservation) {
    const domain::FieldErrors faults = domain::validate(reservation);
    if (!faults.empty()) {
        return m_world.answer<services::ActReceipt>(
            domain::fail({.kind = domain::ErrorKind::Rejected, .code = "validation", .fields = faults}));
    }
    domain::Reservation made = reservation;
    if (made.id.isNull()) {
        made.id = domain::ReservationId::make(m_world.clock, *m_world.random);
    }
    const auto apply = [this, made] {
        domain::Reservation stored = made;
        stored.status = domain::ReservationStatus::Approved;
        stored.meta.version = 1;
        m_world.reservations.push_back(stored);
    };
    return m_world.answer<services::ActReceipt>(
        m_world.enqueue(domain::RecordKind::Reservation, made.id.text(), "book", apply));
}

} // namespace fake
