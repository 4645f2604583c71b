// The hub's one key, DIR/hub.key: it signs tokens, seals second factors and keys the hashes of personal data.
#pragma once

#include "domain/random.h"
#include "domain/result.h"
#include "hub/db/database.h"

#include <filesystem>
#include <string>
#include <vector>

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

/// The key that belongs to the database, which knows a hash of it. StorageCorrupt "hub-key-differs" where the
/// directory holds another, "hub-key-missing" where it holds none although there was one: then DIR/hub.key is
/// to be copied from the backup (or from another hub of the same database). A database from before that hash
/// takes the key that is there, unless a second factor in it was sealed with another.
[[nodiscard]] domain::Result<std::string> keyOfDatabase(const std::filesystem::path &directory,
                                                        Database &database, domain::Random &random);
/// Whether the directory's key is the one that its database knows. False also where either cannot be read.
[[nodiscard]] bool keyFits(const std::filesystem::path &directory, Connection &db);

/// The time of the newest audit line when the chains of an older database were sealed; 0 where it always was
/// so.
[[nodiscard]] std::int64_t sealedSince(Connection &db, std::string_view key);

/// Permissions of the directory and of what lies in it, looked at when a hub or the command line begins.
/// Rejected "file-open-to-others" (params "file", "mode") for a key that others may read or a directory that
/// they may write to: whoever holds the key is the hub.
[[nodiscard]] domain::Result<void> keysArePrivate(const std::filesystem::path &directory);
/// Names of what others may read although families' names are in it: to be told, not refused.
[[nodiscard]] std::vector<std::string> filesOpenToOthers(const std::filesystem::path &directory);

} // namespace hub
