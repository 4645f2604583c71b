// The first sign-in: choosing a password, then enrolling the second factor.
#include "hub/auth/auth_calls.h"
#include "hub/auth/caller.h"
#include "hub/auth/password.h"
#include "hub/auth/totp.h"
#include "hub/calls/answers.h"
#include "wire/auth_json.h"

namespace hub::auth {
namespace {

HashCost costIn(const HubSettings &settings) {
    return settings.cheapPasswords ? HashCost::Cheap : HashCost::Normal;
}

/// The issuer name that authenticator apps show for the code.
std::string_view issuerIn(const Request &request) {
    const bool english =
        wire::preferredLanguage(request.header("accept-language")) == wire::Language::English;
    return english ? "Hokatsu Hub" : "保活ハブ";
}

tl::unexpected<domain::Error> notNow(std::string code) {
    domain::Error error{.kind = domain::ErrorKind::Forbidden, .code = "forbidden"};
    error.fields.push_back({.pointer = "/mfa_token", .code = std::move(code)});
    return domain::fail(std::move(error));
}

domain::Result<Account> mustChangePassword(Context &context, std::string_view token) {
    auto half = halfSignedIn(context.db, token, context.settings, context.now());
    if (!half) {
        return domain::passOn(half);
    }
    if (!half->account.passwordChange) {
        return notNow("no-change-required");
    }
    return std::move(half->account);
}

HandlerResult firstPassword(const wire::PasswordRequest &given, AuthTransactions &transactions) {
    Account account;
    const auto found = transactions.read([&](Context &context) -> domain::Result<void> {
        auto read = mustChangePassword(context, given.mfaToken);
        if (!read) {
            return domain::passOn(read);
        }
        account = std::move(*read);
        return {};
    });
    if (!found) {
        return domain::passOn(found);
    }
    if (auto good = checkNewPassword(given.newPassword, account.loginId); !good) {
        return domain::passOn(good);
    }
    if (passwordMatches(account.passwordHash, normalisedCode(given.newPassword))) {
        return invalidField("/new_password", "same-as-before");
    }
    const std::string hash = passwordHash(given.newPassword, costIn(transactions.settings()));
    const auto stored = transactions.write([&](Context &context) -> domain::Result<void> {
        // Checked again, because another request may have used the same activation code meanwhile.
        const auto still = mustChangePassword(context, given.mfaToken);
        if (!still) {
            return domain::passOn(still);
        }
        if (auto set = setPassword(context.db, account.id, hash); !set) {
            return set;
        }
        return auditAccount(context, account, "password.choose");
    });
    if (!stored) {
        return domain::passOn(stored);
    }
    return emptyAnswer();
}

struct Changing {
    Account account;
    Attempt attempt;
    domain::SessionId session;
};

domain::Result<Changing> beginChange(const Request &request, AuthTransactions &transactions) {
    Changing changing;
    const auto begun = transactions.write([&](Context &context) -> domain::Result<void> {
        auto caller = callerOf(request.header("authorization"), context.db, context.settings, context.now());
        if (!caller) {
            return domain::passOn(caller);
        }
        context.caller = std::move(*caller);
        auto account = callersAccount(context);
        if (!account) {
            return domain::passOn(account);
        }
        const auto session = sessionById(context.db, context.caller->session);
        if (!session) {
            return domain::passOn(session);
        }
        auto attempt =
            beginAttempt(context, account->loginId, *account, *session ? (*session)->deviceId : "");
        if (!attempt) {
            return domain::passOn(attempt);
        }
        changing = {std::move(*account), std::move(*attempt), context.caller->session};
        return {};
    });
    if (!begun) {
        return domain::passOn(begun);
    }
    return changing;
}

domain::Result<void> storeChangedPassword(Context &context, const Changing &changing, std::string_view hash) {
    if (auto forgiven = forgiveAttempt(context, changing.attempt, changing.account); !forgiven) {
        return forgiven;
    }
    if (auto set = setPassword(context.db, changing.account.id, hash); !set) {
        return set;
    }
    // Whoever knew the old password is out; the desk on which it was changed stays.
    if (auto ended =
            endSessionsOf(context, changing.account.id, EndReason::PasswordChanged, changing.session);
        !ended) {
        return ended;
    }
    return auditAccount(context, changing.account, "password.change");
}

HandlerResult changedPassword(const Request &request, const wire::PasswordRequest &given,
                              AuthTransactions &transactions) {
    const auto changing = beginChange(request, transactions);
    if (!changing) {
        return domain::passOn(changing);
    }
    if (!passwordMatches(changing->account.passwordHash, given.currentPassword)) {
        return invalidField("/current_password", "wrong-password");
    }
    auto good = checkNewPassword(given.newPassword, changing->account.loginId);
    if (good && given.newPassword == given.currentPassword) {
        good = invalidField("/new_password", "same-as-before");
    }
    const std::string hash =
        good ? passwordHash(given.newPassword, costIn(transactions.settings())) : std::string();
    const auto stored = transactions.write([&](Context &context) -> domain::Result<void> {
        if (!good) {
            return forgiveAttempt(context, changing->attempt, changing->account);
        }
        return storeChangedPassword(context, *changing, hash);
    });
    if (!good) {
        return domain::passOn(good);
    }
    if (!stored) {
        return domain::passOn(stored);
    }
    return emptyAnswer();
}

domain::Result<HalfSignedIn> mayEnrol(Context &context, const std::string &token) {
    auto half = halfSignedIn(context.db, token, context.settings, context.now());
    if (!half) {
        return half;
    }
    if (half->account.passwordChange) {
        return notNow("password-change-required");
    }
    const auto enrolled = hasConfirmedFactor(context.db, half->account.id);
    if (!enrolled) {
        return domain::passOn(enrolled);
    }
    if (*enrolled) {
        return notNow("already-enrolled");
    }
    return half;
}

HandlerResult finishEnrolment(Context &context, const HalfSignedIn &half) {
    auto codes = newRecoveryCodes(context, half.account.id);
    if (!codes) {
        return domain::passOn(codes);
    }
    const auto tokens = startSession(context, half.account.id, half.claim.deviceId, half.claim.deviceName);
    if (!tokens) {
        return domain::passOn(tokens);
    }
    if (auto noted = auditAccount(context, half.account, "factor.enrol"); !noted) {
        return domain::passOn(noted);
    }
    return tokensAnswer(context, half.account, *tokens, std::move(*codes));
}

} // namespace

HandlerResult choosePassword(const Request &request, AuthTransactions &transactions) {
    const auto given = wire::passwordRequestFromJson(request.body);
    if (!given) {
        return domain::passOn(given);
    }
    return given->mfaToken.empty() ? changedPassword(request, *given, transactions)
                                   : firstPassword(*given, transactions);
}

HandlerResult beginEnrolment(const Request &request, Context &context) {
    const auto token = wire::stringMember(request.body, "mfa_token");
    if (!token) {
        return domain::passOn(token);
    }
    const auto half = mayEnrol(context, *token);
    if (!half) {
        return domain::passOn(half);
    }
    const auto begun = beginFactor(context, half->account.id, half->claim.deviceName);
    if (!begun) {
        return domain::passOn(begun);
    }
    return secretAnswer(wire::toJson(wire::EnrolmentAnswer{
        .otpauthUri = otpauthUri(issuerIn(request), half->account.loginId, begun->second)}));
}

HandlerResult confirmEnrolment(const Request &request, Context &context) {
    const auto token = wire::stringMember(request.body, "mfa_token");
    const auto code = wire::stringMember(request.body, "code");
    if (!token) {
        return domain::passOn(token);
    }
    if (!code) {
        return domain::passOn(code);
    }
    const auto half = mayEnrol(context, *token);
    if (!half) {
        return domain::passOn(half);
    }
    const auto attempt = beginAttempt(context, half->account.loginId, half->account, half->claim.deviceId);
    if (!attempt) {
        return domain::passOn(attempt);
    }
    const auto right = confirmFactor(context, half->account.id, {}, *code);
    if (!right) {
        return domain::passOn(right);
    }
    if (!*right) {
        return refusal(wrongCode(), request);
    }
    if (auto forgotten = forgetAttempts(context, *attempt, half->account); !forgotten) {
        return domain::passOn(forgotten);
    }
    return finishEnrolment(context, *half);
}

} // namespace hub::auth
