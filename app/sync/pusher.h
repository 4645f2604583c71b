// Sends the outbox: each operation under its own id until its answer is known, in order for each record,
// several records side by side.
#pragma once

#include "sync/backoff.h"
#include "sync/engine.h"
#include "sync/verdict.h"

#include <QObject>
#include <QTimer>

#include <set>

namespace syncing {

class Pusher : public QObject {
    Q_OBJECT
public:
    Pusher(storage::Store &store, Send send, const domain::Clock &clock, domain::Random &random,
           const Engine::Options &options, QObject *parent);

    /// Whether anything may go out (the hub answers, somebody is signed in).
    void setOpen(bool open);
    /// Sends what is due.
    void wake();
    /// Sends also what waits for its time.
    void retryNow();
    /// Answers that are still on their way are not listened to any more; their operations stay InFlight.
    void stop();

Q_SIGNALS:
    void changed(const std::vector<storage::EntityKey> &keys);
    void outboxChanged();
    void reached();
    void failed(const domain::Error &error);
    void signedOut(const domain::Error &error);

private:
    using Operation = storage::Operation;
    bool sendNext();
    bool askUser(Operation operation);
    bool sendOne(Operation operation);
    void onAnswer(domain::OperationId id, const Answer &answer);
    void settle(Operation operation, const Verdict &verdict);
    void apply(Operation operation, const Verdict &verdict);
    void mergeAndRetry(Operation operation, const Verdict &verdict);
    void refuse(Operation operation, const Verdict &verdict);
    void postpone(Operation operation, const Verdict &verdict);
    void pause(std::chrono::milliseconds duration);
    void keep(const Operation &operation);
    void tellTouched(const Operation &operation);
    void settleLeftovers();
    void scheduleNext();

    storage::Store &m_store;
    Send m_send;
    const domain::Clock &m_clock;
    domain::Random &m_random;
    Backoff m_backoff;
    QTimer m_timer;
    bool m_open = false;
    bool m_paused = false;
    bool m_ignoreDue = false;
    int m_inFlight = 0;
    int m_generation = 0;
    std::set<domain::OperationId> m_leftovers; ///< answered, but the answer could not be stored
};

} // namespace syncing
