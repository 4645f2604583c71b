// The calls of sign-in, one function each, and their shared helpers. The route table is in auth_routes.cpp.
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

// Helpers that several of these files use.

/// A refusal as a successful result, so that the transaction commits what it counted or revoked.
[[nodiscard]] Response refusal(const domain::Error &error, const Request &request);
/// An answer that caches must not store.
[[nodiscard]] Response secretAnswer(std::string json);
[[nodiscard]] Response emptyAnswer();
/// Tokens together with the user's current data.
[[nodiscard]] HandlerResult tokensAnswer(Context &context, const Account &account,
                                         const SessionTokens &tokens,
                                         std::vector<std::string> recoveryCodes = {});

[[nodiscard]] domain::Error wrongCredentials();
[[nodiscard]] domain::Error wrongCode();
[[nodiscard]] domain::Error accountLocked();
[[nodiscard]] tl::unexpected<domain::Error> invalidField(std::string pointer, std::string code);
/// Whether the text has 1 to `longest` code points on one line without control characters.
[[nodiscard]] bool isShortText(std::string_view text, std::size_t longest);

struct HalfSignedIn {
    MfaClaim claim;
    Account account;
};
/// The account of an mfa token. SignedOut "unauthenticated" if the token is expired, not this hub's, or older
/// than a reset.
[[nodiscard]] domain::Result<HalfSignedIn> halfSignedIn(Connection &db, std::string_view mfaToken,
                                                        const HubSettings &settings, domain::Instant now);
/// The account of a signed-in person. Forbidden for connected systems.
[[nodiscard]] domain::Result<Account> callersAccount(Context &context);

/// Checks a TOTP code of a signed-in person and counts the attempt. Empty if the code is right, otherwise the
/// refusal.
[[nodiscard]] domain::Result<std::optional<Response>>
demandCode(Context &context, const Account &account, std::string_view code, const Request &request);

} // namespace hub::auth
