// A copy of everything a hub needs to live again somewhere else (SQLite).
#pragma once

#include "domain/clock.h"
#include "domain/random.h"
#include "domain/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace hub::ops {

/// Copies the database of `data`, as it is at one moment, beside a running hub, and the hub's key and
/// certificates into the new folder `to` (mode 0700, files 0600), with backup.json naming each file's
/// SHA-256 and, as the JSON list `auditHeads`, the ends of the audit chains. Conflict "not-empty" with param
/// "directory"; errors of storage.
[[nodiscard]] domain::Result<void> backUp(const std::filesystem::path &data, const std::filesystem::path &to,
                                          domain::Instant now, std::string_view auditHeads = {});

/// Says in the database `file` (SQLite) that it is another hub than before. Gives the epoch; errors of
/// storage.
[[nodiscard]] domain::Result<std::string> newEpoch(const std::filesystem::path &file,
                                                   const domain::Clock &clock, domain::Random &random);

/// Puts a backup into `data`, which no hub may be using (StorageBusy "directory-in-use"). Every file is
/// checked first (StorageCorrupt "backup-damaged" with param "file"; StorageTooNew). Brings the database to
/// this program's shape and gives it a new epoch, so that desks read everything anew and send again what the
/// copy does not know. Gives the epoch. Where it fails the database is what it was.
[[nodiscard]] domain::Result<std::string> restore(const std::filesystem::path &from,
                                                  const std::filesystem::path &data,
                                                  const domain::Clock &clock, domain::Random &random);

} // namespace hub::ops
