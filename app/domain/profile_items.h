// The 53 items of sheet 05 子育て施設一覧 (自治体標準オープンデータセット) and their columns in the older
// 28-column layout.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace domain {

enum class ItemType : std::uint8_t {
    Text,
    MultilineText,
    Katakana,
    Ascii,
    MunicipalityCode,
    Integer, ///< >= 0
    Decimal,
    Date,
    Time,
    YesNo, ///< 有 / 無; empty means not filled in, never 無
    Phone,
    Mail,
    PostalCode,
    CorporateNumber,
    Url,
    FacilityType, ///< 種別
};

struct ProfileItem {
    std::string_view key;      ///< English key in JSON, snake_case, for example "name_kana"
    std::string_view column53; ///< heading in the current layout
    std::string_view column28; ///< heading in the older layout; empty if it has none
    ItemType type = ItemType::Text;
    bool required = false; ///< by the standard (the older list's marks); only `name` prevents storing
    int maxLength = 200;   ///< code points
};

/// In the order of the 53 columns. Keys of the items that parents see first: "name", "name_kana", "type",
/// "address", "phone", "open_time", "close_time", "accepted_ages", "capacity", "note".
[[nodiscard]] std::span<const ProfileItem> profileItems();
/// Null if the key is unknown.
[[nodiscard]] const ProfileItem *profileItem(std::string_view key);
/// 種別: the nine values of the standard, further kinds for Tokyo, and less precise words of real lists.
[[nodiscard]] std::span<const std::string_view> facilityTypes();

} // namespace domain
