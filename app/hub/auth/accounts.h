// Accounts in the database: reading, creating, resetting. This file does no hashing, so its functions can run
// inside a transaction.
#pragma once

#include "domain/records.h"
#include "hub/calls/context.h"
#include "hub/db/database.h"

#include <optional>
#include <string>
#include <vector>

namespace hub::auth {

enum class AccountStatus : std::uint8_t { Active, Disabled, Locked };

struct Account {
    domain::UserId id;
    std::string loginId;
    std::string name;
    domain::Role role = domain::Role::Staff;
    std::string municipality;
    std::optional<domain::OperatorId> operatorId;
    std::string passwordHash; ///< hash of the activation code while `passwordChange` is set
    bool passwordChange = false;
    std::optional<domain::Instant> activationExpiresAt;
    std::int64_t credentialVersion = 1;
    int failures = 0;
    AccountStatus status = AccountStatus::Active;
};

/// Converts full-width and upper-case letters and removes blanks around, because people may type the id so.
[[nodiscard]] std::string normalisedLoginId(std::string_view typed);
/// Whether the normalised text has 3 to 64 characters of a-z, 0-9, ".", "-", "_", "@".
[[nodiscard]] bool isLoginId(std::string_view text);

[[nodiscard]] domain::Result<std::optional<Account>> accountByLogin(Connection &db, std::string_view loginId);
[[nodiscard]] domain::Result<std::optional<Account>> accountById(Connection &db, const domain::UserId &id);
/// The user with the facilities of the account's scope.
[[nodiscard]] domain::Result<domain::User> userOf(Connection &db, const Account &account);

/// Who created an account, and when.
struct Origin {
    domain::Instant createdAt{};
    std::string madeBy; ///< the id of another account; empty if the command line created it
};
/// True if another account created it within the last seven days. Such an account cannot be the second person
/// of a reset.
[[nodiscard]] bool isNew(const Origin &origin, domain::Instant now);
[[nodiscard]] domain::Result<std::optional<Origin>> originOf(Connection &db, std::string_view id);

/// Prefetches what accountById() and userOf() will ask (Connection::prefetch).
void prefetchUser(Connection &db, std::string_view id, domain::Role role);

/// NotFound "not-found" with param "what" if one of them does not exist in this hub.
[[nodiscard]] domain::Result<void> scopeExists(Connection &db, std::string_view municipality,
                                               const std::optional<domain::OperatorId> &operatorId,
                                               const std::vector<domain::FacilityId> &facilities);

struct NewAccount {
    std::string loginId;
    std::string name;
    domain::Role role = domain::Role::Staff;
    std::vector<domain::FacilityId> facilities;
    std::string municipality;
    std::optional<domain::OperatorId> operatorId;
    std::string activationHash;
};
inline constexpr std::chrono::hours activationLife{72};
/// Errors: Conflict "login-id-taken" and those of scopeExists().
[[nodiscard]] domain::Result<domain::UserId> addAccount(Context &context, const NewAccount &wanted);
/// Disables the account and ends its sessions. NotFound "not-found".
[[nodiscard]] domain::Result<void> disableAccount(Context &context, std::string_view loginId);
/// Replaces password and factors by a new activation code, ends the account's sessions, and enables a locked
/// or disabled account.
[[nodiscard]] domain::Result<void> resetAccount(Context &context, std::string_view loginId,
                                                std::string_view activationHash);
/// Sets password and second factor directly, so that nothing is left to enrol. For practice and measurements,
/// never for real people.
[[nodiscard]] domain::Result<void> enrolDirectly(Context &context, const domain::UserId &id,
                                                 std::string_view passwordHash, std::string_view totpSecret);
/// Call it when the user has chosen a password; the activation code is then invalid.
[[nodiscard]] domain::Result<void> setPassword(Connection &db, const domain::UserId &id,
                                               std::string_view hash);

/// Role, scope and status as stored in the database. The audit keeps a hash of this text.
[[nodiscard]] domain::Result<std::string> accountContent(Connection &db, std::string_view id);
/// Writes one audit line for the account's municipality, or for the hub itself if the account has none.
[[nodiscard]] domain::Result<void> auditAccount(Context &context, const Account &account,
                                                std::string_view action, std::string_view members = {});

// Factors.
struct Factor {
    std::string id;
    std::string name;
    std::string sealedSecret;
    bool confirmed = false;
    std::int64_t lastStep = 0;
    domain::Instant createdAt{};
};
[[nodiscard]] domain::Result<std::vector<Factor>> factorsOf(Connection &db, const domain::UserId &account);
/// False if there are second factors and the newest one was not encrypted with this key.
[[nodiscard]] domain::Result<bool> factorsOpen(Connection &db, std::string_view key);
[[nodiscard]] domain::Result<bool> hasConfirmedFactor(Connection &db, const domain::UserId &account);
/// Replaces a factor that was begun but not confirmed. Returns the raw secret.
[[nodiscard]] domain::Result<std::pair<std::string, std::string>>
beginFactor(Context &context, const domain::UserId &account, std::string_view name);
/// Checks the code of a begun factor; false if it is wrong.
[[nodiscard]] domain::Result<bool> confirmFactor(Context &context, const domain::UserId &account,
                                                 std::string_view factorId, std::string_view code);
/// True only once for each code of a confirmed factor.
[[nodiscard]] domain::Result<bool> takeTotp(Context &context, const domain::UserId &account,
                                            std::string_view code);
/// True only once for each recovery code.
[[nodiscard]] domain::Result<bool> takeRecoveryCode(Context &context, const domain::UserId &account,
                                                    std::string_view code);
inline constexpr int recoveryCodeCount = 10;
/// Creates recovery codes and invalidates all earlier ones.
[[nodiscard]] domain::Result<std::vector<std::string>> newRecoveryCodes(Context &context,
                                                                        const domain::UserId &account);

} // namespace hub::auth
