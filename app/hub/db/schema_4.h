// Migration 4: a municipality's delays read the waiting requests of its own facilities, not the whole
// country's.
#pragma once

#include <string_view>

namespace hub {

inline constexpr std::string_view schema4 = R"sql(
CREATE INDEX reservation_waiting_at ON reservation (facility_id) WHERE status = 'requested';
)sql";

} // namespace hub
