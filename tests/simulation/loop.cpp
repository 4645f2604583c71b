#include "loop.h"

#include <QCoreApplication>
#include <QTimerEvent>

#include <algorithm>

namespace simulation {

Loop::Ticket Loop::at(Ms when, std::function<void()> event) {
    const Ticket ticket{std::max(when, m_now), m_next++};
    m_events.emplace(ticket, std::move(event));
    return ticket;
}

bool Loop::step() {
    if (m_events.empty()) {
        return false;
    }
    auto next = m_events.extract(m_events.begin());
    m_now = next.key().first;
    setTime(m_now);
    ++m_count;
    next.mapped()();
    drain();
    while (m_afterwards && m_afterwards()) {
        drain();
    }
    return true;
}

void Loop::drain() {
    QCoreApplication::sendPostedEvents(nullptr, 0);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void Dispatcher::serve(Loop *loop) {
    m_timers.clear();
    m_loop = loop;
}

bool Dispatcher::processEvents(QEventLoop::ProcessEventsFlags) {
    Loop::drain();
    return true;
}

void Dispatcher::schedule(int id, Timer &timer) {
    timer.ticket = m_loop->after(timer.interval, [this, id] {
        const auto found = m_timers.find(id);
        if (found == m_timers.end()) {
            return;
        }
        schedule(id, found->second); // until its object stops it
        QTimerEvent event(id);
        QCoreApplication::sendEvent(found->second.object, &event);
    });
}

void Dispatcher::registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object) {
    if (m_loop == nullptr) {
        return;
    }
    Timer &timer = m_timers[id];
    timer = {.object = object, .interval = interval, .type = type, .ticket = {}};
    schedule(id, timer);
}

bool Dispatcher::unregisterTimer(int id) {
    const auto found = m_timers.find(id);
    if (found == m_timers.end()) {
        return false;
    }
    if (m_loop != nullptr) {
        m_loop->cancel(found->second.ticket);
    }
    m_timers.erase(found);
    return true;
}

bool Dispatcher::unregisterTimers(QObject *object) {
    std::vector<int> ids;
    for (const auto &[id, timer] : m_timers) {
        if (timer.object == object) {
            ids.push_back(id);
        }
    }
    return std::ranges::count_if(ids, [this](int id) { return unregisterTimer(id); }) > 0;
}

QList<Dispatcher::TimerInfo> Dispatcher::registeredTimers(QObject *object) const {
    QList<TimerInfo> list;
    for (const auto &[id, timer] : m_timers) {
        if (timer.object == object) {
            list.append(TimerInfo(id, static_cast<int>(timer.interval), timer.type));
        }
    }
    return list;
}

int Dispatcher::remainingTime(int id) {
    const auto found = m_timers.find(id);
    return found == m_timers.end() ? -1 : static_cast<int>(found->second.ticket.first - m_loop->now());
}

} // namespace simulation
