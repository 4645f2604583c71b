// A hub that says what the test tells it to, one future for each request.
#pragma once

#include "unit/storage/fixture.h"

#include "sync/engine.h"
#include "wire/problem.h"

#include <QSignalSpy>
#include <QUrl>

#include <deque>

namespace synctest {

using namespace storetest;
using syncing::Connection;
using Answer = domain::Result<net::ApiResponse>;

/// An answer as a column of test data.
struct Given {
    Answer answer;
};

inline QByteArray bytes(const std::string &text) {
    return QByteArray::fromStdString(text);
}

inline Answer json(int status, const std::string &body) {
    net::ApiResponse response;
    response.status = status;
    response.contentType = status < 400 ? "application/json" : "application/problem+json";
    response.body = bytes(body);
    return response;
}

inline Answer problem(const std::string &code, const std::string &current = {}) {
    domain::Error error{.kind = ErrorKind::Bug, .code = code};
    error.current = current;
    return json(wire::statusOf(code), wire::problemJson(error, wire::Language::Japanese));
}

inline Answer cut() {
    return domain::fail(ErrorKind::Offline, "connection-lost");
}

/// The feed as text, as the hub writes it.
inline std::string feed(const std::string &cursor, bool more, const std::vector<std::string> &changes = {}) {
    std::string list;
    for (const std::string &change : changes) {
        list += (list.empty() ? "" : ",") + change;
    }
    return R"({"changes":[)" + list + R"(],"cursor":")" + cursor + R"(","more":)" +
           (more ? "true" : "false") + "}";
}

inline std::string line(const char *kind, const std::string &id, std::int64_t version,
                        const std::string &record) {
    return R"({"kind":")" + std::string(kind) + R"(","id":")" + id + R"(","version":)" +
           std::to_string(version) + R"(,"deleted":false,"record":)" + record + "}";
}

inline std::string line(const Slot &slot) {
    return line("slot", slot.id.text(), slot.meta.version, wire::toJson(slot));
}

inline std::string line(const Reservation &reservation) {
    return line("reservation", reservation.id.text(), reservation.meta.version,
                wire::toJson(reservation, wire::View::Whole));
}

class ScriptedHub {
public:
    /// Answers for `GET /v1/changes`, one after the other; when none is left the call is held.
    std::deque<Answer> pages;
    /// Answers a call that changes something.
    std::function<Answer(const net::ApiRequest &)> onWrite = [](const net::ApiRequest &) {
        return json(200, "{}");
    };
    std::vector<net::ApiRequest> polls;
    std::vector<net::ApiRequest> writes;
    bool holdWrites = false;

    syncing::Send send() {
        return [this](const net::ApiRequest &request) { return take(request); };
    }

    /// Ends the call that is being held.
    void tell(const Answer &answer) {
        if (!m_held.empty()) {
            finish(m_held.front(), answer);
            m_held.pop_front();
        } else {
            pages.push_back(answer);
        }
    }
    void answerHeldWrites() {
        holdWrites = false;
        while (!m_heldWrites.empty()) {
            answerOneHeldWrite();
        }
    }
    /// The oldest of those that are held; the others stay.
    void answerOneHeldWrite() {
        auto [request, promise] = m_heldWrites.front();
        m_heldWrites.pop_front();
        finish(promise, onWrite(request));
    }
    /// Calls of a program that has ended.
    void forgetHeld() { m_held.clear(); }
    [[nodiscard]] bool isHolding() const { return !m_held.empty(); }
    [[nodiscard]] std::string cursorOf(std::size_t poll) const {
        return polls.at(poll).query.at(0).second.toStdString();
    }
    [[nodiscard]] std::string waitOf(std::size_t poll) const {
        return polls.at(poll).query.at(2).second.toStdString();
    }

private:
    using Promise = std::shared_ptr<QPromise<Answer>>;

    static void finish(const Promise &promise, const Answer &answer) {
        promise->addResult(answer);
        promise->finish();
    }

    QFuture<Answer> take(const net::ApiRequest &request) {
        auto promise = std::make_shared<QPromise<Answer>>();
        promise->start();
        const bool reads = request.method == "GET";
        (reads ? polls : writes).push_back(request);
        if (reads && pages.empty()) {
            m_held.push_back(promise);
        } else if (reads) {
            finish(promise, pages.front());
            pages.pop_front();
        } else if (holdWrites) {
            m_heldWrites.emplace_back(request, promise);
        } else {
            finish(promise, onWrite(request));
        }
        return promise->future();
    }

    std::deque<Promise> m_held;
    std::deque<std::pair<net::ApiRequest, Promise>> m_heldWrites;
};

/// A desk without windows: folder, store, engine.
class Desk {
public:
    Desk() { open(); }
    /// As after a power cut: nothing is told to the engine beforehand.
    void crashAndRestart() {
        engine.reset();
        store.reset();
        open();
    }
    void open() {
        store = folder.open();
        engine = std::make_unique<syncing::Engine>(*store, hub.send(), make.clock(), *m_random, options);
    }
    [[nodiscard]] Operation operation(const Operation &given) const {
        return store->operation(given.id).value().value();
    }
    [[nodiscard]] OperationState stateOf(const Operation &given) const { return operation(given).state; }

    Maker make;
    Folder folder;
    ScriptedHub hub;
    syncing::Engine::Options options{.firstRetry = std::chrono::milliseconds(2),
                                     .longestRetry = std::chrono::milliseconds(10)};
    std::unique_ptr<storage::Store> store;
    std::unique_ptr<syncing::Engine> engine;

private:
    std::unique_ptr<Random> m_random = seededRandom(3);
};

/// The states that the engine announced, in order.
class Connections : public QObject {
public:
    explicit Connections(syncing::Engine &engine) {
        QObject::connect(&engine, &syncing::Engine::connectionChanged, this,
                         [this](Connection connection, const domain::Error &error) {
                             seen.push_back(connection);
                             errors.push_back(error);
                         });
    }
    std::vector<Connection> seen;
    std::vector<domain::Error> errors;
};

} // namespace synctest
