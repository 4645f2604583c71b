// Labels and help of the profile's items, in the words of the open-data standard.
#pragma once

#include <QString>

#include <string_view>

namespace ui {

[[nodiscard]] QString itemLabel(std::string_view key);
/// How to write it; empty where the label says all.
[[nodiscard]] QString itemSupport(std::string_view key);

} // namespace ui
