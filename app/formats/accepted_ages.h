// 受入年齢 is free text in the standard: "産休明け～2歳児", "３歳～５歳", "生後57日から", "0・1・2歳",
// "2歳まで".
#pragma once

#include "domain/records.h"

#include <optional>
#include <string_view>

namespace formats {

/// The classes that the text speaks of, as far as it can be understood. One age alone is the youngest
/// accepted, as nurseries write it; a range names both ends, "2歳まで" and "3歳未満" the oldest; days and
/// months of age mean the class of the youngest.
[[nodiscard]] std::optional<domain::AgeClasses> acceptedClasses(std::string_view text);

/// 小規模保育 and 家庭的保育 take children below three only, by law. `kind` is a 種別 in any spelling.
[[nodiscard]] bool takesBelowThreeOnly(std::string_view kind);

struct ListedClasses {
    domain::AgeClasses classes;
    bool beyondKind = false; ///< the text names an older class than the kind may take
};
/// acceptedClasses() within what the kind may take; empty where nothing is understood or nothing remains.
[[nodiscard]] std::optional<ListedClasses> listedClasses(std::string_view text, std::string_view kind);

} // namespace formats
