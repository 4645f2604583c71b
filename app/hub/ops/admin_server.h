// A second, unencrypted server for operators. It listens on loopback only, serves one request at a time, and
// only reads.
#pragma once

#include "domain/clock.h"
#include "domain/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace hub::ops {

class AdminServer {
public:
    /// Returns the text of /metrics.
    using Metrics = std::function<std::string()>;
    /// The server is listening when the function returns. Rejected "not-loopback", "address-in-use",
    /// "address-not-usable" with param "host".
    [[nodiscard]] static domain::Result<std::unique_ptr<AdminServer>>
    start(const std::string &host, std::uint16_t port, Metrics metrics, const domain::Clock &clock);
    virtual ~AdminServer() = default;
    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// Idempotent. The destructor calls it too.
    virtual void stop() = 0;
};

} // namespace hub::ops
