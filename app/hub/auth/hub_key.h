// The hub's one key, DIR/hub.key. It signs tokens, encrypts second factors and keys the hashes of personal
// data.
#pragma once

#include "domain/random.h"
#include "domain/result.h"
#include "hub/db/database.h"

#include <filesystem>
#include <string>
#include <vector>

namespace hub {

/// 32 random bytes.
[[nodiscard]] std::string newHubKey(domain::Random &random);
/// The directory's key; created if there is none. The command line and a starting hub may run at the same
/// time: the first one to link the file creates the key. StorageCorrupt "hub-key-damaged".
[[nodiscard]] domain::Result<std::string> hubKey(const std::filesystem::path &directory,
                                                 domain::Random &random);

/// StorageCorrupt "database-lost" if the directory has a hub's key but hub.sqlite is missing or empty. The
/// key is created after the database, so a database existed; a new one would look like a hub without
/// reservations.
[[nodiscard]] domain::Result<void> databaseIsKept(const std::filesystem::path &directory);

/// The key of the database, which stores a hash of it. StorageCorrupt "hub-key-differs" if the directory has
/// a different key; "hub-key-missing" if it has none although there was one. In both cases DIR/hub.key must
/// be copied from the backup (or from another hub of the same database). An older database without the hash
/// accepts the existing key, unless one of its second factors was encrypted with another key.
[[nodiscard]] domain::Result<std::string> keyOfDatabase(const std::filesystem::path &directory,
                                                        Database &database, domain::Random &random);
/// Whether the directory's key is the database's key. False also if one of them cannot be read.
[[nodiscard]] bool keyFits(const std::filesystem::path &directory, Connection &db);

/// The time of the newest audit line when an older database's chains were sealed; 0 if they were sealed from
/// the beginning.
[[nodiscard]] std::int64_t sealedSince(Connection &db, std::string_view key);

/// Checks the permissions of the directory and of its files when a hub or the command line starts. Rejected
/// "file-open-to-others" (params "file", "mode") if others can read the key or write to the directory,
/// because the key gives full control of the hub.
[[nodiscard]] domain::Result<void> keysArePrivate(const std::filesystem::path &directory);
/// The names of files that contain families' names and that others can read. They are reported, not refused.
[[nodiscard]] std::vector<std::string> filesOpenToOthers(const std::filesystem::path &directory);

} // namespace hub
