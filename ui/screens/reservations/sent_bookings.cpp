#include "screens/reservations/sent_bookings.h"

#include "kit/pages/when_done.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace ui {

SentBookings::SentBookings(services::SyncStatus &status, services::Drafts &drafts, QObject *parent)
    : QObject(parent), m_status(status), m_drafts(drafts) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &SentBookings::look);
    connect(&status, &services::SyncStatus::changed, this, [this] {
        if (!m_sent.empty()) {
            m_soon.start();
        }
    });
}

void SentBookings::open(const QString &facility) {
    m_form = QStringLiteral("sent-bookings/") + facility;
    m_sent.clear();
    whenDone(
        m_drafts.load(m_form), this,
        [this, form = m_form](const QByteArray &kept) {
            if (form == m_form) {
                load(kept);
            }
        },
        [](const domain::Error &) {});
}

void SentBookings::load(const QByteArray &kept) {
    const QJsonArray all = QJsonDocument::fromJson(kept).array();
    for (const auto &value : all) {
        const QJsonObject one = value.toObject();
        if (const auto id = domain::OperationId::parse(one[u"operation"].toString().toStdString())) {
            m_sent.push_back({*id, one[u"record"].toString(), one[u"typed"].toObject(), {}});
        }
    }
    if (!m_sent.empty()) {
        m_soon.start();
    }
}

void SentBookings::keep() {
    QJsonArray all;
    for (const Sent &one : m_sent) {
        all.append(QJsonObject{
            {QStringLiteral("operation"), QString::fromStdString(one.operation.text())},
            {QStringLiteral("record"), one.recordId},
            {QStringLiteral("typed"), one.typed},
        });
    }
    const QByteArray text = all.isEmpty() ? QByteArray() : QJsonDocument(all).toJson(QJsonDocument::Compact);
    whenDone(
        m_drafts.save(m_form, text), this, [] {}, [](const domain::Error &) {});
}

void SentBookings::add(const services::ActReceipt &ticket, const QJsonObject &typed) {
    m_sent.push_back({ticket.operation, QString::fromStdString(ticket.recordId), typed, {}});
    keep();
    m_soon.start();
}

bool SentBookings::isRefused(const QString &recordId) const {
    return std::ranges::any_of(
        m_sent, [&](const Sent &one) { return one.recordId == recordId && one.refusal.has_value(); });
}

std::optional<SentBookings::Refused> SentBookings::take(const QString &recordId) {
    const auto found = std::ranges::find_if(
        m_sent, [&](const Sent &one) { return one.recordId == recordId && one.refusal; });
    if (found == m_sent.end()) {
        return {};
    }
    const Refused taken{found->typed, *found->refusal};
    whenDone(
        m_status.dismiss(found->operation), this, [] {}, [](const domain::Error &) {});
    m_sent.erase(found);
    keep();
    return taken;
}

void SentBookings::look() {
    whenDone(
        m_status.outbox(), this, [this](const std::vector<services::OutboxItem> &outbox) { judge(outbox); },
        [](const domain::Error &) {});
}

void SentBookings::judge(const std::vector<services::OutboxItem> &outbox) {
    QStringList settledNow;
    QStringList refusedNow;
    std::erase_if(m_sent, [&](Sent &one) {
        const auto item = std::ranges::find(outbox, one.operation, &services::OutboxItem::operation);
        if (item == outbox.end()) {
            settledNow.append(one.recordId);
            return true;
        }
        if (item->state == services::Pending::NeedsYou && !one.refusal) {
            one.refusal = item->refusal;
            refusedNow.append(one.recordId);
        }
        return false;
    });
    if (!settledNow.isEmpty()) {
        keep();
    }
    for (const QString &record : settledNow) {
        Q_EMIT settled(record);
    }
    for (const QString &record : refusedNow) {
        Q_EMIT refused(record);
    }
}

} // namespace ui
