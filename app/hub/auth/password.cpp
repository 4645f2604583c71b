#include "hub/auth/password.h"

#include "domain/text.h"

#include <array>
#include <sodium.h>

namespace hub::auth {
namespace {

/// libsodium accepts no null pointer, not even with size 0.
const char *notNull(std::string_view text) {
    return text.data() == nullptr ? "" : text.data();
}

} // namespace

std::string passwordHash(std::string_view password, HashCost cost) {
    [[maybe_unused]] static const int ready = sodium_init();
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    const bool cheap = cost == HashCost::Cheap;
    const auto operations = cheap ? crypto_pwhash_OPSLIMIT_MIN : crypto_pwhash_OPSLIMIT_INTERACTIVE;
    const auto memory = cheap ? crypto_pwhash_MEMLIMIT_MIN : crypto_pwhash_MEMLIMIT_INTERACTIVE;
    // Hashing fails only if there is not enough memory; the empty hash then matches no password.
    if (crypto_pwhash_str(hash.data(), notNull(password), password.size(), operations, memory) != 0) {
        return {};
    }
    return hash.data();
}

bool passwordMatches(const std::string &hash, std::string_view password) {
    return !hash.empty() && crypto_pwhash_str_verify(hash.c_str(), notNull(password), password.size()) == 0;
}

const std::string &unmatchableHash(HashCost cost) {
    // The hashed text is random and is not kept.
    static const auto made = [](HashCost of) {
        std::array<char, 32> text{};
        randombytes_buf(text.data(), text.size());
        return passwordHash(std::string_view(text.data(), text.size()), of);
    };
    static const std::string cheap = made(HashCost::Cheap);
    if (cost == HashCost::Cheap) {
        return cheap;
    }
    static const std::string normal = made(HashCost::Normal);
    return normal;
}

namespace {

std::string lowerCase(std::string_view text) {
    std::string lower = domain::toHalfWidthAscii(text);
    for (char &c : lower) {
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        }
    }
    return lower;
}

tl::unexpected<domain::Error> refused(std::string code, domain::Params params = {}) {
    domain::Error error{.kind = domain::ErrorKind::Rejected, .code = "validation"};
    error.fields.push_back(
        {.pointer = "/new_password", .code = std::move(code), .params = std::move(params)});
    return domain::fail(std::move(error));
}

} // namespace

domain::Result<void> checkNewPassword(std::string_view password, std::string_view loginId) {
    if (!domain::isCleanText(password, domain::TextShape::OneLine)) {
        return refused("not-clean-text");
    }
    const std::size_t length = domain::codePoints(password);
    if (length < minimumPasswordLength) {
        return refused("too-short", {{"min", std::to_string(minimumPasswordLength)}});
    }
    if (length > maximumPasswordLength) {
        return refused("too-long", {{"max", std::to_string(maximumPasswordLength)}});
    }
    if (isCommonPassword(password)) {
        return refused("password-too-common");
    }
    if (loginId.size() >= 4 && lowerCase(password).find(lowerCase(loginId)) != std::string::npos) {
        return refused("contains-login-id");
    }
    return {};
}

} // namespace hub::auth
