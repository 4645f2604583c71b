#include "bench/feed_login.h"

#include <array>
#include <ctime>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdexcept>

namespace bench {

namespace {

std::string base32Bytes(const std::string &text) {
    std::string bytes;
    unsigned buffer = 0;
    int bits = 0;
    for (const char c : text) {
        const int value = c >= 'A' && c <= 'Z' ? c - 'A' : c >= '2' && c <= '7' ? c - '2' + 26 : -1;
        if (value < 0) {
            continue;
        }
        buffer = (buffer << 5) | static_cast<unsigned>(value);
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            bytes += static_cast<char>((buffer >> bits) & 0xff);
        }
    }
    return bytes;
}

} // namespace

std::string totp(const std::string &base32Secret, std::int64_t unixSeconds) {
    const std::string key = base32Bytes(base32Secret);
    auto counter = static_cast<std::uint64_t>(unixSeconds / 30);
    std::array<unsigned char, 8> message{};
    for (int i = 7; i >= 0; --i, counter >>= 8) {
        message[static_cast<std::size_t>(i)] = static_cast<unsigned char>(counter & 0xff);
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned length = 0;
    HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), message.data(), message.size(), mac.data(),
         &length);
    const unsigned at = mac[length - 1] & 0x0fU;
    const unsigned number = ((mac[at] & 0x7fU) << 24) | (unsigned(mac[at + 1]) << 16) |
                            (unsigned(mac[at + 2]) << 8) | unsigned(mac[at + 3]);
    std::string digits = std::to_string(number % 1'000'000);
    return std::string(6 - digits.size(), '0') + digits;
}

std::string member(const std::string &json, const std::string &name) {
    const auto key = json.find('"' + name + "\":");
    if (key == std::string::npos) {
        throw std::runtime_error("no member " + name + " in: " + json.substr(0, 200));
    }
    const auto start = json.find('"', key + name.size() + 3) + 1;
    return json.substr(start, json.find('"', start) - start);
}

std::string signIn(TlsClient &client, const Account &account, std::string *refresh) {
    const auto login =
        client.request("POST", "/v1/auth/login", {},
                       R"({"login_id":")" + account.loginId + R"(","password":")" + account.password +
                           R"(","device_id":"0190a1b2-0000-7000-8000-000000000001","device_name":"bench"})");
    const auto mfaToken = member(login.body, "mfa_token");
    const auto answer = client.request("POST", "/v1/auth/mfa", {},
                                       R"({"mfa_token":")" + mfaToken + R"(","method":"totp","code":")" +
                                           totp(account.totpSecret, std::time(nullptr)) + R"("})");
    if (answer.status != 200) {
        throw std::runtime_error("sign-in was refused: " + answer.body);
    }
    if (refresh != nullptr) {
        *refresh = member(answer.body, "refresh_token");
    }
    return member(answer.body, "access_token");
}

} // namespace bench
