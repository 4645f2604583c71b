// Migration 8: whether a record holds a member that connected systems do not get.
#pragma once

#include <string_view>

namespace hub {

inline constexpr std::string_view schema8 = R"sql(
-- 0: certainly not. What was stored before may hold one, and goes to systems through the list of members.
ALTER TABLE record ADD COLUMN inside INTEGER NOT NULL DEFAULT 1;
)sql";

} // namespace hub
