#include "fake_desk.h"

#include "domain/open_time.h"
#include "domain/validate.h"
#include "domain/waiting.h"

#include <algorithm>

namespace fake {

Facilities::Facilities(World &world) : m_world(world) {
    connect(&world, &World::recordsChanged, this, &Facilities::changed);
}

services::Async<std::vector<domain::Facility>> Facilities::all() {
    std::vector<domain::Facility> sorted = m_world.facilities;
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto &a, const auto &b) {
        return a.profile.at("name") < b.profile.at("name");
    });
    return m_world.answer<std::vector<domain::Facility>>(std::move(sorted));
}

services::Async<services::FacilityRow> Facilities::one(domain::FacilityId id) {
    const domain::Facility *found = m_world.facility(id);
    if (!found) {
        return m_world.answer<services::FacilityRow>(domain::fail(domain::ErrorKind::NotFound));
    }
    return m_world.answer<services::FacilityRow>(services::FacilityRow{*found, m_world.pendingOf(id.text())});
}

services::Async<services::ActReceipt> Facilities::save(const domain::Facility &facility,
                                                       std::int64_t seenVersion) {
    const domain::FieldErrors faults = domain::validate(facility);
    if (m_world.nextError || !faults.empty()) {
        return m_world.answer<services::ActReceipt>(
            domain::fail({.kind = domain::ErrorKind::Rejected, .code = "validation", .fields = faults}));
    }
    domain::Facility *stored = m_world.facility(facility.id);
    if (!stored || stored->meta.version != seenVersion) {
        return m_world.answer<services::ActReceipt>(
            domain::fail(domain::ErrorKind::Conflict, "changed-meanwhile"));
    }
    *stored = facility;
    return m_world.answer<services::ActReceipt>(
        m_world.enqueue(domain::RecordKind::Facility, facility.id.text(), "facility-edit",
                        [this, id = facility.id] { ++m_world.facility(id)->meta.version; }));
}

services::Async<void> Facilities::saveDraft(domain::FacilityId id, const domain::Profile &typed) {
    if (typed.empty()) {
        m_world.drafts.erase(id.text());
    } else {
        m_world.drafts[id.text()] = typed;
    }
    return m_world.answer<void>({});
}

services::Async<std::optional<domain::Profile>> Facilities::draft(domain::FacilityId id) {
    const auto found = m_world.drafts.find(id.text());
    return m_world.answer<std::optional<domain::Profile>>(
        found == m_world.drafts.end() ? std::nullopt : std::optional(found->second));
}

Delays::Delays(World &world) : m_world(world) {
    connect(&world, &World::recordsChanged, this, &Delays::changed);
}

services::Async<std::vector<services::DelayRow>> Delays::list() {
    const domain::Instant now = m_world.clock.now();
    std::vector<std::pair<const domain::Facility *, domain::DelayCounts>> counted;
    for (const domain::Facility &facility : m_world.facilities) {
        const domain::OpenCalendar calendar{
            domain::effectiveOpenHours(facility), &domain::Holidays::builtIn(), {}};
        domain::DelayCounter counter(calendar, {}, now);
        for (const domain::Reservation &r : m_world.reservations) {
            if (r.facilityId == facility.id && r.status == domain::ReservationStatus::Requested) {
                const domain::Slot *slot = m_world.slot(r.slotId);
                counter.add(r.requestedAt, slot != nullptr
                                               ? std::optional(domain::toInstant(slot->date, slot->start))
                                               : std::nullopt);
            }
        }
        counted.emplace_back(&facility, counter.counts());
    }
    std::erase_if(counted, [](const auto &one) { return !one.second.isWorthACall(); });
    std::ranges::stable_sort(counted, domain::isWorse, [](const auto &one) { return one.second; });
    std::vector<services::DelayRow> rows;
    for (const auto &[facility, counts] : counted) {
        rows.push_back({facility->id, QString::fromStdString(facility->profile.at("name")),
                        QString::fromStdString(facility->profile.at("phone")), counts.late, counts.nearlyLate,
                        counts.startsUnanswered, counts.oldestRequestedAt, counts.oldestOpenMinutes});
    }
    return m_world.answer<std::vector<services::DelayRow>>(std::move(rows));
}

SyncStatus::SyncStatus(World &world) : m_world(world) {
    connect(&world, &World::syncChanged, this, &SyncStatus::changed);
}

services::Async<std::vector<services::OutboxItem>> SyncStatus::outbox() {
    std::vector<services::OutboxItem> items;
    for (const Entry &entry : m_world.outbox) {
        items.push_back(entry.item);
    }
    return m_world.answer<std::vector<services::OutboxItem>>(std::move(items));
}

services::Async<void> SyncStatus::dismiss(domain::OperationId operation) {
    m_world.calls << QStringLiteral("dismiss");
    m_world.removeFromOutbox(operation);
    return m_world.answer<void>({});
}

services::Async<services::Conflict> SyncStatus::conflict(domain::OperationId operation) {
    for (const Entry &entry : m_world.outbox) {
        if (entry.item.operation == operation && entry.item.canBeSettled) {
            return m_world.answer<services::Conflict>(
                services::Conflict{.item = entry.item, .parts = m_world.conflictParts});
        }
    }
    return m_world.answer<services::Conflict>(domain::fail(domain::ErrorKind::NotFound, "not-a-conflict"));
}

services::Async<void> SyncStatus::settle(domain::OperationId operation,
                                         const std::map<std::string, services::Side> &choices) {
    m_world.calls << QStringLiteral("settle");
    m_world.settled = choices;
    for (const Entry &entry : m_world.outbox) {
        if (entry.item.operation == operation) {
            services::PastDecision decision{.item = entry.item,
                                            .at = m_world.clock.now(),
                                            .by = QStringLiteral("見本 花子"),
                                            .choices = {}};
            for (const services::ConflictPart &part : m_world.conflictParts) {
                const auto chosen = choices.find(part.pointer);
                decision.choices.push_back(
                    {part.pointer, part.mine, part.theirs,
                     chosen == choices.end() ? services::Side::Theirs : chosen->second});
            }
            m_world.pastDecisions.insert(m_world.pastDecisions.begin(), decision);
        }
    }
    m_world.removeFromOutbox(operation);
    return m_world.answer<void>({});
}

services::Async<std::vector<services::PastDecision>> SyncStatus::decisions() {
    return m_world.answer<std::vector<services::PastDecision>>(m_world.pastDecisions);
}

services::Async<void> Drafts::save(const QString &form, const QByteArray &text) {
    if (text.isEmpty()) {
        m_world.formDrafts.erase(form);
    } else {
        m_world.formDrafts[form] = text;
    }
    return m_world.answer<void>({});
}

services::Async<QByteArray> Drafts::load(const QString &form) {
    const auto found = m_world.formDrafts.find(form);
    return m_world.answer<QByteArray>(found == m_world.formDrafts.end() ? QByteArray() : found->second);
}

Desk::Desk(domain::Role role, Kind kind)
    : m_kind(kind), m_reservations(world), m_slots(world), m_facilities(world), m_delays(world),
      m_syncStatus(world), m_drafts(world), m_notices(world), m_waitlist(world) {
    domain::User user;
    user.id = domain::UserId::make(world.clock, *world.random);
    user.loginId = "demo-staff";
    user.name = "見本 花子";
    user.role = role;
    user.municipalityCode = "132012";
    fakeAccount.who = user;
    fakeAccount.practice = kind == Kind::Training;
}

void Desk::grantAll() {
    fakeAccount.who->facilities.clear();
    for (const domain::Facility &facility : world.facilities) {
        fakeAccount.who->facilities.push_back(facility.id);
    }
}

} // namespace fake
