// The hub's own certificate authority, made on first start, for places without one.
#pragma once

#include "domain/clock.h"
#include "domain/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace hub {

struct OwnCa {
    std::filesystem::path caFile;          ///< DIR/ca.pem: what desks read
    std::filesystem::path certificateFile; ///< DIR/server.pem, signed by it
    std::filesystem::path keyFile;         ///< DIR/server.key
    std::string caSha256;                  ///< "AB:CD:...", for comparing by eye
    bool madeCa = false;
    bool madeCertificate = false;
};

/// Makes what is missing in `directory`, or no longer fits: the server's certificate is made anew 30 days
/// before it ends, and when it doesn't name all of `hosts` (names or addresses; localhost, the loopback
/// addresses and this machine's name are always there). The CA stays for its 10 years. Keys are written with
/// mode 0600. Errors: StorageFull, StorageReadOnly; StorageCorrupt "ca-damaged" where a file is there and
/// cannot be used: desks trust the old one, so it is never replaced silently.
[[nodiscard]] domain::Result<OwnCa> prepareOwnCa(const std::filesystem::path &directory,
                                                 const std::vector<std::string> &hosts, domain::Instant now);

/// SHA-256 of a PEM certificate, "AB:CD:...".
[[nodiscard]] domain::Result<std::string> fingerprintOf(const std::filesystem::path &certificateFile);

} // namespace hub
