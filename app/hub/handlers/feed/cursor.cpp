#include "hub/handlers/feed/cursor.h"

#include "domain/id.h"

#include <array>
#include <sodium.h>

namespace hub {

namespace {

constexpr unsigned char format = 1;
constexpr int base64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::size_t longest = 512;

void putNumber(std::string &bytes, std::uint64_t number) {
    while (number >= 0x80) {
        bytes += static_cast<char>((number & 0x7f) | 0x80);
        number >>= 7;
    }
    bytes += static_cast<char>(number);
}

std::optional<std::uint64_t> takeNumber(std::string_view &bytes) {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 63 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        number |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
        if (byte < 0x80) {
            return number;
        }
    }
    return std::nullopt;
}

std::string decoded(std::string_view text) {
    std::string bytes(text.size(), '\0');
    std::size_t length = 0;
    const char *end = nullptr;
    const int code = sodium_base642bin(reinterpret_cast<unsigned char *>(bytes.data()), bytes.size(),
                                       text.data(), text.size(), nullptr, &length, &end, base64);
    if (code != 0 || end != text.data() + text.size()) {
        return {};
    }
    bytes.resize(length);
    return bytes;
}

constexpr std::size_t headSize = 1 + 16 + 8;

/// Reads format, epoch and scope.
std::optional<Cursor> headOf(std::string_view bytes) {
    if (bytes.size() < headSize || static_cast<unsigned char>(bytes[0]) != format) {
        return std::nullopt;
    }
    Cursor cursor;
    domain::Uuid epoch;
    for (std::size_t i = 0; i < 16; ++i) {
        epoch.bytes.at(i) = static_cast<std::uint8_t>(bytes[1 + i]);
    }
    cursor.epoch = epoch.text();
    for (std::size_t i = 0; i < 8; ++i) {
        cursor.scopeHash = (cursor.scopeHash << 8) | static_cast<unsigned char>(bytes[17 + i]);
    }
    return cursor;
}

} // namespace

std::string textOf(const Cursor &cursor) {
    std::string bytes(1, static_cast<char>(format));
    const auto epoch = domain::Uuid::parse(cursor.epoch).value_or(domain::Uuid{});
    for (const std::uint8_t byte : epoch.bytes) {
        bytes += static_cast<char>(byte);
    }
    for (int shift = 56; shift >= 0; shift -= 8) {
        bytes += static_cast<char>((cursor.scopeHash >> shift) & 0xff);
    }
    putNumber(bytes, static_cast<std::uint64_t>(cursor.issuedDay));
    for (const std::int64_t position : cursor.positions) {
        putNumber(bytes, static_cast<std::uint64_t>(position));
    }
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), base64), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char *>(bytes.data()),
                      bytes.size(), base64);
    text.pop_back(); // the terminator
    return text;
}

std::optional<Cursor> parseCursor(std::string_view text) {
    if (text.size() > longest) {
        return std::nullopt;
    }
    const std::string bytes = decoded(text);
    auto cursor = headOf(bytes);
    if (!cursor) {
        return std::nullopt;
    }
    std::string_view rest = std::string_view(bytes).substr(headSize);
    const auto day = takeNumber(rest);
    if (!day) {
        return std::nullopt;
    }
    cursor->issuedDay = static_cast<std::int64_t>(*day);
    while (!rest.empty()) {
        const auto position = takeNumber(rest);
        if (!position) {
            return std::nullopt;
        }
        cursor->positions.push_back(static_cast<std::int64_t>(*position));
    }
    return cursor;
}

} // namespace hub
