// Bodies of the webhook calls.
#pragma once

#include "domain/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wire {

/// `PUT /v1/webhooks/{id}`.
struct WebhookBody {
    std::string url;    ///< https, on the operator's allow-list
    std::string secret; ///< "whsec_" and base64 of 24 to 64 bytes; may be absent for an existing webhook
    bool enabled = true;
};
[[nodiscard]] domain::Result<WebhookBody> webhookBodyFromJson(std::string_view json);

/// `POST /v1/webhooks/{id}/replay`: the named deliveries, or all failed ones.
struct ReplayBody {
    std::vector<std::string> deliveryIds;
    bool failed = false;
};
[[nodiscard]] domain::Result<ReplayBody> replayBodyFromJson(std::string_view json);

/// A webhook as the hub returns it, without its secret.
struct WebhookShown {
    std::string id;
    std::int64_t version = 1;
    std::string createdAt; ///< RFC 3339
    std::string updatedAt;
    std::string url;
    bool enabled = true;
};
[[nodiscard]] std::string toJson(const WebhookShown &webhook);
[[nodiscard]] std::string toJson(const std::vector<WebhookShown> &webhooks); ///< {"webhooks": [...]}

struct DeliveryShown {
    std::string id; ///< also sent as the header webhook-id
    std::string reservationId;
    std::string status; ///< waiting, delivered, failed
    int attempts = 0;
    std::string createdAt;
    std::optional<std::string> lastAt;
    std::optional<std::string> nextAt; ///< while waiting
    std::string result;                ///< of the last attempt: "200", "timeout", "tls" ...
};
struct DeliveriesShown {
    std::vector<DeliveryShown> deliveries;
    bool more = false;
};
[[nodiscard]] std::string toJson(const DeliveriesShown &list);

/// The body that a receiver gets: the reservation's id, state and version, and nothing personal.
struct WebhookEvent {
    std::string type;      ///< "reservation.changed"
    std::string timestamp; ///< the time of the change
    struct Data {
        std::string reservationId;
        std::string facilityId;
        std::string slotId;
        std::string status;
        std::int64_t version = 0;
    } data;
};
[[nodiscard]] std::string toJson(const WebhookEvent &event);

} // namespace wire
