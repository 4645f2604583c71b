// How often somebody may try: waits grow after five failures, a hundred lock the account until a reset.
//
// Attempts are counted for each account and device. All devices that never signed in to the account count as
// one, so that inventing device ids gains nothing and a stranger's attempts do not stop the PC that is used
// every day. Unknown login IDs are counted the same way, so that the answers do not tell them apart.
#pragma once

#include "hub/auth/accounts.h"
#include "hub/calls/context.h"

namespace hub::auth {

inline constexpr int freeFailures = 5;
inline constexpr int lockingFailures = 100;

/// One attempt that has been counted as a failure before it is judged.
struct Attempt {
    std::string subject;
    std::string device;
    int failures = 0;                 ///< with this one
    domain::Instant previousNextAt{}; ///< when this attempt became possible
};

/// Counts an attempt. RateLimited "rate-limited" with retryAfter when it comes too early; it is not counted
/// then.
[[nodiscard]] domain::Result<Attempt> beginAttempt(Context &context, std::string_view loginId,
                                                   const std::optional<Account> &account,
                                                   std::string_view deviceId);
/// The attempt was right, but signing in is not complete: this one is not counted, earlier ones stay.
[[nodiscard]] domain::Result<void> forgiveAttempt(Context &context, const Attempt &attempt,
                                                  const std::optional<Account> &account);
/// Signed in: everything is forgotten.
[[nodiscard]] domain::Result<void> forgetAttempts(Context &context, const Attempt &attempt,
                                                  const Account &account);
/// How long the next attempt has to wait after so many failures.
[[nodiscard]] std::chrono::seconds waitAfter(int failures);

} // namespace hub::auth
