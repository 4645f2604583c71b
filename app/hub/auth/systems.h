// Connected systems (parents' sites, nursery software): who they are and which facilities they may book for.
#pragma once

#include "domain/records.h"
#include "hub/calls/context.h"

#include <optional>
#include <string>
#include <vector>

namespace hub::auth {

struct SystemClient {
    std::string id; ///< also the `channel` of what it makes
    std::string name;
    std::string secretHash;
    std::string municipality; ///< empty: the granted facilities only
    bool active = true;
    std::string scopes; ///< hub/auth/scopes.h
};

/// 3 to 36 of a-z, 0-9, "-"; not "phone" or "counter", which are channels of their own.
[[nodiscard]] bool isSystemId(std::string_view id);
[[nodiscard]] domain::Result<std::optional<SystemClient>> systemById(Connection &db, std::string_view id);
[[nodiscard]] domain::Result<std::vector<domain::FacilityId>> grantsOf(Connection &db,
                                                                       std::string_view systemId);

/// That both will be asked soon (Connection::prefetch).
void prefetchSystem(Connection &db, std::string_view id);

struct NewSystem {
    std::string id; ///< empty: made
    std::string name;
    std::string municipality;
    std::vector<domain::FacilityId> facilities;
    std::string scopes; ///< empty: all there are
};
struct SystemSecret {
    std::string clientId;
    std::string clientSecret; ///< shown once; only its hash is kept
};
/// Conflict "client-id-taken"; NotFound "not-found" with param "what".
[[nodiscard]] domain::Result<SystemSecret> addSystem(Context &context, const NewSystem &wanted);
/// SignedOut "unauthenticated" where id and secret do not belong together.
[[nodiscard]] domain::Result<SystemClient> systemBySecret(Context &context, std::string_view id,
                                                          std::string_view secret);
/// No token of it is worth anything from here on. NotFound "not-found".
[[nodiscard]] domain::Result<void> disableSystem(Context &context, std::string_view id);

} // namespace hub::auth
