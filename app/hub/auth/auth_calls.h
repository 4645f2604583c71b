// The calls of signing in, one function each, and what they share. The table is in auth_routes.cpp.
#pragma once

#include "hub/auth/accounts.h"
#include "hub/auth/sessions.h"
#include "hub/auth/throttle.h"
#include "hub/auth/tokens.h"
#include "hub/calls/router.h"

namespace hub::auth {

// sign_in.cpp
[[nodiscard]] HandlerResult login(const Request &request, AuthTransactions &transactions);
[[nodiscard]] HandlerResult secondFactor(const Request &request, Context &context);
// client_token.cpp
[[nodiscard]] HandlerResult clientToken(const Request &request, Context &context);
// enrolment.cpp
[[nodiscard]] HandlerResult choosePassword(const Request &request, AuthTransactions &transactions);
[[nodiscard]] HandlerResult beginEnrolment(const Request &request, Context &context);
[[nodiscard]] HandlerResult confirmEnrolment(const Request &request, Context &context);
// session_calls.cpp
[[nodiscard]] HandlerResult refresh(const Request &request, Context &context);
[[nodiscard]] HandlerResult logout(const Request &request, Context &context);
[[nodiscard]] HandlerResult listSessions(const Request &request, Context &context);
[[nodiscard]] HandlerResult deleteSession(const Request &request, Context &context);
[[nodiscard]] HandlerResult unlock(const Request &request, Context &context);
// factor_calls.cpp
[[nodiscard]] HandlerResult listFactors(const Request &request, Context &context);
[[nodiscard]] HandlerResult addFactor(const Request &request, Context &context);
[[nodiscard]] HandlerResult confirmAddedFactor(const Request &request, Context &context);
[[nodiscard]] HandlerResult removeFactor(const Request &request, Context &context);
[[nodiscard]] HandlerResult renewRecoveryCodes(const Request &request, Context &context);

// Shared.

/// A refusal that is an answer, not an error, so that what the transaction counted or revoked stays.
[[nodiscard]] Response refusal(const domain::Error &error, const Request &request);
/// An answer that no cache may keep.
[[nodiscard]] Response secretAnswer(std::string json);
[[nodiscard]] Response emptyAnswer();
/// Tokens with the user as he is now.
[[nodiscard]] HandlerResult tokensAnswer(Context &context, const Account &account,
                                         const SessionTokens &tokens,
                                         std::vector<std::string> recoveryCodes = {});

[[nodiscard]] domain::Error wrongCredentials();
[[nodiscard]] domain::Error wrongCode();
[[nodiscard]] domain::Error accountLocked();
[[nodiscard]] tl::unexpected<domain::Error> invalidField(std::string pointer, std::string code);
/// 1 to `longest` code points of clean text on one line.
[[nodiscard]] bool isShortText(std::string_view text, std::size_t longest);

struct HalfSignedIn {
    MfaClaim claim;
    Account account;
};
/// Who holds this mfa token: SignedOut "unauthenticated" where it is old, foreign, or overtaken by a reset.
[[nodiscard]] domain::Result<HalfSignedIn> halfSignedIn(Connection &db, std::string_view mfaToken,
                                                        const HubSettings &settings, domain::Instant now);
/// The account of a signed-in person. Forbidden for connected systems.
[[nodiscard]] domain::Result<Account> callersAccount(Context &context);

/// Asks a signed-in person for a TOTP code, counted against guessing. Empty when it fits, otherwise the
/// refusal.
[[nodiscard]] domain::Result<std::optional<Response>>
demandCode(Context &context, const Account &account, std::string_view code, const Request &request);

} // namespace hub::auth
