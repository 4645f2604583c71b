// The services' faces on the GUI thread: each call becomes one job on the data thread.
#pragma once

#include "desk/proxies/data_thread.h"
#include "services/desk.h"

#include <QTimer>

namespace services {

class ReservationsFace final : public Reservations {
    Q_OBJECT
public:
    explicit ReservationsFace(DataThread &data) : m_data(data) {}
    Async<std::vector<domain::ReservationId>> ids(const ReservationFilter &filter) override;
    Async<std::vector<ReservationRow>> rows(const std::vector<domain::ReservationId> &ids) override;
    Async<int> count(const ReservationFilter &filter) override;
    Async<OpTicket> approve(domain::ReservationId id, std::int64_t seenVersion) override;
    Async<OpTicket> decline(domain::ReservationId id, std::int64_t seenVersion, const QString &reason,
                            const QString &message) override;
    Async<OpTicket> act(domain::ReservationCall call, domain::ReservationId id, std::int64_t seenVersion,
                        const QString &reason, const QString &message) override;
    Async<void> withdraw(domain::OperationId operation) override;
    void sendHeld() override;
    Async<OpTicket> book(const domain::Reservation &reservation) override;

private:
    DataThread &m_data;
};

class SlotsFace final : public Slots {
    Q_OBJECT
public:
    SlotsFace(DataThread &data, const domain::Clock &clock, domain::Random &random)
        : m_data(data), m_clock(clock), m_random(random) {}
    Async<std::vector<SlotRow>> between(domain::FacilityId facility, domain::LocalDate from,
                                        domain::LocalDate to) override;
    Async<SlotRow> one(domain::SlotId id) override;
    Async<OpTicket> create(const domain::Slot &slot) override;
    Async<OpTicket> change(const domain::Slot &slot, std::int64_t seenVersion) override;
    Async<OpTicket> cancel(domain::SlotId id, std::int64_t seenVersion, bool familiesToo,
                           const QString &message) override;
    Async<std::vector<domain::SeriesDay>> preview(const domain::Series &series) override;
    Async<OpTicket> createSeries(const domain::Series &series,
                                 const std::vector<domain::SeriesDay> &days) override;
    Async<std::vector<WeekCopyDay>> previewCopy(domain::FacilityId facility, domain::LocalDate from,
                                                domain::LocalDate to) override;
    Async<OpTicket> copy(const std::vector<WeekCopyDay> &days) override;
    domain::SlotId newSlotId() override { return domain::SlotId::make(m_clock, m_random); }
    domain::SeriesId newSeriesId() override { return domain::SeriesId::make(m_clock, m_random); }

private:
    DataThread &m_data;
    const domain::Clock &m_clock;
    domain::Random &m_random;
};

class FacilitiesFace final : public Facilities {
    Q_OBJECT
public:
    explicit FacilitiesFace(DataThread &data) : m_data(data) {}
    Async<std::vector<domain::Facility>> all() override;
    Async<FacilityRow> one(domain::FacilityId id) override;
    Async<OpTicket> save(const domain::Facility &facility, std::int64_t seenVersion) override;
    Async<void> saveDraft(domain::FacilityId id, const domain::Profile &typed) override;
    Async<std::optional<domain::Profile>> draft(domain::FacilityId id) override;

private:
    DataThread &m_data;
};

class DelaysFace final : public Delays {
    Q_OBJECT
public:
    explicit DelaysFace(DataThread &data);
    Async<std::vector<DelayRow>> list() override;

private:
    DataThread &m_data;
    QTimer m_minute; ///< answers become late by themselves
};

class SyncStatusFace final : public SyncStatus {
    Q_OBJECT
public:
    explicit SyncStatusFace(DataThread &data);
    [[nodiscard]] SyncState state() const override { return m_state; }
    Async<std::vector<OutboxItem>> outbox() override;
    Async<void> dismiss(domain::OperationId operation) override;
    void retryNow() override;
    Async<Conflict> conflict(domain::OperationId operation) override;
    Async<void> settle(domain::OperationId operation, const std::map<std::string, Side> &choices) override;
    Async<std::vector<PastDecision>> decisions() override;

private:
    DataThread &m_data;
    SyncState m_state;
};

class DraftsFace final : public Drafts {
    Q_OBJECT
public:
    explicit DraftsFace(DataThread &data) : m_data(data) {}
    Async<void> save(const QString &form, const QByteArray &text) override;
    Async<QByteArray> load(const QString &form) override;

private:
    DataThread &m_data;
};

class NoticesFace final : public Notices {
    Q_OBJECT
public:
    explicit NoticesFace(DataThread &data) : m_data(data) {}
    Async<std::vector<domain::Notice>> now() override;

private:
    DataThread &m_data;
};

/// Takes what the data thread says changed to the services that show it.
class ChangeFeed : public QObject {
    Q_OBJECT
public:
    ChangeFeed(DataThread &data, Reservations &reservations, Slots &slotBook, Facilities &facilities,
               Delays &delays, Notices &notices);

private:
    void deliver(const QList<EntityKey> &changed);

    Reservations &m_reservations;
    Slots &m_slots;
    Facilities &m_facilities;
    Delays &m_delays;
    Notices &m_notices;
};

} // namespace services
