// Follows the change feed: long polls, applies each page with its cursor, starts over in a shadow copy after
// 410.
#pragma once

#include "sync/answer_outcome.h"
#include "sync/backoff.h"
#include "sync/engine.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>

namespace syncing {

class Puller : public QObject {
    Q_OBJECT
public:
    Puller(storage::Store &store, Send send, domain::Random &random, const Engine::Options &options,
           QObject *parent);

    void start();
    void stop();
    /// Where it waits after a failure: tries at once.
    void retryNow();
    /// While this says so the next call waits a moment: the news would be those of our own acts, one by one.
    void setThrottled(std::function<bool()> unhurried) { m_throttled = std::move(unhurried); }

Q_SIGNALS:
    void changed(const std::vector<storage::EntityKey> &keys);
    void reached();
    void failed(const domain::Error &error);
    void signedOut(const domain::Error &error);
    void progressed(const syncing::Progress &progress);
    /// Also when records that could not be read were asked for again.
    void caughtUp();
    void unreadable(std::int64_t records);
    /// A full pull after 410 has ended: the hub may be another one than the one that applied our acts.
    void pulledAnew();

private:
    [[nodiscard]] net::ApiRequest requestFrom(const std::string &cursor, std::chrono::seconds wait) const;
    [[nodiscard]] QFuture<Answer> ask(const std::string &cursor, std::chrono::seconds wait);
    void lookAgain();
    void askAgain();
    void onAgain(const Answer &answer, const std::string &position);
    void goOn(bool wasHeld);
    void poll();
    void listen(const QFuture<Answer> &answer);
    void onAnswer(const Answer &answer);
    void onPage(const net::ApiResponse &response);
    void onExpired();
    void onError(const domain::Error &error);
    bool store(const wire::ChangePage &page);
    void finishRound(const wire::ChangePage &page);
    void note(std::vector<storage::EntityKey> keys, bool last);

    storage::Store &m_store;
    Send m_send;
    Engine::Options m_options;
    Backoff m_backoff;
    std::function<bool()> m_throttled = [] { return false; };
    QTimer m_timer;
    QElapsedTimer m_asked;
    std::chrono::seconds m_waited{0};
    bool m_running = false;
    bool m_listening = false;
    bool m_atEnd = false; ///< the last page was the newest: the next call may be held
    int m_generation = 0;
    std::deque<std::string> m_again; ///< cursors of pages with records that could not be read
    bool m_askingAgain = false;
    QElapsedTimer m_lookedAgain;
    Progress m_progress;
    std::vector<storage::EntityKey>
        m_unnoted; ///< during a first pull: gathered, so that screens ask less often
    std::int64_t m_noted = 0;
};

} // namespace syncing
