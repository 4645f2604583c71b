// The outbox of webhook deliveries. They are written together with the change and sent later.
#pragma once

#include "hub/calls/context.h"

#include <chrono>
#include <optional>
#include <string>

namespace hub::webhooks {

/// How long finished deliveries are kept, so that they can be inspected and sent again.
inline constexpr std::chrono::hours keptFor{std::chrono::hours(24) * 60};

/// A delivery that a sender has claimed.
struct Claimed {
    std::string deliveryId;
    std::string webhookId;
    std::string url;
    std::string secret; ///< raw bytes
    std::string body;
    int attempts = 0; ///< including this one
    domain::Instant giveUpAt{};
    bool mayBePrivate = false; ///< the operator allowed an address of an internal network
};
/// Claims the next due delivery for `span`. Until then no other sender works on it or on another delivery of
/// the same webhook. If the sender dies, another one takes it afterwards. Only targets that are (still)
/// allowed.
[[nodiscard]] domain::Result<std::optional<Claimed>> claimNext(Context &context, std::chrono::seconds span);

/// The result of an attempt.
struct Attempted {
    int status = 0;    ///< HTTP status; 0 without an answer
    std::string fault; ///< "timeout", "tls", "address", "connection" ... if there was no answer
    [[nodiscard]] bool isAccepted() const { return status >= 200 && status < 300; }
    [[nodiscard]] std::string text() const { return status != 0 ? std::to_string(status) : fault; }
};
/// Stores the result: delivered, to be retried after a growing wait, or failed after three days. Status 410
/// also turns the webhook off, as the receiver asks.
[[nodiscard]] domain::Result<void> settle(Context &context, const Claimed &claimed,
                                          const Attempted &attempted);
/// The wait after this many attempts, without the random part.
[[nodiscard]] std::chrono::seconds waitAfterAttempt(int attempts);

/// Fails deliveries that are too old and deletes those that finished long ago. Part of the due work.
[[nodiscard]] domain::Result<void> sweepOutbox(Context &context);

} // namespace hub::webhooks
