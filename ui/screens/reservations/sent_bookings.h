// Bookings that are on their way to the hub, with what was typed: what the hub refuses can be corrected
// instead of being typed again, also after the form was closed or the program ended.
#pragma once

#include "services/desk.h"

#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <optional>
#include <vector>

namespace ui {

class SentBookings : public QObject {
    Q_OBJECT
public:
    struct Refused {
        QJsonObject typed;
        domain::Error refusal;
    };

    /// Both services must outlive it.
    SentBookings(services::SyncStatus &status, services::Drafts &drafts, QObject *parent);
    /// Those of this nursery, also of an earlier run of the program.
    void open(const QString &facility);
    void add(const services::ActReceipt &ticket, const QJsonObject &typed);
    [[nodiscard]] bool isRefused(const QString &recordId) const;
    /// Takes a refused one back into the form's hands: it leaves the list of what needs a look.
    [[nodiscard]] std::optional<Refused> take(const QString &recordId);

Q_SIGNALS:
    /// It waits no longer: the hub has it, or it was withdrawn.
    void settled(const QString &recordId);
    void refused(const QString &recordId);

private:
    struct Sent {
        domain::OperationId operation;
        QString recordId;
        QJsonObject typed;
        std::optional<domain::Error> refusal;
    };
    void load(const QByteArray &kept);
    void keep();
    void look();
    void judge(const std::vector<services::OutboxItem> &outbox);

    services::SyncStatus &m_status;
    services::Drafts &m_drafts;
    QTimer m_soon;
    QString m_form;
    std::vector<Sent> m_sent;
};

} // namespace ui
