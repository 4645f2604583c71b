// The hub's own handlers behind net::HubApi, without sockets: what the desk's tests talk to. It cannot drift
// from the hub, because it is the hub.
#pragma once

#include "domain/clock.h"
#include "hub/calls/service.h"
#include "net/hub_api.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace test_support {

/// What arrives at a desk, without the date of the server before the handlers.
[[nodiscard]] net::ApiResponse apiResponse(const hub::Response &response);

/// One request under way.
class Exchange {
public:
    Exchange() { m_promise.start(); }
    [[nodiscard]] QFuture<domain::Result<net::ApiResponse>> future() const { return m_promise.future(); }
    /// The first word counts.
    void finish(domain::Result<net::ApiResponse> result);
    void setCancel(hub::Service::CancelCallback cancel);
    void cancel();

private:
    QPromise<domain::Result<net::ApiResponse>> m_promise;
    std::atomic<bool> m_finished{false};
    std::mutex m_lock;
    hub::Service::CancelCallback m_cancel;
};

/// The cable between desk and hub, in the hand of a test. Thread-safe.
class Cable {
public:
    /// Nothing goes through any more; what is under way is lost on the desk's side (the hub may still do it).
    void pull();
    void plugIn() { m_cut = false; }
    [[nodiscard]] bool isCut() const { return m_cut; }
    /// The next `count` requests that change something reach the hub, but their answers never come back.
    void loseAnswers(int count) { m_losing = count; }
    [[nodiscard]] bool losesThis(const std::string &method);
    /// Changes what the hub answers on its way to the desk, as a hub of another version might say it; empty:
    /// nothing is changed. Runs on a thread of the hub.
    using Garbling = std::function<void(QByteArray &body)>;
    void setGarbling(Garbling garbling);
    void garble(QByteArray &body);
    /// "PATCH /v1/slots/..." of every request that the hub received.
    [[nodiscard]] std::vector<std::string> received() const;
    [[nodiscard]] int countOf(const std::string &method, const std::string &partOfPath) const;

    void note(const std::string &method, const std::string &path);
    void add(const std::shared_ptr<Exchange> &exchange);
    /// Everything under way ends with this error.
    void endAll(domain::ErrorKind kind);

private:
    std::atomic<bool> m_cut{false};
    std::atomic<int> m_losing{0};
    mutable std::mutex m_lock;
    Garbling m_garbling;
    std::vector<std::string> m_received;
    std::vector<std::weak_ptr<Exchange>> m_open;
};

class InProcessHub final : public net::HubApi {
public:
    /// `clock` is the hub's, for the Date header.
    InProcessHub(hub::Service &service, const domain::Clock &clock, std::shared_ptr<Cable> cable)
        : m_service(service), m_clock(clock), m_cable(std::move(cable)) {}
    ~InProcessHub() override { cancelAll(); }

    QFuture<domain::Result<net::ApiResponse>> send(const net::ApiRequest &request) override;
    void cancelAll() override;

private:
    hub::Service &m_service;
    const domain::Clock &m_clock;
    std::shared_ptr<Cable> m_cable;
    std::vector<std::weak_ptr<Exchange>> m_open;
};

/// As the HTTPS implementation would put it on the wire.
[[nodiscard]] hub::Request hubRequest(const net::ApiRequest &request);

} // namespace test_support
