#include "session/secret.h"
#include "session/sign_in.h"

#include <sodium.h>

namespace session {

namespace {

constexpr unsigned long long verifierOperations = 3;
constexpr std::size_t memory = 64UL * 1024 * 1024;
/// The hub refuses longer passwords, so hashing them would only take time.
constexpr int longestPassword = 1024;

} // namespace

bool sodiumReady() {
    static const bool ready = sodium_init() >= 0;
    return ready;
}

QByteArray secretBytes(const QString &typed) {
    return typed.normalized(QString::NormalizationForm_C).toUtf8();
}

QByteArray passwordVerifier(const QString &password) {
    const QByteArray secret = secretBytes(password);
    char text[crypto_pwhash_STRBYTES] = {};
    const bool made = sodiumReady() && secret.size() <= longestPassword &&
                      crypto_pwhash_str(text, secret.data(), static_cast<unsigned long long>(secret.size()),
                                        verifierOperations, memory) == 0;
    return made ? QByteArray(text) : QByteArray();
}

bool verifies(const QByteArray &verifier, const QString &password) {
    const QByteArray secret = secretBytes(password);
    if (!sodiumReady() || verifier.isEmpty() || secret.size() > longestPassword) {
        return false;
    }
    return crypto_pwhash_str_verify(verifier.constData(), secret.data(),
                                    static_cast<unsigned long long>(secret.size())) == 0;
}

} // namespace session
