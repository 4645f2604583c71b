// Backup and restore of everything that a hub needs to run elsewhere (SQLite).
#pragma once

#include "domain/clock.h"
#include "domain/random.h"
#include "domain/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace hub::ops {

/// Copies the database of `data` as it is at one moment, also while a hub runs, and the hub's key and
/// certificates into the new folder `to` (mode 0700, files 0600). backup.json contains each file's SHA-256
/// and, in the JSON list `auditHeads`, the ends of the audit chains. Conflict "not-empty" with param
/// "directory"; errors of storage.
[[nodiscard]] domain::Result<void> backUp(const std::filesystem::path &data, const std::filesystem::path &to,
                                          domain::Instant now, std::string_view auditHeads = {});

/// Gives the SQLite database `file` a new epoch, which marks it as a different hub. Returns the epoch; errors
/// of storage.
[[nodiscard]] domain::Result<std::string> newEpoch(const std::filesystem::path &file,
                                                   const domain::Clock &clock, domain::Random &random);

/// Restores a backup into `data`, which no hub may be using (StorageBusy "directory-in-use"). It checks every
/// file first (StorageCorrupt "backup-damaged" with param "file"; StorageTooNew). It migrates the database
/// and gives it a new epoch, so that desks read everything again and resend what the copy lacks. Returns the
/// epoch. If it fails, the old database is unchanged.
[[nodiscard]] domain::Result<std::string> restore(const std::filesystem::path &from,
                                                  const std::filesystem::path &data,
                                                  const domain::Clock &clock, domain::Random &random);

} // namespace hub::ops
