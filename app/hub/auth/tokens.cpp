#include "hub/auth/tokens.h"

#include "domain/text.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <sodium.h>
#include <vector>

namespace hub::auth {
namespace {

using Bytes = std::vector<unsigned char>;
using Mac = std::array<unsigned char, crypto_auth_hmacsha256_BYTES>;

void ensureSodium() {
    [[maybe_unused]] static const int ready = sodium_init();
}

/// Never null, because libsodium declares its parameters so even for size 0.
const unsigned char *raw(std::string_view text) {
    return reinterpret_cast<const unsigned char *>(text.data() == nullptr ? "" : text.data());
}

/// Derives a separate key from the hub's key for each purpose.
Mac derivedKey(std::string_view key, std::string_view purpose) {
    ensureSodium();
    Mac derived{};
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, raw(key), key.size());
    crypto_auth_hmacsha256_update(&state, raw(purpose), purpose.size());
    crypto_auth_hmacsha256_final(&state, derived.data());
    return derived;
}

Mac macOf(const unsigned char *data, std::size_t size, std::string_view purpose, std::string_view key) {
    const Mac derived = derivedKey(key, purpose);
    Mac mac{};
    crypto_auth_hmacsha256(mac.data(), data, size, derived.data());
    return mac;
}

std::string base64(const Bytes &bytes) {
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.pop_back(); // the terminating NUL
    return text;
}

std::optional<Bytes> fromBase64(std::string_view text) {
    if (text.empty() || text.size() > 4096) {
        return std::nullopt;
    }
    Bytes bytes(text.size());
    std::size_t size = 0;
    const char *end = nullptr;
    if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, &end,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        end != text.data() + text.size()) {
        return std::nullopt;
    }
    bytes.resize(size);
    return bytes;
}

constexpr std::size_t signedSize = 16 + 8;

/// 16 bytes of id, a number, and a MAC over both.
std::string signedToken(const domain::Uuid &id, std::int64_t number, std::string_view purpose,
                        std::string_view key) {
    Bytes bytes(id.bytes.begin(), id.bytes.end());
    for (int shift = 56; shift >= 0; shift -= 8) {
        bytes.push_back(static_cast<unsigned char>(static_cast<std::uint64_t>(number) >> shift));
    }
    const Mac mac = macOf(bytes.data(), bytes.size(), purpose, key);
    bytes.insert(bytes.end(), mac.begin(), mac.end());
    return base64(bytes);
}

std::optional<std::pair<domain::Uuid, std::int64_t>>
readSigned(std::string_view token, std::string_view purpose, std::string_view key) {
    const std::optional<Bytes> bytes = fromBase64(token);
    if (!bytes || bytes->size() != signedSize + std::tuple_size_v<Mac>) {
        return std::nullopt;
    }
    const Mac mac = macOf(bytes->data(), signedSize, purpose, key);
    if (sodium_memcmp(mac.data(), bytes->data() + signedSize, mac.size()) != 0) {
        return std::nullopt;
    }
    domain::Uuid id;
    std::copy_n(bytes->begin(), id.bytes.size(), id.bytes.begin());
    std::uint64_t number = 0;
    for (std::size_t i = id.bytes.size(); i < signedSize; ++i) {
        number = number << 8U | (*bytes)[i];
    }
    return std::pair(id, static_cast<std::int64_t>(number));
}

std::int64_t secondsOf(domain::Instant instant) {
    return instant.time_since_epoch().count();
}

std::optional<std::int64_t> numberOf(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return number;
}

std::vector<std::string_view> linesOf(std::string_view text) {
    std::vector<std::string_view> lines;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

constexpr std::string_view readableAlphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

} // namespace

std::string accessToken(const AccessClaim &claim, std::string_view key) {
    return signedToken(claim.session.uuid(), secondsOf(claim.expiresAt), "access token", key);
}

std::optional<AccessClaim> readAccessToken(std::string_view token, std::string_view key) {
    const auto read = readSigned(token, "access token", key);
    if (!read) {
        return std::nullopt;
    }
    return AccessClaim{domain::SessionId(read->first), domain::Instant(std::chrono::seconds(read->second))};
}

std::string refreshToken(const RefreshClaim &claim, std::string_view key) {
    return signedToken(claim.session.uuid(), claim.generation, "refresh token", key);
}

std::optional<RefreshClaim> readRefreshToken(std::string_view token, std::string_view key) {
    const auto read = readSigned(token, "refresh token", key);
    if (!read) {
        return std::nullopt;
    }
    return RefreshClaim{domain::SessionId(read->first), read->second};
}

std::string mfaToken(const MfaClaim &claim, std::string_view key, domain::Random &random) {
    const std::string plain = claim.account.text() + '\n' + std::to_string(claim.credentialVersion) + '\n' +
                              std::to_string(secondsOf(claim.expiresAt)) + '\n' + claim.deviceId + '\n' +
                              claim.deviceName;
    return seal(plain, "mfa token", key, random);
}

std::optional<MfaClaim> readMfaToken(std::string_view token, std::string_view key) {
    const std::optional<std::string> plain = unseal(token, "mfa token", key);
    if (!plain) {
        return std::nullopt;
    }
    const std::vector<std::string_view> lines = linesOf(*plain);
    if (lines.size() != 5) {
        return std::nullopt;
    }
    const auto account = domain::UserId::parse(lines[0]);
    const auto version = numberOf(lines[1]);
    const auto expires = numberOf(lines[2]);
    if (!account || !version || !expires) {
        return std::nullopt;
    }
    return MfaClaim{*account, *version, domain::Instant(std::chrono::seconds(*expires)),
                    std::string(lines[3]), std::string(lines[4])};
}

std::string seal(std::string_view secret, std::string_view purpose, std::string_view key,
                 domain::Random &random) {
    const Mac derived = derivedKey(key, purpose);
    Bytes bytes(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + secret.size());
    random.fill(std::span(bytes.data(), crypto_secretbox_NONCEBYTES));
    crypto_secretbox_easy(bytes.data() + crypto_secretbox_NONCEBYTES, raw(secret), secret.size(),
                          bytes.data(), derived.data());
    return base64(bytes);
}

std::optional<std::string> unseal(std::string_view sealed, std::string_view purpose, std::string_view key) {
    const std::optional<Bytes> bytes = fromBase64(sealed);
    constexpr std::size_t overhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    if (!bytes || bytes->size() < overhead) {
        return std::nullopt;
    }
    const Mac derived = derivedKey(key, purpose);
    std::string secret(bytes->size() - overhead, '\0');
    if (crypto_secretbox_open_easy(
            reinterpret_cast<unsigned char *>(secret.data()), bytes->data() + crypto_secretbox_NONCEBYTES,
            bytes->size() - crypto_secretbox_NONCEBYTES, bytes->data(), derived.data()) != 0) {
        return std::nullopt;
    }
    return secret;
}

std::string keyedHash(std::string_view text, std::string_view purpose, std::string_view key) {
    const Mac mac = macOf(raw(text), text.size(), purpose, key);
    std::string hex(mac.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), mac.data(), mac.size());
    hex.pop_back();
    return hex;
}

bool equalInConstantTime(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(raw(a), raw(b), a.size()) == 0;
}

std::string readableCode(int count, domain::Random &random) {
    std::string code;
    for (int i = 0; i < count; ++i) {
        if (i > 0 && i % 4 == 0) {
            code += '-';
        }
        code += readableAlphabet[random.below(readableAlphabet.size())];
    }
    return code;
}

std::string normalisedCode(std::string_view typed) {
    const std::string half = domain::unifyHyphens(domain::toHalfWidthAscii(typed));
    std::string code;
    for (const char c : half) {
        if (c == ' ' || c == '-' || c == '\t') {
            continue;
        }
        code += (c >= 'a' && c <= 'z') ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return code;
}

} // namespace hub::auth
