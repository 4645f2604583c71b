// Information that the database stores about itself.
#pragma once

#include "domain/clock.h"
#include "domain/random.h"
#include "hub/db/database.h"

#include <optional>
#include <string>

namespace hub {

[[nodiscard]] domain::Result<std::optional<std::string>> metaValue(Connection &db, std::string_view name);
[[nodiscard]] domain::Result<void> setMetaValue(Connection &db, std::string_view name,
                                                std::string_view value);

/// The hub's epoch (a UUID). The first call creates it, so it needs a writing transaction.
[[nodiscard]] domain::Result<std::string> epochOf(Connection &db, const domain::Clock &clock,
                                                  domain::Random &random);

} // namespace hub
