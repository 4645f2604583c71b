#include "storage/sealer.h"

#include <array>
#include <cstring>
#include <sodium.h>

namespace storage {

namespace {

constexpr std::size_t nonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(sealingKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const unsigned char *rawBytes(std::string_view text) {
    return reinterpret_cast<const unsigned char *>(text.data());
}

unsigned char *rawBytes(std::string &text) {
    return reinterpret_cast<unsigned char *>(text.data());
}

/// Random nonces, fetched from the system many at a time: a first pull seals a hundred thousand rows.
void takeNonce(char *nonce) {
    static thread_local std::array<char, 128 * nonceBytes> pool;
    static thread_local std::size_t used = pool.size();
    if (used == pool.size()) {
        randombytes_buf(pool.data(), pool.size());
        used = 0;
    }
    std::memcpy(nonce, pool.data() + used, nonceBytes);
    used += nonceBytes;
}

class SodiumSealer final : public Sealer {
public:
    explicit SodiumSealer(std::string_view key) {
        std::memcpy(m_key.data(), key.data(), m_key.size());
        sodium_mlock(m_key.data(), m_key.size());
    }
    ~SodiumSealer() override { sodium_munlock(m_key.data(), m_key.size()); } // wipes as well
    SodiumSealer(const SodiumSealer &) = delete;
    SodiumSealer &operator=(const SodiumSealer &) = delete;

    std::string seal(std::string_view plain, std::string_view context) const override {
        std::string sealed(nonceBytes + plain.size() + tagBytes, '\0');
        takeNonce(sealed.data());
        unsigned long long written = 0;
        crypto_aead_xchacha20poly1305_ietf_encrypt(rawBytes(sealed) + nonceBytes, &written, rawBytes(plain),
                                                   plain.size(), rawBytes(context), context.size(), nullptr,
                                                   rawBytes(sealed), m_key.data());
        sealed.resize(nonceBytes + written);
        return sealed;
    }

    domain::Result<std::string> open(std::string_view sealed, std::string_view context) const override {
        if (sealed.size() < nonceBytes + tagBytes) {
            return domain::fail(domain::ErrorKind::StorageCorrupt, "cannot-open");
        }
        std::string plain(sealed.size() - nonceBytes - tagBytes, '\0');
        unsigned long long written = 0;
        const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
            rawBytes(plain), &written, nullptr, rawBytes(sealed) + nonceBytes, sealed.size() - nonceBytes,
            rawBytes(context), context.size(), rawBytes(sealed), m_key.data());
        if (failed != 0) {
            return domain::fail(domain::ErrorKind::StorageCorrupt, "cannot-open");
        }
        return plain;
    }

private:
    std::array<unsigned char, sealingKeyBytes> m_key{};
};

} // namespace

std::unique_ptr<Sealer> sealerWithKey(std::string_view key) {
    if (sodium_init() < 0 || key.size() != sealingKeyBytes) {
        return nullptr;
    }
    return std::make_unique<SodiumSealer>(key);
}

std::string newSealingKey() {
    if (sodium_init() < 0) {
        return {};
    }
    std::string key(sealingKeyBytes, '\0');
    crypto_aead_xchacha20poly1305_ietf_keygen(rawBytes(key));
    return key;
}

} // namespace storage
