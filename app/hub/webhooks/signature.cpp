#include "hub/webhooks/signature.h"

#include <array>
#include <sodium.h>

namespace hub::webhooks {
namespace {

constexpr std::string_view prefix = "whsec_";
constexpr std::size_t shortest = 24;
constexpr std::size_t longest = 64;
constexpr int base64 = sodium_base64_VARIANT_ORIGINAL;

} // namespace

std::optional<std::string> secretBytes(std::string_view secret) {
    if (!secret.starts_with(prefix)) {
        return std::nullopt;
    }
    secret.remove_prefix(prefix.size());
    std::string bytes(secret.size(), '\0');
    std::size_t length = 0;
    const char *end = nullptr;
    const int code = sodium_base642bin(reinterpret_cast<unsigned char *>(bytes.data()), bytes.size(),
                                       secret.data(), secret.size(), nullptr, &length, &end, base64);
    if (code != 0 || end != secret.data() + secret.size() || length < shortest || length > longest) {
        return std::nullopt;
    }
    bytes.resize(length);
    return bytes;
}

std::string signatureOf(std::string_view secretBytes, std::string_view id, domain::Instant at,
                        std::string_view body) {
    std::string text(id);
    text.append(".").append(std::to_string(at.time_since_epoch().count())).append(".").append(body);
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char *>(secretBytes.data()),
                                secretBytes.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char *>(text.data()), text.size());
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> hash{};
    crypto_auth_hmacsha256_final(&state, hash.data());
    std::array<char, sodium_base64_ENCODED_LEN(crypto_auth_hmacsha256_BYTES, base64)> encoded{};
    sodium_bin2base64(encoded.data(), encoded.size(), hash.data(), hash.size(), base64);
    return "v1," + std::string(encoded.data());
}

} // namespace hub::webhooks
