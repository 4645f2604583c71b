// Further TOTP devices and new recovery codes. Each call first requires a code of the present device, so that
// an unattended desk is not enough to take over an account.
#include "hub/auth/auth_calls.h"
#include "hub/auth/totp.h"
#include "hub/calls/answers.h"
#include "wire/auth_json.h"

#include <algorithm>

namespace hub::auth {
namespace {

constexpr std::size_t mostFactors = 5;

/// Names contain no control characters, so only these two characters need escaping.
std::string quoted(std::string_view text) {
    std::string json = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            json += '\\';
        }
        json += c;
    }
    return json + '"';
}

std::string factorsJson(const std::vector<Factor> &factors) {
    std::string json = R"({"factors":[)";
    for (const Factor &factor : factors) {
        if (!factor.confirmed) {
            continue;
        }
        if (json.back() != '[') {
            json += ',';
        }
        json += R"({"id":)" + quoted(factor.id) + R"(,"kind":"totp","name":)" + quoted(factor.name) +
                R"(,"created_at":)" + quoted(domain::textOf(factor.createdAt)) + "}";
    }
    return json + "]}";
}

std::string codesJson(const std::vector<std::string> &codes) {
    std::string json = R"({"recovery_codes":[)";
    for (const std::string &code : codes) {
        json += (json.back() == '[' ? "" : ",") + quoted(code);
    }
    return json + "]}";
}

} // namespace

HandlerResult listFactors(const Request &, Context &context) {
    const auto account = callersAccount(context);
    if (!account) {
        return domain::passOn(account);
    }
    const auto factors = factorsOf(context.db, account->id);
    if (!factors) {
        return domain::passOn(factors);
    }
    return jsonAnswer(200, factorsJson(*factors));
}

HandlerResult addFactor(const Request &request, Context &context) {
    const auto name = wire::stringMember(request.body, "name");
    const auto code = wire::stringMember(request.body, "code");
    if (!name) {
        return domain::passOn(name);
    }
    if (!code) {
        return domain::passOn(code);
    }
    if (!isShortText(*name, 60)) {
        return invalidField("/name", "not-clean-text");
    }
    const auto account = callersAccount(context);
    if (!account) {
        return domain::passOn(account);
    }
    const auto factors = factorsOf(context.db, account->id);
    if (!factors) {
        return domain::passOn(factors);
    }
    if (factors->size() >= mostFactors) {
        return invalidField("/name", "too-many");
    }
    auto refused = demandCode(context, *account, *code, request);
    if (!refused) {
        return domain::passOn(refused);
    }
    if (*refused) {
        return std::move(**refused);
    }
    const auto begun = beginFactor(context, account->id, *name);
    if (!begun) {
        return domain::passOn(begun);
    }
    return secretAnswer(R"({"id":)" + quoted(begun->first) + R"(,"otpauth_uri":)" +
                        quoted(otpauthUri("Hokatsu Hub", account->loginId, begun->second)) + "}");
}

HandlerResult confirmAddedFactor(const Request &request, Context &context) {
    const auto code = wire::stringMember(request.body, "code");
    if (!code) {
        return domain::passOn(code);
    }
    const auto account = callersAccount(context);
    if (!account) {
        return domain::passOn(account);
    }
    const auto right = confirmFactor(context, account->id, context.param(0), *code);
    if (!right) {
        return domain::passOn(right);
    }
    if (!*right) {
        return refusal(wrongCode(), request);
    }
    if (auto noted = auditAccount(context, *account, "factor.add"); !noted) {
        return domain::passOn(noted);
    }
    return emptyAnswer();
}

HandlerResult removeFactor(const Request &, Context &context) {
    const auto account = callersAccount(context);
    if (!account) {
        return domain::passOn(account);
    }
    const auto factors = factorsOf(context.db, account->id);
    if (!factors) {
        return domain::passOn(factors);
    }
    const auto named = std::find_if(factors->begin(), factors->end(),
                                    [&](const Factor &factor) { return factor.id == context.param(0); });
    if (named == factors->end()) {
        return notFound();
    }
    const auto confirmed = std::count_if(factors->begin(), factors->end(),
                                         [](const Factor &factor) { return factor.confirmed; });
    // Without the last factor nobody could sign in again.
    if (named->confirmed && confirmed == 1) {
        return forbidden();
    }
    const auto removed = context.db.execute("DELETE FROM factor WHERE id = $1", {named->id});
    if (!removed) {
        return domain::passOn(removed);
    }
    if (auto noted = auditAccount(context, *account, "factor.remove"); !noted) {
        return domain::passOn(noted);
    }
    return emptyAnswer();
}

HandlerResult renewRecoveryCodes(const Request &request, Context &context) {
    const auto code = wire::stringMember(request.body, "code");
    if (!code) {
        return domain::passOn(code);
    }
    const auto account = callersAccount(context);
    if (!account) {
        return domain::passOn(account);
    }
    auto refused = demandCode(context, *account, *code, request);
    if (!refused) {
        return domain::passOn(refused);
    }
    if (*refused) {
        return std::move(**refused);
    }
    const auto codes = newRecoveryCodes(context, account->id);
    if (!codes) {
        return domain::passOn(codes);
    }
    if (auto noted = auditAccount(context, *account, "recovery-codes.renew"); !noted) {
        return domain::passOn(noted);
    }
    return secretAnswer(codesJson(*codes));
}

} // namespace hub::auth
