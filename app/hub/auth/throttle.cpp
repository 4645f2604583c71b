#include "hub/auth/throttle.h"

#include "hub/auth/rows.h"
#include "hub/auth/tokens.h"

#include <algorithm>

namespace hub::auth {
namespace {

constexpr std::chrono::hours attemptsAreKept{24};
constexpr std::chrono::seconds longestWait = std::chrono::minutes(15);

/// The device id if the device has signed in to the account before; otherwise empty.
domain::Result<std::string> deviceKey(Connection &db, const std::optional<Account> &account,
                                      std::string_view deviceId) {
    if (!account) {
        return std::string();
    }
    const auto known = firstRow(db, "SELECT 1 FROM session WHERE account_id = $1 AND device_id = $2 LIMIT 1",
                                {account->id.text(), deviceId}, [](const Rows &) { return true; });
    if (!known) {
        return domain::passOn(known);
    }
    return known->has_value() ? std::string(deviceId) : std::string();
}

domain::Result<void> prune(Context &context) {
    return change(context.db, "DELETE FROM sign_in_attempt WHERE last_at < $1",
                  {seconds(context.now() - attemptsAreKept)});
}

domain::Result<void> countForAccount(Context &context, const std::optional<Account> &account, int by) {
    if (!account) {
        return {};
    }
    return change(context.db,
                  "UPDATE account SET failures = CASE WHEN failures + $1 < 0 THEN 0 ELSE failures + $1 END, "
                  "status = CASE WHEN status = 'active' AND failures + $1 >= $2 THEN 'locked' "
                  "WHEN status = 'locked' AND failures + $1 < $2 THEN 'active' ELSE status END WHERE id = $3",
                  {by, lockingFailures, account->id.text()});
}

domain::Result<void> store(Context &context, const Attempt &attempt, domain::Instant nextAt) {
    return change(
        context.db,
        "INSERT INTO sign_in_attempt (subject, device, failures, last_at, next_at) "
        "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (subject, device) DO UPDATE SET "
        "failures = excluded.failures, last_at = excluded.last_at, next_at = excluded.next_at",
        {attempt.subject, attempt.device, attempt.failures, seconds(context.now()), seconds(nextAt)});
}

tl::unexpected<domain::Error> tooEarly(std::chrono::seconds wait) {
    return domain::fail(
        domain::Error{.kind = domain::ErrorKind::RateLimited, .code = "rate-limited", .retryAfter = wait});
}

struct Earlier {
    int failures = 0;
    domain::Instant nextAt{};
};
Earlier earlierFrom(const Rows &row) {
    return {static_cast<int>(row.integer(0)), instantOf(row.integer(1))};
}

} // namespace

std::chrono::seconds waitAfter(int failures) {
    if (failures < freeFailures) {
        return std::chrono::seconds(0);
    }
    const std::chrono::seconds wait(std::int64_t{5} << std::min(failures - freeFailures, 10));
    return std::min(wait, longestWait);
}

domain::Result<Attempt> beginAttempt(Context &context, std::string_view loginId,
                                     const std::optional<Account> &account, std::string_view deviceId) {
    if (auto pruned = prune(context); !pruned) {
        return domain::passOn(pruned);
    }
    auto device = deviceKey(context.db, account, deviceId);
    if (!device) {
        return domain::passOn(device);
    }
    Attempt attempt{.subject = keyedHash(loginId, "sign-in subject", context.settings.key),
                    .device = *device};
    const auto earlier = firstRow(
        context.db, "SELECT failures, next_at FROM sign_in_attempt WHERE subject = $1 AND device = $2",
        {attempt.subject, attempt.device}, earlierFrom);
    if (!earlier) {
        return domain::passOn(earlier);
    }
    // A wait that is longer than any possible one was stored while the clock was ahead, so it is over.
    const auto wait = *earlier ? (*earlier)->nextAt - context.now() : std::chrono::seconds(0);
    if (wait > std::chrono::seconds(0) && wait <= longestWait) {
        return tooEarly(wait);
    }
    attempt.previousNextAt = *earlier ? (*earlier)->nextAt : context.now();
    attempt.failures = (*earlier ? (*earlier)->failures : 0) + 1;
    auto counted = store(context, attempt, context.now() + waitAfter(attempt.failures));
    if (counted) {
        counted = countForAccount(context, account, 1);
    }
    if (!counted) {
        return domain::passOn(counted);
    }
    return attempt;
}

domain::Result<void> forgiveAttempt(Context &context, const Attempt &attempt,
                                    const std::optional<Account> &account) {
    Attempt without = attempt;
    without.failures = std::max(0, attempt.failures - 1);
    if (auto stored = store(context, without, attempt.previousNextAt); !stored) {
        return stored;
    }
    return countForAccount(context, account, -1);
}

domain::Result<void> forgetAttempts(Context &context, const Attempt &attempt, const Account &account) {
    if (auto removed = change(context.db, "DELETE FROM sign_in_attempt WHERE subject = $1 AND device = $2",
                              {attempt.subject, attempt.device});
        !removed) {
        return removed;
    }
    return change(context.db, "UPDATE account SET failures = 0 WHERE id = $1", {account.id.text()});
}

} // namespace hub::auth
