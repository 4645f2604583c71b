// The accounts that a caller manages.
#pragma once

#include "hub/auth/accounts.h"

namespace hub {

/// Whether the caller manages an account: a manager those of staff and managers of their facilities; an
/// operator's office those of its facilities and its own; a municipality's staff their municipality's own and
/// those of its nurseries; a hub operator everybody above a nursery. Returns only errors of the database.
[[nodiscard]] domain::Result<bool> mayManage(Context &context, const domain::User &user);

/// The accounts that the caller manages, ordered by login ID.
struct ManagedAccount {
    auth::Account account;
    domain::User user;
    std::optional<domain::Instant> resetRequestedAt; ///< set while the reset waits for a second person
};
[[nodiscard]] domain::Result<std::vector<ManagedAccount>> managedAccounts(Context &context);
/// The account of the path. not-found if the caller does not manage it.
[[nodiscard]] domain::Result<ManagedAccount> managedAccount(Context &context);

/// How long a reset waits for the second person.
inline constexpr std::chrono::hours resetRequestLife{24};

} // namespace hub
