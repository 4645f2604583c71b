// The PROXY protocol line, version 1, in which a TLS-passthrough balancer sends the client's address (HAProxy
// "send-proxy", nginx "proxy_protocol").
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace hub {

/// The maximum length in the protocol's specification, including the line end.
inline constexpr std::size_t longestProxyLine = 107;

struct ProxyLine {
    /// The client's address as inet_ntop() writes it. Absent for "UNKNOWN", which the balancer sends for its
    /// own health checks.
    std::optional<std::string> address;
};

/// The canonical form of an IPv4 or IPv6 address (inet_ntop); empty if the text is not an address.
[[nodiscard]] std::string canonicalAddress(const std::string &text);

/// Parses `line`, given without its line end. Empty if it does not follow the protocol.
[[nodiscard]] std::optional<ProxyLine> readProxyLine(std::string_view line);

} // namespace hub
