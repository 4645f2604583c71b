// The calls with which a connected system manages its webhooks.
#include "domain/id.h"
#include "hub/auth/tokens.h"
#include "hub/calls/answers.h"
#include "hub/calls/query_values.h"
#include "hub/calls/route_kinds.h"
#include "hub/db/read.h"
#include "hub/http/preconditions.h"
#include "hub/webhooks/outbox.h"
#include "hub/webhooks/routes.h"
#include "hub/webhooks/signature.h"
#include "hub/webhooks/webhook_store.h"
#include "wire/webhook_json.h"

#include <array>

namespace hub {
namespace {

using domain::Result;
using webhooks::Webhook;

constexpr int usualDeliveries = 100;
constexpr int mostDeliveries = 500;
constexpr std::size_t mostReplayed = 500;

wire::WebhookShown shown(const Webhook &webhook) {
    return {.id = webhook.id,
            .version = webhook.version,
            .createdAt = domain::textOf(webhook.createdAt),
            .updatedAt = domain::textOf(webhook.updatedAt),
            .url = webhook.url,
            .enabled = webhook.enabled};
}

HandlerResult answerWith(const Webhook &webhook, int status = 200) {
    return recordAnswer(status, webhook.version, wire::toJson(shown(webhook)));
}

/// The webhook of the path if it belongs to the caller.
Result<Webhook> ownWebhook(Context &context) {
    if (context.caller->systemId.empty()) {
        return forbidden();
    }
    const auto id = domain::Uuid::parse(context.param(0));
    if (!id) {
        return notFound();
    }
    auto webhook = webhooks::findWebhook(context.db, id->text());
    if (!webhook) {
        return domain::passOn(webhook);
    }
    if (!*webhook || (*webhook)->systemId != context.caller->systemId) {
        return notFound();
    }
    return std::move(**webhook);
}

Result<Webhook> seenWebhook(const Request &request, Context &context) {
    auto webhook = ownWebhook(context);
    if (!webhook) {
        return webhook;
    }
    const auto seen = ifMatchVersion(request);
    if (!seen) {
        return domain::passOn(seen);
    }
    if (*seen != webhook->version) {
        return versionConflict(wire::toJson(shown(*webhook)));
    }
    return webhook;
}

Result<webhooks::Target> allowedTarget(Context &context, const std::string &url) {
    auto target = webhooks::targetOf(url);
    if (!target) {
        return target;
    }
    const auto allowed = webhooks::isAllowed(context.db, context.caller->systemId, *target);
    if (!allowed) {
        return domain::passOn(allowed);
    }
    if (!*allowed) {
        return invalid("/url", "not-allowed");
    }
    return target;
}

/// Stores the body's secret in the webhook, encrypted. An existing webhook keeps its secret if the body has
/// none.
Result<void> takeSecret(Context &context, const std::string &secret, Webhook &webhook) {
    if (secret.empty() && !webhook.sealedSecret.empty()) {
        return {};
    }
    const auto bytes = webhooks::secretBytes(secret);
    if (!bytes) {
        return invalid("/secret", secret.empty() ? "required" : "not-a-secret");
    }
    webhook.sealedSecret =
        auth::seal(*bytes, webhooks::webhookSecretPurpose, context.settings.key, context.random);
    return {};
}

Result<void> checkRoom(Context &context, const std::string &id) {
    const auto taken = webhooks::findWebhook(context.db, id);
    if (!taken) {
        return domain::passOn(taken);
    }
    if (*taken && (*taken)->systemId == context.caller->systemId) {
        return versionConflict(wire::toJson(shown(**taken)));
    }
    if (*taken) {
        return conflict("id-taken");
    }
    const auto others = webhooks::webhooksOf(context.db, context.caller->systemId);
    if (!others) {
        return domain::passOn(others);
    }
    if (others->size() >= webhooks::mostWebhooks) {
        return invalid("", "too-many", {{"max", std::to_string(webhooks::mostWebhooks)}});
    }
    return {};
}

HandlerResult create(Context &context, const wire::WebhookBody &body) {
    const auto id = domain::Uuid::parse(context.param(0));
    if (!id) {
        return domain::passOn(id);
    }
    if (auto room = checkRoom(context, id->text()); !room) {
        return domain::passOn(room);
    }
    const auto target = allowedTarget(context, body.url);
    if (!target) {
        return domain::passOn(target);
    }
    Webhook webhook{.id = id->text(),
                    .systemId = context.caller->systemId,
                    .url = target->url,
                    .enabled = body.enabled,
                    .sealedSecret = {},
                    .createdAt = context.now(),
                    .updatedAt = context.now()};
    if (auto secret = takeSecret(context, body.secret, webhook); !secret) {
        return domain::passOn(secret);
    }
    if (auto stored = webhooks::insertWebhook(context.db, webhook, *target); !stored) {
        return domain::passOn(stored);
    }
    return answerWith(webhook, 201);
}

HandlerResult putWebhook(const Request &request, Context &context) {
    if (context.caller->systemId.empty()) {
        return forbidden();
    }
    const auto body = wire::webhookBodyFromJson(request.body);
    if (!body) {
        return domain::passOn(body);
    }
    if (wantsCreation(request)) {
        return create(context, *body);
    }
    auto webhook = seenWebhook(request, context);
    if (!webhook) {
        return domain::passOn(webhook);
    }
    const auto target = allowedTarget(context, body->url);
    if (!target) {
        return domain::passOn(target);
    }
    webhook->url = target->url;
    webhook->enabled = body->enabled;
    webhook->version += 1;
    webhook->updatedAt = context.now();
    if (auto secret = takeSecret(context, body->secret, *webhook); !secret) {
        return domain::passOn(secret);
    }
    if (auto stored = webhooks::updateWebhook(context.db, *webhook, *target); !stored) {
        return domain::passOn(stored);
    }
    return answerWith(*webhook);
}

HandlerResult deleteWebhook(const Request &request, Context &context) {
    const auto webhook = seenWebhook(request, context);
    if (!webhook) {
        return domain::passOn(webhook);
    }
    if (auto gone = webhooks::removeWebhook(context.db, webhook->id); !gone) {
        return domain::passOn(gone);
    }
    Response response;
    response.status = 204;
    return response;
}

HandlerResult getWebhook(const Request &, Context &context) {
    const auto webhook = ownWebhook(context);
    return webhook ? answerWith(*webhook) : domain::passOn(webhook);
}

HandlerResult listWebhooks(const Request &, Context &context) {
    if (context.caller->systemId.empty()) {
        return forbidden();
    }
    const auto all = webhooks::webhooksOf(context.db, context.caller->systemId);
    if (!all) {
        return domain::passOn(all);
    }
    std::vector<wire::WebhookShown> list;
    for (const Webhook &webhook : *all) {
        list.push_back(shown(webhook));
    }
    return jsonAnswer(200, wire::toJson(list));
}

wire::DeliveryShown deliveryFrom(const Rows &row) {
    const auto instant = [&row](int column) {
        return domain::textOf(domain::Instant(std::chrono::seconds(row.integer(column))));
    };
    wire::DeliveryShown delivery{.id = std::string(row.text(0)),
                                 .reservationId = std::string(row.text(1)),
                                 .status = std::string(row.text(2)),
                                 .attempts = static_cast<int>(row.integer(3)),
                                 .createdAt = instant(4),
                                 .lastAt = {},
                                 .nextAt = {},
                                 .result = std::string(row.text(7))};
    if (!row.isNull(5)) {
        delivery.lastAt = instant(5);
    }
    if (delivery.status == "waiting") {
        delivery.nextAt = instant(6);
    }
    return delivery;
}

/// Oldest first. `after` continues a long list; `status` filters it.
HandlerResult listDeliveries(const Request &request, Context &context) {
    const auto webhook = ownWebhook(context);
    if (!webhook) {
        return domain::passOn(webhook);
    }
    const auto limit = numberIn(request, "limit", usualDeliveries, 1, mostDeliveries);
    if (!limit) {
        return domain::passOn(limit);
    }
    wire::DeliveriesShown list;
    auto read =
        eachRow(context.db,
                "SELECT id, object_id, status, attempts, created_at, last_at, next_at, last_result "
                "FROM webhook_delivery WHERE webhook_id = $1 AND id > $2 AND ($3 = '' OR status = $3) "
                "ORDER BY id LIMIT $4",
                {webhook->id, textIn(request, "after"), textIn(request, "status"), *limit + 1},
                [&list](const Rows &row) { list.deliveries.push_back(deliveryFrom(row)); });
    if (!read) {
        return domain::passOn(read);
    }
    list.more = list.deliveries.size() > static_cast<std::size_t>(*limit);
    if (list.more) {
        list.deliveries.pop_back();
    }
    return jsonAnswer(200, wire::toJson(list));
}

HandlerResult replayDeliveries(const Request &request, Context &context) {
    const auto webhook = ownWebhook(context);
    if (!webhook) {
        return domain::passOn(webhook);
    }
    const auto body = wire::replayBodyFromJson(request.body);
    if (!body) {
        return domain::passOn(body);
    }
    if (body->deliveryIds.empty() == !body->failed) {
        return invalid("/delivery_ids", "both-or-neither");
    }
    if (body->deliveryIds.size() > mostReplayed) {
        return invalid("/delivery_ids", "too-many", {{"max", std::to_string(mostReplayed)}});
    }
    const auto count = webhooks::replay(context, {webhook->id, body->deliveryIds, body->failed});
    if (!count) {
        return domain::passOn(count);
    }
    return jsonAnswer(200, R"({"replayed":)" + std::to_string(count->again) + R"(,"outdated":)" +
                               std::to_string(count->outdated) + "}");
}

} // namespace

std::vector<Route> webhookRoutes() {
    return {
        reading("/v1/webhooks", listWebhooks),
        reading("/v1/webhooks/{id}", getWebhook),
        reading("/v1/webhooks/{id}/deliveries", listDeliveries),
        writing("PUT", "/v1/webhooks/{id}", putWebhook),
        writing("DELETE", "/v1/webhooks/{id}", deleteWebhook),
        writing("POST", "/v1/webhooks/{id}/replay", replayDeliveries),
    };
}

} // namespace hub
