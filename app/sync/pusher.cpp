#include "sync/pusher.h"

#include "async/completion.h"
#include "sync/request_of.h"

using domain::Error;
using domain::ErrorKind;
using storage::OperationState;

namespace syncing {

namespace {

/// The hub knows an operation's id for 60 days; an older one could be done twice.
constexpr std::chrono::days askUserAfter{55};
constexpr std::chrono::seconds storageRetry{5};
/// Every round flushes the disk once: it waits until this part of what is on its way has been answered, but
/// no longer than roundPatience. The hub works on the others meanwhile.
constexpr int partForARound = 3;
constexpr std::chrono::milliseconds roundPatience{30};

} // namespace

Pusher::Pusher(storage::Store &store, Send send, const domain::Clock &clock, domain::Random &random,
               const Engine::Options &options, QObject *parent)
    : QObject(parent), m_store(store), m_send(std::move(send)), m_clock(clock), m_random(random),
      m_backoff(random, options.firstRetry, options.longestRetry) {
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_paused = false;
        wake();
    });
    m_roundSoon.setSingleShot(true);
    connect(&m_roundSoon, &QTimer::timeout, this, &Pusher::wake);
}

void Pusher::setOpen(bool open) {
    m_open = open;
    if (open) {
        wake();
    }
}

void Pusher::retryNow() {
    m_ignoreDue = true;
    m_paused = false;
    wake();
}

void Pusher::stop() {
    ++m_generation;
    m_inFlight = 0;
    m_open = false;
    m_paused = false;
    m_timer.stop();
    m_roundSoon.stop();
    m_answers.clear(); // they are asked for again
}

void Pusher::wake() {
    if (m_inRound) { // which takes along what is due
        return;
    }
    if (m_open && !m_paused) {
        settleLeftovers();
    }
    if (!m_answers.empty() || (mayTakeMore() && isAnythingDue())) {
        commitBatch();
    }
    if (mayTakeMore()) { // otherwise the next answer comes back here
        scheduleNext();
    }
}

void Pusher::commitBatch() {
    const auto answers = std::exchange(m_answers, {});
    m_inFlight -= static_cast<int>(answers.size());
    const int generation = m_generation;
    m_inRound = true;
    const auto kept = m_store.inOneTransaction([&] {
        settleAll(answers);
        takeWhatIsDue();
    });
    m_inRound = false;
    auto departing = std::exchange(m_departing, {});
    if (generation != m_generation) { // ended meanwhile: what was marked goes out after the next start
        return;
    }
    if (!kept) {
        m_inFlight -= static_cast<int>(departing.size());
        return loseRound(answers);
    }
    for (Operation &operation : departing) {
        sendOut(std::move(operation));
    }
    if (m_inFlight == 0 && !answers.empty()) {
        Q_EMIT idle();
    }
}

/// Nothing of the round is on the disk. What has been answered is asked for again.
void Pusher::loseRound(const std::vector<Answered> &answers) {
    for (const Answered &answered : answers) {
        m_leftovers.insert(answered.operation.id);
    }
    pause(storageRetry);
}

void Pusher::settleAll(const std::vector<Answered> &answers) {
    const int generation = m_generation;
    for (const Answered &answered : answers) {
        if (generation == m_generation) {
            settleOne(answered);
        }
    }
}

void Pusher::settleOne(const Answered &answered) {
    const auto state = m_store.stateOf(answered.operation.id);
    if (!state) {
        m_leftovers.insert(answered.operation.id);
        pause(storageRetry);
        return;
    }
    if (*state == OperationState::InFlight) {
        settle(answered.operation, classify(answered.operation, answered.answer));
    }
}

bool Pusher::mayTakeMore() const {
    // After a failure one goes ahead to see whether the hub is there again.
    return m_open && !m_paused && m_inFlight < (m_backoff.hasFailed() ? 1 : mostAtOnce);
}

domain::Instant Pusher::dueUntil() const {
    return m_ignoreDue ? domain::Instant::max() : m_clock.now();
}

bool Pusher::isAnythingDue() {
    const auto next = m_store.nextToSend(dueUntil());
    if (!next) {
        pause(storageRetry);
    } else if (!*next) {
        m_ignoreDue = false;
    }
    return next && *next;
}

void Pusher::takeWhatIsDue() {
    while (mayTakeMore() && takeNext()) {
    }
    if (mayTakeMore()) {
        m_ignoreDue = false;
    }
}

bool Pusher::takeNext() {
    const auto next = m_store.nextToSend(dueUntil());
    if (!next) {
        pause(storageRetry);
        return false;
    }
    if (!*next) {
        return false;
    }
    const bool isOfThisRun = m_ofThisRun.erase((*next)->id) > 0;
    if (std::holds_alternative<std::monostate>((*next)->command)) { // damaged: nobody knows what was meant
        return leaveToUser(**next, OperationState::Rejected, "act-unreadable");
    }
    if (!isOfThisRun && m_clock.now() - (*next)->createdAt > askUserAfter) {
        return leaveToUser(**next, OperationState::Conflict, "operation-too-old");
    }
    return take(**next);
}

bool Pusher::leaveToUser(Operation operation, OperationState state, const char *code) {
    operation.state = state;
    operation.errorCode = code;
    operation.finishedAt = m_clock.now();
    if (!m_store.updateOperation(operation)) {
        pause(storageRetry);
        return false;
    }
    tellTouched(operation);
    return true;
}

bool Pusher::take(Operation operation) {
    operation.state = OperationState::InFlight;
    operation.tries += 1;
    operation.notBefore.reset();
    if (!m_store.updateOperation(operation)) {
        pause(storageRetry);
        return false;
    }
    ++m_inFlight;
    m_departing.push_back(std::move(operation));
    return true;
}

void Pusher::sendOut(Operation operation) {
    const net::ApiRequest request = requestOf(operation);
    async::whenReady(
        m_send(request), this,
        [this, operation = std::move(operation), generation = m_generation](const Answer &answer) {
            if (generation != m_generation) {
                return;
            }
            m_answers.push_back({operation, answer});
            commitWhenWorthIt();
        });
}

void Pusher::commitWhenWorthIt() {
    if (std::ssize(m_answers) * partForARound >= m_inFlight) {
        m_roundSoon.start(std::chrono::milliseconds(0)); // behind the other answers that lie there already
    } else if (!m_roundSoon.isActive()) {
        m_roundSoon.start(roundPatience);
    }
}

void Pusher::settle(Operation operation, const AnswerOutcome &outcome) {
    switch (outcome.what) {
    case AnswerOutcome::What::Applied:
        apply(std::move(operation), outcome);
        break;
    case AnswerOutcome::What::Merged:
        mergeAndRetry(std::move(operation), outcome);
        break;
    case AnswerOutcome::What::Conflict:
    case AnswerOutcome::What::Rejected:
        refuse(std::move(operation), outcome);
        break;
    case AnswerOutcome::What::Retry:
        postpone(std::move(operation), outcome);
        return;
    case AnswerOutcome::What::SignedOut:
        m_open = false;
        operation.state = OperationState::Pending;
        operation.tries -= 1; // the hub did not look at it
        keep(operation);
        Q_EMIT signedOut(outcome.error);
        return;
    }
    m_backoff.reset();
    Q_EMIT reached();
}

void Pusher::apply(Operation operation, const AnswerOutcome &outcome) {
    operation.state = OperationState::Applied;
    operation.finishedAt = m_clock.now();
    const auto keys = m_store.finishApplied(operation, outcome.page);
    if (!keys) {
        m_leftovers.insert(operation.id);
        pause(storageRetry);
        return;
    }
    std::vector<storage::EntityKey> touched = *keys;
    touched.push_back({operation.kind, operation.recordId});
    Q_EMIT changed(touched);
    Q_EMIT outboxChanged();
}

void Pusher::mergeAndRetry(Operation operation, const AnswerOutcome &outcome) {
    operation.state = OperationState::Pending;
    operation.base = outcome.error.current;
    operation.command = domain::withChanges(std::move(operation.command), outcome.patch);
    operation.baseVersion = outcome.version;
    operation.sendKey = domain::OperationId::make(m_clock, m_random);
    operation.tries = 0; // under this key nothing has gone out
    keep(operation);
}

void Pusher::refuse(Operation operation, const AnswerOutcome &outcome) {
    operation.state =
        outcome.what == AnswerOutcome::What::Conflict ? OperationState::Conflict : OperationState::Rejected;
    operation.errorCode = outcome.error.code;
    operation.errorDetail = outcome.error.detail;
    operation.errorFields = outcome.error.fields;
    operation.current = outcome.error.current;
    operation.finishedAt = m_clock.now();
    keep(operation);
    Q_EMIT refused(operation.kind, outcome.error);
}

void Pusher::postpone(Operation operation, const AnswerOutcome &outcome) {
    const Error &error = outcome.error;
    operation.state = OperationState::Pending;
    if (isTransport(error)) {
        // Nothing gets through: all wait, this one is no worse than the others.
        if (wasNeverSent(error)) {
            operation.tries -= 1;
        }
        keep(operation);
        pause(m_backoff.next(error.retryAfter));
        if (error.kind != ErrorKind::Cancelled) {
            Q_EMIT failed(error);
        }
        return;
    }
    const auto wait = std::min<std::chrono::milliseconds>(m_backoff.after(operation.tries, error.retryAfter),
                                                          storage::longestWait);
    operation.notBefore = m_clock.now() + std::chrono::ceil<std::chrono::seconds>(wait);
    keep(operation);
}

void Pusher::keep(const Operation &operation) {
    if (!m_store.updateOperation(operation)) {
        m_leftovers.insert(operation.id);
        pause(storageRetry);
        return;
    }
    tellTouched(operation);
}

void Pusher::tellTouched(const Operation &operation) {
    Q_EMIT changed({{operation.kind, operation.recordId}});
    Q_EMIT outboxChanged();
}

void Pusher::pause(std::chrono::milliseconds duration) {
    m_paused = true;
    m_timer.start(duration);
}

/// An answer that could not be stored is asked for again: the hub gives the same one to the same id.
void Pusher::settleLeftovers() {
    for (auto next = m_leftovers.begin(); next != m_leftovers.end();) {
        auto operation = m_store.operation(*next);
        if (operation && *operation && (*operation)->state == OperationState::InFlight) {
            (*operation)->state = OperationState::Pending;
            if (!m_store.updateOperation(**operation)) {
                return;
            }
        }
        next = operation ? m_leftovers.erase(next) : std::next(next);
    }
}

void Pusher::scheduleNext() {
    const auto due = m_store.nextDue(m_clock.now());
    if (!due || !*due) {
        return;
    }
    const auto wait = std::max<std::chrono::seconds>(**due - m_clock.now(), std::chrono::seconds(1));
    m_timer.start(std::min<std::chrono::milliseconds>(wait, std::chrono::minutes(10)));
}

} // namespace syncing
