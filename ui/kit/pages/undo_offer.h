// "Undo" in a banner, for as long as it is true: an act that has gone out cannot be taken back, and the offer
// goes with it. While acts are held back for it, it counts their seconds.
#pragma once

#include "services/sync_status.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace ui {

class Banner;

class UndoOffer : public QObject {
    Q_OBJECT
public:
    /// Both must outlive it.
    UndoOffer(services::SyncStatus &status, Banner &banner, QObject *parent);
    /// The next act begins a new offer. What is still held back of this one can be taken back after it.
    void forget();
    /// One more act of those that the banner speaks of; gives how many these are.
    int add(const services::ActReceipt &ticket);
    /// Says `saved` with the offer; once the hub has them all the banner says `sent`, unless it has come to
    /// speak of something else.
    void say(const QString &saved, const QString &sent);
    /// How many can be taken back, as far as is known.
    [[nodiscard]] std::size_t possible() const { return m_offered.size(); }
    struct Act {
        domain::OperationId operation;
        std::string recordId;
    };
    /// What can be taken back; the offer is over.
    [[nodiscard]] std::vector<Act> take();
    /// Says `text`, with the offer to take back what was done before that, where it is still held back.
    void sayTakenBack(const QString &text);

private:
    void offer();
    void look();
    void judge(const std::vector<services::OutboxItem> &outbox);
    void conclude(bool refused);
    void begin();

    services::SyncStatus &m_status;
    Banner &m_banner;
    QTimer m_soon;
    QTimer m_second;
    QDeadlineTimer m_heldUntil;              ///< the newest of the acts
    std::set<domain::OperationId> m_watched; ///< those of which it is not known what became of them
    std::vector<domain::OperationId> m_offered;
    std::map<domain::OperationId, std::string> m_records;
    struct Earlier {
        std::vector<domain::OperationId> operations;
        QDeadlineTimer heldUntil;
    };
    std::vector<Earlier> m_earlier; ///< newest last
    int m_count = 0;
    QString m_said;
    QString m_sent;
    int m_question = 0;
};

} // namespace ui
