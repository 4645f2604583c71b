// Migration 1: the hub's tables. The DDL is SQLite's; the handlers' statements use the common subset.
//
// `record` holds the newest version of every record as JSON and is also the change feed. The small typed
// tables beside it hold values that rules check (seats) or that statements look up or compare. Instants are
// whole seconds since 1970 (UTC).
#pragma once

#include <string_view>

namespace hub {

inline constexpr std::string_view schema1 = R"sql(
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
CREATE TABLE operator (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    corporate_number TEXT NOT NULL DEFAULT ''
);
CREATE TABLE municipality (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    warn_minutes INTEGER,
    late_minutes INTEGER,
    closed_days TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL
);
CREATE TABLE counter (
    municipality TEXT PRIMARY KEY REFERENCES municipality (code),
    change_no BIGINT NOT NULL DEFAULT 0,
    audit_no BIGINT NOT NULL DEFAULT 0,
    audit_hash TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE facility (
    id TEXT PRIMARY KEY,
    municipality TEXT NOT NULL REFERENCES municipality (code),
    standard_id TEXT NOT NULL DEFAULT '',
    operator_id TEXT,
    name TEXT NOT NULL,
    phone TEXT NOT NULL DEFAULT '',
    search TEXT NOT NULL,
    repeat_policy TEXT NOT NULL,
    hours TEXT NOT NULL,
    closed_days TEXT NOT NULL,
    warn_minutes INTEGER NOT NULL,
    late_minutes INTEGER NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX facility_of_municipality ON facility (municipality, standard_id);
CREATE INDEX facility_of_operator ON facility (operator_id) WHERE operator_id IS NOT NULL;
CREATE TABLE slot (
    id TEXT PRIMARY KEY,
    facility_id TEXT NOT NULL REFERENCES facility (id),
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    seats INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 500),
    seats_taken INTEGER NOT NULL DEFAULT 0,
    seats_version BIGINT NOT NULL DEFAULT 1,
    accepted_ages INTEGER NOT NULL,
    visitors_per_family INTEGER,
    opens_at BIGINT,
    closes_at BIGINT,
    cancel_until BIGINT,
    created_at BIGINT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'closed', 'cancelled', 'deleted')),
    version BIGINT NOT NULL,
    CONSTRAINT seats_hold CHECK (seats_taken BETWEEN 0 AND seats)
) WITHOUT ROWID;
CREATE INDEX slot_of_facility ON slot (facility_id, starts_at);
CREATE TABLE reservation (
    id TEXT PRIMARY KEY,
    slot_id TEXT NOT NULL REFERENCES slot (id),
    facility_id TEXT NOT NULL,
    status TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    requested_at BIGINT NOT NULL,
    decision_due_at BIGINT,
    made_by TEXT NOT NULL,
    version BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX reservation_of_slot ON reservation (slot_id);
CREATE INDEX reservation_waiting ON reservation (starts_at, facility_id) WHERE status = 'requested';
-- Keyed hashes of a child (kana and birth date) and of a phone number: the same family again is found without
-- keeping names in a column.
CREATE TABLE reservation_match (
    facility_id TEXT NOT NULL,
    hash BIGINT NOT NULL,
    reservation_id TEXT NOT NULL,
    PRIMARY KEY (facility_id, hash, reservation_id)
) WITHOUT ROWID;
CREATE TABLE closure (
    id TEXT PRIMARY KEY,
    facility_id TEXT NOT NULL REFERENCES facility (id),
    date TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX closure_of_facility ON closure (facility_id, date);
CREATE TABLE record (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    municipality TEXT NOT NULL,
    facility_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    change_no BIGINT NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    made_by TEXT NOT NULL DEFAULT '',
    body TEXT,
    public_body TEXT
);
CREATE UNIQUE INDEX record_key ON record (id, kind);
CREATE INDEX record_of_municipality ON record (municipality, change_no);
CREATE INDEX record_of_facility ON record (municipality, facility_id, change_no);
CREATE TABLE audit (
    municipality TEXT NOT NULL,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    action TEXT NOT NULL,
    kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    facility_id TEXT NOT NULL,
    role TEXT NOT NULL,
    actor TEXT NOT NULL,
    session TEXT NOT NULL,
    members TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (municipality, number)
) WITHOUT ROWID;
CREATE TABLE idempotency (
    caller TEXT NOT NULL,
    key TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    status INTEGER NOT NULL,
    headers TEXT NOT NULL,
    body BLOB NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX idempotency_key ON idempotency (caller, key);
CREATE INDEX idempotency_age ON idempotency (created_at);
)sql";

} // namespace hub
