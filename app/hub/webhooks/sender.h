// The worker that empties the outbox: claims a delivery, sends it, writes down what came of it.
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
        int threads = 2; ///< receivers served at a time; one delivery of a webhook after the other
        std::chrono::milliseconds lookEvery{1'000};
    };
    /// The service and the clock must outlive it.
    Sender(Service &service, const domain::Clock &clock, Options options);
    ~Sender();
    Sender(const Sender &) = delete;
    Sender &operator=(const Sender &) = delete;

    void start();
    /// Finishes what is being sent (bounded by the limits) and begins nothing new. Idempotent.
    void stop();
    /// One delivery on the calling thread, if one is due: claim, send, settle. False where there was none, or
    /// the database did not answer.
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
