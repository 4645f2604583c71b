// The worker that empties the outbox: it claims a delivery, sends it and stores the result.
#pragma once

#include "hub/calls/service.h"
#include "hub/webhooks/https_post.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace hub::webhooks {

class Sender {
public:
    struct Options {
        PostLimits limits{};
        /// The number of receivers served at the same time; deliveries of one webhook are sent one after the
        /// other.
        int threads = 2;
        std::chrono::milliseconds lookEvery{1'000};
    };
    /// The service and the clock must outlive the sender.
    Sender(Service &service, const domain::Clock &clock, Options options);
    ~Sender();
    Sender(const Sender &) = delete;
    Sender &operator=(const Sender &) = delete;

    void start();
    /// Finishes running deliveries (the limits bound their time) and starts no new ones. Idempotent.
    void stop();
    /// Claims, sends and settles one due delivery on the calling thread. False if none was due or the
    /// database did not answer.
    bool sendOne();

private:
    void loop();

    Service &m_service;
    const domain::Clock &m_clock;
    const Options m_options;
    std::vector<std::thread> m_threads;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stop = false;
};

} // namespace hub::webhooks
