#include "tls_client.h"

#include <arpa/inet.h>
#include <array>
#include <csignal>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <utility>

namespace contract {
namespace {

int connectTo(std::uint16_t port) {
    const int file = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(file, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0) {
        return file;
    }
    ::close(file);
    return -1;
}

/// Offers no more than `hello` says.
void narrow(SSL_CTX *context, TlsClient::Hello hello) {
    switch (hello) {
    case TlsClient::Hello::Tls12:
        SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
        break;
    case TlsClient::Hello::Tls12Cbc:
        SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
        SSL_CTX_set_cipher_list(context, "ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES128-SHA");
        break;
    case TlsClient::Hello::Tls11:
        SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
        SSL_CTX_set_max_proto_version(context, TLS1_1_VERSION);
        SSL_CTX_set_cipher_list(context, "DEFAULT:@SECLEVEL=0");
        break;
    case TlsClient::Hello::FiniteField:
        SSL_CTX_set1_groups_list(context, "ffdhe2048:ffdhe3072:ffdhe4096:ffdhe6144:ffdhe8192");
        break;
    case TlsClient::Hello::X448:
        SSL_CTX_set1_groups_list(context, "X448");
        break;
    case TlsClient::Hello::Tls12P521:
        SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
        [[fallthrough]];
    case TlsClient::Hello::P521:
        SSL_CTX_set1_groups_list(context, "P-521");
        break;
    case TlsClient::Hello::X25519:
        SSL_CTX_set1_groups_list(context, "X25519");
        break;
    case TlsClient::Hello::P256:
        SSL_CTX_set1_groups_list(context, "P-256");
        break;
    case TlsClient::Hello::P384:
        SSL_CTX_set1_groups_list(context, "P-384");
        break;
    case TlsClient::Hello::Send:
    case TlsClient::Hello::Omit:
        break;
    }
}

std::size_t lengthIn(const std::string &head) {
    const std::size_t at = head.find("Content-Length: ");
    return at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
}

} // namespace

TlsClient::TlsClient(std::uint16_t port, const std::string &caFile, Hello hello, const char *hostName,
                     std::string_view before)
    : m_socket(connectTo(port)) {
    std::signal(SIGPIPE, SIG_IGN);
    if (m_socket < 0) {
        return;
    }
    setReadTime(std::chrono::seconds(20));
    m_connected = before.empty() || sendRaw(before);
    if (hello == Hello::Omit) {
        return;
    }
    m_context = SSL_CTX_new(TLS_client_method());
    narrow(m_context, hello);
    SSL_CTX_set_verify(m_context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_load_verify_locations(m_context, caFile.c_str(), nullptr);
    m_tls = SSL_new(m_context);
    SSL_set1_host(m_tls, hostName);
    SSL_set_tlsext_host_name(m_tls, hostName);
    SSL_set_fd(m_tls, m_socket);
    ERR_clear_error();
    m_connected = SSL_connect(m_tls) == 1;
}

TlsClient::TlsClient(TlsClient &&other) noexcept
    : m_socket(std::exchange(other.m_socket, -1)), m_context(std::exchange(other.m_context, nullptr)),
      m_tls(std::exchange(other.m_tls, nullptr)), m_connected(other.m_connected),
      m_in(std::move(other.m_in)) {}

TlsClient::~TlsClient() {
    leave();
}

void TlsClient::leave() {
    SSL_free(std::exchange(m_tls, nullptr));
    SSL_CTX_free(std::exchange(m_context, nullptr));
    if (m_socket >= 0) {
        ::close(std::exchange(m_socket, -1));
    }
    m_connected = false;
}

void TlsClient::setReadTime(std::chrono::milliseconds time) {
    timeval value{};
    value.tv_sec = time.count() / 1000;
    value.tv_usec = (time.count() % 1000) * 1000;
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &value, sizeof value);
}

std::string TlsClient::tlsVersion() const {
    return m_tls == nullptr ? "" : SSL_get_version(m_tls);
}

bool TlsClient::send(std::string_view bytes) {
    if (m_tls == nullptr) {
        return false;
    }
    while (!bytes.empty()) {
        ERR_clear_error();
        const int sent = SSL_write(m_tls, bytes.data(), static_cast<int>(bytes.size()));
        if (sent <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool TlsClient::sendRaw(std::string_view bytes) {
    return ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
}

bool TlsClient::fill() {
    std::array<char, 16384> bytes{};
    ERR_clear_error();
    const int got = SSL_read(m_tls, bytes.data(), static_cast<int>(bytes.size()));
    if (got <= 0) {
        return false;
    }
    m_in.append(bytes.data(), static_cast<std::size_t>(got));
    return true;
}

Reply TlsClient::receive() {
    Reply reply;
    if (m_tls == nullptr) {
        return reply;
    }
    std::size_t end = std::string::npos;
    while ((end = m_in.find("\r\n\r\n")) == std::string::npos) {
        if (!fill()) {
            return reply;
        }
    }
    const std::string head = m_in.substr(0, end + 4);
    m_in.erase(0, end + 4);
    const std::size_t length = lengthIn(head);
    while (m_in.size() < length) {
        if (!fill()) {
            return reply;
        }
    }
    reply.head = head;
    reply.status = std::stoi(head.substr(9, 3));
    reply.body = m_in.substr(0, length);
    m_in.erase(0, length);
    return reply;
}

bool TlsClient::isClosedWithin(std::chrono::milliseconds time) {
    setReadTime(time);
    std::array<char, 16384> bytes{};
    for (;;) {
        const ssize_t got = ::recv(m_socket, bytes.data(), bytes.size(), 0);
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) {
            return true;
        }
        if (got < 0) {
            return false;
        }
    }
}

std::string get(std::string_view path, std::string_view fields) {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(fields) + "\r\n";
}

std::string post(std::string_view path, std::string_view body, std::string_view fields) {
    return "POST " + std::string(path) +
           " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + std::string(fields) +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

} // namespace contract
