// (The namespace is `syncing`: `sync` is taken by POSIX.)
// Pull and push: follows the change feed and sends the outbox. Lives on the data thread.
#pragma once

#include "domain/clock.h"
#include "domain/random.h"
#include "net/hub_api.h"
#include "storage/store.h"

#include <QObject>

#include <functional>
#include <memory>

namespace syncing {

/// How requests go out: session::TokenGate::send in the program, HubApi::send in tests.
using Send = std::function<QFuture<domain::Result<net::ApiResponse>>(const net::ApiRequest &)>;

enum class Connection : std::uint8_t { Starting, Online, Offline, SignedOut };

struct Progress {
    bool firstPull = false;    ///< nothing is here yet, or a full pull after 410
    std::int64_t received = 0; ///< records so far
    std::int64_t expected = 0; ///< 0 = unknown
};

class Engine : public QObject {
    Q_OBJECT
public:
    struct Options {
        std::chrono::seconds wait{25};               ///< long poll
        std::chrono::milliseconds firstRetry{1'000}; ///< doubled with jitter up to
        std::chrono::milliseconds longestRetry{300'000};
        int pageLimit = 1'000;
        /// Records that this version could not read are asked for again after a start and then this often: a
        /// hub that was mended tells them in another form without a change of theirs.
        std::chrono::minutes lookAgain{60};
        /// While acts go out the feed is asked once in this time.
        std::chrono::milliseconds whileSending{1'000};
    };
    /// Everything given must outlive the engine. The clock is for the outbox's due times.
    Engine(storage::Store &store, const Send &send, const domain::Clock &clock, domain::Random &random,
           Options options, QObject *parent = nullptr);
    ~Engine() override;

    void start();
    void stop();
    /// Something was enqueued: it goes out once the caller has returned to the event loop.
    void wakeOutbox();
    /// Acts of this run that were held back may go now. A clock that has leapt meanwhile makes none too old.
    void sendReleased(const std::vector<domain::OperationId> &ids);
    /// The user pressed 再同期, the network came back: try now instead of at the next retry.
    void retryNow();

Q_SIGNALS:
    void changed(const std::vector<storage::EntityKey> &keys);
    void outboxChanged();
    /// Sending has come to its end for now: nothing is on its way.
    void outboxRests();
    /// `error` is meaningful while Offline.
    void connectionChanged(syncing::Connection connection, const domain::Error &error);
    void progressed(const syncing::Progress &progress);
    void caughtUp(domain::Instant at);
    /// The hub said no to an act on such a record, for good or because somebody else was first.
    void refused(domain::RecordKind kind, const domain::Error &refusal);
    /// So many records of the page that came could not be read.
    void unreadable(std::int64_t records);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace syncing
