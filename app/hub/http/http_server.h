// The HTTPS server of the hub: TLS 1.2 and 1.3, HTTP/1.1 with keep-alive, strict framing, and a limit for
// every resource.
//
// The interface is plain C++; Asio, Beast and OpenSSL are used only by .cpp files of this folder.
#pragma once

#include "domain/clock.h"
#include "domain/random.h"
#include "domain/result.h"
#include "hub/http/http_message.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace hub {

struct HttpServerConfig {
    std::string host = "127.0.0.1"; ///< an address or a name of this machine
    std::uint16_t port = 0;         ///< 0 chooses any free port
    std::string certificateFile;    ///< PEM, with the certificate chain
    std::string keyFile;            ///< PEM
    int threads = 1;

    std::size_t headerLimit = std::size_t(16) * 1024;
    std::size_t bodyLimit = std::size_t(1024) * 1024;
    std::size_t largeBodyLimit = std::size_t(16) * 1024 * 1024;
    std::vector<std::string> largeBodyPaths{"/v1/slots/batch", "/v1/facilities/import",
                                            "/v1/reservations/batch", "/v1/vacancies/batch"};

    /// Limit for the bytes of all bodies that are being received at the same time. A client that needs more
    /// gets 503. The first part of each body is not counted, so that a small request always gets through.
    std::size_t bodyBytesAtOnce = std::size_t(256) * 1024 * 1024;
    std::size_t bodyBytesUncounted = std::size_t(64) * 1024;

    // Each limit covers the whole span, not the silence between bytes, so a client gains nothing by sending
    // one byte at a time.
    std::chrono::milliseconds handshakeTime{10'000};
    std::chrono::milliseconds requestTime{10'000};
    std::chrono::milliseconds largeRequestTime{60'000}; ///< for paths that have the large body limit
    std::chrono::milliseconds idleTime{75'000};
    std::chrono::milliseconds heldTime{90'000}; ///< from the request to its answer
    /// From the start of the answer until the client has received it.
    std::chrono::milliseconds answerTime{60'000};
    std::chrono::milliseconds sweepEvery{1'000};

    std::size_t connections = 10'000;
    std::size_t connectionsPerAddress = 2'000; ///< many nurseries share one public address
    /// New connections per minute from one address, because each one costs a handshake; half of them may come
    /// at once. 0 means no limit. A desk keeps its connection, so hundreds of desks behind one public address
    /// fit into the limit.
    int newConnectionsPerMinute = 3'000;
    /// Addresses of trusted balancers. Each of their connections must begin with a PROXY line and counts for
    /// the address in that line.
    std::vector<std::string> trustedProxies;
};

class HttpServer {
public:
    using Done = std::function<void(Response)>;
    using CancelCallback = std::function<void()>;
    /// The server calls it on one of its threads, so it must not block. It may call `Done` once, at once or
    /// later, on any thread, also after the server has been destroyed. The server calls the CancelCallback if
    /// the client leaves before its answer.
    using Handler = std::function<CancelCallback(Request, Done)>;

    /// The server is listening when the function returns. `clock` and `random` must outlive the server.
    /// Errors: Rejected "address-in-use", "address-not-usable", "certificate-not-usable", "key-not-usable".
    [[nodiscard]] static domain::Result<std::unique_ptr<HttpServer>> start(const HttpServerConfig &config,
                                                                           Handler handler,
                                                                           const domain::Clock &clock,
                                                                           domain::Random &random);
    virtual ~HttpServer() = default;

    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// The number of connected clients.
    [[nodiscard]] virtual std::size_t connections() const = 0;
    /// Reads the certificate and its key again from their files, for new connections. Errors as in start();
    /// the old certificate stays after an error. Any thread may call it.
    [[nodiscard]] virtual domain::Result<void> renewCertificate() = 0;
    /// Accepts no more clients and no more requests of connected clients; running calls go on.
    virtual void stopAccepting() = 0;
    /// Stops accepting, waits at most `grace` until running calls have been answered, and then closes every
    /// connection. Idempotent.
    virtual void stop(std::chrono::milliseconds grace) = 0;
};

} // namespace hub
