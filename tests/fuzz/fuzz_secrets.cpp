// Tokens, sealed texts, one-time codes, form bodies: nothing that was made up is taken for ours.
#include "fuzz.h"

#include "hub/auth/form_text.h"
#include "hub/auth/tokens.h"
#include "hub/auth/totp.h"

namespace {

const std::string key(32, 'k');

/// The fuzzer cannot know the key, so what reads is what this test made.
void tokens(std::string_view text) {
    fuzz::must(!hub::auth::readAccessToken(text, key));
    fuzz::must(!hub::auth::readRefreshToken(text, key));
    fuzz::must(!hub::auth::readMfaToken(text, key));
    fuzz::must(!hub::auth::unseal(text, "totp", key));
}

/// A token of ours with one bit turned is worth nothing.
void turnedBit(unsigned where, unsigned bit) {
    const domain::Instant end{std::chrono::seconds(1'800'000'000)};
    std::string token = hub::auth::accessToken({domain::SessionId(), end}, key);
    token[where % token.size()] = static_cast<char>(token[where % token.size()] ^ (1 << bit % 8));
    fuzz::must(!hub::auth::readAccessToken(token, key));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    std::string_view text = fuzz::textOf(data, size);
    const unsigned where = fuzz::firstByte(text);
    const unsigned bit = fuzz::firstByte(text);
    tokens(text);
    turnedBit(where, bit);
    if (const auto bytes = hub::auth::fromBase32(text)) {
        fuzz::must(hub::auth::fromBase32(hub::auth::base32(*bytes)) == bytes);
    }
    const std::string code = hub::auth::normalisedCode(text);
    fuzz::must(hub::auth::normalisedCode(code) == code);
    const domain::Instant now{std::chrono::seconds(1'800'000'000)};
    (void)hub::auth::matchingStep("01234567890123456789", text, now, 0);
    (void)hub::auth::otpauthUri("Hub", text, "01234567890123456789");
    (void)hub::auth::formMember(text, "client_id");
    (void)hub::auth::equalInConstantTime(text, code);
    return 0;
}
