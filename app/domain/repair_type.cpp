#include "domain/profile_items.h"
#include "domain/repair_parts.h"
#include "domain/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace domain {
namespace {

/// Other names, written without brackets and blanks, in lower case.
constexpr std::array<std::pair<std::string_view, std::string_view>, 40> otherNames{{
    {"公立保育所", "認可公立保育所"},
    {"公立保育園", "認可公立保育所"},
    {"公立認可保育所", "認可公立保育所"},
    {"認可保育所公立", "認可公立保育所"},
    {"認可公立保育園", "認可公立保育所"},
    {"私立保育所", "認可私立保育所"},
    {"私立保育園", "認可私立保育所"},
    {"私立認可保育所", "認可私立保育所"},
    {"認可保育所私立", "認可私立保育所"},
    {"認可私立保育園", "認可私立保育所"},
    {"認可外保育施設", "認可外保育所"},
    {"認可外", "認可外保育所"},
    {"幼稚園公立", "公立幼稚園"},
    {"幼稚園私立", "私立幼稚園"},
    {"幼保連携型認定こども園", "認定こども園（幼保連携型）"},
    {"幼稚園型認定こども園", "認定こども園（幼稚園型）"},
    {"保育所型認定こども園", "認定こども園（保育所型）"},
    {"地方裁量型認定こども園", "認定こども園（地方裁量型）"},
    {"小規模保育a型", "小規模保育事業（A型）"},
    {"小規模保育b型", "小規模保育事業（B型）"},
    {"小規模保育c型", "小規模保育事業（C型）"},
    {"小規模保育事業a", "小規模保育事業（A型）"},
    {"小規模保育事業b", "小規模保育事業（B型）"},
    {"小規模保育事業c", "小規模保育事業（C型）"},
    {"小規模保育事業所a型", "小規模保育事業（A型）"},
    {"小規模保育事業所b型", "小規模保育事業（B型）"},
    {"小規模保育事業所c型", "小規模保育事業（C型）"},
    {"家庭的保育", "家庭的保育事業"},
    {"保育ママ", "家庭的保育事業"},
    {"家庭福祉員", "家庭的保育事業"},
    {"事業所内保育", "事業所内保育事業"},
    {"事業所内保育所", "事業所内保育事業"},
    {"居宅訪問型保育", "居宅訪問型保育事業"},
    {"企業主導型保育", "企業主導型保育事業"},
    {"企業主導型保育施設", "企業主導型保育事業"},
    {"企業主導型保育所", "企業主導型保育事業"},
    {"認証保育所a", "認証保育所（A型）"},
    {"認証保育所b", "認証保育所（B型）"},
    {"東京都認証保育所a型", "認証保育所（A型）"},
    {"東京都認証保育所b型", "認証保育所（B型）"},
}};

std::string bare(std::string_view name) {
    std::string key = searchKey(name);
    std::erase_if(key, [](char c) { return c == '(' || c == ')'; });
    return key;
}

} // namespace

std::optional<std::string> repairedFacilityType(std::string_view typed) {
    const std::string wanted = bare(typed);
    for (const std::string_view type : facilityTypes())
        if (bare(type) == wanted)
            return std::string(type);
    const auto *const other =
        std::ranges::find_if(otherNames, [&](const auto &entry) { return bare(entry.first) == wanted; });
    return other == otherNames.end() ? std::nullopt : std::optional(std::string(other->second));
}

} // namespace domain
