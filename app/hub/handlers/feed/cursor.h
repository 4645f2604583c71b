// The change feed's opaque cursor.
#pragma once

#include "domain/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hub {

/// A position in each municipality of the caller's scope, in the scope's order. The cursor contains only a
/// hash of the scope: if the scope changes, the cursor is invalid and the caller starts again.
struct Cursor {
    std::string epoch; ///< a UUID as text
    std::uint64_t scopeHash = 0;
    std::int64_t issuedDay = 0; ///< days since 1970
    std::vector<std::int64_t> positions;
    bool operator==(const Cursor &) const = default;
};

/// Base64url. 512 bytes hold about eighty municipalities.
[[nodiscard]] std::string textOf(const Cursor &cursor);
/// Empty if the text is not a valid cursor of this hub.
[[nodiscard]] std::optional<Cursor> parseCursor(std::string_view text);

} // namespace hub
