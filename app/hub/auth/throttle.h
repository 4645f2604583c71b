// Limits sign-in attempts: waits grow after five failures, and a hundred failures lock the account until a
// reset.
//
// Attempts are counted for each account and device. All devices that never signed in to the account count as
// one. So inventing device ids gains nothing, and a stranger's attempts do not stop the PC that is in daily
// use. Unknown login IDs are counted in the same way, so that the answers do not reveal which IDs exist.
#pragma once

#include "hub/auth/accounts.h"
#include "hub/calls/context.h"

namespace hub::auth {

inline constexpr int freeFailures = 5;
inline constexpr int lockingFailures = 100;

/// One attempt, which is counted as a failure before it is checked.
struct Attempt {
    std::string subject;
    std::string device;
    int failures = 0;                 ///< including this one
    domain::Instant previousNextAt{}; ///< when this attempt became possible
};

/// Counts an attempt. RateLimited "rate-limited" with retryAfter if it comes too early; it is then not
/// counted.
[[nodiscard]] domain::Result<Attempt> beginAttempt(Context &context, std::string_view loginId,
                                                   const std::optional<Account> &account,
                                                   std::string_view deviceId);
/// The attempt was right, but the sign-in is not complete: the attempt is no longer counted, earlier failures
/// stay.
[[nodiscard]] domain::Result<void> forgiveAttempt(Context &context, const Attempt &attempt,
                                                  const std::optional<Account> &account);
/// The sign-in is complete: all counted failures are removed.
[[nodiscard]] domain::Result<void> forgetAttempts(Context &context, const Attempt &attempt,
                                                  const Account &account);
/// The wait before the next attempt after this many failures.
[[nodiscard]] std::chrono::seconds waitAfter(int failures);

} // namespace hub::auth
