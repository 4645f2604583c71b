#include "desk/data/hub_link.h"

#include "async/completion.h"
#include "async/promise.h"
#include "wire/paths.h"

#include <QDateTime>

namespace services {
namespace {

using domain::ErrorKind;
using domain::fail;

/// The time in a Date header (RFC 9110, IMF-fixdate); invalid if the text is not one.
QDateTime dateOfHeader(const QByteArray &header) {
    QByteArray text = header;
    text.replace("GMT", "+0000"); // Qt reads only offsets in the form of RFC 2822
    return QDateTime::fromString(QString::fromLatin1(text), Qt::RFC2822Date);
}

std::string_view view(const QByteArray &bytes) {
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

HubLink::HubLink(MakeHub makeHub, bool training, const domain::Clock &clock, QObject *parent)
    : QObject(parent), m_makeHub(std::move(makeHub)), m_training(training), m_clock(clock) {}

HubLink::~HubLink() = default;

void HubLink::setTarget(const HubTarget &target) {
    if (target == m_target) {
        return;
    }
    drop();
    m_target = target;
}

void HubLink::drop() {
    cancelAll();
    m_signIn.reset();
    m_gate.reset();
    m_hub.reset();
    m_realmIsOurs = false;
    ++m_generation;
}

void HubLink::cancelAll() {
    if (m_hub) {
        m_hub->cancelAll();
    }
}

domain::Result<void> HubLink::connectTo(session::CredentialStore &credentials, const QString &tokenKey) {
    if (m_hub) {
        return {};
    }
    net::HubAddress address{.url = QUrl(m_target.url), .language = m_target.language};
    if (!m_target.caFile.isEmpty()) {
        auto read = net::certificatesFromFile(m_target.caFile);
        if (!read) {
            return domain::passOn(read);
        }
        address.extraAuthorities = *read;
    }
    m_hub = m_makeHub(address, this);
    m_signIn = std::make_unique<session::SignIn>(*m_hub);
    m_gate = std::make_unique<session::TokenGate>(*m_hub, credentials, tokenKey);
    connect(m_gate.get(), &session::TokenGate::ended, this, &HubLink::sessionEnded);
    connect(m_gate.get(), &session::TokenGate::notKept, this, &HubLink::sessionNotKept);
    return {};
}

void HubLink::checkRealm(std::function<void(domain::Result<void>)> done) {
    if (m_realmIsOurs) {
        done({});
        return;
    }
    net::ApiRequest request;
    request.path = net::asPath(wire::paths::status);
    const auto asked = m_generation;
    async::whenReady(m_hub->send(request), this,
                     [this, asked, done = std::move(done)](const domain::Result<net::ApiResponse> &answer) {
                         if (asked != m_generation) { // an answer from an earlier address
                             done(fail(ErrorKind::Cancelled));
                             return;
                         }
                         noteDate(answer);
                         done(judgeStatus(answer));
                     });
}

domain::Result<void> HubLink::judgeStatus(const domain::Result<net::ApiResponse> &answer) {
    const auto good = net::accepted(answer);
    if (!good) {
        return domain::passOn(good);
    }
    const auto status = wire::hubStatusFromJson(view(good->body));
    if (!status) {
        return fail(ErrorKind::HubFault, "not-the-hub");
    }
    if (status->training != m_training) {
        return fail(ErrorKind::Rejected, "wrong-realm");
    }
    m_realmIsOurs = true;
    return {};
}

HubLink::Answered HubLink::send(const net::ApiRequest &request) {
    if (!m_gate) {
        return async::readyFuture<net::ApiResponse>(fail(ErrorKind::SignedOut, "unauthenticated"));
    }
    const async::Promise<net::ApiResponse> answer;
    checkRealm([this, request, answer](const domain::Result<void> &ours) {
        if (!ours) {
            answer.give(domain::passOn(ours));
            return;
        }
        async::whenReady(m_gate->send(request), this,
                         [this, answer](const domain::Result<net::ApiResponse> &given) {
                             noteDate(given);
                             answer.give(given);
                         });
    });
    return answer.future();
}

void HubLink::endSession(const QByteArray &accessToken) {
    net::ApiRequest request;
    request.method = "POST";
    request.path = net::asPath(wire::paths::logout);
    request.accessToken = accessToken;
    request.timeout = std::chrono::seconds(5);
    async::whenReady(m_hub->send(request), this, [](const domain::Result<net::ApiResponse> &) {});
}

void HubLink::noteDate(const domain::Result<net::ApiResponse> &answer) {
    if (!answer || answer->date.isEmpty()) {
        return;
    }
    const QDateTime theirs = dateOfHeader(answer->date);
    if (theirs.isValid()) {
        const auto ours = m_clock.now().time_since_epoch();
        Q_EMIT hubAheadBy(std::chrono::seconds(theirs.toSecsSinceEpoch()) - ours);
    }
}

} // namespace services
