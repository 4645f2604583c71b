// The way between everybody and the hub: messages are late, lost, doubled, overtake each other, come torn, or
// something in between answers instead.
#pragma once

#include "hub_machine.h"

#include "net/hub_api.h"

#include <functional>
#include <list>
#include <memory>
#include <set>
#include <string>

namespace simulation {

using Answer = domain::Result<net::ApiResponse>;

/// What goes wrong, in hundredths of all calls.
struct Weather {
    int requestsLost = 0;
    int answersLost = 0;
    int doubled = 0;
    int torn = 0;    ///< half an answer
    int strange = 0; ///< another page in its place
    Ms slowest = 40;
};

/// One caller's connection.
class Line {
public:
    explicit Line(std::uint64_t seed) : m_dice(domain::seededRandom(seed)) {}
    Weather weather;
    bool isPulled = false;
    /// Since when there is a successor of the refresh token of which its owner has not heard.
    std::optional<Ms> refreshLostAt;
    /// Texts that must never come this way.
    std::set<std::string> forbidden;

    [[nodiscard]] bool happens(int percent) {
        return percent > 0 && m_dice->below(100) < std::uint64_t(percent);
    }
    [[nodiscard]] Ms delay() {
        return 1 + static_cast<Ms>(m_dice->below(static_cast<std::uint64_t>(weather.slowest)));
    }
    [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return m_dice->below(bound); }

private:
    std::unique_ptr<domain::Random> m_dice;
};

/// A call on its way.
struct Exchange {
    Line &line;
    hub::Request request;
    std::function<void(const Answer &)> done; ///< empty once it is over
    std::optional<Loop::Ticket> timeout;
    std::vector<hub::Service::CancelCallback> cancels;
    /// Of the same call, under way. Who sends it again does so because he has heard nothing: it is the last
    /// one whose answer is heard.
    int copies = 1;
};

class Network {
public:
    /// Somebody who sees every message at the hub's door and at the callers'.
    struct Watcher {
        std::function<void(const Exchange &)> arrived;
        std::function<void(const hub::Request &, const hub::Response &)> answered;
        /// `heard`: whole, and by somebody who still waited for it.
        std::function<void(const Exchange &, const hub::Response &, bool heard)> delivered;
    };
    Network(Loop &loop, HubMachine &hub) : m_loop(loop), m_hub(hub) {}

    std::shared_ptr<Exchange> send(Line &line, hub::Request request, Ms timeout,
                                   std::function<void(const Answer &)> done);
    /// The caller is gone: nobody hears the answer.
    void drop(Exchange &exchange);
    /// What is under way on this line breaks off.
    void pull(Line &line);
    /// The connections that the hub had break off.
    void hubWentDown();
    void setWatcher(Watcher watcher) { m_watcher = std::move(watcher); }

private:
    using Held = std::shared_ptr<Exchange>;
    void arrive(const Held &exchange);
    void answered(const Held &exchange, const hub::Response &response);
    void deliver(const Held &exchange, const hub::Response &response);
    void finish(Exchange &exchange, const Answer &answer);

    Loop &m_loop;
    HubMachine &m_hub;
    Watcher m_watcher;
    std::list<std::weak_ptr<Exchange>> m_open;
};

/// The desk's side of a line.
class SimulatedApi final : public net::HubApi {
public:
    SimulatedApi(Network &network, Line &line) : m_network(network), m_line(line) {}
    ~SimulatedApi() override { cancelAll(); }
    QFuture<Answer> send(const net::ApiRequest &request) override;
    void cancelAll() override;

private:
    struct Call {
        std::shared_ptr<Exchange> exchange;
        std::shared_ptr<QPromise<Answer>> promise;
    };
    Network &m_network;
    Line &m_line;
    std::list<Call> m_calls;
};

} // namespace simulation
