#include "hub/http/connection.h"

#include "hub/http/http_text.h"
#include "hub/http/proxy_line.h"
#include "hub/http/request_reader.h"

#include <algorithm>
#include <array>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <openssl/err.h>
#include <sys/socket.h>
#include <utility>

// co_await appears only as a whole statement or initialiser in this file. Where it is an operand (`gone =
// !co_await feed()`), g++ 12 starts the coroutine with an uninitialised frame.

namespace hub {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t largestRecord = std::size_t(16) * 1024;
/// Limit of the bytes that a client may send while its previous call is still running.
constexpr std::size_t aheadLimit = std::size_t(64) * 1024;
constexpr std::chrono::milliseconds lingerTime{2'000};
constexpr std::size_t lingerLimit = std::size_t(4) * 1024 * 1024;
/// A body up to this size is sent in one write together with the head.
constexpr std::size_t smallBody = std::size_t(12) * 1024;

std::array<char, largestRecord> &scratch() {
    thread_local std::array<char, largestRecord> bytes;
    return bytes;
}

} // namespace

HttpConnection::HttpConnection(asio::ip::tcp::socket socket, std::string address, Loop &loop,
                               std::shared_ptr<ServerShared> shared)
    : m_shared(std::move(shared)), m_loop(loop), m_socket(std::move(socket)), m_signal(loop.context),
      m_tls(m_shared->tls.session()), m_address(std::move(address)) {
    m_loop.connections.insert(this);
}

HttpConnection::~HttpConnection() {
    if (m_exchange) {
        m_exchange->connection = nullptr;
    }
    m_loop.connections.erase(this);
    m_shared->connectionLimits.leave(m_address);
}

asio::awaitable<void> HttpConnection::run() {
    const auto self = shared_from_this();
    error_code ignored;
    m_socket.non_blocking(true, ignored);
    m_socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    if (!m_tls || SSL_set_fd(m_tls.get(), m_socket.native_handle()) != 1) {
        co_return;
    }
    SSL_set_accept_state(m_tls.get());
    bool goesOn = co_await readProxyHeader();
    if (goesOn) {
        goesOn = co_await handshake();
    }
    while (goesOn) {
        goesOn = co_await serveOne();
    }
    if (!m_cut && !m_left) {
        ERR_clear_error();
        SSL_shutdown(m_tls.get());
    }
}

void HttpConnection::enter(Phase phase, std::chrono::milliseconds time) {
    m_phase = phase;
    m_phaseStart = std::chrono::steady_clock::now();
    m_deadline = m_phaseStart + time;
}

void HttpConnection::extendTo(std::chrono::milliseconds time) {
    m_deadline = m_phaseStart + time;
}

void HttpConnection::sweep(Time now) {
    if (now > m_deadline) {
        cut();
    } else if (m_phase == Phase::Waiting && !m_watched && m_exchange) {
        watch(m_exchange);
    }
}

void HttpConnection::finishUp() {
    m_lastAnswer = true;
    if (m_phase == Phase::Idle || m_phase == Phase::Handshake || m_phase == Phase::Lingering) {
        cut();
    }
}

void HttpConnection::cut() {
    m_cut = true;
    error_code ignored;
    m_socket.cancel(ignored);
    m_signal.cancel();
}

// TLS runs directly on the socket, so an idle client needs no Asio buffers.

HttpConnection::Io HttpConnection::outcomeOf(int result) {
    if (result > 0) {
        return Io::Ok;
    }
    switch (SSL_get_error(m_tls.get(), result)) {
    case SSL_ERROR_WANT_READ:
        m_want = asio::ip::tcp::socket::wait_read;
        return Io::Again;
    case SSL_ERROR_WANT_WRITE:
        m_want = asio::ip::tcp::socket::wait_write;
        return Io::Again;
    default:
        m_left = true;
        return Io::Closed;
    }
}

asio::awaitable<bool> HttpConnection::waitForSocket() {
    error_code error;
    co_await m_socket.async_wait(m_want, asio::redirect_error(asio::use_awaitable, error));
    co_return !error && !m_cut;
}

asio::awaitable<bool> HttpConnection::readProxyHeader() {
    const auto &trusted = m_shared->config.trustedProxies;
    if (std::find(trusted.begin(), trusted.end(), m_address) == trusted.end()) {
        co_return true;
    }
    enter(Phase::Handshake, m_shared->config.handshakeTime);
    const std::string line = co_await proxyLine();
    m_left = !adoptClientAddress(line);
    co_return !m_left;
}

/// Reads the PROXY line, which is not encrypted, and no byte after it. Returns what has arrived if the client
/// leaves or if the line is too long.
asio::awaitable<std::string> HttpConnection::proxyLine() {
    std::string line;
    m_want = asio::ip::tcp::socket::wait_read;
    while (line.size() < longestProxyLine && !line.ends_with('\n')) {
        std::array<char, longestProxyLine> bytes{};
        const ssize_t seen =
            ::recv(m_socket.native_handle(), bytes.data(), longestProxyLine - line.size(), MSG_PEEK);
        if (seen < 0 && errno == EAGAIN) {
            const bool alive = co_await waitForSocket();
            if (!alive) {
                co_return line;
            }
            continue;
        }
        if (seen <= 0) {
            co_return line;
        }
        const auto *const end = std::find(bytes.begin(), bytes.begin() + seen, '\n');
        const auto ours =
            static_cast<std::size_t>(end - bytes.begin()) + (end == bytes.begin() + seen ? 0 : 1);
        line.append(bytes.data(), ours);
        if (::recv(m_socket.native_handle(), bytes.data(), ours, 0) != static_cast<ssize_t>(ours)) {
            co_return std::string();
        }
    }
    co_return line;
}

bool HttpConnection::adoptClientAddress(const std::string &line) {
    if (!line.ends_with("\r\n")) {
        return false;
    }
    const auto said = readProxyLine(std::string_view(line).substr(0, line.size() - 2));
    if (!said || !said->address) {
        return said.has_value();
    }
    if (!m_shared->connectionLimits.move(m_address, *said->address)) {
        return false;
    }
    m_address = *said->address;
    return true;
}

asio::awaitable<bool> HttpConnection::handshake() {
    enter(Phase::Handshake, m_shared->config.handshakeTime);
    for (;;) {
        ERR_clear_error();
        const Io io = outcomeOf(SSL_do_handshake(m_tls.get()));
        if (io == Io::Ok) {
            co_return true;
        }
        if (io == Io::Closed) {
            co_return false;
        }
        const bool alive = co_await waitForSocket();
        if (!alive) {
            co_return false;
        }
    }
}

HttpConnection::Io HttpConnection::tryRead() {
    ERR_clear_error();
    const int got = SSL_read(m_tls.get(), scratch().data(), static_cast<int>(scratch().size()));
    const Io io = outcomeOf(got);
    if (io == Io::Ok) {
        m_in.append(scratch().data(), static_cast<std::size_t>(got));
    }
    return io;
}

asio::awaitable<bool> HttpConnection::readMore() {
    for (;;) {
        const Io io = tryRead();
        if (io != Io::Again) {
            co_return io == Io::Ok;
        }
        const bool alive = co_await waitForSocket();
        if (!alive) {
            co_return false;
        }
    }
}

asio::awaitable<bool> HttpConnection::send(std::string_view bytes) {
    while (!bytes.empty()) {
        ERR_clear_error();
        const int sent = SSL_write(m_tls.get(), bytes.data(),
                                   static_cast<int>(std::min<std::size_t>(bytes.size(), 1 << 20)));
        const Io io = outcomeOf(sent);
        if (io == Io::Closed) {
            co_return false;
        }
        if (io == Io::Ok) {
            bytes.remove_prefix(static_cast<std::size_t>(sent));
            continue;
        }
        const bool alive = co_await waitForSocket();
        if (!alive) {
            co_return false;
        }
    }
    co_return true;
}

asio::awaitable<bool> HttpConnection::waitForRequest() {
    if (!m_in.empty()) {
        co_return true; // the client sent it in advance
    }
    if (m_lastAnswer) {
        co_return false;
    }
    enter(Phase::Idle, m_shared->config.idleTime);
    m_in.shrink_to_fit();
    const bool done = co_await readMore();
    co_return done;
}

asio::awaitable<bool> HttpConnection::feed(RequestReader &reader) {
    for (;;) {
        if (reader.take(m_in) == RequestReader::Step::Stopped) {
            co_return true;
        }
        const bool alive = co_await readMore();
        if (!alive) {
            co_return false;
        }
    }
}

asio::awaitable<HttpConnection::Received> HttpConnection::receive() {
    enter(Phase::Receiving, m_shared->config.requestTime);
    Received received;
    RequestReader reader(m_shared->config);
    bool here = co_await feed(reader);
    if (here && reader.wantsBody()) {
        here = co_await receiveBody(reader);
    }
    received.gone = !here;
    if (received.gone) {
        co_return received;
    }
    received.refusal = reader.refusal();
    received.request = reader.request();
    received.request.remoteAddress = m_address;
    received.requestId = requestIdOf(received.request.header("x-request-id"), m_shared->random);
    received.request.requestId = received.requestId;
    received.keepAlive = reader.keepAlive() && !received.refusal;
    received.isHead = received.request.method == "HEAD";
    co_return received;
}

asio::awaitable<bool> HttpConnection::receiveBody(RequestReader &reader) {
    if (reader.isLarge()) {
        extendTo(m_shared->config.largeRequestTime);
    }
    if (reader.expectsContinue() && m_in.empty()) {
        static constexpr std::string_view goOn = "HTTP/1.1 100 Continue\r\n\r\n";
        const bool alive = co_await send(goOn);
        if (!alive) {
            co_return false;
        }
    }
    BodyShare share(m_shared->bodyBytes, m_shared->config);
    while (reader.take(m_in) != RequestReader::Step::Stopped) {
        if (!share.growTo(reader.bodyBytes())) {
            reader.refuseForNow();
            co_return true;
        }
        const bool alive = co_await readMore();
        if (!alive) {
            co_return false;
        }
    }
    co_return true;
}

asio::awaitable<bool> HttpConnection::serveOne() {
    const bool alive = co_await waitForRequest();
    if (!alive) {
        co_return false;
    }
    Received received = co_await receive();
    if (received.gone) {
        co_return false;
    }
    if (received.refusal) {
        Response refusal = std::move(*received.refusal);
        const bool sent = co_await answer(std::move(refusal), received);
        if (sent) {
            co_await linger();
        }
        co_return false;
    }
    std::optional<Response> response = co_await ask(std::move(received.request));
    if (!response) {
        co_return false;
    }
    const bool sent = co_await answer(std::move(*response), received);
    co_return sent &&received.keepAlive && !m_lastAnswer;
}

asio::awaitable<std::optional<Response>> HttpConnection::ask(Request request) {
    const auto exchange = std::make_shared<Exchange>(Exchange{this});
    const bool gzip = acceptsGzip(request.header("accept-encoding"));
    m_exchange = exchange;
    m_answer.reset();
    m_watched = false;
    enter(Phase::Waiting, m_shared->config.heldTime);
    m_cancel = m_shared->handler(
        std::move(request), [loop = m_loop.shared_from_this(), exchange, gzip](Response response) {
            if (gzip) {
                gzipWhereUseful(response);
            }
            asio::dispatch(loop->context, [exchange, ready = std::move(response)]() mutable {
                if (exchange->connection != nullptr) {
                    exchange->connection->answered(std::move(ready));
                }
            });
        });
    while (!m_answer && !m_cut && !m_left) {
        error_code woken;
        m_signal.expires_at(Time::max());
        co_await m_signal.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
    exchange->connection = nullptr;
    m_exchange.reset();
    error_code ignored;
    if (m_watched) {
        m_socket.cancel(ignored);
    }
    const HttpServer::CancelCallback cancel = std::exchange(m_cancel, nullptr);
    if (!m_answer && cancel) {
        cancel();
    }
    co_return std::exchange(m_answer, std::nullopt);
}

void HttpConnection::answered(Response response) {
    m_answer = std::move(response);
    m_signal.cancel();
}

void HttpConnection::watch(const std::shared_ptr<Exchange> &exchange) {
    m_watched = true;
    m_socket.async_wait(asio::ip::tcp::socket::wait_read,
                        [self = shared_from_this(), exchange](const error_code &error) {
                            if (!error && exchange->connection != nullptr) {
                                self->probe(exchange);
                            }
                        });
}

/// The socket has become readable while a call is running: the client sends its next request early, or it
/// leaves.
void HttpConnection::probe(const std::shared_ptr<Exchange> &exchange) {
    switch (tryRead()) {
    case Io::Closed:
        m_signal.cancel();
        break;
    case Io::Ok:
    case Io::Again:
        if (m_in.size() < aheadLimit) {
            watch(exchange);
        }
        break;
    }
}

asio::awaitable<bool> HttpConnection::answer(Response response, const Received &received) {
    enter(Phase::Answering, m_shared->config.answerTime);
    const auto persistence =
        received.keepAlive && !m_lastAnswer ? Persistence::KeepAlive : Persistence::Close;
    std::string head = responseHead(response, received.requestId, m_shared->clock.now(), persistence);
    if (received.isHead) {
        response.body.reset();
    }
    const std::string_view body = response.text();
    if (body.size() <= smallBody) {
        head += body;
        const bool done = co_await send(head);
        co_return done;
    }
    const bool alive = co_await send(head);
    if (!alive) {
        co_return false;
    }
    const bool done = co_await send(body);
    co_return done;
}

/// If a client is still sending, closing the socket would reset the connection before the client can read the
/// refusal. So the hub reads and discards its data for a moment.
asio::awaitable<void> HttpConnection::linger() {
    enter(Phase::Lingering, lingerTime);
    ERR_clear_error();
    SSL_shutdown(m_tls.get());
    error_code error;
    m_socket.shutdown(asio::ip::tcp::socket::shutdown_send, error);
    m_want = asio::ip::tcp::socket::wait_read;
    for (std::size_t thrown = 0; thrown < lingerLimit;) {
        const ssize_t got = ::recv(m_socket.native_handle(), scratch().data(), scratch().size(), 0);
        if (got == 0) {
            break;
        }
        if (got > 0) {
            thrown += static_cast<std::size_t>(got);
            continue;
        }
        if (errno != EAGAIN && errno != EWOULDBLOCK) {
            break;
        }
        const bool alive = co_await waitForSocket();
        if (!alive) {
            break;
        }
    }
    m_left = true;
}

} // namespace hub
