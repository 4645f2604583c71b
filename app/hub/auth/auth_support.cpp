#include "hub/auth/auth_calls.h"

#include "domain/text.h"
#include "hub/calls/answers.h"
#include "hub/http/problem_response.h"
#include "wire/auth_json.h"

namespace hub::auth {

Response refusal(const domain::Error &error, const Request &request) {
    Response response = problemResponse(error, languageOf(request));
    response.headers["Cache-Control"] = "no-store";
    return response;
}

Response secretAnswer(std::string json) {
    Response response = jsonAnswer(200, std::move(json));
    response.headers["Cache-Control"] = "no-store";
    return response;
}

Response emptyAnswer() {
    Response response;
    response.status = 204;
    return response;
}

HandlerResult tokensAnswer(Context &context, const Account &account, const SessionTokens &tokens,
                           std::vector<std::string> recoveryCodes) {
    auto user = userOf(context.db, account);
    if (!user) {
        return domain::passOn(user);
    }
    const wire::Tokens answer{.accessToken = tokens.accessToken,
                              .expiresInSeconds =
                                  static_cast<int>(std::chrono::seconds(accessTokenLife).count()),
                              .refreshToken = tokens.refreshToken,
                              .user = std::move(*user),
                              .recoveryCodes = std::move(recoveryCodes)};
    return secretAnswer(wire::toJson(answer));
}

domain::Error wrongCredentials() {
    return {.kind = domain::ErrorKind::WrongCredentials, .code = "unauthenticated"};
}

domain::Error wrongCode() {
    domain::Error error{.kind = domain::ErrorKind::CodeNeeded, .code = "mfa-required"};
    error.fields.push_back({.pointer = "/code", .code = "wrong-code"});
    return error;
}

domain::Error accountLocked() {
    domain::Error error{.kind = domain::ErrorKind::Forbidden, .code = "forbidden"};
    error.fields.push_back({.pointer = "/login_id", .code = "account-locked"});
    return error;
}

tl::unexpected<domain::Error> invalidField(std::string pointer, std::string code) {
    return invalid(std::move(pointer), std::move(code));
}

bool isShortText(std::string_view text, std::size_t longest) {
    return !text.empty() && domain::isCleanText(text, domain::TextShape::OneLine) &&
           domain::codePoints(text) <= longest;
}

domain::Result<HalfSignedIn> halfSignedIn(Connection &db, std::string_view mfaToken,
                                          const HubSettings &settings, domain::Instant now) {
    auto claim = readMfaToken(mfaToken, settings.key);
    if (!claim || now >= claim->expiresAt) {
        return domain::fail(domain::ErrorKind::SignedOut, "unauthenticated");
    }
    auto account = accountById(db, claim->account);
    if (!account) {
        return domain::passOn(account);
    }
    if (!*account || (*account)->credentialVersion != claim->credentialVersion ||
        (*account)->status == AccountStatus::Disabled) {
        return domain::fail(domain::ErrorKind::SignedOut, "unauthenticated");
    }
    if ((*account)->status == AccountStatus::Locked) {
        return domain::fail(accountLocked());
    }
    return HalfSignedIn{std::move(*claim), std::move(**account)};
}

domain::Result<Account> callersAccount(Context &context) {
    if (!context.caller->systemId.empty()) {
        return forbidden();
    }
    auto account = accountById(context.db, context.caller->user.id);
    if (!account) {
        return domain::passOn(account);
    }
    if (!*account) {
        return domain::fail(domain::ErrorKind::SignedOut, "session-ended");
    }
    return std::move(**account);
}

domain::Result<std::optional<Response>> demandCode(Context &context, const Account &account,
                                                   std::string_view code, const Request &request) {
    const auto session = sessionById(context.db, context.caller->session);
    if (!session) {
        return domain::passOn(session);
    }
    const std::string device = *session ? (*session)->deviceId : std::string();
    const auto attempt = beginAttempt(context, account.loginId, account, device);
    if (!attempt) {
        return domain::passOn(attempt);
    }
    const auto right = takeTotp(context, account.id, code);
    if (!right) {
        return domain::passOn(right);
    }
    if (!*right) {
        return refusal(wrongCode(), request);
    }
    if (auto forgotten = forgetAttempts(context, *attempt, account); !forgotten) {
        return domain::passOn(forgotten);
    }
    return std::nullopt;
}

} // namespace hub::auth
