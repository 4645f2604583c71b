// Migration 2: automatic approval, the data of statistics, published profiles with their history, the
// audience of a record within its scope, and resets that wait for a second person. Common subset of SQLite
// and PostgreSQL.
#pragma once

#include <string_view>

namespace hub {

inline constexpr std::string_view schema2 = R"sql(
ALTER TABLE record ADD COLUMN audience TEXT NOT NULL DEFAULT '';
ALTER TABLE facility ADD COLUMN auto_approval INTEGER NOT NULL DEFAULT 0;
ALTER TABLE reservation ADD COLUMN decided_at BIGINT;
ALTER TABLE reservation ADD COLUMN decided_automatically INTEGER NOT NULL DEFAULT 0;
ALTER TABLE reservation ADD COLUMN channel TEXT NOT NULL DEFAULT '';
ALTER TABLE reservation ADD COLUMN age_classes INTEGER NOT NULL DEFAULT 0;
-- A request that the hub will approve at due_at, or one that it approved on a day (for the daily limit).
CREATE TABLE auto_approval (
    reservation_id TEXT PRIMARY KEY REFERENCES reservation (id),
    facility_id TEXT NOT NULL,
    due_at BIGINT,
    approved_on TEXT
);
CREATE INDEX auto_approval_due ON auto_approval (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX auto_approval_on ON auto_approval (facility_id, approved_on);
CREATE TABLE facility_history (
    facility_id TEXT NOT NULL REFERENCES facility (id),
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    role TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (facility_id, version)
);
INSERT INTO facility_history (facility_id, version, at, role, actor, action, body)
    SELECT r.id, r.version, 0, '', '', 'facility.known', r.body FROM record r JOIN facility f ON f.id = r.id
    WHERE r.kind = 'facility' AND r.deleted = 0;
CREATE TABLE facility_publication (
    facility_id TEXT PRIMARY KEY REFERENCES facility (id),
    municipality TEXT NOT NULL,
    version BIGINT NOT NULL,
    published_at BIGINT NOT NULL
);
CREATE INDEX facility_publication_of ON facility_publication (municipality, facility_id);
CREATE TABLE vacancy (
    facility_id TEXT NOT NULL REFERENCES facility (id),
    month TEXT NOT NULL,
    status TEXT NOT NULL,
    PRIMARY KEY (facility_id, month)
);
CREATE INDEX account_facility_of ON account_facility (facility_id);
CREATE INDEX account_of_municipality ON account (municipality);
CREATE INDEX account_of_operator ON account (operator_id);
CREATE TABLE account_reset_request (
    account_id TEXT PRIMARY KEY REFERENCES account (id),
    requested_by TEXT NOT NULL,
    requested_at BIGINT NOT NULL
);
)sql";

} // namespace hub
