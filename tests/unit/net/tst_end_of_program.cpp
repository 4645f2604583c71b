// Whoever has spoken to the hub ends without OpenSSL's tidying up, which threads that end at the same time do
// not survive.
#include "net/https_hub.h"

#include <QCoreApplication>
#include <QSslSocket>

#include <cstdlib>
#include <memory>

#include <openssl/crypto.h>
#include <unistd.h>

int main(int argc, char **argv) {
    const QCoreApplication application(argc, argv);
    const auto hub = net::httpsHub({.url = QUrl(QStringLiteral("https://127.0.0.1:1"))}, nullptr);
    if (!QSslSocket::supportsSsl() || !hub) {
        return 1;
    }
    OPENSSL_atexit([] { _exit(2); });
    return 0;
}
