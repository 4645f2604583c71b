// A look over JSON text before the parser may have it. Internal to wire.
#pragma once

#include <string_view>

namespace wire::detail {

/// False for what rapidjson 1.1.0 does not survive or lets through: nesting beyond the limit (it recurses), a
/// NUL (it takes it for the end), text that is no UTF-8 (its check reads past the end), an escaped low
/// surrogate alone (it would write invalid UTF-8), a zero with an exponent (it counts the leading
/// zeros of 0), a number of more than 40 characters or with an exponent beyond 300 (it reads
/// past its table of powers). Strings are read as the parser reads them, so that up to the first syntax error
/// both see the same; everything else about the syntax is left to the parser.
[[nodiscard]] bool isFitForParser(std::string_view json, int deepest);

} // namespace wire::detail
