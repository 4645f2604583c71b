// OpenSSL's server side settings.
#pragma once

#include "domain/result.h"

#include <memory>
#include <mutex>
#include <openssl/ssl.h>
#include <string>

namespace hub {

struct TlsContextDeleter {
    void operator()(SSL_CTX *context) const { SSL_CTX_free(context); }
};
using TlsContext = std::unique_ptr<SSL_CTX, TlsContextDeleter>;

struct TlsSessionDeleter {
    void operator()(SSL *session) const { SSL_free(session); }
};
using TlsSession = std::unique_ptr<SSL, TlsSessionDeleter>;

/// TLS 1.2 with ECDHE and AEAD only, and 1.3; ALPN says http/1.1. Rejected "certificate-not-usable",
/// "key-not-usable".
[[nodiscard]] domain::Result<TlsContext> serverTls(const std::string &certificateFile,
                                                   const std::string &keyFile);

/// The settings that new connections get. Thread-safe.
class SharedTlsContext {
public:
    explicit SharedTlsContext(TlsContext context) : m_context(std::move(context)) {}
    /// Connections that are there keep what they began with.
    void replace(TlsContext context);
    [[nodiscard]] TlsSession session();

private:
    std::mutex m_mutex;
    TlsContext m_context;
};

} // namespace hub
