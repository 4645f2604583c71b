#include "hub/http/tls.h"

#include <cstring>

namespace hub {
namespace {

/// Chooses http/1.1. A client that offers only other protocols continues without ALPN.
int selectProtocol(SSL *, const unsigned char **out, unsigned char *outLength, const unsigned char *offered,
                   unsigned int offeredLength, void *) {
    static constexpr unsigned char http11[] = "\x08http/1.1";
    unsigned char *chosen = nullptr;
    if (SSL_select_next_proto(&chosen, outLength, http11, sizeof http11 - 1, offered, offeredLength) !=
        OPENSSL_NPN_NEGOTIATED) {
        return SSL_TLSEXT_ERR_NOACK;
    }
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

void setPolicy(SSL_CTX *context) {
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20");
    // Only the cheap groups are allowed. A stranger can resend one recorded ClientHello for ever, and each
    // answer with a finite-field group costs the hub a hundred times what X25519 costs.
    SSL_CTX_set1_groups_list(context, "X25519:P-256:P-384");
    SSL_CTX_set_options(context,
                        SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    // Sessions are resumed by tickets, so the hub needs no session cache.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context, 1);
    static constexpr unsigned char name[] = "hokatsu-hub";
    SSL_CTX_set_session_id_context(context, name, sizeof name - 1);
    SSL_CTX_set_alpn_select_cb(context, selectProtocol, nullptr);
}

} // namespace

void SharedTlsContext::replace(TlsContext context) {
    const std::scoped_lock lock(m_mutex);
    m_context = std::move(context);
}

TlsSession SharedTlsContext::session() {
    const std::scoped_lock lock(m_mutex);
    return TlsSession(SSL_new(m_context.get()));
}

domain::Result<TlsContext> serverTls(const std::string &certificateFile, const std::string &keyFile) {
    TlsContext context(SSL_CTX_new(TLS_server_method()));
    if (!context) {
        return domain::fail(domain::ErrorKind::Bug, "no-tls");
    }
    setPolicy(context.get());
    if (SSL_CTX_use_certificate_chain_file(context.get(), certificateFile.c_str()) != 1) {
        return domain::fail(domain::ErrorKind::Rejected, "certificate-not-usable",
                            {{"file", certificateFile}});
    }
    if (SSL_CTX_use_PrivateKey_file(context.get(), keyFile.c_str(), SSL_FILETYPE_PEM) != 1 ||
        SSL_CTX_check_private_key(context.get()) != 1) {
        return domain::fail(domain::ErrorKind::Rejected, "key-not-usable", {{"file", keyFile}});
    }
    return context;
}

} // namespace hub
