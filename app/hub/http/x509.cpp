#include "hub/http/x509.h"

#include <arpa/inet.h>
#include <array>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace hub::x509 {
namespace {

struct BioDeleter {
    void operator()(BIO *bio) const { BIO_free(bio); }
};
using Bio = std::unique_ptr<BIO, BioDeleter>;

constexpr int version3 = 2; // the field counts from 0
constexpr int serialBits = 127;

std::string contentOf(BIO *bio) {
    const char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

bool isAddress(const std::string &host) {
    std::array<unsigned char, 16> bytes{};
    return inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 ||
           inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

bool setSerial(X509 *certificate) {
    BIGNUM *number = BN_new();
    const bool done = number != nullptr &&
                      BN_rand(number, serialBits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
                      BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nullptr;
    BN_free(number);
    return done;
}

bool setName(X509_NAME *name, const std::string &text) {
    return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char *>(text.data()),
                                      static_cast<int>(text.size()), -1, 0) == 1;
}

bool setTimes(X509 *certificate, const Wanted &wanted) {
    return ASN1_TIME_set(X509_getm_notBefore(certificate), wanted.from.time_since_epoch().count()) !=
               nullptr &&
           ASN1_TIME_set(X509_getm_notAfter(certificate), wanted.until.time_since_epoch().count()) != nullptr;
}

bool addExtension(X509 *certificate, X509 *issuer, int kind, const std::string &value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
    const bool done = extension != nullptr && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return done;
}

/// A certificate without extensions and signature.
Certificate draft(const Wanted &wanted, EVP_PKEY *key, const X509_NAME *issuer) {
    Certificate certificate(X509_new());
    if (!certificate || X509_set_version(certificate.get(), version3) != 1 || !setSerial(certificate.get()) ||
        !setTimes(certificate.get(), wanted) || X509_set_pubkey(certificate.get(), key) != 1 ||
        !setName(X509_get_subject_name(certificate.get()), wanted.commonName)) {
        return nullptr;
    }
    if (issuer == nullptr) {
        issuer = X509_get_subject_name(certificate.get());
    }
    return X509_set_issuer_name(certificate.get(), issuer) == 1 ? std::move(certificate) : nullptr;
}

std::string alternativeNames(const std::vector<std::string> &hosts) {
    std::string text;
    for (const std::string &host : hosts) {
        text += (text.empty() ? "" : ",") + std::string(isAddress(host) ? "IP:" : "DNS:") + host;
    }
    return text;
}

} // namespace

Key newKey() {
    return Key(EVP_EC_gen("P-256"));
}

std::string pemOf(EVP_PKEY *key) {
    const Bio bio(BIO_new(BIO_s_mem()));
    return PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1
               ? contentOf(bio.get())
               : std::string();
}

std::string pemOf(X509 *certificate) {
    const Bio bio(BIO_new(BIO_s_mem()));
    return PEM_write_bio_X509(bio.get(), certificate) == 1 ? contentOf(bio.get()) : std::string();
}

Key keyFromPem(std::string_view pem) {
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    // This password callback gives no password, so an encrypted key is refused instead of prompting on the
    // terminal.
    const auto noPassword = [](char *, int, int, void *) { return 0; };
    return Key(PEM_read_bio_PrivateKey(bio.get(), nullptr, noPassword, nullptr));
}

Certificate certificateFromPem(std::string_view pem) {
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    return Certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

Certificate newCa(const Wanted &wanted, EVP_PKEY *key) {
    Certificate ca = draft(wanted, key, nullptr);
    if (!ca || !addExtension(ca.get(), ca.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0") ||
        !addExtension(ca.get(), ca.get(), NID_key_usage, "critical,keyCertSign,cRLSign") ||
        !addExtension(ca.get(), ca.get(), NID_subject_key_identifier, "hash")) {
        return nullptr;
    }
    return X509_sign(ca.get(), key, EVP_sha256()) > 0 ? std::move(ca) : nullptr;
}

Certificate newServer(const Wanted &wanted, EVP_PKEY *key, X509 *ca, EVP_PKEY *caKey) {
    Certificate server = draft(wanted, key, X509_get_subject_name(ca));
    if (!server) {
        return nullptr;
    }
    const auto add = [&](int kind, const std::string &value) {
        return addExtension(server.get(), ca, kind, value);
    };
    if (!add(NID_basic_constraints, "critical,CA:FALSE") ||
        !add(NID_key_usage, "critical,digitalSignature") || !add(NID_ext_key_usage, "serverAuth") ||
        !add(NID_subject_key_identifier, "hash") || !add(NID_authority_key_identifier, "keyid") ||
        !add(NID_subject_alt_name, alternativeNames(wanted.hosts))) {
        return nullptr;
    }
    return X509_sign(server.get(), caKey, EVP_sha256()) > 0 ? std::move(server) : nullptr;
}

bool names(X509 *certificate, const std::string &host) {
    if (isAddress(host)) {
        return X509_check_ip_asc(certificate, host.c_str(), 0) == 1;
    }
    return X509_check_host(certificate, host.data(), host.size(), 0, nullptr) == 1;
}

bool isIssuedBy(X509 *certificate, X509 *ca) {
    const Key key(X509_get_pubkey(ca));
    return key && X509_check_issued(ca, certificate) == X509_V_OK && X509_verify(certificate, key.get()) == 1;
}

bool endsBefore(const X509 *certificate, domain::Instant instant) {
    std::time_t at = instant.time_since_epoch().count();
    return X509_cmp_time(X509_get0_notAfter(certificate), &at) <= 0;
}

std::string sha256Of(const X509 *certificate) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (X509_digest(certificate, EVP_sha256(), digest.data(), &size) != 1) {
        return {};
    }
    std::string text;
    for (unsigned int i = 0; i < size; ++i) {
        static constexpr char digits[] = "0123456789ABCDEF";
        text += (i == 0 ? "" : ":");
        text.push_back(digits[digest.at(i) >> 4]);
        text.push_back(digits[digest.at(i) & 15]);
    }
    return text;
}

} // namespace hub::x509
