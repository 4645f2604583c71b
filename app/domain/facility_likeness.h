// Compares two descriptions of nurseries. Lists change numbers, lose zeros and spell addresses in many ways,
// so the comparison ignores spelling.
#pragma once

#include "domain/records.h"

#include <set>
#include <string>

namespace domain {

/// ID / NO without leading zeros, blanks, width differences and a spreadsheet's ".0"; empty if there is none.
[[nodiscard]] std::string numberKey(std::string_view standardId);

struct FacilityKeys {
    std::string number;
    std::string name;
    std::string address;
    std::set<std::string> phones;
};
[[nodiscard]] FacilityKeys keysOf(const Facility &facility);

enum class Likeness : std::uint8_t {
    Unknown, ///< one of the two has no value
    Same,
    Different
};
[[nodiscard]] Likeness namesAlike(const FacilityKeys &a, const FacilityKeys &b);
/// For example, 東京都見本市見本町二丁目3番4号 and 見本町2-3-4 are alike.
[[nodiscard]] Likeness addressesAlike(const FacilityKeys &a, const FacilityKeys &b);
/// One common number is enough.
[[nodiscard]] Likeness phonesAlike(const FacilityKeys &a, const FacilityKeys &b);

} // namespace domain
