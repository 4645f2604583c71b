// A client that does what it is told, right or wrong: bytes over TLS over a socket, nothing hidden.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <openssl/ssl.h>
#include <string>
#include <string_view>

namespace contract {

struct Reply {
    int status = 0; ///< 0: no answer
    std::string head;
    std::string body;
    [[nodiscard]] bool has(std::string_view field) const { return head.find(field) != std::string::npos; }
};

class TlsClient {
public:
    /// What the handshake offers: all there is, nothing at all, or only something old.
    enum class Hello {
        Send,
        Omit,
        Tls12,
        Tls12Cbc,
        Tls11,
        FiniteField,
        X448,
        P521,
        X25519,
        P256,
        P384,
        Tls12P521
    };
    /// Connects to 127.0.0.1, sends `before` in the clear and verifies the hub's certificate against
    /// `caFile`.
    TlsClient(std::uint16_t port, const std::string &caFile, Hello hello = Hello::Send,
              const char *hostName = "localhost", std::string_view before = {});
    ~TlsClient();
    TlsClient(TlsClient &&) noexcept;
    TlsClient &operator=(TlsClient &&) = delete;

    [[nodiscard]] bool isConnected() const { return m_connected; }
    [[nodiscard]] std::string tlsVersion() const;
    /// False when the other side is gone.
    bool send(std::string_view bytes);
    /// Bytes straight on the socket.
    bool sendRaw(std::string_view bytes);
    /// One answer, with its body by Content-Length; status 0 when the connection ends or 20 s pass before it.
    Reply receive();
    Reply ask(std::string_view bytes) {
        send(bytes);
        return receive();
    }
    /// Whether the hub closes within `time`; what it sends meanwhile is thrown away.
    bool isClosedWithin(std::chrono::milliseconds time);
    /// Leaves without a word.
    void leave();

private:
    bool fill();
    void setReadTime(std::chrono::milliseconds time);

    int m_socket = -1;
    SSL_CTX *m_context = nullptr;
    SSL *m_tls = nullptr;
    bool m_connected = false;
    std::string m_in;
};

/// "GET path" with the fields every client sends.
std::string get(std::string_view path, std::string_view fields = {});
std::string post(std::string_view path, std::string_view body, std::string_view fields = {});

} // namespace contract
