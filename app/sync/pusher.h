// Sends the outbox: each operation under its own id until its answer is known, in order for each record,
// several records side by side.
//
// Works in rounds: the answers that have come and the marks of what goes next are one commit, so that a long
// outbox waits for the disk once for several acts. Nothing goes out before its mark is on the disk.
#pragma once

#include "sync/answer_outcome.h"
#include "sync/backoff.h"
#include "sync/engine.h"

#include <QObject>
#include <QTimer>

#include <set>
#include <utility>
#include <vector>

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
    /// Many are on their way: what the hub does for them comes back as answers, and the feed tells little
    /// that is new.
    [[nodiscard]] bool isBusy() const { return m_inFlight >= mostAtOnce / 2; }
    /// Acts of this run: they go out however old the PC's clock says they are.
    void vouchFor(const std::vector<domain::OperationId> &ids) { m_ofThisRun.insert(ids.begin(), ids.end()); }
    /// Sends also what waits for its time.
    void retryNow();
    /// Answers that are still on their way are not listened to any more; their operations stay InFlight.
    void stop();

Q_SIGNALS:
    void changed(const std::vector<storage::EntityKey> &keys);
    void outboxChanged();
    /// Nothing is on its way any more.
    void idle();
    void reached();
    void failed(const domain::Error &error);
    void signedOut(const domain::Error &error);
    void refused(domain::RecordKind kind, const domain::Error &refusal);

private:
    using Operation = storage::Operation;
    struct Answered {
        Operation operation; ///< as it went out; while it is InFlight nobody changes it
        Answer answer;
    };
    /// Many more than the connections that Qt opens to one hub, so that the next go out while this thread
    /// stores what has been answered.
    static constexpr int mostAtOnce = 32;
    void commitBatch();
    void settleAll(const std::vector<Answered> &answers);
    void settleOne(const Answered &answered);
    void loseRound(const std::vector<Answered> &answers);
    [[nodiscard]] bool mayTakeMore() const;
    [[nodiscard]] bool isAnythingDue();
    [[nodiscard]] domain::Instant dueUntil() const;
    void takeWhatIsDue();
    bool takeNext();
    /// Nothing goes out of it by itself any more.
    bool leaveToUser(Operation operation, storage::OperationState state, const char *code);
    bool take(Operation operation);
    void sendOut(Operation operation);
    void commitWhenWorthIt();
    void settle(Operation operation, const AnswerOutcome &outcome);
    void apply(Operation operation, const AnswerOutcome &outcome);
    void mergeAndRetry(Operation operation, const AnswerOutcome &outcome);
    void refuse(Operation operation, const AnswerOutcome &outcome);
    void postpone(Operation operation, const AnswerOutcome &outcome);
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
    QTimer m_roundSoon;
    bool m_open = false;
    bool m_paused = false;
    bool m_ignoreDue = false;
    int m_inFlight = 0;
    int m_generation = 0;
    bool m_inRound = false;
    std::vector<Answered> m_answers;    ///< came since the last round
    std::vector<Operation> m_departing; ///< marked as on their way in this round; sent after its commit
    std::set<domain::OperationId> m_ofThisRun;
    std::set<domain::OperationId> m_leftovers; ///< answered, but the answer could not be stored
};

} // namespace syncing
