// Sign-in with the password, before the second factor.
#include "hub/auth/auth_calls.h"
#include "hub/auth/password.h"
#include "hub/calls/answers.h"
#include "wire/auth_json.h"

#include <algorithm>

namespace hub::auth {
namespace {

constexpr std::size_t longestDeviceId = 64;
constexpr std::size_t longestDeviceName = 100;
/// Longer than any valid password. A longer text is certainly wrong and is not hashed.
constexpr std::size_t longestSecret = 1024;

domain::Result<wire::LoginRequest> readLogin(std::string_view body) {
    auto read = wire::loginRequestFromJson(body);
    if (!read) {
        return read;
    }
    std::vector<domain::FieldError> faults;
    if (!isShortText(read->loginId, 200)) {
        faults.push_back({.pointer = "/login_id", .code = "required"});
    }
    if (read->password.empty()) {
        faults.push_back({.pointer = "/password", .code = "required"});
    }
    if (!isShortText(read->deviceId, longestDeviceId)) {
        faults.push_back({.pointer = "/device_id", .code = "required"});
    }
    if (!read->deviceName.empty() && !isShortText(read->deviceName, longestDeviceName)) {
        faults.push_back({.pointer = "/device_name", .code = "not-clean-text"});
    }
    if (!faults.empty()) {
        return invalid(std::move(faults));
    }
    read->loginId = normalisedLoginId(read->loginId);
    return read;
}

struct BegunLogin {
    std::optional<Account> account;
    Attempt attempt;
};

domain::Result<BegunLogin> beginLogin(const wire::LoginRequest &login, AuthTransactions &transactions) {
    BegunLogin begun;
    const auto counted = transactions.write([&](Context &context) -> domain::Result<void> {
        auto account = accountByLogin(context.db, login.loginId);
        if (!account) {
            return domain::passOn(account);
        }
        auto attempt = beginAttempt(context, login.loginId, *account, login.deviceId);
        if (!attempt) {
            return domain::passOn(attempt);
        }
        begun = {std::move(*account), std::move(*attempt)};
        return {};
    });
    if (!counted) {
        return domain::passOn(counted);
    }
    return begun;
}

/// Does the same work whether the login ID exists or not.
bool passwordIsRight(const std::optional<Account> &account, const std::string &password,
                     const HubSettings &settings) {
    const HashCost cost = settings.cheapPasswords ? HashCost::Cheap : HashCost::Normal;
    const bool activation = account && account->passwordChange;
    const std::string typed = activation ? normalisedCode(password) : password;
    const bool known = account && account->status != AccountStatus::Disabled && typed.size() <= longestSecret;
    const bool matches = passwordMatches(known ? account->passwordHash : unmatchableHash(cost), typed);
    return matches && known;
}

bool activationIsOver(const Account &account, domain::Instant now) {
    return account.passwordChange && (!account.activationExpiresAt || now >= *account.activationExpiresAt);
}

tl::unexpected<domain::Error> activationOver() {
    domain::Error error = wrongCredentials();
    error.fields.push_back({.pointer = "/password", .code = "activation-expired"});
    return domain::fail(std::move(error));
}

HandlerResult passwordAccepted(const wire::LoginRequest &login, const BegunLogin &begun,
                               AuthTransactions &transactions) {
    wire::LoginAnswer answer;
    const auto done = transactions.write([&](Context &context) -> domain::Result<void> {
        const Account &account = *begun.account;
        if (auto forgiven = forgiveAttempt(context, begun.attempt, account); !forgiven) {
            return forgiven;
        }
        const auto enrolled = hasConfirmedFactor(context.db, account.id);
        if (!enrolled) {
            return domain::passOn(enrolled);
        }
        answer.passwordChangeRequired = account.passwordChange;
        answer.enrolmentRequired = !*enrolled;
        if (*enrolled) {
            answer.methods = {"totp", "recovery_code"};
        }
        answer.mfaToken = mfaToken({account.id, account.credentialVersion, context.now() + mfaTokenLife,
                                    login.deviceId, login.deviceName},
                                   context.settings.key, context.random);
        return {};
    });
    if (!done) {
        return domain::passOn(done);
    }
    return secretAnswer(wire::toJson(answer));
}

domain::Result<bool> takeCode(Context &context, const Account &account, const wire::MfaRequest &given) {
    if (given.method == "totp") {
        return takeTotp(context, account.id, given.code);
    }
    if (given.method == "recovery_code") {
        return takeRecoveryCode(context, account.id, given.code);
    }
    return invalidField("/method", "not-allowed");
}

HandlerResult signIn(Context &context, const HalfSignedIn &half) {
    const auto tokens = startSession(context, half.account.id, half.claim.deviceId, half.claim.deviceName);
    if (!tokens) {
        return domain::passOn(tokens);
    }
    if (auto noted = auditAccount(context, half.account, "session.start"); !noted) {
        return domain::passOn(noted);
    }
    return tokensAnswer(context, half.account, *tokens);
}

} // namespace

HandlerResult login(const Request &request, AuthTransactions &transactions) {
    const auto given = readLogin(request.body);
    if (!given) {
        return domain::passOn(given);
    }
    const auto begun = beginLogin(*given, transactions);
    if (!begun) {
        return domain::passOn(begun);
    }
    if (!passwordIsRight(begun->account, given->password, transactions.settings())) {
        return domain::fail(wrongCredentials());
    }
    if (begun->account->status == AccountStatus::Locked) {
        return domain::fail(accountLocked());
    }
    if (activationIsOver(*begun->account, transactions.clock().now())) {
        return activationOver();
    }
    return passwordAccepted(*given, *begun, transactions);
}

HandlerResult secondFactor(const Request &request, Context &context) {
    const auto given = wire::mfaRequestFromJson(request.body);
    if (!given) {
        return domain::passOn(given);
    }
    const auto half = halfSignedIn(context.db, given->mfaToken, context.settings, context.now());
    if (!half) {
        return domain::passOn(half);
    }
    const auto attempt = beginAttempt(context, half->account.loginId, half->account, half->claim.deviceId);
    if (!attempt) {
        return domain::passOn(attempt);
    }
    const auto right = takeCode(context, half->account, *given);
    if (!right) {
        return domain::passOn(right);
    }
    if (!*right) {
        return refusal(wrongCode(), request);
    }
    if (auto forgotten = forgetAttempts(context, *attempt, half->account); !forgotten) {
        return domain::passOn(forgotten);
    }
    if (given->method == "recovery_code") {
        if (auto noted = auditAccount(context, half->account, "recovery-code.use"); !noted) {
            return domain::passOn(noted);
        }
    }
    return signIn(context, *half);
}

} // namespace hub::auth
