// Migration 7: the head of the audit chain under the hub's key, the creator of each account, and each
// one-time code that was used.
#pragma once

#include <string_view>

namespace hub {

inline constexpr std::string_view schema7 = R"sql(
-- Over municipality, number and hash of the newest line: who can write here but has no key cannot cut the chain
-- unseen. Empty until the first line after this migration.
ALTER TABLE counter ADD COLUMN audit_seal TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN made_by TEXT NOT NULL DEFAULT '';
UPDATE account SET made_by = a.actor FROM audit a WHERE a.action = 'account.add' AND a.object_id = account.id;
-- A step of a second factor counts once, also where the clock has gone back since.
CREATE TABLE factor_step (
    factor_id TEXT NOT NULL,
    step BIGINT NOT NULL,
    PRIMARY KEY (factor_id, step)
);
)sql";

} // namespace hub
