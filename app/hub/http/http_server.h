// HTTPS for the hub: TLS 1.2 and 1.3, HTTP/1.1 with keep-alive, strict framing, a limit on everything.
//
// Plain on purpose: Asio, Beast and OpenSSL stay in this folder's .cpp files.
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
    std::uint16_t port = 0;         ///< 0: any free one
    std::string certificateFile;    ///< PEM, with its chain
    std::string keyFile;            ///< PEM
    int threads = 1;

    std::size_t headerLimit = std::size_t(16) * 1024;
    std::size_t bodyLimit = std::size_t(1024) * 1024;
    std::size_t largeBodyLimit = std::size_t(16) * 1024 * 1024;
    std::vector<std::string> largeBodyPaths{"/v1/slots/batch", "/v1/facilities/import",
                                            "/v1/reservations/batch", "/v1/vacancies/batch"};

    /// Bytes of bodies that are on their way at a time, of all clients together; who needs more is told to
    /// come again. The first part of each body is not counted: an everyday call always gets through.
    std::size_t bodyBytesAtOnce = std::size_t(256) * 1024 * 1024;
    std::size_t bodyBytesUncounted = std::size_t(64) * 1024;

    // Spans in all, not of silence: a client that sends a byte now and then gains nothing.
    std::chrono::milliseconds handshakeTime{10'000};
    std::chrono::milliseconds requestTime{10'000};
    std::chrono::milliseconds largeRequestTime{60'000}; ///< where the large body limit holds
    std::chrono::milliseconds idleTime{75'000};
    std::chrono::milliseconds heldTime{90'000};   ///< from the request to its answer
    std::chrono::milliseconds answerTime{60'000}; ///< for the client to take the answer
    std::chrono::milliseconds sweepEvery{1'000};

    std::size_t connections = 10'000;
    std::size_t connectionsPerAddress = 2'000; ///< many nurseries share one exit address
    /// New ones from one address, each of which costs a handshake; half of a minute's may come at once. 0 =
    /// no limit. Desks keep their connection, so that the hundreds behind one exit address fit in.
    int newConnectionsPerMinute = 3'000;
    /// Addresses of balancers. Their connections must begin with a PROXY line, and count for the address in
    /// it.
    std::vector<std::string> trustedProxies;
};

class HttpServer {
public:
    using Done = std::function<void(Response)>;
    using CancelCallback = std::function<void()>;
    /// Called on one of the server's threads; must not block. `Done` may be called on any thread, at once or
    /// later, once; also after the server is gone. The server calls CancelCallback when the client left
    /// before its answer.
    using Handler = std::function<CancelCallback(Request, Done)>;

    /// Listens when it returns. `clock` and `random` must outlive the server. Errors: Rejected
    /// "address-in-use", "address-not-usable", "certificate-not-usable", "key-not-usable".
    [[nodiscard]] static domain::Result<std::unique_ptr<HttpServer>> start(const HttpServerConfig &config,
                                                                           Handler handler,
                                                                           const domain::Clock &clock,
                                                                           domain::Random &random);
    virtual ~HttpServer() = default;

    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// How many clients are connected.
    [[nodiscard]] virtual std::size_t connections() const = 0;
    /// Reads the certificate and its key from their files again, for connections to come. Errors as of
    /// start(); then the present ones stay. On any thread.
    [[nodiscard]] virtual domain::Result<void> renewCertificate() = 0;
    /// Takes no more clients and no further request of those that are there; calls under way go on.
    virtual void stopAccepting() = 0;
    /// The same, then waits until the answers under way are out, at most `grace`, and cuts what is left.
    /// Idempotent.
    virtual void stop(std::chrono::milliseconds grace) = 0;
};

} // namespace hub
