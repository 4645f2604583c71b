// OpenSSL settings of the server side.
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

/// Allows TLS 1.3 and TLS 1.2 with ECDHE and AEAD; ALPN is http/1.1. Errors: Rejected
/// "certificate-not-usable", "key-not-usable".
[[nodiscard]] domain::Result<TlsContext> serverTls(const std::string &certificateFile,
                                                   const std::string &keyFile);

/// The TLS settings for new connections, which can be replaced while the server runs. Thread-safe.
class SharedTlsContext {
public:
    explicit SharedTlsContext(TlsContext context) : m_context(std::move(context)) {}
    /// Existing connections keep their settings.
    void replace(TlsContext context);
    [[nodiscard]] TlsSession session();

private:
    std::mutex m_mutex;
    TlsContext m_context;
};

} // namespace hub
