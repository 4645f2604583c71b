// Accounts, as those who answer for them see them.
#pragma once

#include "hub/auth/accounts.h"

namespace hub {

/// Whether the caller answers for such an account: a manager for staff and managers of his facilities, an
/// operator's office for those of its facilities and for its own, a municipality's staff for its own and for
/// nurseries' within it, a hub's operator for everybody above a nursery. Errors of the database only.
[[nodiscard]] domain::Result<bool> mayManage(Context &context, const domain::User &user);

/// The accounts that the caller answers for, by their login ID.
struct ManagedAccount {
    auth::Account account;
    domain::User user;
    std::optional<domain::Instant> resetRequestedAt; ///< still waiting for a second person
};
[[nodiscard]] domain::Result<std::vector<ManagedAccount>> managedAccounts(Context &context);
/// The one named in the path; not-found where the caller does not answer for it.
[[nodiscard]] domain::Result<ManagedAccount> managedAccount(Context &context);

/// How long a reset waits for its second person.
inline constexpr std::chrono::hours resetRequestLife{24};

} // namespace hub
