// A hub whose answers a test gives one by one, in the order that the test wants.
#pragma once

#include "net/hub_api.h"
#include "wire/problem.h"

#include <QPromise>
#include <QTest>

using Answer = domain::Result<net::ApiResponse>;

/// An answer as a column of test data (which an expected of values without == cannot be by itself).
struct Given {
    Answer answer;
};

class ScriptedHub : public net::HubApi {
public:
    struct Call {
        net::ApiRequest request;
        std::shared_ptr<QPromise<Answer>> promise;
        void answer(const Answer &answer) const {
            promise->addResult(answer);
            promise->finish();
        }
    };

    QFuture<Answer> send(const net::ApiRequest &request) override {
        auto promise = std::make_shared<QPromise<Answer>>();
        promise->start();
        m_calls.append({request, promise});
        return promise->future();
    }
    void cancelAll() override {}

    [[nodiscard]] qsizetype count() const { return m_calls.size(); }
    [[nodiscard]] Call call(qsizetype index) const { return m_calls.value(index); }
    /// Calls of this path so far.
    [[nodiscard]] QList<Call> callsOf(const QString &path) const {
        QList<Call> found;
        for (const Call &each : m_calls) {
            if (each.request.path == path) {
                found.append(each);
            }
        }
        return found;
    }
    /// Forgets a call without an answer, as a hub that is destroyed does.
    void drop(qsizetype index) { m_calls[index].promise.reset(); }

private:
    QList<Call> m_calls;
};

inline Answer json(int status, const QByteArray &body) {
    return net::ApiResponse{.status = status, .contentType = "application/json", .body = body};
}
inline Answer problem(const std::string &code) {
    return net::ApiResponse{
        .status = wire::statusOf(code),
        .contentType = "application/problem+json",
        .body = QByteArray::fromStdString(wire::problemJson({.code = code}, wire::Language::Japanese))};
}
inline Answer failure(domain::ErrorKind kind, const char *code) {
    return domain::fail(kind, code);
}

/// The result of a future that has one by now or soon; fails the test otherwise.
template <class T> domain::Result<T> resultOf(const QFuture<domain::Result<T>> &future) {
    const bool done = QTest::qWaitFor([&] { return future.isFinished(); }, 10'000);
    if (!done || future.resultCount() != 1) {
        return domain::fail(domain::ErrorKind::Bug, "never-finished");
    }
    return future.result();
}
template <class T> std::string codeOf(const domain::Result<T> &result) {
    return result ? std::string("ok") : result.error().code;
}
template <class T> int kindOf(const domain::Result<T> &result) {
    return result ? -1 : static_cast<int>(result.error().kind);
}
