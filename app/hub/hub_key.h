// The hub's one key, DIR/hub.key: it signs tokens, seals second factors and keys the hashes of personal data.
#pragma once

#include "domain/random.h"
#include "domain/result.h"

#include <filesystem>
#include <string>

namespace hub {

/// 32 new bytes.
[[nodiscard]] std::string newHubKey(domain::Random &random);
/// The directory's key; made when it has none. The command line and a starting hub may come at the same time:
/// whoever links the file first has made it. StorageCorrupt "hub-key-damaged".
[[nodiscard]] domain::Result<std::string> hubKey(const std::filesystem::path &directory,
                                                 domain::Random &random);

} // namespace hub
