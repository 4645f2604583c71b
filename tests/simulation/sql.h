// Looks into a database file beside whoever uses it.
#pragma once

#include <string>
#include <vector>

namespace simulation {

/// Bytes as they are, NULL as empty; one row that says so where it cannot be read.
using SqlRows = std::vector<std::vector<std::string>>;
[[nodiscard]] SqlRows rowsOf(const std::string &path, const std::string &sql);

} // namespace simulation
