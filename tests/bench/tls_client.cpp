#include "bench/tls_client.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace bench {

struct TlsClient::Private {
    std::string host;
    std::uint16_t port = 0;
    SSL_CTX *context = nullptr;
    SSL *ssl = nullptr;
    int socket = -1;
    std::string buffer;

    void connect();
    void close();
    void writeAll(std::string_view bytes);
    bool readMore();
    Answer readAnswer();
    std::string readChunks();
};

namespace {

[[noreturn]] void failed(const std::string &what) {
    char text[256] = "";
    ERR_error_string_n(ERR_get_error(), text, sizeof text);
    throw std::runtime_error(what + ": " + text);
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

} // namespace

TlsClient::TlsClient(std::string host, std::uint16_t port, std::string caFile)
    : d(std::make_unique<Private>()) {
    d->host = std::move(host);
    d->port = port;
    d->context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_min_proto_version(d->context, TLS1_2_VERSION);
    SSL_CTX_set_verify(d->context, SSL_VERIFY_PEER, nullptr);
    if (SSL_CTX_load_verify_locations(d->context, caFile.c_str(), nullptr) != 1) {
        failed("cannot read the CA " + caFile);
    }
}

TlsClient::~TlsClient() {
    d->close();
    SSL_CTX_free(d->context);
}

void TlsClient::Private::connect() {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) {
        throw std::runtime_error("no such host: " + host);
    }
    socket = ::socket(found->ai_family, SOCK_STREAM, 0);
    const int connected = ::connect(socket, found->ai_addr, found->ai_addrlen);
    freeaddrinfo(found);
    if (connected != 0) {
        throw std::runtime_error("cannot connect to " + host + ":" + std::to_string(port));
    }
    const int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ssl = SSL_new(context);
    SSL_set_fd(ssl, socket);
    if (SSL_connect(ssl) != 1) {
        failed("TLS handshake");
    }
}

void TlsClient::Private::close() {
    if (ssl != nullptr) {
        SSL_shutdown(ssl);
        SSL_free(ssl);
        ssl = nullptr;
    }
    if (socket >= 0) {
        ::close(socket);
        socket = -1;
    }
    buffer.clear();
}

void TlsClient::Private::writeAll(std::string_view bytes) {
    if (SSL_write(ssl, bytes.data(), static_cast<int>(bytes.size())) != static_cast<int>(bytes.size())) {
        failed("write");
    }
}

bool TlsClient::Private::readMore() {
    char chunk[65536];
    const int got = SSL_read(ssl, chunk, sizeof chunk);
    if (got <= 0) {
        return false;
    }
    buffer.append(chunk, static_cast<std::size_t>(got));
    return true;
}

std::string TlsClient::Private::readChunks() {
    std::string body;
    while (true) {
        std::size_t end = 0;
        while ((end = buffer.find("\r\n")) == std::string::npos) {
            if (!readMore()) {
                failed("cut in a chunk");
            }
        }
        const auto size = std::stoul(buffer.substr(0, end), nullptr, 16);
        while (buffer.size() < end + 2 + size + 2) {
            if (!readMore()) {
                failed("cut in a chunk");
            }
        }
        body.append(buffer, end + 2, size);
        buffer.erase(0, end + 2 + size + 2);
        if (size == 0) {
            return body;
        }
    }
}

Answer TlsClient::Private::readAnswer() {
    std::size_t end = 0;
    while ((end = buffer.find("\r\n\r\n")) == std::string::npos) {
        if (!readMore()) {
            throw std::runtime_error("the server closed the connection");
        }
    }
    Answer answer;
    answer.status = std::stoi(buffer.substr(9, 3));
    std::size_t at = buffer.find("\r\n") + 2;
    while (at < end) {
        const auto line = buffer.substr(at, buffer.find("\r\n", at) - at);
        at += line.size() + 2;
        const auto colon = line.find(':');
        answer.headers[lower(line.substr(0, colon))] = line.substr(line.find_first_not_of(' ', colon + 1));
    }
    buffer.erase(0, end + 4);
    if (answer.headers["transfer-encoding"] == "chunked") {
        answer.body = readChunks();
        return answer;
    }
    const auto length =
        answer.headers.contains("content-length") ? std::stoul(answer.headers["content-length"]) : 0;
    while (buffer.size() < length) {
        if (!readMore()) {
            failed("cut in the body");
        }
    }
    answer.body = buffer.substr(0, length);
    buffer.erase(0, length);
    return answer;
}

std::string TlsClient::requestText(std::string_view method, std::string_view host, std::string_view path,
                                   const Headers &headers, std::string_view body) {
    std::string text;
    text.append(method).append(" ").append(path).append(" HTTP/1.1\r\nHost: ").append(host).append("\r\n");
    for (const auto &[name, value] : headers) {
        text.append(name).append(": ").append(value).append("\r\n");
    }
    if (!body.empty()) {
        text.append("Content-Type: application/json\r\nContent-Length: ").append(std::to_string(body.size()));
        text.append("\r\n");
    }
    text.append("\r\n").append(body);
    return text;
}

Answer TlsClient::request(std::string_view method, std::string_view path, const Headers &headers,
                          std::string_view body) {
    if (d->ssl == nullptr) {
        d->connect();
    }
    d->writeAll(requestText(method, d->host, path, headers, body));
    auto answer = d->readAnswer();
    if (answer.headers["connection"] == "close") {
        d->close();
    }
    return answer;
}

std::size_t TlsClient::repeat(const std::string &text) {
    if (d->ssl == nullptr) {
        throw std::runtime_error("the server closed the connection");
    }
    d->writeAll(text);
    std::size_t end = 0;
    while ((end = d->buffer.find("\r\n\r\n")) == std::string::npos) {
        if (!d->readMore()) {
            throw std::runtime_error("the server closed the connection");
        }
    }
    static constexpr std::string_view field = "\r\ncontent-length:";
    const auto sameLetter = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
    const auto at = std::search(d->buffer.begin(), d->buffer.end(), field.begin(), field.end(), sameLetter);
    if (d->buffer.compare(9, 3, "200") != 0 || at == d->buffer.end()) {
        throw std::runtime_error("no answer of 200 with its length: " + d->buffer.substr(0, 60));
    }
    const auto length =
        std::stoul(d->buffer.substr(static_cast<std::size_t>(at - d->buffer.begin()) + field.size(), 12));
    while (d->buffer.size() < end + 4 + length) {
        if (!d->readMore()) {
            failed("cut in the body");
        }
    }
    d->buffer.erase(0, end + 4 + length);
    return length;
}

std::string TlsClient::protocol() const {
    return d->ssl == nullptr ? std::string()
                             : std::string(SSL_get_version(d->ssl)) + " " + SSL_get_cipher_name(d->ssl);
}

std::pair<std::string, std::uint16_t> hostAndPort(const std::string &url) {
    const auto start = url.find("://") + 3;
    const auto colon = url.find(':', start);
    return {url.substr(start, colon - start), static_cast<std::uint16_t>(std::stoi(url.substr(colon + 1)))};
}

} // namespace bench
