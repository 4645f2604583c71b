#include "hub/auth/hub_key.h"

#include "hub/auth/accounts.h"
#include "hub/db/meta.h"
#include "hub/db/read.h"
#include "hub/http/private_file.h"
#include "hub/records/audit_chain.h"

#include <array>
#include <cstdlib>
#include <openssl/sha.h>
#include <sstream>

namespace hub {
namespace {

constexpr std::size_t keySize = 32;
constexpr std::string_view checkName = "hub_key_check";

/// A hash that distinguishes keys. It reveals nothing about them, because they are random and long.
std::string checkOf(std::string_view key) {
    const std::string text = "hokatsu hub key check\n" + std::string(key);
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char *>(text.data()), text.size(), digest.data());
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (const unsigned char byte : digest) {
        hex.append({digits[byte >> 4], digits[byte & 15]});
    }
    return hex;
}

/// Whether an older database, which stores no hash of its key, contains data that only its key can decrypt.
domain::Result<bool> needsAKey(Connection &db) {
    const auto found = firstRow(db, "SELECT 1 FROM account LIMIT 1", {}, [](const Rows &) { return true; });
    if (!found) {
        return domain::passOn(found);
    }
    return found->has_value();
}

constexpr std::string_view sealedName = "audit_sealed";

/// Seals the chain heads of an older database once. From then on a head without a seal is invalid. The stored
/// value is the time of the sealing, authenticated with the key: before it, the due time of a waiting request
/// may have moved without an audit line.
domain::Result<void> sealOldChains(Connection &db, std::string_view key) {
    const auto done = metaValue(db, sealedName);
    if (!done || *done) {
        return done ? domain::Result<void>() : domain::passOn(done);
    }
    std::vector<AuditHead> heads;
    std::int64_t newest = 0;
    auto read =
        eachRow(db, "SELECT municipality, audit_no, audit_hash FROM counter WHERE audit_no > 0", {},
                [&heads](const Rows &row) {
                    heads.push_back({std::string(row.text(0)), row.integer(1), std::string(row.text(2))});
                });
    if (read) {
        read = eachRow(db, "SELECT coalesce(max(at), 0) FROM audit", {},
                       [&newest](const Rows &row) { newest = row.integer(0); });
    }
    for (const AuditHead &head : heads) {
        if (read) {
            read = run(db, "UPDATE counter SET audit_seal = $1 WHERE municipality = $2",
                       {auditSeal(head, key), head.municipality});
        }
    }
    const std::string at = std::to_string(newest);
    return read ? setMetaValue(db, sealedName, at + ' ' + contentHash("audit sealed " + at, key)) : read;
}

/// Call it inside a transaction that excludes all others.
domain::Result<std::string> agreedKey(const std::filesystem::path &directory, Connection &db,
                                      domain::Random &random) {
    const auto known = metaValue(db, checkName);
    const auto needed = needsAKey(db);
    if (!known || !needed) {
        return known ? domain::passOn(needed) : domain::passOn(known);
    }
    if ((*known || *needed) && !std::filesystem::exists(directory / "hub.key")) {
        return domain::fail(domain::ErrorKind::StorageCorrupt, "hub-key-missing");
    }
    auto key = hubKey(directory, random);
    if (!key) {
        return key;
    }
    if (*known) {
        return **known == checkOf(*key) ? key
                                        : domain::fail(domain::ErrorKind::StorageCorrupt, "hub-key-differs");
    }
    const auto opens = auth::factorsOpen(db, *key);
    if (!opens || !*opens) {
        return opens ? domain::fail(domain::ErrorKind::StorageCorrupt, "hub-key-differs")
                     : domain::passOn(opens);
    }
    if (auto stored = setMetaValue(db, checkName, checkOf(*key)); !stored) {
        return domain::passOn(stored);
    }
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
    if (!std::filesystem::exists(path)) {
        if (auto made = writePrivateFile(path, newHubKey(random), Overwrite::No); !made) {
            return domain::passOn(made);
        }
    }
    auto key = readWholeFile(path);
    if (key && key->size() != keySize) {
        return domain::fail(domain::ErrorKind::StorageCorrupt, "hub-key-damaged");
    }
    return key;
}

domain::Result<void> databaseIsKept(const std::filesystem::path &directory) {
    std::error_code error;
    if (!std::filesystem::exists(directory / "hub.key", error)) {
        return {};
    }
    const auto size = std::filesystem::file_size(directory / "hub.sqlite", error);
    if (error == std::errc::no_such_file_or_directory || (!error && size == 0)) {
        return domain::fail(domain::ErrorKind::StorageCorrupt, "database-lost");
    }
    return {};
}

domain::Result<std::string> keyOfDatabase(const std::filesystem::path &directory, Database &database,
                                          domain::Random &random) {
    auto link = database.link(Database::Mode::Write);
    if (!link) {
        return domain::passOn(link);
    }
    if (auto begun = (*link)->begin(); !begun) {
        return domain::passOn(begun);
    }
    if (auto claimed = (*link)->claim("hub key"); !claimed) {
        return domain::passOn(claimed);
    }
    auto key = agreedKey(directory, **link, random);
    const auto sealed = key ? sealOldChains(**link, *key) : domain::Result<void>();
    if (!key || !sealed) {
        (*link)->rollback();
        return key ? domain::passOn(sealed) : key;
    }
    if (auto committed = (*link)->commit(); !committed) {
        return domain::passOn(committed);
    }
    return key;
}

std::int64_t sealedSince(Connection &db, std::string_view key) {
    const auto value = metaValue(db, sealedName);
    if (!value || !*value) {
        return 0;
    }
    const std::string at = (*value)->substr(0, (*value)->find(' '));
    const bool ours = **value == at + ' ' + contentHash("audit sealed " + at, key);
    return ours ? std::strtoll(at.c_str(), nullptr, 10) : 0;
}

bool keyFits(const std::filesystem::path &directory, Connection &db) {
    const auto known = metaValue(db, checkName);
    const auto key = readWholeFile(directory / "hub.key");
    return known && key && (!*known || **known == checkOf(*key));
}

domain::Result<void> keysArePrivate(const std::filesystem::path &directory) {
    using std::filesystem::perms;
    constexpr perms anybody = perms::group_all | perms::others_all;
    const auto refused = [](std::string name, perms found) {
        std::ostringstream mode;
        mode << '0' << std::oct << (static_cast<unsigned>(found) & 0777U);
        return domain::fail(domain::ErrorKind::Rejected, "file-open-to-others",
                            {{"file", std::move(name)}, {"mode", mode.str()}});
    };
    std::error_code error;
    const perms folder = std::filesystem::status(directory, error).permissions();
    if (!error && (folder & perms::others_write) != perms::none) {
        return refused(directory.string(), folder);
    }
    for (const char *name : {"hub.key", "ca.key", "server.key"}) {
        const perms found = std::filesystem::status(directory / name, error).permissions();
        if (!error && (found & anybody) != perms::none) {
            return refused((directory / name).string(), found);
        }
    }
    return {};
}

std::vector<std::string> filesOpenToOthers(const std::filesystem::path &directory) {
    using std::filesystem::perms;
    constexpr perms anybody = perms::group_all | perms::others_all;
    std::vector<std::string> open;
    for (const char *name : {"hub.sqlite", "hub.sqlite-wal"}) {
        std::error_code error;
        const perms found = std::filesystem::status(directory / name, error).permissions();
        if (!error && (found & anybody) != perms::none) {
            open.emplace_back(name);
        }
    }
    return open;
}

} // namespace hub
