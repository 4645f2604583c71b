#include "sync/held_acts.h"

#include <algorithm>

namespace syncing {

HeldActs::HeldActs(storage::Store &store, QObject *parent) : QObject(parent), m_store(store) {
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &HeldActs::releaseDue);
}

void HeldActs::hold(domain::OperationId id, std::chrono::milliseconds duration) {
    if (duration <= std::chrono::milliseconds(0) || !m_store.hold(id)) {
        return; // it goes out at once
    }
    m_until.insert_or_assign(id, QDeadlineTimer(duration, Qt::PreciseTimer));
    schedule();
}

void HeldActs::releaseAll() {
    release(ids());
}

std::vector<domain::OperationId> HeldActs::ids() const {
    std::vector<domain::OperationId> all;
    for (const auto &[id, until] : m_until) {
        all.push_back(id);
    }
    return all;
}

void HeldActs::releaseDue() {
    std::vector<domain::OperationId> due;
    for (const auto &[id, until] : m_until) {
        if (until.hasExpired()) {
            due.push_back(id);
        }
    }
    release(due);
    schedule();
}

void HeldActs::release(const std::vector<domain::OperationId> &ids) {
    for (const auto id : ids) {
        m_store.release(id);
        m_until.erase(id);
    }
    if (!ids.empty()) {
        Q_EMIT released(ids);
    }
}

void HeldActs::schedule() {
    if (m_until.empty()) {
        return;
    }
    const auto first = std::ranges::min_element(m_until, {}, [](const auto &held) { return held.second; });
    m_timer.start(std::chrono::milliseconds(first->second.remainingTime()));
}

} // namespace syncing
