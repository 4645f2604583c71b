// What happens next: everything that is due in a simulated world, in the order of its time, on one thread.
#pragma once

#include "simulated_time.h"

#include <QAbstractEventDispatcher>

#include <functional>
#include <map>
#include <vector>

namespace simulation {

class Loop {
public:
    /// Of an event that was scheduled; events of one moment happen in the order in which they were scheduled.
    using Ticket = std::pair<Ms, std::uint64_t>;

    [[nodiscard]] Ms now() const { return m_now; }
    Ticket at(Ms when, std::function<void()> event);
    Ticket after(Ms delay, std::function<void()> event) { return at(m_now + delay, std::move(event)); }
    void cancel(Ticket ticket) { m_events.erase(ticket); }
    /// The next event and all that follows from it at once. False where nothing is scheduled any more.
    bool step();
    /// How many events there were.
    [[nodiscard]] std::uint64_t events() const { return m_count; }
    /// Called after each event until it says false: there is nothing left to be done in this moment.
    void setAfterwards(std::function<bool()> afterwards) { m_afterwards = std::move(afterwards); }
    /// Delivers what Qt's objects have posted to each other.
    static void drain();

private:
    Ms m_now = 0;
    std::uint64_t m_next = 0;
    std::uint64_t m_count = 0;
    std::map<Ticket, std::function<void()>> m_events;
    std::function<bool()> m_afterwards;
};

/// Gives Qt's timers to the loop that runs. Installed before the application object is made.
class Dispatcher final : public QAbstractEventDispatcher {
    Q_OBJECT
public:
    /// Timers that are started from now on belong to this loop; null: to nobody.
    void serve(Loop *loop);

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;
    void registerSocketNotifier(QSocketNotifier *) override {}
    void unregisterSocketNotifier(QSocketNotifier *) override {}
    void registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object) override;
    bool unregisterTimer(int id) override;
    bool unregisterTimers(QObject *object) override;
    [[nodiscard]] QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int id) override;
    void wakeUp() override {}
    void interrupt() override {}

private:
    struct Timer {
        QObject *object = nullptr;
        qint64 interval = 0;
        Qt::TimerType type = Qt::CoarseTimer;
        Loop::Ticket ticket;
    };
    void schedule(int id, Timer &timer);

    Loop *m_loop = nullptr;
    std::map<int, Timer> m_timers;
};

} // namespace simulation
