// Migration 5: a delivery stores the version that it reports, so that the deliveries of one record are sent
// in order.
#pragma once

#include <string_view>

namespace hub {

inline constexpr std::string_view schema5 = R"sql(
ALTER TABLE webhook_delivery ADD COLUMN object_version BIGINT NOT NULL DEFAULT 0;
CREATE INDEX webhook_delivery_object ON webhook_delivery (webhook_id, object_id, object_version);
)sql";

} // namespace hub
