// Migration 3: webhooks of connected systems with their outbox, scopes, and the time at which personal
// members were erased.
//
// A delivery is written in the transaction of the change that it reports. `claimed_until` ensures that only
// one sender works on it at a time. `resume_at` of its webhook holds back the remaining deliveries while the
// receiver does not answer.
#pragma once

#include <string_view>

namespace hub {

inline constexpr std::string_view schema3 = R"sql(
CREATE TABLE webhook_target (
    system_id TEXT NOT NULL REFERENCES system_client (id),
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    private_address INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (system_id, host, port)
);
CREATE TABLE webhook (
    id TEXT PRIMARY KEY,
    system_id TEXT NOT NULL REFERENCES system_client (id),
    url TEXT NOT NULL,
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    enabled INTEGER NOT NULL,
    sealed_secret TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    resume_at BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX webhook_of_system ON webhook (system_id);
CREATE TABLE webhook_delivery (
    id TEXT PRIMARY KEY,
    webhook_id TEXT NOT NULL REFERENCES webhook (id),
    object_id TEXT NOT NULL,
    body TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('waiting', 'delivered', 'failed')),
    created_at BIGINT NOT NULL,
    give_up_at BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    claimed_until BIGINT NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    last_at BIGINT,
    last_result TEXT NOT NULL DEFAULT ''
);
CREATE INDEX webhook_delivery_waiting ON webhook_delivery (next_at) WHERE status = 'waiting';
CREATE INDEX webhook_delivery_claimed ON webhook_delivery (webhook_id, claimed_until) WHERE status = 'waiting';
CREATE INDEX webhook_delivery_of ON webhook_delivery (webhook_id, id);
CREATE INDEX webhook_delivery_by_age ON webhook_delivery (created_at);
ALTER TABLE system_client ADD COLUMN scopes TEXT NOT NULL
    DEFAULT 'availability reservations:read reservations:write webhooks';
ALTER TABLE reservation ADD COLUMN erased_at BIGINT;
CREATE INDEX reservation_not_erased ON reservation (starts_at) WHERE erased_at IS NULL;
)sql";

} // namespace hub
