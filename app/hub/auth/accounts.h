// Accounts in the database: reading, making, resetting. No hashing here, so that it can run inside a
// transaction.
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
    std::string passwordHash; ///< of the activation code while `passwordChange`
    bool passwordChange = false;
    std::optional<domain::Instant> activationExpiresAt;
    std::int64_t credentialVersion = 1;
    int failures = 0;
    AccountStatus status = AccountStatus::Active;
};

/// How people may type it: full-width or upper-case letters, blanks around.
[[nodiscard]] std::string normalisedLoginId(std::string_view typed);
/// 3 to 64 of a-z, 0-9, ".", "-", "_", "@" (normalised).
[[nodiscard]] bool isLoginId(std::string_view text);

[[nodiscard]] domain::Result<std::optional<Account>> accountByLogin(Connection &db, std::string_view loginId);
[[nodiscard]] domain::Result<std::optional<Account>> accountById(Connection &db, const domain::UserId &id);
/// With the facilities of its scope.
[[nodiscard]] domain::Result<domain::User> userOf(Connection &db, const Account &account);

/// How an account came to be.
struct Origin {
    domain::Instant createdAt{};
    std::string madeBy; ///< another account's id; empty where the command line made it
};
/// Made by another account within the last seven days: no second person for anything yet.
[[nodiscard]] bool isNew(const Origin &origin, domain::Instant now);
[[nodiscard]] domain::Result<std::optional<Origin>> originOf(Connection &db, std::string_view id);

/// That accountById() and userOf() will be asked soon (Connection::prefetch).
void prefetchUser(Connection &db, std::string_view id, domain::Role role);

/// NotFound "not-found" with param "what" where one of them is not in this hub.
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
/// Conflict "login-id-taken"; errors of scopeExists().
[[nodiscard]] domain::Result<domain::UserId> addAccount(Context &context, const NewAccount &wanted);
/// Ends its sessions. NotFound "not-found".
[[nodiscard]] domain::Result<void> disableAccount(Context &context, std::string_view loginId);
/// A new activation code instead of password and factors; ends its sessions, opens a locked or disabled
/// account.
[[nodiscard]] domain::Result<void> resetAccount(Context &context, std::string_view loginId,
                                                std::string_view activationHash);
/// For practice and measuring, never for real people: password and second factor as given, nothing left to
/// enrol.
[[nodiscard]] domain::Result<void> enrolDirectly(Context &context, const domain::UserId &id,
                                                 std::string_view passwordHash, std::string_view totpSecret);
/// After the password was chosen; the activation code no longer counts.
[[nodiscard]] domain::Result<void> setPassword(Connection &db, const domain::UserId &id,
                                               std::string_view hash);

/// Role, scope and whether it is shut, as they stand in the database: what the audit's lines keep a hash of.
[[nodiscard]] domain::Result<std::string> accountContent(Connection &db, std::string_view id);
/// One line in the audit of the account's municipality, or of the hub itself where it has none.
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
/// False where there are second factors and the newest one was not sealed with this key.
[[nodiscard]] domain::Result<bool> factorsOpen(Connection &db, std::string_view key);
[[nodiscard]] domain::Result<bool> hasConfirmedFactor(Connection &db, const domain::UserId &account);
/// Replaces a factor that was begun but never confirmed. Gives the raw secret.
[[nodiscard]] domain::Result<std::pair<std::string, std::string>>
beginFactor(Context &context, const domain::UserId &account, std::string_view name);
/// Takes a code of a begun factor; false when it does not fit.
[[nodiscard]] domain::Result<bool> confirmFactor(Context &context, const domain::UserId &account,
                                                 std::string_view factorId, std::string_view code);
/// True once for each code of a confirmed factor.
[[nodiscard]] domain::Result<bool> takeTotp(Context &context, const domain::UserId &account,
                                            std::string_view code);
/// True once for each recovery code.
[[nodiscard]] domain::Result<bool> takeRecoveryCode(Context &context, const domain::UserId &account,
                                                    std::string_view code);
inline constexpr int recoveryCodeCount = 10;
/// Makes all earlier ones worthless.
[[nodiscard]] domain::Result<std::vector<std::string>> newRecoveryCodes(Context &context,
                                                                        const domain::UserId &account);

} // namespace hub::auth
