// Second factors: TOTP devices and recovery codes.
#include "domain/text.h"
#include "hub/auth/accounts.h"
#include "hub/auth/rows.h"
#include "hub/auth/tokens.h"
#include "hub/auth/totp.h"
#include "hub/http/problem_response.h"

namespace hub::auth {
namespace {

constexpr std::string_view secretPurpose = "totp secret";
constexpr std::string_view recoveryPurpose = "recovery code";

std::string typedDigits(std::string_view typed) {
    return normalisedCode(typed);
}

Factor factorFrom(const Rows &row) {
    return {std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
            row.integer(3) != 0,      row.integer(4),           instantOf(row.integer(5))};
}

std::optional<std::int64_t> fittingStep(const Context &context, const Factor &factor, std::string_view code) {
    const auto secret = unseal(factor.sealedSecret, secretPurpose, context.settings.key);
    if (!secret) {
        return std::nullopt;
    }
    return matchingStep(*secret, typedDigits(code), context.now(), factor.lastStep);
}

/// Each step counts once: the statement inserts a row only if the step was not used before. Used steps are
/// kept for a week after the current time (steps in the future are kept until then), so that a code that
/// somebody saw is worthless if the clock is set back to its time.
domain::Result<bool> takeStep(Context &context, const Factor &factor, std::int64_t step) {
    constexpr std::int64_t keptSteps = std::int64_t{7} * 24 * 60 * 2;
    const auto taken =
        context.db.execute("INSERT INTO factor_step (factor_id, step) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                           {factor.id, step});
    if (!taken || *taken == 0) {
        return taken ? domain::Result<bool>(false) : domain::passOn(taken);
    }
    if (auto pruned = change(context.db, "DELETE FROM factor_step WHERE factor_id = $1 AND step < $2",
                             {factor.id, totpStep(context.now()) - keptSteps});
        !pruned) {
        return domain::passOn(pruned);
    }
    if (isAheadOf(context.now(), factor.lastStep)) {
        logFault("a code was last used ahead of the clock, which has gone back: is it right now?",
                 {.kind = domain::ErrorKind::Rejected, .code = "clock-behind"}, {});
    }
    const auto kept = change(context.db, "UPDATE factor SET last_step = $1, confirmed = 1 WHERE id = $2",
                             {step, factor.id});
    return kept ? domain::Result<bool>(true) : domain::passOn(kept);
}

enum class Confirmed : std::uint8_t { No, Yes };

struct NewFactor {
    std::string_view name;
    std::string_view secret;
    Confirmed confirmed = Confirmed::No;
};

domain::Result<std::string> insertFactor(Context &context, const domain::UserId &account,
                                         const NewFactor &factor) {
    std::string id = domain::Uuid::make(context.clock, context.random).text();
    const std::string sealed = seal(factor.secret, secretPurpose, context.settings.key, context.random);
    if (auto added = change(context.db,
                            "INSERT INTO factor (id, account_id, name, sealed_secret, confirmed, created_at) "
                            "VALUES ($1, $2, $3, $4, $5, $6)",
                            {id, account.text(), factor.name, sealed,
                             factor.confirmed == Confirmed::Yes ? 1 : 0, seconds(context.now())});
        !added) {
        return domain::passOn(added);
    }
    return id;
}

std::string recoveryHash(const Context &context, const domain::UserId &account, std::string_view code) {
    return keyedHash(account.text() + normalisedCode(code), recoveryPurpose, context.settings.key);
}

} // namespace

domain::Result<std::vector<Factor>> factorsOf(Connection &db, const domain::UserId &account) {
    return allRows(
        db,
        "SELECT id, name, sealed_secret, confirmed, last_step, created_at FROM factor WHERE account_id = $1 "
        "ORDER BY created_at, id",
        {account.text()}, factorFrom);
}

domain::Result<bool> factorsOpen(Connection &db, std::string_view key) {
    const auto newest = firstRow(db, "SELECT sealed_secret FROM factor ORDER BY created_at DESC LIMIT 1", {},
                                 [](const Rows &row) { return std::string(row.text(0)); });
    if (!newest) {
        return domain::passOn(newest);
    }
    return !*newest || unseal(**newest, secretPurpose, key).has_value();
}

domain::Result<bool> hasConfirmedFactor(Connection &db, const domain::UserId &account) {
    const auto found = firstRow(db, "SELECT 1 FROM factor WHERE account_id = $1 AND confirmed = 1",
                                {account.text()}, [](const Rows &) { return true; });
    if (!found) {
        return domain::passOn(found);
    }
    return found->has_value();
}

domain::Result<std::pair<std::string, std::string>>
beginFactor(Context &context, const domain::UserId &account, std::string_view name) {
    if (auto cleared = change(context.db, "DELETE FROM factor WHERE account_id = $1 AND confirmed = 0",
                              {account.text()});
        !cleared) {
        return domain::passOn(cleared);
    }
    std::string secret = newTotpSecret(context.random);
    auto id = insertFactor(context, account, {.name = name, .secret = secret});
    if (!id) {
        return domain::passOn(id);
    }
    return std::pair(std::move(*id), std::move(secret));
}

domain::Result<void> enrolDirectly(Context &context, const domain::UserId &id, std::string_view passwordHash,
                                   std::string_view totpSecret) {
    if (auto set = setPassword(context.db, id, passwordHash); !set) {
        return set;
    }
    if (auto cleared = change(context.db, "DELETE FROM factor WHERE account_id = $1", {id.text()});
        !cleared) {
        return cleared;
    }
    const auto added =
        insertFactor(context, id, {.name = "practice", .secret = totpSecret, .confirmed = Confirmed::Yes});
    if (!added) {
        return domain::passOn(added);
    }
    return {};
}

domain::Result<bool> confirmFactor(Context &context, const domain::UserId &account, std::string_view factorId,
                                   std::string_view code) {
    const auto factors = factorsOf(context.db, account);
    if (!factors) {
        return domain::passOn(factors);
    }
    for (const Factor &factor : *factors) {
        if (factor.confirmed || (!factorId.empty() && factor.id != factorId)) {
            continue;
        }
        if (const auto step = fittingStep(context, factor, code)) {
            return takeStep(context, factor, *step);
        }
    }
    return false;
}

domain::Result<bool> takeTotp(Context &context, const domain::UserId &account, std::string_view code) {
    const auto factors = factorsOf(context.db, account);
    if (!factors) {
        return domain::passOn(factors);
    }
    for (const Factor &factor : *factors) {
        if (factor.confirmed) {
            if (const auto step = fittingStep(context, factor, code)) {
                return takeStep(context, factor, *step);
            }
        }
    }
    return false;
}

domain::Result<bool> takeRecoveryCode(Context &context, const domain::UserId &account,
                                      std::string_view code) {
    const auto taken = context.db.execute(
        "UPDATE recovery_code SET used_at = $1 WHERE account_id = $2 AND code_hash = $3 AND used_at IS NULL",
        {seconds(context.now()), account.text(), recoveryHash(context, account, code)});
    if (!taken) {
        return domain::passOn(taken);
    }
    return *taken == 1;
}

domain::Result<std::vector<std::string>> newRecoveryCodes(Context &context, const domain::UserId &account) {
    if (auto cleared =
            change(context.db, "DELETE FROM recovery_code WHERE account_id = $1", {account.text()});
        !cleared) {
        return domain::passOn(cleared);
    }
    std::vector<std::string> codes;
    for (int i = 0; i < recoveryCodeCount; ++i) {
        codes.push_back(readableCode(12, context.random));
        if (auto added =
                change(context.db, "INSERT INTO recovery_code (account_id, code_hash) VALUES ($1, $2)",
                       {account.text(), recoveryHash(context, account, codes.back())});
            !added) {
            return domain::passOn(added);
        }
    }
    return codes;
}

} // namespace hub::auth
