// The line with which a balancer that passes TLS through says whose connection it is: PROXY protocol, version
// 1 (HAProxy "send-proxy", nginx "proxy_protocol").
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace hub {

/// With its line end, by the protocol's own text.
inline constexpr std::size_t longestProxyLine = 107;

struct ProxyLine {
    /// The client's, as inet_ntop() writes it; absent where the balancer speaks for itself ("UNKNOWN": it
    /// looks whether the hub is there).
    std::optional<std::string> address;
};

/// An IPv4 or IPv6 address in the one way in which it is written (inet_ntop); empty where it is none.
[[nodiscard]] std::string canonicalAddress(const std::string &text);

/// `line` without its line end. Empty where it is anything else than the protocol has.
[[nodiscard]] std::optional<ProxyLine> readProxyLine(std::string_view line);

} // namespace hub
