// Seals personal data for the local file: XChaCha20-Poly1305 (libsodium), a random key kept in the keychain.
#pragma once

#include "domain/result.h"

#include <memory>
#include <string>
#include <string_view>

namespace storage {

class Sealer {
public:
    virtual ~Sealer() = default;
    /// Nonce and ciphertext. `context` (for example "reservation:<id>") is authenticated, so that sealed text
    /// cannot be moved to another row.
    [[nodiscard]] virtual std::string seal(std::string_view plain, std::string_view context) const = 0;
    /// StorageCorrupt "cannot-open" where key or context are wrong or the bytes were changed.
    [[nodiscard]] virtual domain::Result<std::string> open(std::string_view sealed,
                                                           std::string_view context) const = 0;
};

inline constexpr std::size_t sealingKeyBytes = 32;
/// Null where `key` does not hold 32 bytes.
[[nodiscard]] std::unique_ptr<Sealer> sealerWithKey(std::string_view key);
[[nodiscard]] std::string newSealingKey();

} // namespace storage
