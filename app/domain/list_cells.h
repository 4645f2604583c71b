// Cells of lists that contain more than one value, or that a spreadsheet has damaged.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace domain {

/// True for "8:00\n土9:00" and "7:30～19:30".
[[nodiscard]] bool holdsTwoTimes(std::string_view cell);

struct UrlAndRest {
    std::string url;
    std::string rest; ///< empty if there is only one address
};
/// Splits addresses that are separated by blanks, commas or line breaks.
[[nodiscard]] UrlAndRest firstUrl(std::string_view cell);

struct PhoneAndFax {
    std::string phone; ///< empty if only the fax has a number
    std::string fax;
    bool operator==(const PhoneAndFax &) const = default;
};
/// Parses "042-000-0005/FAX042-000-0006" and "TEL/FAX 042-000-0001". Empty if no number is marked as a fax,
/// or if a part is not a number.
[[nodiscard]] std::optional<PhoneAndFax> phoneAndFax(std::string_view cell);

/// True for "1.41005E+12", "#REF!", "####", "1月2日": a spreadsheet has destroyed the digits of a number.
[[nodiscard]] bool isSpoiledNumber(std::string_view cell);
/// True for "#REF!", "#N/A", "####".
[[nodiscard]] bool isSpreadsheetError(std::string_view cell);

} // namespace domain
