#include "session/sign_in.h"

#include "wire/paths.h"

namespace session {

using domain::ErrorKind;
using net::ApiRequest;
using net::ApiResponse;
using Answer = domain::Result<ApiResponse>;

namespace {

/// The hub answers repeated failures more and more slowly; this is longer than its longest delay.
constexpr std::chrono::seconds patience{60};

std::string_view bodyView(const QByteArray &bytes) {
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

QFuture<Answer> post(net::HubApi &hub, std::string_view path, const std::string &body) {
    ApiRequest request;
    request.method = "POST";
    request.path = net::asPath(path);
    request.body = QByteArray::fromStdString(body);
    request.timeout = patience;
    return hub.send(request).then([](const Answer &answer) { return net::accepted(answer); });
}

/// A body that cannot be parsed did not come from a hub.
template <class T>
domain::Result<T> read(const Answer &answer, domain::Result<T> (*parse)(std::string_view)) {
    if (!answer) {
        return domain::passOn(answer);
    }
    domain::Result<T> message = parse(bodyView(answer->body));
    if (!message) {
        return domain::fail(ErrorKind::HubFault, "not-the-hub");
    }
    return message;
}

/// During sign-in "unauthenticated" means a wrong ID or password, not the end of a session.
Answer withWrongCredentials(const Answer &answer) {
    if (answer || answer.error().code != "unauthenticated") {
        return answer;
    }
    domain::Error error = answer.error();
    error.kind = ErrorKind::WrongCredentials;
    return domain::fail(error);
}

QFuture<domain::Result<wire::Tokens>> tokensFrom(QFuture<Answer> future) {
    return future.then([](const Answer &answer) { return read(answer, wire::tokensFromJson); });
}

} // namespace

QFuture<domain::Result<wire::LoginAnswer>> SignIn::login(const wire::LoginRequest &request) {
    return post(m_hub, wire::paths::login, wire::toJson(request)).then([](const Answer &answer) {
        return read(withWrongCredentials(answer), wire::loginAnswerFromJson);
    });
}

QFuture<domain::Result<void>> SignIn::choosePassword(const QByteArray &mfaToken, const QString &newPassword) {
    const wire::PasswordRequest request{.mfaToken = mfaToken.toStdString(),
                                        .newPassword = newPassword.toStdString()};
    return post(m_hub, wire::paths::password, wire::toJson(request)).then([](const Answer &answer) {
        return answer ? domain::Result<void>() : domain::Result<void>(domain::passOn(answer));
    });
}

QFuture<domain::Result<wire::EnrolmentAnswer>> SignIn::startEnrolment(const QByteArray &mfaToken) {
    return post(m_hub, wire::paths::enrolment, wire::mfaTokenJson(bodyView(mfaToken)))
        .then([](const Answer &answer) { return read(answer, wire::enrolmentAnswerFromJson); });
}

QFuture<domain::Result<wire::Tokens>> SignIn::confirmEnrolment(const QByteArray &mfaToken,
                                                               const QString &code) {
    const wire::MfaRequest request{
        .mfaToken = mfaToken.toStdString(), .method = "totp", .code = code.toStdString()};
    return tokensFrom(post(m_hub, wire::paths::confirmEnrolment, wire::toJson(request)));
}

QFuture<domain::Result<wire::Tokens>> SignIn::secondFactor(const wire::MfaRequest &request) {
    return tokensFrom(post(m_hub, wire::paths::secondFactor, wire::toJson(request)));
}

} // namespace session
