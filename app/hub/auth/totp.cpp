#include "hub/auth/totp.h"

#include "hub/auth/tokens.h"

#include <array>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace hub::auth {
namespace {

constexpr std::string_view base32Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::int64_t stepSeconds = 30;

std::string percentEncoded(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '-' || c == '_' || c == '.' || c == '~';
        if (plain) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += hex[byte >> 4U];
        encoded += hex[byte & 15U];
    }
    return encoded;
}

} // namespace

std::string base32(std::string_view bytes) {
    std::string text;
    std::uint32_t buffer = 0;
    int bits = 0;
    for (const char c : bytes) {
        buffer = buffer << 8U | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 5; bits -= 5) {
            text += base32Alphabet[buffer >> static_cast<unsigned>(bits - 5) & 31U];
        }
    }
    if (bits > 0) {
        text += base32Alphabet[buffer << static_cast<unsigned>(5 - bits) & 31U];
    }
    return text;
}

std::optional<std::string> fromBase32(std::string_view text) {
    std::string bytes;
    std::uint32_t buffer = 0;
    int bits = 0;
    for (char c : text) {
        if (c == ' ' || c == '=') {
            continue;
        }
        if (c >= 'a' && c <= 'z') {
            c = static_cast<char>(c - 'a' + 'A');
        }
        const std::size_t value = base32Alphabet.find(c);
        if (value == std::string_view::npos) {
            return std::nullopt;
        }
        buffer = buffer << 5U | static_cast<std::uint32_t>(value);
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            bytes += static_cast<char>(buffer >> static_cast<unsigned>(bits) & 255U);
        }
    }
    return bytes;
}

std::string newTotpSecret(domain::Random &random) {
    std::array<std::uint8_t, 20> bytes{};
    random.fill(bytes);
    return {bytes.begin(), bytes.end()};
}

std::int64_t totpStep(domain::Instant at) {
    return at.time_since_epoch().count() / stepSeconds;
}

std::string totpCode(std::string_view secret, std::int64_t step, int digits) {
    std::array<unsigned char, 8> counter{};
    for (std::size_t i = 0; i < counter.size(); ++i) {
        counter[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(step) >> (8 * (7 - i)));
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned int size = 0;
    HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(), counter.size(),
         mac.data(), &size);
    const std::size_t offset = mac[19] & 15U;
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        number = number << 8U | mac[offset + i];
    }
    number &= 0x7fffffffU;
    std::string code(static_cast<std::size_t>(digits), '0');
    for (auto place = code.rbegin(); place != code.rend(); ++place, number /= 10) {
        *place = static_cast<char>('0' + number % 10);
    }
    return code;
}

bool isAheadOf(domain::Instant now, std::int64_t step) {
    constexpr std::int64_t tolerated = 10;
    return step > totpStep(now) + tolerated;
}

std::optional<std::int64_t> matchingStep(std::string_view secret, std::string_view code, domain::Instant now,
                                         std::int64_t lastStep) {
    const std::int64_t current = totpStep(now);
    const std::int64_t bar = isAheadOf(now, lastStep) ? 0 : lastStep;
    for (std::int64_t step = current - 1; step <= current + 1; ++step) {
        if (step > bar && equalInConstantTime(totpCode(secret, step), code)) {
            return step;
        }
    }
    return std::nullopt;
}

std::string otpauthUri(std::string_view issuer, std::string_view account, std::string_view secret) {
    const std::string name = percentEncoded(issuer);
    return "otpauth://totp/" + name + ':' + percentEncoded(account) + "?secret=" + base32(secret) +
           "&issuer=" + name + "&algorithm=SHA1&digits=6&period=30";
}

} // namespace hub::auth
