// Checks JSON text before it is given to the parser. Internal to wire.
#pragma once

#include <string_view>

namespace wire::detail {

/// False for text that rapidjson 1.1.0 crashes on or accepts wrongly: nesting above the limit (it recurses),
/// a NUL (it takes it for the end), invalid UTF-8 (its check reads past the end), an escaped low surrogate
/// alone (it would write invalid UTF-8), a zero with an exponent (it counts the leading zeros of 0), and a
/// number with more than 40 characters or an exponent above 300 (it reads past its table of powers). Strings
/// are scanned as the parser scans them, so both agree up to the first syntax error; the parser checks the
/// rest of the syntax.
[[nodiscard]] bool isFitForParser(std::string_view json, int deepest);

} // namespace wire::detail
