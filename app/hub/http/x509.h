// The functions of OpenSSL that the own CA needs: keys, certificates, PEM. Internal to the server.
#pragma once

#include "domain/clock.h"

#include <chrono>
#include <memory>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <string>
#include <string_view>
#include <vector>

namespace hub::x509 {

struct KeyDeleter {
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
};
using Key = std::unique_ptr<EVP_PKEY, KeyDeleter>;
struct CertificateDeleter {
    void operator()(X509 *certificate) const { X509_free(certificate); }
};
using Certificate = std::unique_ptr<X509, CertificateDeleter>;

/// Each of these functions returns null if OpenSSL fails (no memory, no randomness).
[[nodiscard]] Key newKey();
[[nodiscard]] std::string pemOf(EVP_PKEY *key);
[[nodiscard]] std::string pemOf(X509 *certificate);
[[nodiscard]] Key keyFromPem(std::string_view pem);
[[nodiscard]] Certificate certificateFromPem(std::string_view pem);

struct Wanted {
    std::string commonName;
    domain::Instant from;
    domain::Instant until;
    std::vector<std::string> hosts; ///< names and addresses; empty for a CA
};
/// Makes a self-signed CA certificate.
[[nodiscard]] Certificate newCa(const Wanted &wanted, EVP_PKEY *key);
[[nodiscard]] Certificate newServer(const Wanted &wanted, EVP_PKEY *key, X509 *ca, EVP_PKEY *caKey);

[[nodiscard]] bool names(X509 *certificate, const std::string &host);
[[nodiscard]] bool isIssuedBy(X509 *certificate, X509 *ca);
[[nodiscard]] bool endsBefore(const X509 *certificate, domain::Instant instant);
[[nodiscard]] std::string sha256Of(const X509 *certificate);

} // namespace hub::x509
