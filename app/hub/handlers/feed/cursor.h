// The change feed's opaque cursor.
#pragma once

#include "domain/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hub {

/// A position in each municipality of the caller's scope, in the scope's order. The scope itself is not in
/// it, only its hash: when the scope changes the cursor no longer fits and the caller starts anew.
struct Cursor {
    std::string epoch; ///< UUID text
    std::uint64_t scopeHash = 0;
    std::int64_t issuedDay = 0; ///< days since 1970
    std::vector<std::int64_t> positions;
    bool operator==(const Cursor &) const = default;
};

/// Base64url; 512 bytes hold about eighty municipalities.
[[nodiscard]] std::string textOf(const Cursor &cursor);
/// Empty where the text is no cursor of ours.
[[nodiscard]] std::optional<Cursor> parseCursor(std::string_view text);

} // namespace hub
