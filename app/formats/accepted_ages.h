// Parses 受入年齢, which is free text in the standard: "産休明け～2歳児", "３歳～５歳", "生後57日から",
// "0・1・2歳", "2歳まで".
#pragma once

#include "domain/records.h"

#include <optional>
#include <string_view>

namespace formats {

/// The classes that the text names, as far as it can be understood. A single age is the youngest accepted
/// one, because nurseries use it so. A range names both ends; "2歳まで" and "3歳未満" name the oldest. An age
/// in days or months means the class of the youngest.
[[nodiscard]] std::optional<domain::AgeClasses> acceptedClasses(std::string_view text);

/// By law 小規模保育 and 家庭的保育 take only children below three. `kind` is a 種別 in any spelling.
[[nodiscard]] bool takesBelowThreeOnly(std::string_view kind);

struct ListedClasses {
    domain::AgeClasses classes;
    bool beyondKind = false; ///< the text names an older class than the kind allows
};
/// The result of acceptedClasses() limited to what the kind allows; empty if nothing is understood or nothing
/// remains.
[[nodiscard]] std::optional<ListedClasses> listedClasses(std::string_view text, std::string_view kind);

} // namespace formats
