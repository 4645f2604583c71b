// Key and value in one of the small tables ("internal", "value").
#pragma once

#include "storage/database.h"

#include <string>
#include <string_view>

namespace storage {

/// Empty where there is none.
[[nodiscard]] domain::Result<std::string> readValue(Database &database, std::string_view table,
                                                    std::string_view key);
/// An empty value removes it.
domain::Result<void> writeValue(Database &database, std::string_view table, std::string_view key,
                                std::string_view value);

} // namespace storage
