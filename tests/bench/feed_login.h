// Signs an account made for benches in and gives its access token: password, then a code from the known
// secret.
#pragma once

#include "bench/tls_client.h"

#include <string>

namespace bench {

struct Account {
    std::string loginId;
    std::string password;
    std::string totpSecret; ///< base32
};

/// RFC 6238 with SHA-1, 30 s, six digits.
std::string totp(const std::string &base32Secret, std::int64_t unixSeconds);
/// The access token; the refresh token through `refresh` where wanted. Throws std::runtime_error.
std::string signIn(TlsClient &client, const Account &account, std::string *refresh = nullptr);
/// The value of a string member anywhere in a small JSON text.
std::string member(const std::string &json, const std::string &name);

} // namespace bench
