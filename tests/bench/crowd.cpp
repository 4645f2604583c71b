#include "bench/crowd.h"

#include "bench/tls_client.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <stdexcept>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bench {

namespace {

constexpr std::size_t handshakesAtOnce = 64;

struct Client {
    SSL *ssl = nullptr;
    int file = -1;
    bool ready = false;
    std::string buffer;
};

/// The length of the answer that the buffer begins with; 0 while it is not whole.
std::size_t wholeAnswer(const std::string &buffer, std::string_view &body) {
    const auto end = buffer.find("\r\n\r\n");
    if (end == std::string::npos) {
        return 0;
    }
    std::size_t field = buffer.find("\r\nContent-Length: ");
    field = field == std::string::npos ? buffer.find("\r\ncontent-length: ") : field;
    if (field > end) {
        throw std::runtime_error("an answer without its length: " + buffer.substr(0, 60));
    }
    const auto length = std::stoul(buffer.substr(field + 18, 12));
    if (buffer.size() < end + 4 + length) {
        return 0;
    }
    body = std::string_view(buffer).substr(end + 4, length);
    return end + 4 + length;
}

} // namespace

struct Crowd::Private {
    SSL_CTX *context = nullptr;
    addrinfo *address = nullptr;
    int poll = -1;
    std::vector<Client> clients;

    void open(std::size_t number);
    void shake(std::size_t number, std::size_t &done);
    void watch(std::size_t number, std::uint32_t events, int how);
    bool read(Client &client);
    int wait(std::array<epoll_event, 256> &events) {
        const int count = epoll_wait(poll, events.data(), static_cast<int>(events.size()), 50);
        return count < 0 && errno == EINTR ? 0 : count;
    }
};

Crowd::Crowd(const std::string &url, const std::string &caFile, std::size_t clients)
    : d(std::make_unique<Private>()) {
    d->clients.resize(clients);
    d->context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_mode(d->context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_verify(d->context, SSL_VERIFY_PEER, nullptr);
    if (SSL_CTX_load_verify_locations(d->context, caFile.c_str(), nullptr) != 1) {
        throw std::runtime_error("cannot read the CA " + caFile);
    }
    const auto [host, port] = hostAndPort(url);
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &d->address) != 0) {
        throw std::runtime_error("no such host: " + host);
    }
    d->poll = epoll_create1(EPOLL_CLOEXEC);
}

Crowd::~Crowd() {
    for (const Client &client : d->clients) {
        SSL_free(client.ssl);
        if (client.file >= 0) {
            ::close(client.file);
        }
    }
    ::close(d->poll);
    freeaddrinfo(d->address);
    SSL_CTX_free(d->context);
}

void Crowd::Private::watch(std::size_t number, std::uint32_t events, int how) {
    epoll_event event{};
    event.events = events;
    event.data.u64 = number;
    epoll_ctl(poll, how, clients[number].file, &event);
}

void Crowd::Private::open(std::size_t number) {
    Client &client = clients[number];
    client.file = ::socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (client.file < 0 || ::connect(client.file, address->ai_addr, address->ai_addrlen) != 0) {
        throw std::runtime_error("client " + std::to_string(number) + " cannot connect");
    }
    const int on = 1;
    setsockopt(client.file, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    fcntl(client.file, F_SETFL, O_NONBLOCK);
    client.ssl = SSL_new(context);
    SSL_set_fd(client.ssl, client.file);
    SSL_set_connect_state(client.ssl);
    watch(number, EPOLLIN, EPOLL_CTL_ADD);
}

void Crowd::Private::shake(std::size_t number, std::size_t &done) {
    Client &client = clients[number];
    if (client.ready) {
        return; // a session ticket, read with the first answer
    }
    const int result = SSL_do_handshake(client.ssl);
    if (result == 1) {
        client.ready = true;
        ++done;
        return;
    }
    const int why = SSL_get_error(client.ssl, result);
    if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE) {
        throw std::runtime_error("client " + std::to_string(number) + " was refused in the handshake");
    }
    watch(number, why == SSL_ERROR_WANT_WRITE ? EPOLLOUT : EPOLLIN, EPOLL_CTL_MOD);
}

void Crowd::connect() {
    std::size_t opened = 0;
    std::size_t done = 0;
    std::array<epoll_event, 256> events{};
    while (done < d->clients.size()) {
        while (opened < d->clients.size() && opened - done < handshakesAtOnce) {
            d->open(opened);
            d->shake(opened++, done);
        }
        const int count = d->wait(events);
        for (int i = 0; i < count; ++i) {
            d->shake(events.at(static_cast<std::size_t>(i)).data.u64, done);
        }
    }
}

void Crowd::send(std::size_t client, std::string_view request) {
    // A small request always finds room in a socket that has nothing under way.
    if (SSL_write(d->clients[client].ssl, request.data(), static_cast<int>(request.size())) <= 0) {
        throw std::runtime_error("client " + std::to_string(client) + " cannot send");
    }
}

/// False when the connection is over.
bool Crowd::Private::read(Client &client) {
    while (true) {
        std::array<char, 16384> chunk; // NOLINT(cppcoreguidelines-pro-type-member-init)
        const int got = SSL_read(client.ssl, chunk.data(), static_cast<int>(chunk.size()));
        if (got <= 0) {
            return SSL_get_error(client.ssl, got) == SSL_ERROR_WANT_READ;
        }
        client.buffer.append(chunk.data(), static_cast<std::size_t>(got));
    }
}

void Crowd::run(const Heard &heard, const std::function<bool()> &isOver) {
    std::array<epoll_event, 256> events{};
    while (!isOver()) {
        const int count = d->wait(events);
        for (int i = 0; i < count; ++i) {
            const std::size_t number = events.at(static_cast<std::size_t>(i)).data.u64;
            Client &client = d->clients[number];
            if (!d->read(client)) {
                throw std::runtime_error("client " + std::to_string(number) + " lost its connection");
            }
            std::string_view body;
            if (const auto length = wholeAnswer(client.buffer, body); length > 0) {
                heard(number, std::stoi(client.buffer.substr(9, 3)), body);
                client.buffer.erase(0, length);
                client.buffer.shrink_to_fit();
            }
        }
    }
}

} // namespace bench
