// Metrics for operators in Prometheus' text format. Labels are names of routes, methods and statuses, never
// ids or persons.
#pragma once

#include "domain/clock.h"
#include "hub/calls/route_table.h"
#include "hub/calls/router.h"
#include "hub/calls/service.h"

#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <tuple>

namespace hub::ops {

/// Upper bounds of the latency buckets, in seconds.
inline constexpr std::array<double, 11> latencyBounds{0.001, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                      0.25,  0.5,   1.0,  5.0,   30.0};

class Histogram {
public:
    void add(double seconds);
    /// Writes the lines of one histogram. `labels` has no braces and may be empty.
    void write(std::string &out, std::string_view name, std::string_view labels) const;

private:
    std::array<std::uint64_t, latencyBounds.size() + 1> m_counts{};
    double m_sum = 0;
};

/// Values that only the database or the server knows. They are read when the metrics are requested.
struct Gauges {
    bool ready = false;
    bool clockHeld = false;
    std::size_t connections = 0;
    std::int64_t outboxWaiting = 0;
    std::int64_t outboxFailed = 0;
    std::int64_t outboxOldestSeconds = 0; ///< age of the oldest waiting delivery
    std::int64_t changes = 0; ///< change numbers that the feed has assigned, in all municipalities
};

/// Stands between the server and the service and counts calls. Thread-safe; it must outlive every call that
/// it watches.
class Metrics {
public:
    using Submit = std::function<Service::CancelCallback(Request, Service::Done)>;
    /// Describes an answered call; the listener gets it on the answering thread.
    struct Call {
        std::string method;
        std::string route; ///< the pattern; "(none)" if the path is unknown
        int status = 0;
        std::chrono::microseconds time{0};
        std::string requestId;
    };
    using Listener = std::function<void(const Call &)>;

    explicit Metrics(std::vector<Route> routes, Listener listener = {});
    /// Calls `submit` and counts the result.
    Service::CancelCallback watch(Request request, Service::Done done, const Submit &submit);
    [[nodiscard]] std::string text(const Gauges &gauges) const;

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Watched {
        std::string method;
        std::string_view route;
        std::string requestId;
        Time begun;
        bool waits = false; ///< whether the call follows the feed
    };
    void answered(const Watched &watched, const Response &response);
    void countLogin(const Watched &watched, int status);
    void countLag(const Watched &watched, const Response &response, Time now);

    RouteTable m_routes;
    Listener m_listener;
    std::atomic<std::int64_t> m_inFlight{0};
    std::atomic<std::int64_t> m_waiting{0};
    mutable std::mutex m_mutex;
    /// Key: method, route, status.
    std::map<std::tuple<std::string, std::string_view, int>, std::uint64_t> m_requests;
    std::map<std::string_view, Histogram> m_latencies; ///< by route
    std::map<std::string, std::uint64_t> m_logins;
    Histogram m_lag;
    Time m_lastWrite{};
};

/// Reads the values that are stored in the service's database.
[[nodiscard]] Gauges gaugesOf(Service &service, const domain::Clock &clock);

} // namespace hub::ops
