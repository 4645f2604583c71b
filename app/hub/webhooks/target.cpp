#include "hub/webhooks/target.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cstring>
#include <curl/curl.h>
#include <memory>
#include <netinet/in.h>
#include <sys/socket.h>

namespace hub::webhooks {
namespace {

constexpr std::size_t longestUrl = 500;

struct UrlDeleter {
    void operator()(CURLU *url) const { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, UrlDeleter>;

std::string partOf(CURLU *url, CURLUPart part, unsigned flags = 0) {
    char *text = nullptr;
    if (curl_url_get(url, part, &text, flags) != CURLUE_OK) {
        return {};
    }
    std::string copy(text);
    curl_free(text);
    return copy;
}

tl::unexpected<domain::Error> refused(const char *code) {
    domain::Error error{.kind = domain::ErrorKind::Rejected, .code = "validation"};
    error.fields.push_back({.pointer = "/url", .code = code});
    return domain::fail(std::move(error));
}

std::string lowered(std::string text) {
    for (char &c : text) {
        c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    return text;
}

struct Block {
    std::uint32_t network;
    int bits;
};

bool isPublic(std::uint32_t address) {
    // The IANA IPv4 Special-Purpose Address Registry, and multicast.
    static constexpr std::array<Block, 15> inner = {{{0x00000000, 8},
                                                     {0x0a000000, 8},
                                                     {0x64400000, 10},
                                                     {0x7f000000, 8},
                                                     {0xa9fe0000, 16},
                                                     {0xac100000, 12},
                                                     {0xc0000000, 24},
                                                     {0xc0000200, 24},
                                                     {0xc0586300, 24},
                                                     {0xc0a80000, 16},
                                                     {0xc6120000, 15},
                                                     {0xc6336400, 24},
                                                     {0xcb007100, 24},
                                                     {0xe0000000, 4},
                                                     {0xf0000000, 4}}};
    return std::none_of(inner.begin(), inner.end(), [address](const Block &block) {
        return (address ^ block.network) >> (32 - block.bits) == 0;
    });
}

std::uint32_t fourBytes(const unsigned char *bytes) {
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 |
           bytes[3];
}

bool isPublic(const in6_addr &address) {
    const unsigned char *bytes = address.s6_addr;
    static constexpr unsigned char mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (std::memcmp(bytes, mapped, sizeof mapped) == 0) {
        return isPublic(fourBytes(bytes + 12));
    }
    // Only global unicast (2000::/3) is public, without Teredo and documentation (2001::/23, 2001:db8::/32)
    // and without 6to4 (2002::/16), which can contain any IPv4 address.
    const bool global = (bytes[0] & 0xe0) == 0x20;
    const bool special = bytes[0] == 0x20 && ((bytes[1] == 0x01 && bytes[2] < 0x02) || bytes[1] == 0x02);
    const bool documentation = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0d && bytes[3] == 0xb8;
    return global && !special && !documentation;
}

} // namespace

domain::Result<Target> targetOf(const std::string &url) {
    if (url.size() > longestUrl) {
        return refused("too-long");
    }
    const Url parsed(curl_url());
    if (parsed == nullptr || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK ||
        url.find('\0') != std::string::npos) {
        return refused("not-a-url");
    }
    if (partOf(parsed.get(), CURLUPART_SCHEME) != "https") {
        return refused("not-https");
    }
    for (const CURLUPart part : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_FRAGMENT}) {
        if (!partOf(parsed.get(), part).empty()) {
            return refused("not-allowed");
        }
    }
    Target target{.url = url, .host = lowered(partOf(parsed.get(), CURLUPART_HOST))};
    const std::string port = partOf(parsed.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
    const auto read = std::from_chars(port.data(), port.data() + port.size(), target.port);
    if (target.host.empty() || read.ec != std::errc() || target.port == 0) {
        return refused("not-a-url");
    }
    return target;
}

bool isPublicAddress(const sockaddr &address) {
    if (address.sa_family == AF_INET) {
        sockaddr_in four{};
        std::memcpy(&four, &address, sizeof four);
        return isPublic(ntohl(four.sin_addr.s_addr));
    }
    if (address.sa_family == AF_INET6) {
        sockaddr_in6 six{};
        std::memcpy(&six, &address, sizeof six);
        return isPublic(six.sin6_addr);
    }
    return false;
}

bool isPublicAddress(const std::string &address) {
    in_addr four{};
    if (inet_pton(AF_INET, address.c_str(), &four) == 1) {
        return isPublic(ntohl(four.s_addr));
    }
    in6_addr six{};
    return inet_pton(AF_INET6, address.c_str(), &six) == 1 && isPublic(six);
}

} // namespace hub::webhooks
