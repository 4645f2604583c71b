// Migration 6: the last content of a municipality's list for each facility, so that the next import knows
// what the nursery has changed since.
#pragma once

#include <string_view>

namespace hub {

inline constexpr std::string_view schema6 = R"sql(
CREATE TABLE facility_listed (
    facility_id TEXT PRIMARY KEY REFERENCES facility (id),
    at BIGINT NOT NULL,
    body TEXT NOT NULL
);
)sql";

} // namespace hub
