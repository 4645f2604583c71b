// Tables of accounts, factors, sessions and connected systems; created by migration 1 (hub/db).
//
// Instants are whole seconds since 1970 (UTC). No secret is stored in plain text: passwords and activation
// codes are Argon2id strings, TOTP secrets are encrypted with the hub's key, and recovery codes and client
// secrets, which are random and long, are stored as keyed hashes.
#pragma once

#include <string_view>

namespace hub {

inline constexpr std::string_view authSchema = R"sql(
CREATE TABLE account (
    id TEXT PRIMARY KEY,
    login_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    municipality TEXT,
    operator_id TEXT,
    password_hash TEXT NOT NULL,
    password_change INTEGER NOT NULL DEFAULT 0,
    activation_expires_at BIGINT,
    credential_version BIGINT NOT NULL DEFAULT 1,
    failures INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled', 'locked')),
    created_at BIGINT NOT NULL
);
CREATE TABLE account_facility (
    account_id TEXT NOT NULL REFERENCES account (id),
    facility_id TEXT NOT NULL,
    PRIMARY KEY (account_id, facility_id)
);
CREATE TABLE factor (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    name TEXT NOT NULL DEFAULT '',
    sealed_secret TEXT NOT NULL,
    confirmed INTEGER NOT NULL DEFAULT 0,
    last_step BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);
CREATE INDEX factor_of_account ON factor (account_id);
CREATE TABLE recovery_code (
    account_id TEXT NOT NULL REFERENCES account (id),
    code_hash TEXT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (account_id, code_hash)
);
CREATE TABLE system_client (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    municipality TEXT,
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
    created_at BIGINT NOT NULL
);
CREATE TABLE system_grant (
    system_id TEXT NOT NULL REFERENCES system_client (id),
    facility_id TEXT NOT NULL,
    PRIMARY KEY (system_id, facility_id)
);
CREATE TABLE session (
    id TEXT PRIMARY KEY,
    account_id TEXT REFERENCES account (id),
    system_id TEXT REFERENCES system_client (id),
    device_id TEXT NOT NULL,
    device_name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    generation BIGINT NOT NULL DEFAULT 1,
    rotated_at BIGINT NOT NULL,
    ended_at BIGINT,
    end_reason TEXT
);
CREATE INDEX session_of_account ON session (account_id, ended_at);
CREATE INDEX session_by_use ON session (last_used_at);
CREATE TABLE sign_in_attempt (
    subject TEXT NOT NULL,
    device TEXT NOT NULL,
    failures INTEGER NOT NULL,
    last_at BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    PRIMARY KEY (subject, device)
);
CREATE INDEX sign_in_attempt_by_age ON sign_in_attempt (last_at);
)sql";

} // namespace hub
