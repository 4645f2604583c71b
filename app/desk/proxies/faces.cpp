#include "desk/proxies/faces.h"

#include "desk/data/change_routes.h"

namespace services {
namespace {

/// Beside what the account and the facility page keep there.
std::string draftKey(const QString &form) {
    return "form/" + form.toStdString();
}

} // namespace

Async<std::vector<domain::ReservationId>> ReservationsFace::ids(const ReservationFilter &filter) {
    return m_data.ask([filter](const Work &work) { return reservationIds(work, filter); });
}

Async<std::vector<ReservationRow>> ReservationsFace::rows(const std::vector<domain::ReservationId> &ids) {
    return m_data.ask([ids](const Work &work) { return reservationRows(work, ids); });
}

Async<int> ReservationsFace::count(const ReservationFilter &filter) {
    return m_data.ask([filter](const Work &work) { return countReservations(work, filter); });
}

Async<OpTicket> ReservationsFace::approve(domain::ReservationId id, std::int64_t seenVersion) {
    return act(domain::ReservationCall::Approve, id, seenVersion, {}, {});
}

Async<OpTicket> ReservationsFace::decline(domain::ReservationId id, std::int64_t seenVersion,
                                          const QString &reason, const QString &message) {
    return act(domain::ReservationCall::Decline, id, seenVersion, reason, message);
}

Async<OpTicket> ReservationsFace::act(domain::ReservationCall call, domain::ReservationId id,
                                      std::int64_t seenVersion, const QString &reason,
                                      const QString &message) {
    const Decision decision{.call = call,
                            .id = id,
                            .seenVersion = seenVersion,
                            .reason = reason.trimmed().toStdString(),
                            .message = message.trimmed().toStdString()};
    return m_data.ask([decision](const Work &work) { return decide(work, decision); });
}

Async<void> ReservationsFace::withdraw(domain::OperationId operation) {
    return m_data.ask([operation](const Work &work) { return withdrawOperation(work, operation); });
}

void ReservationsFace::sendHeld() {
    m_data.post([](DataCore &core, AccountFlow &) { core.sendHeld({}); });
}

Async<OpTicket> ReservationsFace::book(const domain::Reservation &reservation) {
    return m_data.ask([reservation](const Work &work) { return services::book(work, reservation); });
}

Async<std::vector<SlotRow>> SlotsFace::between(domain::FacilityId facility, domain::LocalDate from,
                                               domain::LocalDate to) {
    return m_data.ask([=](const Work &work) { return slotsBetween(work, facility, from, to); });
}

Async<SlotRow> SlotsFace::one(domain::SlotId id) {
    return m_data.ask([id](const Work &work) { return oneSlot(work, id); });
}

Async<OpTicket> SlotsFace::create(const domain::Slot &slot) {
    return m_data.ask([slot](const Work &work) { return createSlot(work, slot); });
}

Async<OpTicket> SlotsFace::change(const domain::Slot &slot, std::int64_t seenVersion) {
    return m_data.ask([slot, seenVersion](const Work &work) { return changeSlot(work, slot, seenVersion); });
}

Async<OpTicket> SlotsFace::cancel(domain::SlotId id, std::int64_t seenVersion, bool familiesToo,
                                  const QString &message) {
    return m_data.ask([=, text = message.trimmed().toStdString()](const Work &work) {
        return cancelSlot(work, id, seenVersion, familiesToo, text);
    });
}

Async<std::vector<domain::SeriesDay>> SlotsFace::preview(const domain::Series &series) {
    return m_data.ask([series](const Work &work) { return previewSeries(work, series); });
}

Async<OpTicket> SlotsFace::createSeries(const domain::Series &series,
                                        const std::vector<domain::SeriesDay> &days) {
    return m_data.ask(
        [series, days](const Work &work) { return services::createSeries(work, series, days); });
}

Async<std::vector<WeekCopyDay>> SlotsFace::previewCopy(domain::FacilityId facility, domain::LocalDate from,
                                                       domain::LocalDate to) {
    return m_data.ask([=](const Work &work) { return services::previewCopy(work, facility, from, to); });
}

Async<OpTicket> SlotsFace::copy(const std::vector<WeekCopyDay> &days) {
    return m_data.ask([days](const Work &work) { return copySlots(work, days); });
}

Async<std::vector<domain::Facility>> FacilitiesFace::all() {
    return m_data.ask([](const Work &work) { return allFacilities(work); });
}

Async<FacilityRow> FacilitiesFace::one(domain::FacilityId id) {
    return m_data.ask([id](const Work &work) { return oneFacility(work, id); });
}

Async<OpTicket> FacilitiesFace::save(const domain::Facility &facility, std::int64_t seenVersion) {
    return m_data.ask(
        [facility, seenVersion](const Work &work) { return saveFacility(work, facility, seenVersion); });
}

Async<void> FacilitiesFace::saveDraft(domain::FacilityId id, const domain::Profile &typed) {
    return m_data.ask([id, typed](const Work &work) { return saveFacilityDraft(work, id, typed); });
}

Async<std::optional<domain::Profile>> FacilitiesFace::draft(domain::FacilityId id) {
    return m_data.ask([id](const Work &work) { return facilityDraft(work, id); });
}

DelaysFace::DelaysFace(DataThread &data) : m_data(data) {
    m_minute.setInterval(std::chrono::minutes(1));
    connect(&m_minute, &QTimer::timeout, this, &Delays::changed);
    m_minute.start();
}

Async<std::vector<DelayRow>> DelaysFace::list() {
    return m_data.ask([](const Work &work) { return delayList(work); });
}

SyncStatusFace::SyncStatusFace(DataThread &data) : m_data(data) {
    connect(&data, &DataThread::syncChanged, this, [this](const SyncState &state) {
        m_state = state;
        Q_EMIT changed();
    });
}

Async<std::vector<OutboxItem>> SyncStatusFace::outbox() {
    return m_data.ask([](const Work &work) { return outboxItems(work); });
}

Async<void> SyncStatusFace::dismiss(domain::OperationId operation) {
    return m_data.ask([operation](const Work &work) { return dismissOperation(work, operation); });
}

void SyncStatusFace::retryNow() {
    m_data.post([](DataCore &, AccountFlow &flow) { flow.retryNow(); });
}

Async<Conflict> SyncStatusFace::conflict(domain::OperationId operation) {
    return m_data.ask([operation](const Work &work) { return conflictOf(work, operation); });
}

Async<void> SyncStatusFace::settle(domain::OperationId operation,
                                   const std::map<std::string, Side> &choices) {
    return m_data.ask(
        [operation, choices](const Work &work) { return settleConflict(work, operation, choices); });
}

Async<std::vector<PastDecision>> SyncStatusFace::decisions() {
    return m_data.ask([](const Work &work) { return pastDecisions(work); });
}

Async<void> DraftsFace::save(const QString &form, const QByteArray &text) {
    return m_data.ask([key = draftKey(form), json = text.toStdString()](const Work &work) {
        return work.store.saveDraft(key, json);
    });
}

Async<QByteArray> DraftsFace::load(const QString &form) {
    return m_data.ask([key = draftKey(form)](const Work &work) {
        return work.store.draft(key).map(
            [](const std::string &json) { return QByteArray::fromStdString(json); });
    });
}

Async<std::vector<domain::Notice>> NoticesFace::now() {
    return m_data.ask([](const Work &work) { return noticesNow(work); });
}

ChangeFeed::ChangeFeed(DataThread &data, Reservations &reservations, Slots &slotBook, Facilities &facilities,
                       Delays &delays, Notices &notices)
    : m_reservations(reservations), m_slots(slotBook), m_facilities(facilities), m_delays(delays),
      m_notices(notices) {
    connect(&data, &DataThread::recordsChanged, this, &ChangeFeed::deliver);
}

void ChangeFeed::deliver(const QList<EntityKey> &changed) {
    const ChangeRoutes routes = routesOf(changed);
    if (routes.reservations.isAny()) {
        Q_EMIT m_reservations.changed(routes.reservations);
    }
    if (routes.delays) {
        Q_EMIT m_delays.changed();
    }
    if (!routes.slotBook.isEmpty()) {
        Q_EMIT m_slots.changed(routes.slotBook);
    }
    if (routes.notices) {
        Q_EMIT m_notices.changed();
    }
    if (!routes.facilities.isEmpty()) {
        Q_EMIT m_facilities.changed(routes.facilities);
    }
}

} // namespace services
