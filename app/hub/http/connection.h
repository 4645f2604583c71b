// One client: its socket, its TLS, its requests one after the other. Internal to the server (Asio).
#pragma once

#include "hub/http/http_server.h"
#include "hub/http/rate_limiter.h"
#include "hub/http/tls.h"

#if defined(__SANITIZE_THREAD__)
// The thread sanitizer doesn't know bare fences; the queues' locks order the same things.
#define BOOST_ASIO_DISABLE_FENCED_BLOCK
#endif
#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hub {

class RequestReader;

/// Counts clients, in all and for each address, and how fast new ones come from it. Thread-safe.
class ConnectionLimits {
public:
    /// A trusted balancer's address stands for many clients and has no limit of its own.
    explicit ConnectionLimits(const HttpServerConfig &config)
        : m_inAll(config.connections), m_perAddress(config.connectionsPerAddress),
          m_uncapped(config.trustedProxies), m_arrivals(config.newConnectionsPerMinute) {}
    /// False where that would be one too many, or one too soon.
    [[nodiscard]] bool enter(const std::string &address);
    void leave(const std::string &address);
    /// A client that entered as `from` turns out to be `to`. False, and nothing is changed, where that would
    /// be one too many of that address, or one too soon.
    [[nodiscard]] bool move(const std::string &from, const std::string &to);
    [[nodiscard]] std::size_t size() const;

private:
    /// Under the lock.
    [[nodiscard]] bool count(const std::string &address);
    void uncount(const std::string &address);

    const std::size_t m_inAll;
    const std::size_t m_perAddress;
    const std::vector<std::string> m_uncapped;
    RateLimiter m_arrivals;
    mutable std::mutex m_mutex;
    std::size_t m_count = 0;
    std::map<std::string, std::size_t> m_byAddress;
};

/// What one request takes of the room for bodies; given back with it.
class BodyShare {
public:
    BodyShare(std::atomic<std::size_t> &taken, const HttpServerConfig &config)
        : m_taken(taken), m_config(config) {}
    ~BodyShare() { m_taken -= m_mine; }
    BodyShare(const BodyShare &) = delete;
    BodyShare &operator=(const BodyShare &) = delete;
    /// False where there is no room for a body of so many bytes.
    [[nodiscard]] bool growTo(std::size_t bytes);

private:
    std::atomic<std::size_t> &m_taken;
    const HttpServerConfig &m_config;
    std::size_t m_mine = 0;
};

/// What all clients of a server share. Immutable but for the certificate, the book and the room for bodies.
struct ServerShared {
    HttpServerConfig config;
    HttpServer::Handler handler;
    const domain::Clock &clock;
    domain::Random &random;
    SharedTlsContext tls;
    ConnectionLimits connectionLimits;
    std::atomic<std::size_t> bodyBytes{0}; ///< on their way to us
};

class HttpConnection;

/// One thread with its own event loop; its connections are touched by no other thread.
struct Loop : std::enable_shared_from_this<Loop> {
    std::set<HttpConnection *> connections;
    bool stopping = false;
    boost::asio::io_context context{1}; ///< last, so first to go: what it still holds leaves `connections`
};

class HttpConnection : public std::enable_shared_from_this<HttpConnection> {
public:
    using Time = std::chrono::steady_clock::time_point;
    HttpConnection(boost::asio::ip::tcp::socket socket, std::string address, Loop &loop,
                   std::shared_ptr<ServerShared> shared);
    ~HttpConnection();
    HttpConnection(const HttpConnection &) = delete;
    HttpConnection &operator=(const HttpConnection &) = delete;

    /// Lives until the client is gone. To be spawned on the loop.
    boost::asio::awaitable<void> run();
    /// Called every second on the loop's thread: late clients are cut, held ones watched.
    void sweep(Time now);
    /// The answer under way is the last one.
    void finishUp();
    /// Ends it now.
    void cut();

private:
    enum class Phase : std::uint8_t { Handshake, Idle, Receiving, Waiting, Answering, Lingering };
    /// A call that the handler answers; its `connection` is null once nobody waits for it. Loop's thread
    /// only.
    struct Exchange {
        HttpConnection *connection;
    };
    /// What came of one read.
    enum class Io : std::uint8_t { Ok, Again, Closed };
    struct Received {
        Request request;
        std::optional<Response> refusal; ///< the answer where the request itself is at fault
        std::string requestId;
        bool gone = false; ///< the client left meanwhile
        bool keepAlive = false;
        bool isHead = false;
    };
    template <class T> using Awaitable = boost::asio::awaitable<T>;

    void enter(Phase phase, std::chrono::milliseconds time);
    void extendTo(std::chrono::milliseconds time);
    Io outcomeOf(int result);
    Io tryRead();
    Awaitable<bool> waitForSocket();
    /// Whose connection it is, where a balancer says so.
    Awaitable<bool> readProxyHeader();
    Awaitable<std::string> proxyLine();
    bool adoptClientAddress(const std::string &line);
    Awaitable<bool> handshake();
    Awaitable<bool> readMore();
    Awaitable<bool> waitForRequest();
    Awaitable<bool> feed(RequestReader &reader);
    Awaitable<Received> receive();
    Awaitable<bool> receiveBody(RequestReader &reader);
    Awaitable<bool> send(std::string_view bytes);
    Awaitable<bool> serveOne();
    Awaitable<std::optional<Response>> ask(Request request);
    Awaitable<bool> answer(Response response, const Received &received);
    Awaitable<void> linger();
    void answered(Response response);
    void watch(const std::shared_ptr<Exchange> &exchange);
    void probe(const std::shared_ptr<Exchange> &exchange);

    std::shared_ptr<ServerShared> m_shared;
    Loop &m_loop;
    boost::asio::ip::tcp::socket m_socket;
    boost::asio::steady_timer m_signal; ///< cancelled to wake the coroutine while it waits for an answer
    TlsSession m_tls;
    std::string m_address;
    std::string m_in; ///< received, not yet parsed; empty and without memory while idle
    std::optional<Response> m_answer;
    std::shared_ptr<Exchange> m_exchange;
    HttpServer::CancelCallback m_cancel;
    boost::asio::ip::tcp::socket::wait_type m_want = boost::asio::ip::tcp::socket::wait_read;
    Time m_phaseStart{};
    Time m_deadline{};
    Phase m_phase = Phase::Handshake;
    bool m_cut = false;
    bool m_left = false;
    bool m_lastAnswer = false;
    bool m_watched = false; ///< the exchange under way
};

} // namespace hub
