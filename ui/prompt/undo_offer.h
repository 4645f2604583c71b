// "Undo" in a banner, for as long as it is true: an act that has gone out cannot be taken back, and the offer
// goes with it.
#pragma once

#include "services/sync_status.h"

#include <QObject>
#include <QTimer>

#include <set>
#include <vector>

namespace ui {

class Banner;

class UndoOffer : public QObject {
    Q_OBJECT
public:
    /// Both must outlive it.
    UndoOffer(services::SyncStatus &status, Banner &banner, QObject *parent);
    /// The next act begins a new offer.
    void forget();
    /// One more act of those that the banner speaks of; gives how many these are.
    int add(domain::OperationId operation);
    /// Says `saved` with the offer; once the hub has them all the banner says `sent`, unless it has come to
    /// speak of something else.
    void say(const QString &saved, const QString &sent);
    /// How many can be taken back, as far as is known.
    [[nodiscard]] std::size_t possible() const { return m_offered.size(); }
    /// What can be taken back; the offer is over.
    [[nodiscard]] std::vector<domain::OperationId> take();

private:
    void look();
    void judge(const std::vector<services::OutboxItem> &outbox);
    void conclude(bool refused);

    services::SyncStatus &m_status;
    Banner &m_banner;
    QTimer m_soon;
    std::set<domain::OperationId> m_watched; ///< those of which it is not known what became of them
    std::vector<domain::OperationId> m_offered;
    int m_count = 0;
    QString m_said;
    QString m_sent;
    int m_question = 0;
};

} // namespace ui
