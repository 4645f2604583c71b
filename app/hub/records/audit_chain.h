// How one row of the audit is hashed onto the one before it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hub {

struct AuditRow {
    std::int64_t number = 0;
    std::int64_t at = 0;
    std::string action, kind, objectId, facility, role, actor, session, members, contentHash, previousHash;
};

/// SHA-256 over the row's members, each ended by a line feed, in hexadecimal.
[[nodiscard]] std::string chainHash(const AuditRow &row);
/// The newest line of a municipality's chain.
struct AuditHead {
    std::string municipality;
    std::int64_t number = 0;
    std::string hash;
};
/// BLAKE2b under the hub's key over the whole head: who can write to the database but has no key can neither
/// cut a chain nor make another one that has a seal.
[[nodiscard]] std::string auditSeal(const AuditHead &head, std::string_view key);

/// BLAKE2b under the hub's key: tells whether two contents are the same, and nothing to who has no key.
[[nodiscard]] std::string contentHash(std::string_view content, std::string_view key);
/// The same as a number, for columns that are compared.
[[nodiscard]] std::int64_t comparisonHash(std::string_view content, std::string_view key);

} // namespace hub
