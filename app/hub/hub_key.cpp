#include "hub/hub_key.h"

#include "hub/server/private_file.h"

#include <array>

namespace hub {
namespace {

constexpr std::size_t keySize = 32;

} // namespace

std::string newHubKey(domain::Random &random) {
    std::array<std::uint8_t, keySize> bytes{};
    random.fill(bytes);
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

domain::Result<std::string> hubKey(const std::filesystem::path &directory, domain::Random &random) {
    const std::filesystem::path path = directory / "hub.key";
    if (!std::filesystem::exists(path))
        if (auto made = writePrivateFile(path, newHubKey(random), Overwrite::No); !made)
            return domain::passOn(made);
    auto key = readWholeFile(path);
    if (key && key->size() != keySize)
        return domain::fail(domain::ErrorKind::StorageCorrupt, "hub-key-damaged");
    return key;
}

} // namespace hub
