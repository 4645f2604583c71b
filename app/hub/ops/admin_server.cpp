#include "hub/ops/admin_server.h"

#include "hub/http/http_server.h"
#include "hub/http/http_text.h"
#include "hub/http/request_reader.h"

#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace hub::ops {
namespace {

constexpr int waitingClients = 16;
constexpr int patience = 2; ///< seconds within which a request must arrive and its answer be received

/// A loopback address with its length; empty for any other address.
struct Address {
    sockaddr_storage storage{};
    socklen_t length = 0;
};

std::optional<Address> loopback(const std::string &host, std::uint16_t port) {
    Address address;
    sockaddr_in four{};
    four.sin_family = AF_INET;
    four.sin_port = htons(port);
    if (inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host.c_str(), &four.sin_addr) == 1) {
        std::memcpy(&address.storage, &four, sizeof four);
        address.length = sizeof four;
        return ntohl(four.sin_addr.s_addr) >> 24 == 127 ? std::optional(address) : std::nullopt;
    }
    sockaddr_in6 six{};
    six.sin6_family = AF_INET6;
    six.sin6_port = htons(port);
    if (inet_pton(AF_INET6, host.c_str(), &six.sin6_addr) != 1 || !IN6_IS_ADDR_LOOPBACK(&six.sin6_addr)) {
        return std::nullopt;
    }
    std::memcpy(&address.storage, &six, sizeof six);
    address.length = sizeof six;
    return address;
}

tl::unexpected<domain::Error> refused(const char *code, const std::string &host, std::uint16_t port) {
    return domain::fail(domain::ErrorKind::Rejected, code, {{"host", host}, {"port", std::to_string(port)}});
}

class File {
public:
    explicit File(int file) : m_file(file) {}
    ~File() { close(); }
    File(const File &) = delete;
    File &operator=(const File &) = delete;
    [[nodiscard]] int get() const { return m_file; }
    void close() {
        if (m_file >= 0) {
            ::close(std::exchange(m_file, -1));
        }
    }

private:
    int m_file;
};

class Server final : public AdminServer {
public:
    Server(int listening, Metrics metrics, const domain::Clock &clock)
        : m_listening(listening), m_wake(::eventfd(0, EFD_CLOEXEC)), m_metrics(std::move(metrics)),
          m_clock(clock), m_thread([this] { loop(); }) {}
    ~Server() override { stop(); }
    Server(const Server &) = delete;
    Server &operator=(const Server &) = delete;

    std::uint16_t port() const override {
        sockaddr_storage storage{};
        socklen_t length = sizeof storage;
        ::getsockname(m_listening.get(), reinterpret_cast<sockaddr *>(&storage), &length);
        sockaddr_in four{};
        std::memcpy(&four, &storage, sizeof four); // the port is at the same offset in both address families
        return ntohs(four.sin_port);
    }
    void stop() override {
        if (!m_thread.joinable()) {
            return;
        }
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(m_wake.get(), &one, sizeof one);
        m_thread.join();
        m_listening.close(); // new clients are refused instead of waiting
    }

private:
    void loop() {
        for (;;) {
            std::array<pollfd, 2> files{{{m_listening.get(), POLLIN, 0}, {m_wake.get(), POLLIN, 0}}};
            if (::poll(files.data(), files.size(), -1) < 0) {
                continue; // interrupted by a signal
            }
            if (files[1].revents != 0) {
                return;
            }
            const File client(::accept4(m_listening.get(), nullptr, nullptr, SOCK_CLOEXEC));
            if (client.get() >= 0) {
                serve(client.get());
            }
        }
    }

    void serve(int client) const {
        const timeval time{.tv_sec = patience, .tv_usec = 0};
        ::setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
        ::setsockopt(client, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
        const HttpServerConfig limits{.headerLimit = 4096, .bodyLimit = 0, .largeBodyPaths = {}};
        RequestReader reader(limits);
        std::string bytes;
        std::array<char, 4096> piece{};
        do {
            const ssize_t got = ::recv(client, piece.data(), piece.size(), 0);
            if (got <= 0) {
                return;
            }
            bytes.append(piece.data(), static_cast<std::size_t>(got));
        } while (reader.take(bytes) == RequestReader::Step::NeedsMore);
        send(client, answer(reader));
    }

    [[nodiscard]] Response answer(RequestReader &reader) const {
        if (auto refusal = reader.refusal()) {
            return std::move(*refusal);
        }
        const Request request = reader.request();
        Response response;
        if (request.method != "GET" || request.path != "/metrics") {
            response.status = request.path == "/metrics" ? 405 : 404;
            return response;
        }
        response.setBody(m_metrics(), "text/plain; version=0.0.4; charset=utf-8");
        return response;
    }

    void send(int client, const Response &response) const {
        std::string text = responseHead(response, "admin", m_clock.now(), Persistence::Close);
        text.append(response.text());
        std::string_view left = text;
        while (!left.empty()) {
            const ssize_t sent = ::send(client, left.data(), left.size(), MSG_NOSIGNAL);
            if (sent <= 0) {
                return;
            }
            left.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

    File m_listening;
    File m_wake;
    Metrics m_metrics;
    const domain::Clock &m_clock;
    std::thread m_thread;
};

} // namespace

domain::Result<std::unique_ptr<AdminServer>> AdminServer::start(const std::string &host, std::uint16_t port,
                                                                Metrics metrics, const domain::Clock &clock) {
    const auto address = loopback(host, port);
    if (!address) {
        return refused("not-loopback", host, port);
    }
    const int listening = ::socket(address->storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    ::setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (listening < 0 ||
        ::bind(listening, reinterpret_cast<const sockaddr *>(&address->storage), address->length) != 0 ||
        ::listen(listening, waitingClients) != 0) {
        const bool inUse = errno == EADDRINUSE;
        ::close(listening);
        return refused(inUse ? "address-in-use" : "address-not-usable", host, port);
    }
    return std::unique_ptr<AdminServer>(std::make_unique<Server>(listening, std::move(metrics), clock));
}

} // namespace hub::ops
