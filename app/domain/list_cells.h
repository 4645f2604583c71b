// Cells of lists that hold more than one value, or what a spreadsheet left of one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace domain {

/// "8:00\n土9:00", "7:30～19:30"
[[nodiscard]] bool holdsTwoTimes(std::string_view cell);

struct UrlAndRest {
    std::string url;
    std::string rest; ///< empty where there is one address only
};
/// Addresses with blanks, commas or line breaks between them.
[[nodiscard]] UrlAndRest firstUrl(std::string_view cell);

struct PhoneAndFax {
    std::string phone; ///< empty where only the fax has a number
    std::string fax;
    bool operator==(const PhoneAndFax &) const = default;
};
/// "042-000-0005/FAX042-000-0006", "TEL/FAX 042-000-0001". Empty where no number is called a fax, or where
/// either is not a number.
[[nodiscard]] std::optional<PhoneAndFax> phoneAndFax(std::string_view cell);

/// "1.41005E+12", "#REF!", "####", "1月2日": what a spreadsheet made of a number, whose digits are gone.
[[nodiscard]] bool isSpoiledNumber(std::string_view cell);
/// "#REF!", "#N/A", "####"
[[nodiscard]] bool isSpreadsheetError(std::string_view cell);

} // namespace domain
