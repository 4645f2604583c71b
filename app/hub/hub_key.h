// The hub's one key, DIR/hub.key: it signs tokens, seals second factors and keys the hashes of personal data.
#pragma once

#include "domain/random.h"
#include "domain/result.h"
#include "hub/db/database.h"

#include <filesystem>
#include <string>

namespace hub {

/// 32 new bytes.
[[nodiscard]] std::string newHubKey(domain::Random &random);
/// The directory's key; made when it has none. The command line and a starting hub may come at the same time:
/// whoever links the file first has made it. StorageCorrupt "hub-key-damaged".
[[nodiscard]] domain::Result<std::string> hubKey(const std::filesystem::path &directory,
                                                 domain::Random &random);

/// StorageCorrupt "database-lost" where the directory holds a hub's key but hub.sqlite is missing or empty:
/// the key is made after the database, so there was one, and a new one in its place would look like a hub
/// without any reservations.
[[nodiscard]] domain::Result<void> databaseIsKept(const std::filesystem::path &directory);

/// The key of a database that several hubs share: it knows a hash of their one key. Rejected
/// "hub-key-differs" where the directory holds another, "hub-key-missing" where it holds none although there
/// is one already: then DIR/hub.key is to be copied from another hub (or its backup).
[[nodiscard]] domain::Result<std::string> sharedHubKey(const std::filesystem::path &directory,
                                                       Database &database, domain::Random &random);

} // namespace hub
