// Thousands of keep-alive TLS clients on one thread: what a hub's desks are to it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// Not thread-safe. Throws std::runtime_error where a client loses its connection.
class Crowd {
public:
    using Time = std::chrono::steady_clock::time_point;
    /// A whole answer has come: its client's number, the status, the body.
    using Heard = std::function<void(std::size_t client, int status, std::string_view body)>;

    Crowd(const std::string &url, const std::string &caFile, std::size_t clients);
    ~Crowd();
    Crowd(const Crowd &) = delete;
    Crowd &operator=(const Crowd &) = delete;

    /// All of them, a few at a time.
    void connect();
    /// Of a connected client that waits for no answer.
    void send(std::size_t client, std::string_view request);
    /// Hears answers until `isOver` (asked at least every 50 ms) says so.
    void run(const Heard &heard, const std::function<bool()> &isOver);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace bench
