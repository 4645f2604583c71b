#include "network.h"

#include "support/in_process_hub.h"

#include <QPromise>

namespace simulation {
namespace {

using domain::ErrorKind;

/// A proxy's or a portal's page, or a balancer without a hub behind it.
net::ApiResponse strangePage(std::uint64_t which) {
    net::ApiResponse page;
    page.contentType = "text/html; charset=utf-8";
    page.body = "<html><body>Please accept the terms of use.</body></html>";
    page.status = which == 0 ? 200 : which == 1 ? 502 : 503;
    return page;
}

Answer broken(const char *code) {
    return domain::fail(ErrorKind::Offline, code);
}

} // namespace

std::shared_ptr<Exchange> Network::send(Line &line, hub::Request request, Ms timeout,
                                        std::function<void(const Answer &)> done) {
    auto exchange = std::make_shared<Exchange>(Exchange{line, std::move(request), std::move(done), {}, {}});
    m_open.remove_if([](const auto &open) { return open.expired(); });
    m_open.push_back(exchange);
    exchange->timeout = m_loop.after(
        timeout, [this, exchange] { finish(*exchange, domain::fail(ErrorKind::Timeout, "timeout")); });
    if (line.isPulled || !m_hub.isUp()) {
        m_loop.after(5, [this, exchange] { finish(*exchange, broken("connection-refused")); });
        return exchange;
    }
    if (line.happens(line.weather.strange)) {
        m_loop.after(line.delay(),
                     [this, exchange, page = strangePage(line.below(3))] { finish(*exchange, page); });
        return exchange;
    }
    if (!line.happens(line.weather.requestsLost)) {
        m_loop.after(line.delay(), [this, exchange] { arrive(exchange); });
    } else {
        --exchange->copies;
        if (line.below(2) == 0) {
            m_loop.after(line.delay(), [this, exchange] { finish(*exchange, broken("connection-closed")); });
        }
    }
    if (line.happens(line.weather.doubled)) {
        ++exchange->copies;
        m_loop.after(line.delay() * 3, [this, exchange] { arrive(exchange); });
    }
    return exchange;
}

void Network::arrive(const Held &exchange) {
    if (exchange->line.isPulled || !m_hub.isUp()) {
        return finish(*exchange, broken("connection-closed"));
    }
    m_watcher.arrived(*exchange);
    auto cancel = m_hub.submit(
        exchange->request, [this, exchange](const hub::Response &response) { answered(exchange, response); });
    exchange->cancels.push_back(std::move(cancel));
}

void Network::answered(const Held &exchange, const hub::Response &response) {
    Line &line = exchange->line;
    m_watcher.answered(exchange->request, response);
    if (--exchange->copies > 0) {
        return m_watcher.delivered(*exchange, response, false);
    }
    if (line.happens(line.weather.answersLost)) {
        m_watcher.delivered(*exchange, response, false);
        if (line.below(2) == 0) {
            m_loop.after(line.delay(), [this, exchange] { finish(*exchange, broken("connection-closed")); });
        }
        return;
    }
    if (line.happens(line.weather.torn)) {
        m_watcher.delivered(*exchange, response, false);
        hub::Response half = response;
        half.setBody(std::string(response.text().substr(0, response.text().size() / 2)), "application/json");
        m_loop.after(line.delay(),
                     [this, exchange, half] { finish(*exchange, test_support::apiResponse(half)); });
        return;
    }
    m_loop.after(line.delay(), [this, exchange, response] { deliver(exchange, response); });
}

void Network::deliver(const Held &exchange, const hub::Response &response) {
    const bool heard = exchange->done && !exchange->line.isPulled;
    m_watcher.delivered(*exchange, response, heard);
    finish(*exchange, heard ? Answer(test_support::apiResponse(response)) : broken("connection-closed"));
}

void Network::finish(Exchange &exchange, const Answer &answer) {
    if (!exchange.done) {
        return;
    }
    const auto done = std::exchange(exchange.done, nullptr);
    if (exchange.timeout) {
        m_loop.cancel(*std::exchange(exchange.timeout, std::nullopt));
    }
    if (!answer) {
        for (const auto &cancel : std::exchange(exchange.cancels, {})) {
            cancel();
        }
    }
    done(answer);
}

void Network::drop(Exchange &exchange) {
    exchange.done = nullptr;
    if (exchange.timeout) {
        m_loop.cancel(*std::exchange(exchange.timeout, std::nullopt));
    }
    for (const auto &cancel : std::exchange(exchange.cancels, {})) {
        cancel();
    }
}

void Network::pull(Line &line) {
    for (const auto &weak : std::list(m_open)) {
        if (const Held held = weak.lock(); held && &held->line == &line) {
            finish(*held, broken("connection-closed"));
        }
    }
}

void Network::hubWentDown() {
    for (const auto &weak : m_open) {
        const Held held = weak.lock();
        if (held && held->done && !held->cancels.empty()) {
            m_loop.after(held->line.delay(), [this, held] { finish(*held, broken("connection-closed")); });
        }
    }
}

// ---- the desk's side

QFuture<Answer> SimulatedApi::send(const net::ApiRequest &request) {
    const auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    auto exchange = m_network.send(m_line, test_support::hubRequest(request), request.timeout.count(),
                                   [promise](const Answer &answer) {
                                       promise->addResult(answer);
                                       promise->finish();
                                   });
    m_calls.remove_if([](const Call &call) { return !call.exchange->done; });
    m_calls.push_back({std::move(exchange), promise});
    return promise->future();
}

void SimulatedApi::cancelAll() {
    for (const Call &call : std::exchange(m_calls, {})) {
        if (!call.exchange->done) {
            continue;
        }
        m_network.drop(*call.exchange);
        call.promise->addResult(Answer(domain::fail(ErrorKind::Cancelled, "cancelled")));
        call.promise->finish();
    }
}

} // namespace simulation
