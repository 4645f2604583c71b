// Hashes each row of the audit together with the row before it.
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

/// SHA-256 over the row's members, each followed by a line feed, in hexadecimal.
[[nodiscard]] std::string chainHash(const AuditRow &row);
/// The newest row of a municipality's chain.
struct AuditHead {
    std::string municipality;
    std::int64_t number = 0;
    std::string hash;
};
/// BLAKE2b under the hub's key over the whole head. Somebody who can write to the database but does not have
/// the key can neither shorten a chain nor make another one with a valid seal.
[[nodiscard]] std::string auditSeal(const AuditHead &head, std::string_view key);

/// BLAKE2b under the hub's key. It shows whether two contents are equal and reveals nothing to readers
/// without the key.
[[nodiscard]] std::string contentHash(std::string_view content, std::string_view key);
/// The same hash as a number, for columns that statements compare.
[[nodiscard]] std::int64_t comparisonHash(std::string_view content, std::string_view key);

} // namespace hub
