#include "domain/id.h"

#include <cstring>

namespace domain {
namespace {

constexpr std::size_t textLength = 36;

constexpr bool isDashPlace(std::size_t at) {
    return at == 8 || at == 13 || at == 18 || at == 23;
}

int hexValue(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return -1;
}

} // namespace

std::string Uuid::text() const {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out(textLength, '-');
    std::size_t at = 0;
    for (const std::uint8_t byte : bytes) {
        if (isDashPlace(at)) {
            ++at;
        }
        out[at++] = digits[byte >> 4];
        out[at++] = digits[byte & 0xF];
    }
    return out;
}

Result<Uuid> Uuid::parse(std::string_view text) {
    if (text.size() != textLength) {
        return fail(ErrorKind::Malformed, "not-an-id");
    }
    Uuid uuid;
    std::size_t nibble = 0;
    for (std::size_t at = 0; at < textLength; ++at) {
        const int value = hexValue(text[at]);
        if (isDashPlace(at) ? text[at] != '-' : value < 0) {
            return fail(ErrorKind::Malformed, "not-an-id");
        }
        if (isDashPlace(at)) {
            continue;
        }
        std::uint8_t &byte = uuid.bytes[nibble++ / 2];
        byte = static_cast<std::uint8_t>(byte << 4 | value);
    }
    return uuid;
}

Uuid Uuid::make(const Clock &clock, Random &random) {
    Uuid uuid;
    const auto ms = static_cast<std::uint64_t>(clock.nowMs().time_since_epoch().count());
    for (std::size_t i = 0; i < 6; ++i) {
        uuid.bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
    }
    random.fill(std::span(uuid.bytes).subspan(6));
    uuid.bytes[6] = static_cast<std::uint8_t>(0x70 | (uuid.bytes[6] & 0x0F)); // version 7
    uuid.bytes[8] = static_cast<std::uint8_t>(0x80 | (uuid.bytes[8] & 0x3F)); // RFC 9562 variant
    return uuid;
}

} // namespace domain

std::size_t std::hash<domain::Uuid>::operator()(const domain::Uuid &uuid) const noexcept {
    // The last eight bytes of a UUIDv7 are random (except two bits); the first eight also distinguish older
    // ids.
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    std::memcpy(&high, uuid.bytes.data(), sizeof high);
    std::memcpy(&low, uuid.bytes.data() + sizeof high, sizeof low);
    return static_cast<std::size_t>((high * 0x9E3779B97F4A7C15ULL) ^ low);
}
