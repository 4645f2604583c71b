// The connection to the hub on the data thread. It is made when it is first needed, its realm is checked
// before any signed-in request, and it watches the hub's clock.
#pragma once

#include "domain/clock.h"
#include "net/https_hub.h"
#include "session/credential_store.h"
#include "session/sign_in.h"
#include "session/token_gate.h"
#include "wire/reservation_calls.h"

#include <QObject>

#include <cassert>
#include <functional>
#include <optional>

namespace services {

struct HubTarget {
    QString url;
    QString caFile;
    QString caFingerprint;
    QByteArray language = "ja";
    bool operator==(const HubTarget &) const = default;
};

class HubLink : public QObject {
    Q_OBJECT
public:
    using MakeHub = std::function<std::unique_ptr<net::HubApi>(const net::HubAddress &, QObject *)>;
    using Answered = QFuture<domain::Result<net::ApiResponse>>;

    HubLink(MakeHub makeHub, bool training, const domain::Clock &clock, QObject *parent);
    ~HubLink() override;

    /// Drops connections to the previous address. Nobody may be using their gate() or signIn().
    void setTarget(const HubTarget &target);
    [[nodiscard]] const HubTarget &target() const { return m_target; }
    [[nodiscard]] bool hasTarget() const { return !m_target.url.isEmpty(); }

    /// Makes hub, gate and sign-in; `credentials` must outlive them. Fails if the CA file cannot be read.
    domain::Result<void> connectTo(session::CredentialStore &credentials, const QString &tokenKey);
    [[nodiscard]] bool isMade() const { return m_hub != nullptr; }
    void drop();
    void cancelAll();

    /// Both only while isMade().
    [[nodiscard]] session::TokenGate &gate() {
        assert(m_gate && "connectTo() comes first");
        return *m_gate;
    }
    [[nodiscard]] session::SignIn &signIn() {
        assert(m_signIn && "connectTo() comes first");
        return *m_signIn;
    }
    /// Before any sign-in, and before the first signed-in request: Rejected "wrong-realm" where a training
    /// profile meets a real hub or the other way round.
    void checkRealm(std::function<void(domain::Result<void>)> done);
    /// Sends a signed-in request. The realm must have been checked.
    [[nodiscard]] Answered send(const net::ApiRequest &request);
    /// Tells the hub to end the session of this access token, without waiting for the answer.
    void endSession(const QByteArray &accessToken);

Q_SIGNALS:
    void sessionEnded(const QString &code);
    /// The session works only until the program ends.
    void sessionNotKept(const domain::Error &problem);
    /// By how much the hub's clock is ahead of this PC's.
    void hubAheadBy(std::chrono::seconds difference);

private:
    void noteDate(const domain::Result<net::ApiResponse> &answer);
    domain::Result<void> judgeStatus(const domain::Result<net::ApiResponse> &answer);

    MakeHub m_makeHub;
    bool m_training;
    const domain::Clock &m_clock;
    HubTarget m_target;
    std::unique_ptr<net::HubApi> m_hub;
    std::unique_ptr<session::TokenGate> m_gate;
    std::unique_ptr<session::SignIn> m_signIn;
    bool m_realmIsOurs = false;
    std::uint64_t m_generation = 0; ///< counts the addresses
};

} // namespace services
