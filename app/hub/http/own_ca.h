// The hub's own certificate authority, which it creates on the first start if no certificate is configured.
#pragma once

#include "domain/clock.h"
#include "domain/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace hub {

struct OwnCa {
    std::filesystem::path caFile;          ///< DIR/ca.pem, which desks read
    std::filesystem::path certificateFile; ///< DIR/server.pem, signed by the CA
    std::filesystem::path keyFile;         ///< DIR/server.key
    std::string caSha256;                  ///< "AB:CD:...", for people to compare
    bool madeCa = false;
    bool madeCertificate = false;
};

/// Creates the files that are missing in `directory` or that no longer fit. A new server certificate is made
/// 30 days before the old one expires, and when the old one does not name all of `hosts` (names or addresses;
/// localhost, the loopback addresses and the machine's name are always included). The CA is valid for 10
/// years. Key files have mode 0600. Errors: StorageFull, StorageReadOnly; StorageCorrupt "ca-damaged" if a
/// file exists and cannot be used: desks trust the old CA, so the hub never replaces it silently.
[[nodiscard]] domain::Result<OwnCa> prepareOwnCa(const std::filesystem::path &directory,
                                                 const std::vector<std::string> &hosts, domain::Instant now);

/// The SHA-256 fingerprint of a PEM certificate, "AB:CD:...".
[[nodiscard]] domain::Result<std::string> fingerprintOf(const std::filesystem::path &certificateFile);

} // namespace hub
