#include "hub/records/audit_chain.h"

#include <array>
#include <cstring>
#include <sodium.h>

namespace hub {

namespace {

template <std::size_t size> std::string hexOf(const std::array<unsigned char, size> &bytes) {
    std::string text(size * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    text.pop_back();
    return text;
}

std::array<unsigned char, 16> keyedHash(std::string_view content, std::string_view key) {
    std::array<unsigned char, 16> hash{};
    const bool keyed = key.size() >= crypto_generichash_KEYBYTES_MIN;
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char *>(content.data()),
                       content.size(), keyed ? reinterpret_cast<const unsigned char *>(key.data()) : nullptr,
                       keyed ? std::min<std::size_t>(key.size(), crypto_generichash_KEYBYTES_MAX) : 0);
    return hash;
}

} // namespace

std::string chainHash(const AuditRow &row) {
    std::string text;
    text.reserve(512);
    text.append(std::to_string(row.number)).push_back('\n');
    text.append(std::to_string(row.at)).push_back('\n');
    for (const std::string *member :
         {&row.action, &row.kind, &row.objectId, &row.facility, &row.role, &row.actor, &row.session,
          &row.members, &row.contentHash, &row.previousHash}) {
        text.append(*member).push_back('\n');
    }
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char *>(text.data()), text.size());
    return hexOf(hash);
}

std::string auditSeal(const AuditHead &head, std::string_view key) {
    return hexOf(keyedHash(
        "audit head\n" + head.municipality + '\n' + std::to_string(head.number) + '\n' + head.hash, key));
}

std::string contentHash(std::string_view content, std::string_view key) {
    return hexOf(keyedHash(content, key));
}

std::int64_t comparisonHash(std::string_view content, std::string_view key) {
    const auto hash = keyedHash(content, key);
    std::int64_t number = 0;
    std::memcpy(&number, hash.data(), sizeof number);
    return number;
}

} // namespace hub
