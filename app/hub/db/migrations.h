// Numbered steps that bring a database of any age to this program's shape.
#pragma once

#include <span>
#include <string_view>

namespace hub {

/// One step; all its scripts run in one transaction, in order.
struct Migration {
    int number = 0;
    std::span<const std::string_view> scripts;
};

/// In ascending order, without gaps, from 1.
[[nodiscard]] std::span<const Migration> migrations();

} // namespace hub
