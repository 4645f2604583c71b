#include "fake_desk.h"

#include "domain/open_time.h"
#include "domain/validate.h"
#include "services/change_routes.h"

#include <algorithm>

namespace fake {

Slots::Slots(World &world) : m_world(world) {
    connect(&world, &World::recordsChanged, this, [this](const QList<services::EntityKey> &keys) {
        Q_EMIT changed(services::routesOf(keys).slotBook);
    });
}

services::SlotRow Slots::rowOf(const domain::Slot &slot) const {
    services::SlotRow row;
    row.slot = slot;
    row.pending = m_world.pendingOf(slot.id.text());
    for (const domain::Reservation &r : m_world.reservations) {
        if (r.slotId == slot.id && domain::takesSeat(r.status)) {
            ++row.seatsTaken;
            ++(r.status == domain::ReservationStatus::Requested ? row.waiting : row.approved);
        }
    }
    return row;
}

services::Async<std::vector<services::SlotRow>> Slots::between(domain::FacilityId facility,
                                                               domain::LocalDate from, domain::LocalDate to) {
    ++weeksAsked;
    std::vector<services::SlotRow> rows;
    for (const domain::Slot &slot : m_world.slotBook) {
        if (slot.facilityId == facility && slot.date >= from && slot.date <= to) {
            rows.push_back(rowOf(slot));
        }
    }
    std::sort(rows.begin(), rows.end(), [](const auto &a, const auto &b) {
        return std::tie(a.slot.date, a.slot.start) < std::tie(b.slot.date, b.slot.start);
    });
    return m_world.answer<std::vector<services::SlotRow>>(std::move(rows));
}

services::Async<services::SlotRow> Slots::one(domain::SlotId id) {
    const domain::Slot *found = m_world.slot(id);
    return found ? m_world.answer<services::SlotRow>(rowOf(*found))
                 : m_world.answer<services::SlotRow>(domain::fail(domain::ErrorKind::NotFound));
}

services::Async<services::ActReceipt> Slots::create(const domain::Slot &slot) {
    const domain::FieldErrors faults = domain::validate(slot);
    if (m_world.nextError || !faults.empty()) {
        return m_world.answer<services::ActReceipt>(
            domain::fail({.kind = domain::ErrorKind::Rejected, .code = "validation", .fields = faults}));
    }
    // Seen at once, as in the desk's own store; the hub's word makes it version 1.
    m_world.slotBook.push_back(slot);
    return m_world.answer<services::ActReceipt>(
        m_world.enqueue(domain::RecordKind::Slot, slot.id.text(), "slot-create",
                        [this, id = slot.id] { m_world.slot(id)->meta.version = 1; }));
}

services::Async<services::ActReceipt> Slots::change(const domain::Slot &slot, std::int64_t seenVersion) {
    domain::Slot *stored = m_world.slot(slot.id);
    const domain::FieldErrors faults = domain::validate(slot);
    if (m_world.nextError || !faults.empty()) {
        return m_world.answer<services::ActReceipt>(
            domain::fail({.kind = domain::ErrorKind::Rejected, .code = "validation", .fields = faults}));
    }
    if (!stored || stored->meta.version != seenVersion) {
        return m_world.answer<services::ActReceipt>(
            domain::fail(domain::ErrorKind::Conflict, "changed-meanwhile"));
    }
    *stored = slot;
    return m_world.answer<services::ActReceipt>(
        m_world.enqueue(domain::RecordKind::Slot, slot.id.text(), "slot-edit",
                        [this, id = slot.id] { ++m_world.slot(id)->meta.version; }));
}

services::Async<services::ActReceipt> Slots::cancel(domain::SlotId id, std::int64_t seenVersion,
                                                    bool familiesToo, const QString &message) {
    Q_UNUSED(message)
    domain::Slot *stored = m_world.slot(id);
    if (m_world.nextError || !stored || stored->meta.version != seenVersion) {
        return m_world.answer<services::ActReceipt>(
            domain::fail(domain::ErrorKind::Conflict, "changed-meanwhile"));
    }
    const int families = rowOf(*stored).seatsTaken;
    if (families > 0 && !familiesToo) {
        return m_world.answer<services::ActReceipt>(domain::fail(
            domain::ErrorKind::Conflict, "slot-has-reservations", {{"families", std::to_string(families)}}));
    }
    return m_world.answer<services::ActReceipt>(
        m_world.enqueue(domain::RecordKind::Slot, id.text(), "slot-cancel", [this, id] {
            for (domain::Reservation &r : m_world.reservations) {
                if (r.slotId == id && domain::takesSeat(r.status)) {
                    r.status = domain::ReservationStatus::CancelledByFacility;
                    ++r.meta.version;
                }
            }
            m_world.slot(id)->status = domain::SlotStatus::Cancelled;
            ++m_world.slot(id)->meta.version;
        }));
}

services::Async<std::vector<domain::SeriesDay>> Slots::preview(const domain::Series &series) {
    const domain::Facility *facility = m_world.facility(series.facilityId);
    if (!facility) {
        return m_world.answer<std::vector<domain::SeriesDay>>(domain::fail(domain::ErrorKind::NotFound));
    }
    if (const domain::FieldErrors faults = domain::validate(series); !faults.empty()) {
        return m_world.answer<std::vector<domain::SeriesDay>>(
            domain::fail({.kind = domain::ErrorKind::Rejected, .code = "validation", .fields = faults}));
    }
    std::vector<domain::Slot> existing;
    std::copy_if(m_world.slotBook.begin(), m_world.slotBook.end(), std::back_inserter(existing),
                 [&](const auto &slot) {
                     return slot.facilityId == series.facilityId &&
                            slot.status != domain::SlotStatus::Cancelled;
                 });
    const domain::OpenCalendar calendar{
        domain::effectiveOpenHours(*facility), &domain::Holidays::builtIn(), {}};
    return m_world.answer<std::vector<domain::SeriesDay>>(
        domain::expandSeries(series, calendar, existing, domain::dateOf(m_world.clock.now())));
}

services::Async<services::ActReceipt> Slots::createSeries(const domain::Series &series,
                                                          const std::vector<domain::SeriesDay> &days) {
    const domain::FieldErrors faults = domain::validate(series);
    if (m_world.nextError || !faults.empty()) {
        return m_world.answer<services::ActReceipt>(
            domain::fail({.kind = domain::ErrorKind::Rejected, .code = "validation", .fields = faults}));
    }
    const std::vector<domain::Slot> made = domain::slotsOf(series, days, m_world.clock, *m_world.random);
    m_world.slotBook.insert(m_world.slotBook.end(), made.begin(), made.end());
    return m_world.answer<services::ActReceipt>(
        m_world.enqueue(domain::RecordKind::Series, series.id.text(), "slots-create", [this, made] {
            for (const domain::Slot &slot : made) {
                m_world.slot(slot.id)->meta.version = 1;
                m_world.touch(domain::RecordKind::Slot, slot.id.text());
            }
        }));
}

services::Async<std::vector<services::WeekCopyDay>>
Slots::previewCopy(domain::FacilityId facility, domain::LocalDate from, domain::LocalDate to) {
    std::vector<services::WeekCopyDay> days;
    const int by = static_cast<int>((std::chrono::sys_days(to) - std::chrono::sys_days(from)).count());
    for (const domain::Slot &slot : m_world.slotBook) {
        if (slot.facilityId != facility || slot.date < from || slot.date > domain::addDays(from, 6)) {
            continue;
        }
        domain::Slot moved = slot;
        moved.id = newSlotId();
        moved.meta = {};
        moved.date = domain::addDays(slot.date, by);
        const bool taken =
            std::any_of(m_world.slotBook.begin(), m_world.slotBook.end(),
                        [&](const domain::Slot &other) { return domain::overlaps(other, moved); });
        days.push_back({moved, !taken, taken ? "overlap" : ""});
    }
    return m_world.answer<std::vector<services::WeekCopyDay>>(std::move(days));
}

services::Async<services::ActReceipt> Slots::copy(const std::vector<services::WeekCopyDay> &days) {
    m_world.calls << QStringLiteral("copy");
    std::vector<domain::SlotId> made;
    for (const services::WeekCopyDay &day : days) {
        if (day.make) {
            m_world.slotBook.push_back(day.slot);
            made.push_back(day.slot.id);
        }
    }
    return m_world.answer<services::ActReceipt>(
        m_world.enqueue(domain::RecordKind::Slot, made.front().text(), "slots-create", [this, made] {
            for (const domain::SlotId id : made) {
                m_world.slot(id)->meta.version = 1;
            }
        }));
}

domain::SlotId Slots::newSlotId() {
    return domain::SlotId::make(m_world.clock, *m_world.random);
}
domain::SeriesId Slots::newSeriesId() {
    return domain::SeriesId::make(m_world.clock, *m_world.random);
}

} // namespace fake
