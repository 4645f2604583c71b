#include "hub/ops/metrics.h"

#include "hub/db/read.h"

#include <cstdio>

namespace hub::ops {
namespace {

constexpr std::string_view noRoute = "(none)";
constexpr std::string_view feed = "/v1/changes";

std::string numberText(double number) {
    std::array<char, 32> text{};
    const int length = std::snprintf(text.data(), text.size(), "%.9g", number);
    return {text.data(), static_cast<std::size_t>(length)};
}

void line(std::string &out, std::string_view name, std::string_view labels, const std::string &value) {
    out.append(name);
    if (!labels.empty()) {
        out.append("{").append(labels).append("}");
    }
    out.append(" ").append(value).append("\n");
}

void head(std::string &out, std::string_view name, std::string_view type, std::string_view help) {
    out.append("# HELP ").append(name).append(" ").append(help).append("\n");
    out.append("# TYPE ").append(name).append(" ").append(type).append("\n");
}

void gauge(std::string &out, std::string_view name, std::string_view help, std::int64_t value) {
    head(out, name, "gauge", help);
    line(out, name, {}, std::to_string(value));
}

std::string label(std::string_view name, std::string_view value) {
    return std::string(name).append("=\"").append(value).append("\"");
}

bool isWriting(std::string_view method) {
    return method != "GET" && method != "HEAD";
}

bool hasChanges(const Response &response) {
    return response.status == 200 && !response.text().starts_with(R"({"changes":[])");
}

} // namespace

void Histogram::add(double seconds) {
    std::size_t bucket = 0;
    while (bucket < latencyBounds.size() && seconds > latencyBounds.at(bucket)) {
        ++bucket;
    }
    ++m_counts.at(bucket);
    m_sum += seconds;
}

void Histogram::write(std::string &out, std::string_view name, std::string_view labels) const {
    const std::string before = labels.empty() ? "" : std::string(labels) + ",";
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        count += m_counts.at(i);
        const std::string bound = i < latencyBounds.size() ? numberText(latencyBounds.at(i)) : "+Inf";
        line(out, std::string(name) + "_bucket", before + label("le", bound), std::to_string(count));
    }
    line(out, std::string(name) + "_sum", labels, numberText(m_sum));
    line(out, std::string(name) + "_count", labels, std::to_string(count));
}

Metrics::Metrics(std::vector<Route> routes, Listener listener)
    : m_routes(std::move(routes)), m_listener(std::move(listener)) {}

Service::CancelCallback Metrics::watch(Request request, Service::Done done, const Submit &submit) {
    const RouteMatch match = m_routes.find(request.method, request.path);
    Watched watched{.method = isWriting(request.method) && match.route == nullptr ? "other" : request.method,
                    .route = match.route == nullptr ? noRoute : match.route->pattern,
                    .requestId = request.requestId,
                    .begun = std::chrono::steady_clock::now()};
    if (match.route == nullptr) {
        watched.method = "other"; // a stranger can send any method
    }
    watched.waits = watched.route == feed;
    ++m_inFlight;
    m_waiting += watched.waits ? 1 : 0;
    auto once = std::make_shared<std::atomic<bool>>(false);
    auto leave = [this, once, waits = watched.waits] {
        if (once->exchange(true)) {
            return false;
        }
        --m_inFlight;
        m_waiting -= waits ? 1 : 0;
        return true;
    };
    auto cancel =
        submit(std::move(request), [this, watched, leave, done = std::move(done)](Response response) {
            if (leave()) {
                answered(watched, response);
            }
            done(std::move(response));
        });
    return [leave, cancel = std::move(cancel)] {
        leave(); // the client has left, so nobody waits any more
        cancel();
    };
}

void Metrics::answered(const Watched &watched, const Response &response) {
    const auto now = std::chrono::steady_clock::now();
    const auto time = std::chrono::duration_cast<std::chrono::microseconds>(now - watched.begun);
    {
        const std::scoped_lock lock(m_mutex);
        ++m_requests[{watched.method, watched.route, response.status}];
        m_latencies[watched.route].add(std::chrono::duration<double>(time).count());
        countLogin(watched, response.status);
        countLag(watched, response, now);
    }
    if (m_listener) {
        m_listener({std::string(watched.method), std::string(watched.route), response.status, time,
                    watched.requestId});
    }
}

void Metrics::countLogin(const Watched &watched, int status) {
    const bool password = watched.route == "/v1/auth/login";
    const bool code = watched.route == "/v1/auth/mfa" || watched.route == "/v1/auth/enrolment/confirm";
    if (!password && !code) {
        return;
    }
    if (status == 429) {
        ++m_logins["throttled"];
    } else if (status >= 400) {
        ++m_logins[password ? "wrong-password" : "wrong-code"];
    } else if (code) {
        ++m_logins["signed-in"];
    }
}

/// Counts the time from the last answered change to the answer that brings it to a waiting client.
void Metrics::countLag(const Watched &watched, const Response &response, Time now) {
    if (watched.waits && hasChanges(response) && m_lastWrite > watched.begun) {
        m_lag.add(std::chrono::duration<double>(now - m_lastWrite).count());
    }
    if (isWriting(watched.method) && response.status < 400 && !watched.route.starts_with("/v1/auth")) {
        m_lastWrite = now;
    }
}

std::string Metrics::text(const Gauges &gauges) const {
    std::string out;
    gauge(out, "hokatsu_ready", "1 while the database answers and the hub is not stopping",
          gauges.ready ? 1 : 0);
    gauge(out, "hokatsu_clock_held", "1 while expiring and erasing wait: hokatsu-hub clock show says why",
          gauges.clockHeld ? 1 : 0);
    gauge(out, "hokatsu_connections", "Clients connected", static_cast<std::int64_t>(gauges.connections));
    gauge(out, "hokatsu_requests_in_flight", "Calls not yet answered, waiting ones included", m_inFlight);
    gauge(out, "hokatsu_waiting_clients", "Calls that wait for a change", m_waiting);
    gauge(out, "hokatsu_outbox_waiting", "Webhook deliveries to be sent", gauges.outboxWaiting);
    gauge(out, "hokatsu_outbox_failed", "Webhook deliveries given up", gauges.outboxFailed);
    gauge(out, "hokatsu_outbox_oldest_seconds", "Age of the oldest delivery to be sent",
          gauges.outboxOldestSeconds);
    head(out, "hokatsu_changes_total", "counter", "Numbers given by the change feed");
    line(out, "hokatsu_changes_total", {}, std::to_string(gauges.changes));
    const std::scoped_lock lock(m_mutex);
    head(out, "hokatsu_requests_total", "counter", "Calls answered");
    for (const auto &[key, count] : m_requests) {
        line(out, "hokatsu_requests_total",
             label("method", std::get<0>(key)) + ',' + label("route", std::get<1>(key)) + ',' +
                 label("status", std::to_string(std::get<2>(key))),
             std::to_string(count));
    }
    head(out, "hokatsu_request_seconds", "histogram",
         "From a call to its answer; /v1/changes includes its waiting");
    for (const auto &[route, histogram] : m_latencies) {
        histogram.write(out, "hokatsu_request_seconds", label("route", route));
    }
    head(out, "hokatsu_feed_lag_seconds", "histogram",
         "From an answered change to a waiting client's answer");
    m_lag.write(out, "hokatsu_feed_lag_seconds", {});
    head(out, "hokatsu_logins_total", "counter", "Steps of signing in by how they ended");
    for (const auto &[result, count] : m_logins) {
        line(out, "hokatsu_logins_total", label("result", result), std::to_string(count));
    }
    return out;
}

Gauges gaugesOf(Service &service, const domain::Clock &clock) {
    Gauges gauges{.ready = service.isReady(), .clockHeld = service.isClockHeld()};
    const std::int64_t now = clock.now().time_since_epoch().count();
    // A value that cannot be read stays 0; hokatsu_ready shows the reason.
    const auto done = service.administer([&](Context &context) -> domain::Result<void> {
        auto outbox = eachRow(context.db,
                              "SELECT status, count(*), min(created_at) FROM webhook_delivery WHERE status "
                              "<> 'delivered' GROUP BY status",
                              {}, [&](const Rows &row) {
                                  const bool waiting = row.text(0) == "waiting";
                                  (waiting ? gauges.outboxWaiting : gauges.outboxFailed) = row.integer(1);
                                  if (waiting) {
                                      gauges.outboxOldestSeconds =
                                          std::max<std::int64_t>(0, now - row.integer(2));
                                  }
                              });
        if (!outbox) {
            return outbox;
        }
        return eachRow(context.db, "SELECT change_no FROM counter", {},
                       [&](const Rows &row) { gauges.changes += row.integer(0); });
    });
    gauges.ready = gauges.ready && done.has_value();
    return gauges;
}

} // namespace hub::ops
