// Migration 8: whether a record holds a member that connected systems do not get, and the waitlist.
#pragma once

#include <string_view>

namespace hub {

inline constexpr std::string_view schema8 = R"sql(
-- 0: certainly not. What was stored before may hold one, and goes to systems through the list of members.
ALTER TABLE record ADD COLUMN inside INTEGER NOT NULL DEFAULT 1;
-- Families that wait for a seat, beside their records.
CREATE TABLE waitlist (
    id TEXT PRIMARY KEY,
    facility_id TEXT NOT NULL REFERENCES facility (id),
    status TEXT NOT NULL,
    made_by TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    erased_at BIGINT
);
CREATE INDEX waitlist_of_facility ON waitlist (facility_id, status, created_at);
CREATE INDEX waitlist_ended ON waitlist (ended_at);
)sql";

} // namespace hub
