// A connected system's own HTTPS server, which can be down, slow, or of another mind.
#pragma once

#include "hub/http/http_server.h"
#include "hub/http/own_ca.h"
#include "service_support.h"

#include <deque>
#include <memory>
#include <mutex>
#include <vector>

namespace hub::test {

class WebhookReceiver {
public:
    WebhookReceiver() : m_clock(domain::systemClock()), m_random(domain::systemRandom()) {
        m_ca = prepareOwnCa(m_folder.path(), {}, m_clock->now()).value();
        comeUp();
        m_port = m_server->port();
    }
    ~WebhookReceiver() { goDown(); }
    WebhookReceiver(const WebhookReceiver &) = delete;
    WebhookReceiver &operator=(const WebhookReceiver &) = delete;

    [[nodiscard]] std::string url() const { return "https://localhost:" + std::to_string(m_port) + "/hook"; }
    [[nodiscard]] std::filesystem::path caFile() const { return m_ca.caFile; }
    /// What the next requests are answered with; afterwards 204.
    void answerWith(std::deque<int> statuses) {
        const std::scoped_lock lock(m_mutex);
        m_statuses = std::move(statuses);
    }
    /// Requests are taken and not answered.
    void keepSilent() {
        const std::scoped_lock lock(m_mutex);
        m_silent = true;
    }
    void goDown() {
        if (m_server) {
            m_server->stop(std::chrono::milliseconds(200));
        }
        m_server.reset();
    }
    void comeUp() {
        auto server = HttpServer::start(
            {.port = m_port, .certificateFile = m_ca.certificateFile, .keyFile = m_ca.keyFile},
            [this](Request request, const HttpServer::Done &done) {
                take(std::move(request), done);
                return [] {};
            },
            *m_clock, *m_random);
        ASSERT_TRUE(server) << server.error().code;
        m_server = std::move(*server);
    }
    [[nodiscard]] std::vector<Request> received() const {
        const std::scoped_lock lock(m_mutex);
        return m_received;
    }

private:
    void take(Request request, const HttpServer::Done &done) {
        Response response;
        {
            const std::scoped_lock lock(m_mutex);
            m_received.push_back(std::move(request));
            if (m_silent) {
                return;
            }
            response.status = m_statuses.empty() ? 204 : m_statuses.front();
            if (!m_statuses.empty()) {
                m_statuses.pop_front();
            }
        }
        if (response.status == 302) {
            response.headers["Location"] = url() + "/elsewhere";
        }
        done(std::move(response));
    }

    TemporaryFolder m_folder;
    std::unique_ptr<domain::Clock> m_clock;
    std::unique_ptr<domain::Random> m_random;
    OwnCa m_ca;
    std::uint16_t m_port = 0;
    mutable std::mutex m_mutex;
    std::deque<int> m_statuses;
    bool m_silent = false;
    std::vector<Request> m_received;
    std::unique_ptr<HttpServer> m_server;
};

} // namespace hub::test
