// Connected systems (parents' sites, nursery software) and the facilities for which they may book.
#pragma once

#include "domain/records.h"
#include "hub/calls/context.h"

#include <optional>
#include <string>
#include <vector>

namespace hub::auth {

struct SystemClient {
    std::string id; ///< also the `channel` of its reservations
    std::string name;
    std::string secretHash;
    std::string municipality; ///< empty: only the granted facilities
    bool active = true;
    std::string scopes; ///< see hub/auth/scopes.h
};

/// 3 to 36 characters of a-z, 0-9, "-"; not "phone" or "counter", which are channels already.
[[nodiscard]] bool isSystemId(std::string_view id);
[[nodiscard]] domain::Result<std::optional<SystemClient>> systemById(Connection &db, std::string_view id);
[[nodiscard]] domain::Result<std::vector<domain::FacilityId>> grantsOf(Connection &db,
                                                                       std::string_view systemId);

/// Prefetches both (Connection::prefetch).
void prefetchSystem(Connection &db, std::string_view id);

struct NewSystem {
    std::string id; ///< empty: one is made
    std::string name;
    std::string municipality;
    std::vector<domain::FacilityId> facilities;
    std::string scopes; ///< empty: all scopes
};
struct SystemSecret {
    std::string clientId;
    std::string clientSecret; ///< shown once; only its hash is stored
};
/// Conflict "client-id-taken"; NotFound "not-found" with param "what".
[[nodiscard]] domain::Result<SystemSecret> addSystem(Context &context, const NewSystem &wanted);
/// SignedOut "unauthenticated" if id and secret do not match.
[[nodiscard]] domain::Result<SystemClient> systemBySecret(Context &context, std::string_view id,
                                                          std::string_view secret);
/// Invalidates all tokens of the system. NotFound "not-found".
[[nodiscard]] domain::Result<void> disableSystem(Context &context, std::string_view id);

} // namespace hub::auth
