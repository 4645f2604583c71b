// Migration 5: a notice knows which version it tells of, so that those of a record go out in order.
#pragma once

#include <string_view>

namespace hub {

inline constexpr std::string_view schema5 = R"sql(
ALTER TABLE webhook_delivery ADD COLUMN object_version BIGINT NOT NULL DEFAULT 0;
CREATE INDEX webhook_delivery_object ON webhook_delivery (webhook_id, object_id, object_version);
)sql";

} // namespace hub
