// Records of the feed that this version could not read: which they are and from where the feed tells them
// again. Never what they say.
#pragma once

#include "storage/database.h"

#include "wire/records_json.h"

#include <string>
#include <string_view>
#include <vector>

namespace storage {

/// Notes what the page could not read and forgets what it has read. `prefix` names the set of tables
/// (schema.h), `position` the cursor from which the page was asked for. Within the caller's transaction.
[[nodiscard]] domain::Result<void> noteUnreadable(Database &database, std::string_view prefix,
                                                  const wire::ChangePage &page, std::string_view position);
/// Of the shown tables.
[[nodiscard]] domain::Result<int> countUnreadable(Database &database);
[[nodiscard]] domain::Result<std::vector<std::string>> unreadablePositions(Database &database);

} // namespace storage
