// The hub's own handlers behind net::HubApi, without sockets, for the desk's tests. It cannot differ from the
// hub, because it is the hub.
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

/// The answer as a desk receives it, without the server's date in front of the handlers.
[[nodiscard]] net::ApiResponse apiResponse(const hub::Response &response);

/// One running request.
class Exchange {
public:
    Exchange() { m_promise.start(); }
    [[nodiscard]] QFuture<domain::Result<net::ApiResponse>> future() const { return m_promise.future(); }
    /// Only the first call counts.
    void finish(domain::Result<net::ApiResponse> result);
    void setCancel(hub::Service::CancelCallback cancel);
    void cancel();

private:
    QPromise<domain::Result<net::ApiResponse>> m_promise;
    std::atomic<bool> m_finished{false};
    std::mutex m_lock;
    hub::Service::CancelCallback m_cancel;
};

/// The connection between desk and hub, which the test controls. Thread-safe.
class Cable {
public:
    /// Cuts the connection. Running requests fail on the desk's side (the hub may still execute them).
    void pull();
    void plugIn() { m_cut = false; }
    [[nodiscard]] bool isCut() const { return m_cut; }
    /// The next `count` writing requests reach the hub, but their answers are lost.
    void loseAnswers(int count) { m_losing = count; }
    [[nodiscard]] bool losesThis(const std::string &method);
    /// Changes the hub's answers on their way to the desk, as a hub of another version might write them;
    /// empty: no change. Runs on a thread of the hub.
    using Garbling = std::function<void(QByteArray &body)>;
    void setGarbling(Garbling garbling);
    void garble(QByteArray &body);
    /// The line of every request that the hub received, for example "PATCH /v1/slots/...".
    [[nodiscard]] std::vector<std::string> received() const;
    [[nodiscard]] int countOf(const std::string &method, const std::string &partOfPath) const;

    void note(const std::string &method, const std::string &path);
    void add(const std::shared_ptr<Exchange> &exchange);
    /// Ends all running requests with this error.
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
    /// `clock` is the hub's clock, for the Date header.
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

/// The request as the HTTPS implementation would send it.
[[nodiscard]] hub::Request hubRequest(const net::ApiRequest &request);

} // namespace test_support
