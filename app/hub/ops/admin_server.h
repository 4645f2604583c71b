// A second, plain door for those who run the hub: loopback only, one request at a time, reading only.
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
    /// The text of /metrics.
    using Metrics = std::function<std::string()>;
    /// Listens when it returns. Rejected "not-loopback", "address-in-use", "address-not-usable" with param
    /// "host".
    [[nodiscard]] static domain::Result<std::unique_ptr<AdminServer>>
    start(const std::string &host, std::uint16_t port, Metrics metrics, const domain::Clock &clock);
    virtual ~AdminServer() = default;
    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// Idempotent; the destructor does it too.
    virtual void stop() = 0;
};

} // namespace hub::ops
