// One client connection: its socket, its TLS session and its requests, one after the other. Internal to the
// server (Asio).
#pragma once

#include "hub/http/http_server.h"
#include "hub/http/rate_limiter.h"
#include "hub/http/tls.h"

#if defined(__SANITIZE_THREAD__)
// The thread sanitizer does not understand fences without a lock; the locks of the queues order the same
// accesses.
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

/// Counts the connected clients in total and for each address, and limits how fast an address opens new
/// connections. Thread-safe.
class ConnectionLimits {
public:
    /// The address of a trusted balancer stands for many clients, so it has no limit of its own.
    explicit ConnectionLimits(const HttpServerConfig &config)
        : m_inAll(config.connections), m_perAddress(config.connectionsPerAddress),
          m_uncapped(config.trustedProxies), m_arrivals(config.newConnectionsPerMinute) {}
    /// False if the client exceeds a limit of number or of rate.
    [[nodiscard]] bool enter(const std::string &address);
    void leave(const std::string &address);
    /// Counts a client that entered as `from` under the address `to`. False, with nothing changed, if that
    /// exceeds a limit of `to`.
    [[nodiscard]] bool move(const std::string &from, const std::string &to);
    [[nodiscard]] std::size_t size() const;

private:
    /// The caller holds m_mutex.
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

/// The bytes of one request's body, counted against the budget for all bodies. The destructor gives them
/// back.
class BodyShare {
public:
    BodyShare(std::atomic<std::size_t> &taken, const HttpServerConfig &config)
        : m_taken(taken), m_config(config) {}
    ~BodyShare() { m_taken -= m_mine; }
    BodyShare(const BodyShare &) = delete;
    BodyShare &operator=(const BodyShare &) = delete;
    /// False if the budget has no room for a body of this size.
    [[nodiscard]] bool growTo(std::size_t bytes);

private:
    std::atomic<std::size_t> &m_taken;
    const HttpServerConfig &m_config;
    std::size_t m_mine = 0;
};

/// The state that all connections of a server share. Only the certificate, the connection counts and the body
/// budget change.
struct ServerShared {
    HttpServerConfig config;
    HttpServer::Handler handler;
    const domain::Clock &clock;
    domain::Random &random;
    SharedTlsContext tls;
    ConnectionLimits connectionLimits;
    std::atomic<std::size_t> bodyBytes{0}; ///< bytes of bodies that are being received
};

class HttpConnection;

/// One thread with its own event loop. No other thread uses its connections.
struct Loop : std::enable_shared_from_this<Loop> {
    std::set<HttpConnection *> connections;
    bool stopping = false;
    /// Declared last and so destroyed first: its pending work still uses `connections`.
    boost::asio::io_context context{1};
};

class HttpConnection : public std::enable_shared_from_this<HttpConnection> {
public:
    using Time = std::chrono::steady_clock::time_point;
    HttpConnection(boost::asio::ip::tcp::socket socket, std::string address, Loop &loop,
                   std::shared_ptr<ServerShared> shared);
    ~HttpConnection();
    HttpConnection(const HttpConnection &) = delete;
    HttpConnection &operator=(const HttpConnection &) = delete;

    /// Serves the client until it leaves. Spawn it on the loop.
    boost::asio::awaitable<void> run();
    /// The loop's thread calls it every second. It cuts clients that are late and watches calls that are
    /// held.
    void sweep(Time now);
    /// Closes the connection after the current answer.
    void finishUp();
    /// Closes the connection at once.
    void cut();

private:
    enum class Phase : std::uint8_t { Handshake, Idle, Receiving, Waiting, Answering, Lingering };
    /// A call that the handler is answering. `connection` is null once nobody waits for the answer. Used only
    /// on the loop's thread.
    struct Exchange {
        HttpConnection *connection;
    };
    /// The result of one read.
    enum class Io : std::uint8_t { Ok, Again, Closed };
    struct Received {
        Request request;
        std::optional<Response> refusal; ///< the answer if the request itself is invalid
        std::string requestId;
        bool gone = false; ///< the client has left
        bool keepAlive = false;
        bool isHead = false;
    };
    template <class T> using Awaitable = boost::asio::awaitable<T>;

    void enter(Phase phase, std::chrono::milliseconds time);
    void extendTo(std::chrono::milliseconds time);
    Io outcomeOf(int result);
    Io tryRead();
    Awaitable<bool> waitForSocket();
    /// Reads the client's address from the PROXY line if a trusted balancer opened the connection.
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
    std::string m_in; ///< received and not yet parsed; its memory is freed while the connection is idle
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
    bool m_watched = false; ///< whether the current exchange is watched
};

} // namespace hub
