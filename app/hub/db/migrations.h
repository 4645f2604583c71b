// Numbered migrations that bring an older database to the current schema.
#pragma once

#include <span>
#include <string_view>

namespace hub {

/// One migration. All its scripts run in order in one transaction.
struct Migration {
    int number = 0;
    std::span<const std::string_view> scripts;
};

/// In ascending order from 1, without gaps.
[[nodiscard]] std::span<const Migration> migrations();

} // namespace hub
