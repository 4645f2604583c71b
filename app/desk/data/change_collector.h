// Collects changes on the data thread and reports them once per turn of the event loop, with the counts that
// the status chip shows.
#pragma once

#include "services/types.h"
#include "storage/store.h"
#include "sync/engine.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <set>

namespace services {

class ChangeCollector : public QObject {
    Q_OBJECT
public:
    ChangeCollector(const domain::Clock &clock, QObject *parent);

    /// Sets the store to read from; null if there is none.
    void watch(storage::Store *store);
    void noteKeys(const std::vector<storage::EntityKey> &keys);
    /// Operations were added, removed or answered.
    void noteOutbox();
    /// Reports at once, however long the outbox was, because it is empty now and somebody may wait for that.
    void tellNow();
    void noteConnection(syncing::Connection connection, const domain::Error &error);
    void noteProgress(const syncing::Progress &progress);
    void noteCaughtUp(domain::Instant at);
    void noteHubAheadBy(std::chrono::seconds difference);
    [[nodiscard]] const SyncState &state() const { return m_state; }

Q_SIGNALS:
    void changed(const QList<services::EntityKey> &keys);
    void stateChanged(const services::SyncState &state);

private:
    void tellSoon();
    void flush();
    void countOutbox();
    void countUnreadable();

    const domain::Clock &m_clock;
    storage::Store *m_store = nullptr;
    QTimer m_timer;
    QTimer m_later;
    std::set<EntityKey> m_keys;
    bool m_outboxTouched = false;
    bool m_isOutboxLong = false;
    bool m_stateTouched = false;
    struct Seen {
        EntityKey record;
        storage::OperationState state;
        bool operator==(const Seen &) const = default;
    };
    std::map<domain::OperationId, Seen> m_open; ///< the unfinished operations at the last count
    SyncState m_state;
};

} // namespace services
