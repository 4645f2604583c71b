#include "hub/webhooks/sender.h"

#include "hub/calls/context.h"
#include "hub/webhooks/signature.h"

namespace hub::webhooks {
namespace {

/// Longer than any attempt can take. If a claim is older, its sender has died.
std::chrono::seconds claimFor(const PostLimits &limits) {
    return std::chrono::duration_cast<std::chrono::seconds>(limits.wholeTime) + std::chrono::seconds(30);
}

Post signedPost(const Claimed &claimed, domain::Instant now) {
    return {.url = claimed.url,
            .body = claimed.body,
            .headers = {{"webhook-id", claimed.deliveryId},
                        {"webhook-timestamp", std::to_string(now.time_since_epoch().count())},
                        {"webhook-signature",
                         signatureOf(claimed.secret, claimed.deliveryId, now, claimed.body)}},
            .mayBePrivate = claimed.mayBePrivate};
}

} // namespace

Sender::Sender(Service &service, const domain::Clock &clock, Options options)
    : m_service(service), m_clock(clock), m_options(std::move(options)) {}

Sender::~Sender() {
    stop();
}

void Sender::start() {
    for (int i = 0; i < m_options.threads; ++i) {
        m_threads.emplace_back([this] { loop(); });
    }
}

void Sender::stop() {
    {
        const std::scoped_lock lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    for (std::thread &thread : m_threads) {
        if (thread.joinable()) {
            thread.join();
        }
    }
}

bool Sender::sendOne() {
    std::optional<Claimed> claimed;
    const auto taken = m_service.administer([&](Context &context) -> domain::Result<void> {
        auto next = claimNext(context, claimFor(m_options.limits));
        if (!next) {
            return domain::passOn(next);
        }
        claimed = std::move(*next);
        return {};
    });
    if (!taken || !claimed) {
        return false;
    }
    const Attempted attempted = post(signedPost(*claimed, m_clock.now()), m_options.limits);
    // If storing the result fails, the claim expires and the receiver gets the same id a second time.
    const auto settled =
        m_service.administer([&](Context &context) { return settle(context, *claimed, attempted); });
    return settled.has_value();
}

void Sender::loop() {
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        lock.unlock();
        const bool sent = sendOne();
        lock.lock();
        if (!sent && !m_stop) {
            m_wake.wait_for(lock, m_options.lookEvery, [this] { return m_stop; });
        }
    }
}

} // namespace hub::webhooks
