#include "hub/hub_key.h"

#include "hub/db/meta.h"
#include "hub/server/private_file.h"

#include <array>
#include <openssl/sha.h>

namespace hub {
namespace {

constexpr std::size_t keySize = 32;
constexpr std::string_view checkName = "hub_key_check";

/// Tells keys apart and gives nothing of them away: they are random and long.
std::string checkOf(std::string_view key) {
    const std::string text = "hokatsu hub key check\n" + std::string(key);
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char *>(text.data()), text.size(), digest.data());
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (const unsigned char byte : digest)
        hex.append({digits[byte >> 4], digits[byte & 15]});
    return hex;
}

/// Inside a transaction that nobody else is in at the same time.
domain::Result<std::string> agreedKey(const std::filesystem::path &directory, Connection &db,
                                      domain::Random &random) {
    const auto known = metaValue(db, checkName);
    if (!known)
        return domain::passOn(known);
    if (*known && !std::filesystem::exists(directory / "hub.key"))
        return domain::fail(domain::ErrorKind::Rejected, "hub-key-missing");
    auto key = hubKey(directory, random);
    if (!key)
        return key;
    if (*known && **known != checkOf(*key))
        return domain::fail(domain::ErrorKind::Rejected, "hub-key-differs");
    if (!*known)
        if (auto stored = setMetaValue(db, checkName, checkOf(*key)); !stored)
            return domain::passOn(stored);
    return key;
}

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

domain::Result<void> databaseIsKept(const std::filesystem::path &directory) {
    std::error_code error;
    if (!std::filesystem::exists(directory / "hub.key", error))
        return {};
    const auto size = std::filesystem::file_size(directory / "hub.sqlite", error);
    if (error == std::errc::no_such_file_or_directory || (!error && size == 0))
        return domain::fail(domain::ErrorKind::StorageCorrupt, "database-lost");
    return {};
}

domain::Result<std::string> sharedHubKey(const std::filesystem::path &directory, Database &database,
                                         domain::Random &random) {
    auto link = database.link(Database::Mode::Write);
    if (!link)
        return domain::passOn(link);
    if (auto begun = (*link)->begin(); !begun)
        return domain::passOn(begun);
    if (auto claimed = (*link)->claim("hub key"); !claimed)
        return domain::passOn(claimed);
    auto key = agreedKey(directory, **link, random);
    if (!key) {
        (*link)->rollback();
        return key;
    }
    if (auto committed = (*link)->commit(); !committed)
        return domain::passOn(committed);
    return key;
}

} // namespace hub
