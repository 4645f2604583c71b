#include "desk/data/change_collector.h"

#include "use_cases/view_rows.h"

namespace services {
namespace {

/// The limit above which the outbox is not counted again and its acts are not reported one by one.
constexpr std::size_t longOutbox = 64;
constexpr std::chrono::milliseconds whileLong{250};

} // namespace

ChangeCollector::ChangeCollector(const domain::Clock &clock, QObject *parent)
    : QObject(parent), m_clock(clock) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &ChangeCollector::flush);
    m_later.setSingleShot(true);
    m_later.setInterval(whileLong);
    connect(&m_later, &QTimer::timeout, this, &ChangeCollector::flush);
}

void ChangeCollector::watch(storage::Store *store) {
    m_store = store;
    m_open.clear();
    m_isOutboxLong = false;
    if (store != nullptr) {
        countUnreadable();
        noteOutbox();
    }
}

void ChangeCollector::noteKeys(const std::vector<storage::EntityKey> &keys) {
    for (const storage::EntityKey &key : keys) {
        m_keys.insert({key.kind, key.id});
    }
    tellSoon();
}

void ChangeCollector::noteOutbox() {
    m_outboxTouched = true;
    tellSoon();
}

void ChangeCollector::tellNow() {
    m_later.stop();
    m_timer.start();
}

void ChangeCollector::tellSoon() {
    if (!m_isOutboxLong) {
        m_timer.start();
    } else if (!m_later.isActive()) {
        m_later.start();
    }
}

void ChangeCollector::noteConnection(syncing::Connection connection, const domain::Error &error) {
    using To = SyncState::Connection;
    switch (connection) {
    case syncing::Connection::Starting:
        m_state.connection = To::Starting;
        break;
    case syncing::Connection::Online:
        m_state.connection = To::Online;
        break;
    case syncing::Connection::Offline:
        m_state.connection = To::Offline;
        break;
    case syncing::Connection::SignedOut:
        m_state.connection = To::SignedOut;
        break;
    }
    m_state.offlineBecause = m_state.connection == To::Offline ? error : domain::Error{};
    m_stateTouched = true;
    m_timer.start();
}

void ChangeCollector::noteProgress(const syncing::Progress &progress) {
    m_state.firstPull = progress.firstPull;
    m_state.received = progress.received;
    m_state.expected = progress.expected;
    m_stateTouched = true;
    m_timer.start();
}

void ChangeCollector::noteCaughtUp(domain::Instant at) {
    m_state.upToDate = at;
    m_state.firstPull = false;
    countUnreadable();
    m_stateTouched = true;
    m_timer.start();
}

void ChangeCollector::countUnreadable() {
    if (m_store != nullptr) {
        m_state.unreadable = m_store->countUnreadable().value_or(m_state.unreadable);
    }
}

void ChangeCollector::noteHubAheadBy(std::chrono::seconds difference) {
    const auto known = m_state.clockOffBy.value_or(std::chrono::seconds(0));
    if (m_state.clockOffBy && std::chrono::abs(difference - known) < std::chrono::seconds(10)) {
        return; // a change of less than ten seconds is only jitter of the answers
    }
    m_state.clockOffBy = difference;
    m_stateTouched = true;
    m_timer.start();
}

void ChangeCollector::countOutbox() {
    const auto operations = m_store->openOperations();
    if (!operations) {
        return;
    }
    std::map<domain::OperationId, Seen> open;
    bool isAnyOnItsWay = false;
    m_state.waiting = 0;
    m_state.needsYou = 0;
    for (const storage::OpenOperation &operation : *operations) {
        open.emplace(operation.id, Seen{{operation.kind, operation.recordId}, operation.state});
        (isUnsent(operation.state) ? m_state.waiting : m_state.needsYou) += 1;
        isAnyOnItsWay = isAnyOnItsWay || operation.state == storage::OperationState::InFlight;
    }
    for (const auto &side : {std::pair(&m_open, &open), std::pair(&open, &m_open)}) {
        for (const auto &[id, seen] : *side.first) {
            const auto other = side.second->find(id);
            if (other == side.second->end() || !(other->second == seen)) {
                m_keys.insert(seen.record);
            }
        }
    }
    m_open = std::move(open);
    // The last acts of a long outbox are reported together too; otherwise the screens would refresh for each
    // of them.
    m_isOutboxLong = m_open.size() > longOutbox || (m_isOutboxLong && isAnyOnItsWay);
    m_stateTouched = true;
}

void ChangeCollector::flush() {
    const bool mayTell = m_store != nullptr && !m_later.isActive();
    if (mayTell && m_outboxTouched) {
        m_outboxTouched = false;
        countOutbox();
    }
    if (mayTell && !m_keys.empty()) {
        const QList<EntityKey> keys(m_keys.begin(), m_keys.end());
        m_keys.clear();
        Q_EMIT changed(keys);
    }
    if (m_stateTouched) {
        m_stateTouched = false;
        Q_EMIT stateChanged(m_state);
    }
}

} // namespace services
