// The permitted targets of webhooks: https, a host of the operator's allow-list, and no address of an
// internal network.
#pragma once

#include "domain/result.h"

#include <cstdint>
#include <string>
#include <string_view>

struct sockaddr;

namespace hub::webhooks {

struct Target {
    std::string url;  ///< as given
    std::string host; ///< lower case
    std::uint16_t port = 443;
};

/// Rejected "validation" at "/url": "not-a-url" if it is not an absolute URL, "not-https", "not-allowed" if
/// it contains a user, a password or a fragment, "too-long" above 500 bytes.
[[nodiscard]] domain::Result<Target> targetOf(const std::string &url);

/// False for loopback, private, link-local, shared, multicast and reserved addresses, also if an IPv6 address
/// contains one.
[[nodiscard]] bool isPublicAddress(const sockaddr &address);
/// The same for an address as text; false if it is not an address.
[[nodiscard]] bool isPublicAddress(const std::string &address);

} // namespace hub::webhooks
