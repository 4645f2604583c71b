// Migration 4: an index so that a municipality's delays read only the waiting requests of its own facilities,
// not those of the whole country.
#pragma once

#include <string_view>

namespace hub {

inline constexpr std::string_view schema4 = R"sql(
CREATE INDEX reservation_waiting_at ON reservation (facility_id) WHERE status = 'requested';
)sql";

} // namespace hub
