// Where a webhook may go: https, a host of the operator's allow-list, and no address of an inner network.
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

/// Rejected "validation" at "/url": "not-a-url" where it is no absolute URL, "not-https", "not-allowed" where
/// it carries a user, a password or a fragment; "too-long" beyond 500 bytes.
[[nodiscard]] domain::Result<Target> targetOf(const std::string &url);

/// False for loopback, private, link-local, shared, multicast and reserved addresses, also where IPv6 wraps
/// one.
[[nodiscard]] bool isPublicAddress(const sockaddr &address);
/// The same for an address in text; false where it is none.
[[nodiscard]] bool isPublicAddress(const std::string &address);

} // namespace hub::webhooks
