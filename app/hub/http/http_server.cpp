#include "hub/http/http_server.h"

#include "hub/http/connection.h"
#include "platform/signals.h"

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <functional>
#include <sys/socket.h>
#include <thread>
#include <utility>
#include <vector>

namespace hub {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

/// If the process has no file descriptor left for a new client, it waits this long so that others can leave.
constexpr std::chrono::milliseconds breather{100};

tl::unexpected<domain::Error> notUsable(const HttpServerConfig &config) {
    return domain::fail(domain::ErrorKind::Rejected, "address-not-usable", {{"host", config.host}});
}

class BeastServer final : public HttpServer {
public:
    BeastServer(const HttpServerConfig &config, Handler handler, const domain::Clock &clock,
                domain::Random &random, TlsContext tls)
        : m_shared(new ServerShared{.config = config,
                                    .handler = std::move(handler),
                                    .clock = clock,
                                    .random = random,
                                    .tls = SharedTlsContext(std::move(tls)),
                                    .connectionLimits = ConnectionLimits(config)}),
          m_loops(makeLoops(config.threads)), m_acceptor(m_loops.front()->context) {}
    ~BeastServer() override { stop(std::chrono::milliseconds(0)); }
    BeastServer(const BeastServer &) = delete;
    BeastServer &operator=(const BeastServer &) = delete;

    domain::Result<void> listen();
    void startThreads();

    [[nodiscard]] std::uint16_t port() const override { return m_port; }
    [[nodiscard]] std::size_t connections() const override { return m_shared->connectionLimits.size(); }
    [[nodiscard]] domain::Result<void> renewCertificate() override;
    void stopAccepting() override;
    void stop(std::chrono::milliseconds grace) override;

private:
    static std::vector<std::shared_ptr<Loop>> makeLoops(int count);
    asio::awaitable<void> accept();
    asio::awaitable<void> sweep(Loop &loop);
    void welcome(tcp::socket socket, Loop &loop);
    void forEachLoop(const std::function<void(Loop &)> &work);
    bool waitUntilEmpty(std::chrono::milliseconds time);

    std::shared_ptr<ServerShared> m_shared;
    std::vector<std::shared_ptr<Loop>> m_loops;
    tcp::acceptor m_acceptor;
    std::uint16_t m_port = 0;
    std::vector<std::thread> m_threads;
    std::mutex m_stopMutex;
    bool m_stopped = false;
};

std::vector<std::shared_ptr<Loop>> BeastServer::makeLoops(int count) {
    std::vector<std::shared_ptr<Loop>> loops;
    for (int i = 0; i < std::max(1, count); ++i) {
        loops.push_back(std::make_shared<Loop>());
    }
    return loops;
}

domain::Result<void> BeastServer::listen() {
    const HttpServerConfig &config = m_shared->config;
    error_code error;
    tcp::resolver resolver(m_loops.front()->context);
    const auto found =
        resolver.resolve(config.host, std::to_string(config.port), tcp::resolver::passive, error);
    if (error || found.empty()) {
        return notUsable(config);
    }
    const tcp::endpoint endpoint = found.begin()->endpoint();
    m_acceptor.open(endpoint.protocol(), error);
    if (error) {
        return notUsable(config);
    }
    m_acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (endpoint.protocol() == tcp::v6()) {
        m_acceptor.set_option(asio::ip::v6_only(false), error);
    }
    m_acceptor.bind(endpoint, error);
    if (!error) {
        m_acceptor.listen(1024, error);
    }
    if (error == asio::error::address_in_use) {
        return domain::fail(domain::ErrorKind::Rejected, "address-in-use",
                            {{"host", config.host}, {"port", std::to_string(config.port)}});
    }
    if (error) {
        return notUsable(config);
    }
    m_port = m_acceptor.local_endpoint().port();
    return {};
}

void BeastServer::startThreads() {
    asio::co_spawn(m_loops.front()->context, accept(), asio::detached);
    for (const auto &loop : m_loops) {
        asio::co_spawn(loop->context, sweep(*loop), asio::detached);
        m_threads.emplace_back([loop] {
            const auto work = asio::make_work_guard(loop->context);
            loop->context.run();
        });
    }
}

asio::awaitable<void> BeastServer::accept() {
    Loop &loop = *m_loops.front();
    asio::steady_timer pause(loop.context);
    for (std::size_t next = 0; !loop.stopping; next = (next + 1) % m_loops.size()) {
        Loop &target = *m_loops[next];
        error_code error;
        tcp::socket socket = co_await m_acceptor.async_accept(
            target.context, asio::redirect_error(asio::use_awaitable, error));
        if (error == asio::error::operation_aborted || error == asio::error::bad_descriptor) {
            co_return;
        }
        if (error) {
            pause.expires_after(breather);
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
            continue;
        }
        welcome(std::move(socket), target);
    }
}

void BeastServer::welcome(tcp::socket socket, Loop &loop) {
    error_code error;
    const std::string address = socket.remote_endpoint(error).address().to_string();
    if (error || !m_shared->connectionLimits.enter(address)) {
        return; // the socket closes here
    }
    asio::post(loop.context, [&loop, address, shared = m_shared, client = std::move(socket)]() mutable {
        const auto connection =
            std::make_shared<HttpConnection>(std::move(client), address, loop, std::move(shared));
        if (!loop.stopping) {
            // The lambda keeps the connection alive until run() does, because a spawned coroutine starts
            // later.
            asio::co_spawn(
                loop.context, [connection] { return connection->run(); }, asio::detached);
        }
    });
}

asio::awaitable<void> BeastServer::sweep(Loop &loop) {
    asio::steady_timer timer(loop.context);
    const auto every = m_shared->config.sweepEvery;
    for (;;) {
        error_code error;
        timer.expires_after(every);
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
        if (error) {
            co_return;
        }
        const auto now = std::chrono::steady_clock::now();
        for (HttpConnection *connection : loop.connections) {
            connection->sweep(now);
        }
    }
}

void BeastServer::forEachLoop(const std::function<void(Loop &)> &work) {
    for (const auto &loop : m_loops) {
        asio::post(loop->context, [&target = *loop, work] { work(target); });
    }
}

domain::Result<void> BeastServer::renewCertificate() {
    auto tls = serverTls(m_shared->config.certificateFile, m_shared->config.keyFile);
    if (!tls) {
        return domain::passOn(tls);
    }
    m_shared->tls.replace(std::move(*tls));
    return {};
}

void BeastServer::stopAccepting() {
    asio::post(m_loops.front()->context, [this] {
        error_code ignored;
        m_acceptor.close(ignored);
    });
    forEachLoop([](Loop &loop) {
        loop.stopping = true;
        for (HttpConnection *connection : loop.connections) {
            connection->finishUp();
        }
    });
}

bool BeastServer::waitUntilEmpty(std::chrono::milliseconds time) {
    const auto until = std::chrono::steady_clock::now() + time;
    std::mutex mutex;
    std::condition_variable never;
    std::unique_lock lock(mutex);
    while (connections() > 0 && std::chrono::steady_clock::now() < until) {
        never.wait_for(lock, std::chrono::milliseconds(5));
    }
    return connections() == 0;
}

void BeastServer::stop(std::chrono::milliseconds grace) {
    const std::scoped_lock lock(m_stopMutex);
    if (std::exchange(m_stopped, true)) {
        return;
    }
    if (m_threads.empty()) {
        return;
    }
    stopAccepting();
    if (!waitUntilEmpty(grace)) {
        forEachLoop([](Loop &loop) {
            for (HttpConnection *connection : loop.connections) {
                connection->cut();
            }
        });
        waitUntilEmpty(std::chrono::seconds(2));
    }
    for (const auto &loop : m_loops) {
        loop->context.stop();
    }
    for (std::thread &thread : m_threads) {
        thread.join();
    }
}

} // namespace

domain::Result<std::unique_ptr<HttpServer>> HttpServer::start(const HttpServerConfig &config, Handler handler,
                                                              const domain::Clock &clock,
                                                              domain::Random &random) {
    platform::ignoreBrokenPipes(); // OpenSSL writes with write(): a client that left would end the program
    auto tls = serverTls(config.certificateFile, config.keyFile);
    if (!tls) {
        return domain::passOn(tls);
    }
    auto server = std::make_unique<BeastServer>(config, std::move(handler), clock, random, std::move(*tls));
    if (auto listening = server->listen(); !listening) {
        return domain::passOn(listening);
    }
    server->startThreads();
    return std::unique_ptr<HttpServer>(std::move(server));
}

} // namespace hub
