#include "sync/engine.h"

#include "sync/puller.h"
#include "sync/pusher.h"

#include <QTimer>

namespace syncing {

namespace {

/// A hub restored from a backup may ask for operations of this age again.
constexpr std::chrono::days keepApplied{30};
/// How long a decision on a conflict can be looked up on this PC.
constexpr std::chrono::days keepSettled{180};

} // namespace

class Engine::Private {
public:
    Private(Engine &engine, storage::Store &theStore, const Send &send, const domain::Clock &theClock,
            domain::Random &random, const Options &options)
        : q(engine), store(theStore), clock(theClock), puller(theStore, send, random, options, nullptr),
          pusher(theStore, send, theClock, random, options, nullptr) {
        tellOn();
        puller.setThrottled([this] { return pusher.isBusy(); });
        wakeSoon.setSingleShot(true);
        wakeSoon.setInterval(0);
        connect(&wakeSoon, &QTimer::timeout, &q, [this] { wake(); });
        connect(&puller, &Puller::reached, &q, [this] { set(Connection::Online); });
        connect(&pusher, &Pusher::reached, &q, [this] { set(Connection::Online); });
        connect(&puller, &Puller::failed, &q,
                [this](const domain::Error &why) { set(Connection::Offline, why); });
        connect(&pusher, &Pusher::failed, &q,
                [this](const domain::Error &why) { tell(Connection::Offline, why); });
        connect(&puller, &Puller::signedOut, &q, [this](const domain::Error &why) { endSession(why); });
        connect(&pusher, &Pusher::signedOut, &q, [this](const domain::Error &why) { endSession(why); });
        connect(&puller, &Puller::pulledAnew, &q, [this] { sendAppliedAgain(); });
        connect(&puller, &Puller::caughtUp, &q, [this] { Q_EMIT q.caughtUp(clock.now()); });
    }

    void tellOn() {
        connect(&puller, &Puller::changed, &q, &Engine::changed);
        connect(&pusher, &Pusher::changed, &q, &Engine::changed);
        connect(&pusher, &Pusher::outboxChanged, &q, &Engine::outboxChanged);
        connect(&pusher, &Pusher::idle, &q, &Engine::outboxRests);
        connect(&puller, &Puller::progressed, &q, &Engine::progressed);
        connect(&puller, &Puller::unreadable, &q, &Engine::unreadable);
        connect(&pusher, &Pusher::refused, &q, &Engine::refused);
    }

    void set(Connection next, const domain::Error &because = {}) {
        // The outbox rests while nothing gets through: an act that was never tried can still be taken back.
        pusherMayRun = next == Connection::Online || (next == Connection::Offline && !isTransport(because));
        tell(next, because);
        pusher.setOpen(running && pusherMayRun);
    }

    void tell(Connection next, const domain::Error &because) {
        const bool sameReason = lastError.kind == because.kind && lastError.code == because.code;
        const bool news = connection != next || (next == Connection::Offline && !sameReason);
        connection = next;
        lastError = because;
        if (news) {
            Q_EMIT q.connectionChanged(next, because);
        }
    }

    void endSession(const domain::Error &because) {
        halt();
        set(Connection::SignedOut, because);
    }

    /// The cursor expires when the hub was restored from a backup, too. An act that it still has is answered
    /// as before; one that it lost is done again.
    void sendAppliedAgain() {
        // A desk may run for longer than that without a start; what is older stands in every backup.
        std::ignore = store.forgetAppliedBefore(clock.now() - keepApplied);
        const auto again = store.sendAppliedAgain();
        if (again && *again > 0) {
            Q_EMIT q.outboxChanged();
            pusher.wake();
        }
    }

    void wake() {
        if (running && pusherMayRun) {
            pusher.wake();
        } else {
            puller.retryNow(); // a call that changes nothing finds out whether the hub is there
        }
    }

    void halt() {
        running = false;
        wakeSoon.stop();
        puller.stop();
        pusher.stop();
    }

    Engine &q;
    storage::Store &store;
    const domain::Clock &clock;
    Puller puller;
    Pusher pusher;
    QTimer wakeSoon;
    Connection connection = Connection::Starting;
    domain::Error lastError;
    bool running = false;
    bool pusherMayRun = false;
};

Engine::Engine(storage::Store &store, const Send &send, const domain::Clock &clock, domain::Random &random,
               Options options, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, store, send, clock, random, options)) {}

Engine::~Engine() {
    d->halt();
}

void Engine::start() {
    if (d->running) {
        return;
    }
    d->running = true;
    // Best effort: a file that cannot be written to now says so at the next act, and nothing is sent
    // meanwhile.
    std::ignore = d->store.recoverInFlight();
    std::ignore = d->store.forgetAppliedBefore(d->clock.now() - keepApplied);
    std::ignore = d->store.forgetSettledBefore(d->clock.now() - keepSettled);
    if (d->connection != Connection::Starting) {
        d->set(Connection::Starting);
    }
    d->puller.start();
}

void Engine::stop() {
    d->halt();
}

void Engine::wakeOutbox() {
    Q_EMIT outboxChanged();
    d->wakeSoon.start(); // sending writes to the disk, too: who enqueued is answered before that
}

void Engine::sendReleased(const std::vector<domain::OperationId> &ids) {
    d->pusher.vouchFor(ids);
    d->wake();
}

void Engine::retryNow() {
    d->puller.retryNow();
    d->pusher.retryNow();
}

} // namespace syncing
