#include "session/token_gate.h"

#include "async/completion.h"
#include "async/promise.h"
#include "wire/auth_json.h"
#include "wire/paths.h"

#include <QPointer>
#include <QPromise>

namespace session {

using domain::Error;
using domain::ErrorKind;
using net::ApiRequest;
using net::ApiResponse;
using Answer = domain::Result<ApiResponse>;

namespace {

/// A request whose caller waits for the answer. `Try` says whether it was sent before with an expired token.
struct Waiting {
    ApiRequest request;
    std::shared_ptr<QPromise<Answer>> promise;

    explicit Waiting(const ApiRequest &given)
        : request(given), promise(std::make_shared<QPromise<Answer>>()) {
        promise->start();
    }
    void answer(const Answer &result) const {
        promise->addResult(result);
        promise->finish();
    }
};
enum class Try { First, Second };

struct Pair {
    QByteArray access;
    QByteArray refresh;
};

std::string_view viewOf(const QByteArray &bytes) {
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

/// The code of a 401 answer; empty unless it is the hub's own problem document.
std::string hubsWord(const Answer &answer) {
    if (!answer || answer->status != 401) {
        return {};
    }
    const Answer judged = net::accepted(answer);
    return judged.error().kind == ErrorKind::HubFault ? std::string() : judged.error().code;
}

bool endsSession(const std::string &code) {
    return code == "unauthenticated" || code == "session-ended" || code == "device-wiped";
}

domain::Result<Pair> pairIn(const Answer &answer) {
    const Answer good = net::accepted(answer);
    if (!good) {
        return domain::passOn(good);
    }
    const domain::Result<std::string> access = wire::stringMember(viewOf(good->body), "access_token");
    const domain::Result<std::string> refresh = wire::stringMember(viewOf(good->body), "refresh_token");
    if (!access || !refresh || access->empty() || refresh->empty()) {
        return domain::fail(ErrorKind::HubFault, "not-the-hub");
    }
    return Pair{QByteArray::fromStdString(*access), QByteArray::fromStdString(*refresh)};
}

ApiRequest refreshRequest(const QByteArray &refreshToken) {
    ApiRequest request;
    request.method = "POST";
    request.path = net::asPath(wire::paths::refresh);
    request.body = QByteArray::fromStdString(wire::refreshRequestJson(viewOf(refreshToken)));
    return request;
}

} // namespace

class TokenGate::Private : public QObject {
public:
    Private(TokenGate *gate, net::HubApi &hub, CredentialStore &credentials, QString key)
        : m_gate(gate), m_hub(hub), m_credentials(credentials), m_key(std::move(key)) {}

    QFuture<domain::Result<void>> adopt(const Pair &tokens);
    QFuture<domain::Result<bool>> restore();
    QFuture<domain::Result<void>> clear();
    QFuture<Answer> send(const ApiRequest &request);
    [[nodiscard]] bool hasSession() const { return !m_tokens.refresh.isEmpty(); }
    void dropAll(const Error &reason);

private:
    void transmit(const Waiting &waiting, Try attempt);
    void answered(const Waiting &waiting, Try attempt, const QByteArray &usedToken, const Answer &answer);
    void waitForRefresh(const Waiting &waiting);
    void refresh();
    void refreshed(std::uint64_t session, const Answer &answer);
    void keep(std::uint64_t session, const Pair &successor);
    void goOnWith(std::uint64_t session, const Pair &successor);
    void releaseWaiting();
    void end(const std::string &code);
    void forget();
    void noteKept(const domain::Result<void> &written);

    TokenGate *m_gate;
    net::HubApi &m_hub;
    CredentialStore &m_credentials;
    QString m_key;
    Pair m_tokens;
    std::string m_lastWord = "unauthenticated";
    std::uint64_t m_session = 0; ///< counts sign-ins, so that a late answer cannot end a newer session
    bool m_refreshing = false;
    bool m_keychainFailed = false;
    QList<Waiting> m_waiting;
};

QFuture<domain::Result<void>> TokenGate::Private::adopt(const Pair &tokens) {
    forget();
    m_tokens = tokens;
    // Waiting requests belong to the person who was signed in before.
    dropAll({.kind = ErrorKind::SignedOut, .code = m_lastWord});
    auto future = m_credentials.write(m_key, tokens.refresh);
    return future.then([self = QPointer<Private>(this)](const domain::Result<void> &written) {
        if (self) {
            self->m_keychainFailed = !written;
        }
        return written;
    });
}

QFuture<domain::Result<bool>> TokenGate::Private::restore() {
    using Found = domain::Result<std::optional<QByteArray>>;
    const auto take = [self = QPointer<Private>(this),
                       session = m_session](const Found &found) -> domain::Result<bool> {
        if (!found) {
            return domain::passOn(found);
        }
        const bool usable = *found && !(*found)->isEmpty();
        if (usable && self && session == self->m_session && !self->hasSession()) {
            self->m_tokens = {{}, **found};
        }
        return usable;
    };
    return m_credentials.read(m_key).then(take);
}

QFuture<domain::Result<void>> TokenGate::Private::clear() {
    forget();
    dropAll({.kind = ErrorKind::SignedOut, .code = m_lastWord});
    return m_credentials.remove(m_key);
}

void TokenGate::Private::forget() {
    ++m_session;
    m_tokens = {};
    m_refreshing = false;
    m_lastWord = "unauthenticated";
}

QFuture<Answer> TokenGate::Private::send(const ApiRequest &request) {
    if (!hasSession()) {
        return async::readyFuture(Answer(domain::fail(ErrorKind::SignedOut, m_lastWord)));
    }
    const Waiting waiting(request);
    QFuture<Answer> future = waiting.promise->future();
    if (m_tokens.access.isEmpty() || m_refreshing) {
        waitForRefresh(waiting);
    } else {
        transmit(waiting, Try::First);
    }
    return future;
}

void TokenGate::Private::transmit(const Waiting &waiting, Try attempt) {
    ApiRequest request = waiting.request;
    const QByteArray token = m_tokens.access;
    request.accessToken = token;
    async::whenFinished(m_hub.send(request), this, [this, waiting, attempt, token](const Answer &answer) {
        answered(waiting, attempt, token, answer);
    });
}

void TokenGate::Private::answered(const Waiting &waiting, Try attempt, const QByteArray &usedToken,
                                  const Answer &answer) {
    const std::string word = hubsWord(answer);
    const bool current = usedToken == m_tokens.access;
    if (word == "token-expired" && attempt == Try::First && hasSession()) {
        if (current) {
            m_tokens.access.clear();
        }
        return m_tokens.access.isEmpty() || m_refreshing ? waitForRefresh(waiting)
                                                         : transmit(waiting, Try::Second);
    }
    // Expired again at once: an error of the hub, which must not sign the user out.
    if (word == "token-expired") {
        return waiting.answer(domain::fail(ErrorKind::HubFault, word));
    }
    if (!endsSession(word)) {
        return waiting.answer(answer);
    }
    if (!current) { // the answer is about an earlier token: the request is sent again with the current one
        return waiting.answer(domain::fail(ErrorKind::HubFault, word));
    }
    end(word);
    waiting.answer(domain::fail(net::accepted(answer).error()));
}

void TokenGate::Private::waitForRefresh(const Waiting &waiting) {
    m_waiting.append(waiting);
    if (!m_refreshing) {
        refresh();
    }
}

void TokenGate::Private::refresh() {
    m_refreshing = true;
    const std::uint64_t session = m_session;
    async::whenFinished(m_hub.send(refreshRequest(m_tokens.refresh)), this,
                        [this, session](const Answer &answer) { refreshed(session, answer); });
}

void TokenGate::Private::refreshed(std::uint64_t session, const Answer &answer) {
    if (session != m_session) {
        return; // signed out, or signed in again, meanwhile
    }
    const std::string word = hubsWord(answer);
    if (endsSession(word)) {
        return end(word);
    }
    const domain::Result<Pair> successor = pairIn(answer);
    if (successor) {
        return keep(session, *successor);
    }
    m_refreshing = false;
    Error why = successor.error();
    if (why.kind == ErrorKind::SignedOut) { // a 401 that is not from the hub: the callers may try again
        why.kind = ErrorKind::HubFault;
    }
    dropAll(why);
}

void TokenGate::Private::keep(std::uint64_t session, const Pair &successor) {
    auto written = m_credentials.write(m_key, successor.refresh);
    // A keychain that has failed before may take long to fail again, so the session does not wait for it.
    const bool goOnNow = m_keychainFailed;
    if (goOnNow) {
        goOnWith(session, successor);
    }
    async::whenFinished(written, this,
                        [this, session, successor, goOnNow](const domain::Result<void> &result) {
                            noteKept(result);
                            if (!goOnNow) {
                                goOnWith(session, successor);
                            }
                        });
}

void TokenGate::Private::noteKept(const domain::Result<void> &written) {
    const bool failedBefore = std::exchange(m_keychainFailed, !written);
    if (!written && !failedBefore) {
        Q_EMIT m_gate->notKept(written.error());
    }
}

void TokenGate::Private::goOnWith(std::uint64_t session, const Pair &successor) {
    if (session != m_session) {
        return;
    }
    m_tokens = successor;
    m_refreshing = false;
    releaseWaiting();
}

void TokenGate::Private::releaseWaiting() {
    const QList<Waiting> waiting = std::exchange(m_waiting, {});
    for (const Waiting &each : waiting) {
        transmit(each, Try::Second);
    }
}

void TokenGate::Private::end(const std::string &code) {
    forget();
    m_lastWord = code;
    const QList<Waiting> waiting = std::exchange(m_waiting, {});
    (void)m_credentials.remove(m_key); // the token is worthless now, so nobody waits
    for (const Waiting &each : waiting) {
        each.answer(domain::fail(ErrorKind::SignedOut, code));
    }
    Q_EMIT m_gate->ended(QString::fromStdString(code));
}

void TokenGate::Private::dropAll(const Error &reason) {
    const QList<Waiting> waiting = std::exchange(m_waiting, {});
    for (const Waiting &each : waiting) {
        each.answer(domain::fail(reason));
    }
}

TokenGate::TokenGate(net::HubApi &hub, CredentialStore &credentials, QString key, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, hub, credentials, std::move(key))) {}

TokenGate::~TokenGate() {
    d->dropAll({.kind = ErrorKind::Cancelled, .code = "cancelled"});
}

QFuture<domain::Result<void>> TokenGate::adopt(const QByteArray &accessToken,
                                               const QByteArray &refreshToken) {
    return d->adopt({accessToken, refreshToken});
}

QFuture<domain::Result<bool>> TokenGate::restore() {
    return d->restore();
}

bool TokenGate::hasSession() const {
    return d->hasSession();
}

QFuture<Answer> TokenGate::send(const ApiRequest &request) {
    return d->send(request);
}

QFuture<domain::Result<void>> TokenGate::clear() {
    return d->clear();
}

} // namespace session
