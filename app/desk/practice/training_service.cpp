#include "desk/practice/training_service.h"

#include "desk/practice/practice_totp.h"

#include "async/completion.h"
#include "async/promise.h"
#include "domain/id.h"
#include "wire/paths.h"

#include <QDir>

namespace services {

TrainingService::TrainingService(const Parts &parts)
    : m_data(parts.data), m_account(parts.account), m_clock(parts.clock), m_random(parts.random),
      m_hub(parts.hubProgram, parts.hubFolder) {
    connect(&m_hub, &HubProcess::ready, this, &TrainingService::hubReady);
    connect(&m_hub, &HubProcess::failed, this, &TrainingService::hubFailed);
    connect(&m_hub, &HubProcess::stopped, this, &TrainingService::hubStopped);
}

void TrainingService::start() {
    m_state.phase = TrainingState::Phase::Starting;
    m_hub.start();
}

std::pair<QString, int> TrainingService::authenticatorCode() const {
    if (m_secret.isEmpty()) {
        return {};
    }
    const domain::Instant now = m_clock.now();
    return {totpCode(m_secret, now), totpSecondsLeft(now)};
}

void TrainingService::hubReady(const PracticeHub &hub) {
    m_practice = hub;
    m_state = {.phase = TrainingState::Phase::Running, .who = m_state.who};
    practiseAs(m_state.who);
    m_account.trainingHubReady({.url = hub.url, .caFile = hub.caFile, .caFingerprint = hub.caFingerprint});
    Q_EMIT changed();
}

void TrainingService::practiseAs(Trainee who) {
    const PracticeLogin &login = who == Trainee::Nursery ? m_practice.nursery : m_practice.municipality;
    m_secret = fromBase32(login.totpSecret);
    m_state.who = who;
    m_state.loginId = login.loginId;
    m_state.password = login.password;
    Q_EMIT changed();
}

void TrainingService::hubFailed(const domain::Error &problem) {
    m_state.phase = TrainingState::Phase::Failed;
    m_account.trainingHubFailed(problem);
    setProblem(problem);
}

void TrainingService::setProblem(const domain::Error &problem) {
    m_state.problem = problem;
    Q_EMIT changed();
}

/// Through the trainee's own session, as everything else.
void TrainingService::tellHub(std::string_view path, const QByteArray &body, std::function<void()> done) {
    net::ApiRequest request;
    request.method = "POST";
    request.path = net::asPath(path);
    request.body = body;
    request.idempotencyKey = QByteArray::fromStdString(domain::Uuid::make(m_clock, m_random).text());
    const async::Promise<net::ApiResponse> answer;
    m_data.post([request, answer](DataCore &core, AccountStateMachine &) {
        async::whenReady(
            core.link().send(request), &core,
            [answer](const domain::Result<net::ApiResponse> &given) { answer.give(net::accepted(given)); });
    });
    async::whenReady(answer.future(), this,
                     [this, done = std::move(done)](const domain::Result<net::ApiResponse> &given) {
                         if (given) {
                             done();
                         } else {
                             setProblem(given.error());
                         }
                     });
}

void TrainingService::parentBooksNow() {
    tellHub(wire::paths::practiceParents, R"({"action":"book"})", [] {});
}

void TrainingService::setPaused(bool paused) {
    tellHub(wire::paths::practiceControl, paused ? R"({"paused":true})" : R"({"paused":false})",
            [this, paused] {
                m_state.paused = paused;
                Q_EMIT changed();
            });
}

void TrainingService::reset() {
    if (m_state.phase == TrainingState::Phase::Resetting) {
        return;
    }
    m_state.phase = TrainingState::Phase::Resetting;
    m_state.problem = {};
    Q_EMIT changed();
    const async::Promise<void> forgotten;
    m_data.post([forgotten](DataCore &, AccountStateMachine &flow) {
        flow.forgetEverything([forgotten] { forgotten.give({}); });
    });
    async::whenReady(forgotten.future(), this, [this](const domain::Result<void> &) { m_hub.stop(); });
}

void TrainingService::end(std::function<void()> done) {
    m_ended = std::move(done);
    m_hub.stop();
}

void TrainingService::hubStopped() {
    if (m_ended) {
        m_ended();
        return;
    }
    QDir(m_hub.folder()).removeRecursively();
    start();
    Q_EMIT changed();
}

} // namespace services
