// The outbox: what connected systems are told, written with the change itself, sent later.
#pragma once

#include "hub/calls/context.h"

#include <chrono>
#include <optional>
#include <string>

namespace hub::webhooks {

/// How long settled deliveries stay for looking at and sending again.
inline constexpr std::chrono::hours keptFor{std::chrono::hours(24) * 60};

/// One delivery that a sender has taken on.
struct Claimed {
    std::string deliveryId;
    std::string webhookId;
    std::string url;
    std::string secret; ///< raw bytes
    std::string body;
    int attempts = 0; ///< with this one
    domain::Instant giveUpAt{};
    bool mayBePrivate = false; ///< the operator allowed an address of an inner network
};
/// The next one that is due, taken for `span`: nobody else works on it, nor on another one of the same
/// webhook, until then. A sender that dies leaves it to the next. Only targets that are (still) allowed.
[[nodiscard]] domain::Result<std::optional<Claimed>> claimNext(Context &context, std::chrono::seconds span);

/// How an attempt ended.
struct Attempted {
    int status = 0;    ///< HTTP; 0 without an answer
    std::string fault; ///< "timeout", "tls", "address", "connection" ... where there is none
    [[nodiscard]] bool isAccepted() const { return status >= 200 && status < 300; }
    [[nodiscard]] std::string text() const { return status != 0 ? std::to_string(status) : fault; }
};
/// Delivered, or to be tried again after a growing wait, or failed after three days. 410 also turns the
/// webhook off, as its receiver asks.
[[nodiscard]] domain::Result<void> settle(Context &context, const Claimed &claimed,
                                          const Attempted &attempted);
/// The wait after so many attempts, without the random part.
[[nodiscard]] std::chrono::seconds waitAfterAttempt(int attempts);

/// Gives up what is too old, removes what is long settled. Part of the due work.
[[nodiscard]] domain::Result<void> sweepOutbox(Context &context);

} // namespace hub::webhooks
