// Questions to the hub, beside pull and push: what is asked for is shown and never stored.
//
// The same question is sent once however many ask it, few at a time, so that acts and the feed always find a
// free connection. The last good answers stay in memory for the time in which the hub cannot be reached.
#pragma once

#include "async/promise.h"
#include "net/give_up.h"
#include "sync/engine.h"

#include <QObject>

#include <any>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace syncing {

struct Question {
    /// Changes nothing at the hub. Method, path, query and body are what makes two questions the same.
    net::ApiRequest request;
    /// The answer's body as a value; always of the same type for the same question.
    std::function<domain::Result<std::any>(const QByteArray &body)> read;
};

/// What the hub said when it was asked last.
struct Told {
    std::any value;            ///< empty: it has said nothing in this session
    domain::Instant askedAt{}; ///< of the value
    /// Why the value is not of now: the hub, or the way to it, could not answer.
    std::optional<domain::Error> missed;
};

/// Used in one thread.
class Questions : public QObject {
    Q_OBJECT
public:
    /// Of the connections that Qt opens to a hub, four at least are left to everything else.
    static constexpr int mostAtOnce = 2;
    static constexpr std::size_t mostKept = 16;

    /// The clock must outlive it.
    Questions(Send send, const domain::Clock &clock, QObject *parent = nullptr);
    ~Questions() override;

    /// Errors are the hub's own refusals (Forbidden, Rejected ...), an answer that nobody can read, and
    /// SignedOut; Cancelled after forget(), and for whoever cancels the future. The request is given up when
    /// nobody waits for it any more.
    [[nodiscard]] QFuture<domain::Result<Told>> ask(const Question &question);
    /// Everything under way ends, and no answer is kept: they were another person's.
    void forget();

private:
    struct Waiting {
        std::uint64_t number;
        async::Promise<Told> promise;
    };
    struct Asked {
        QByteArray key;
        Question question;
        std::shared_ptr<net::GiveUp> giveUp;
        domain::Instant at{};
        bool isSent = false;
        std::vector<Waiting> waiting;
    };
    struct Kept {
        QByteArray key;
        std::any value;
        domain::Instant askedAt{};
    };
    using AskedList = std::deque<std::shared_ptr<Asked>>;

    [[nodiscard]] std::shared_ptr<Asked> underWay(const QByteArray &key) const;
    void giveUp(std::uint64_t number);
    void sendNext();
    void onAnswer(const std::shared_ptr<Asked> &asked, const domain::Result<net::ApiResponse> &answer);
    [[nodiscard]] domain::Result<Told> judged(const Asked &asked,
                                              const domain::Result<net::ApiResponse> &answer);
    [[nodiscard]] Told keptFor(const QByteArray &key, const domain::Error &missed) const;
    void keep(const Kept &told);

    Send m_send;
    const domain::Clock &m_clock;
    AskedList m_asked;
    std::deque<Kept> m_kept; ///< the newest last
    std::uint64_t m_numbers = 0;
};

} // namespace syncing
