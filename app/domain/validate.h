// The rules that both sides apply: the desk while typing, the hub before it stores.
//
// Every function returns all faults at once as FieldErrors with JSON pointers into the record's wire form.
// Codes: "required", "too-long" {max}, "too-small" {min}, "too-big" {max}, "not-clean-text", "not-katakana",
// "not-a-phone-number", "not-a-mail-address", "not-a-date", "not-a-time", "not-a-number", "not-a-url",
// "not-a-code", "check-digit", "ends-before-start", "out-of-range" {min,max}, "none-accepted",
// "both-or-neither", "not-allowed". Those that know today's date also give "in-future" {max}, "in-past"
// {min}, "too-far-ahead" {max}.
#pragma once

#include "domain/records.h"

#include <span>

namespace domain {

using FieldErrors = std::vector<FieldError>;

[[nodiscard]] FieldErrors validate(const Slot &slot);
[[nodiscard]] FieldErrors validate(const Series &series);
[[nodiscard]] FieldErrors validate(const Facility &facility);
[[nodiscard]] FieldErrors validate(const ReservationPersonal &personal);
[[nodiscard]] FieldErrors validate(const Reservation &reservation); ///< with its personal part where present
[[nodiscard]] FieldErrors validate(const Closure &closure);

// The same for what is made now, with the days that cannot be meant: a child that is born after today or was
// due more than a month ago, an entry in a month that is over, a slot that has ended.
[[nodiscard]] FieldErrors validate(const Reservation &reservation, LocalDate today);
[[nodiscard]] FieldErrors validate(const Slot &slot, Instant now);
[[nodiscard]] FieldErrors validate(const Series &series, LocalDate today);
/// A closure may be entered a month late, because the minutes of that day must not count.
[[nodiscard]] FieldErrors validate(const Closure &closure, LocalDate today);
/// One item of the profile, by its key; pointer is "/profile/<key>". Missing required items of the standard
/// are not faults here (only `name` is): see missingForPublication.
[[nodiscard]] FieldErrors validateProfileItem(std::string_view key, std::string_view value);
/// Keys of required items that are empty; they block publishing, not storing.
[[nodiscard]] std::vector<std::string> missingForPublication(const Profile &profile);

/// Repairs what people type into the stored form: "０３－１２３４－５６７８" → "03-1234-5678", "7：30" →
/// "07:30", ひらがな/ｶﾅ → カタカナ, "令和6年4月1日" → "2024-04-01", "192-0045" → "1920045". Text that cannot
/// be repaired comes back unchanged, so that validate() can point at it.
[[nodiscard]] std::string repairedProfileItem(std::string_view key, std::string_view typed);
/// The same for a phone number alone: half-width digits and hyphens, several joined by " / ".
[[nodiscard]] std::string repairedPhone(std::string_view typed);
/// The same for a date alone: "2024/4/1", "2024。4。1", "令和6年4月1日", "R6.4.1", a spreadsheet's serial
/// number → ISO. Empty where the text cannot be understood.
[[nodiscard]] std::optional<std::string> repairedDate(std::string_view typed);
[[nodiscard]] bool isPhoneNumber(std::string_view text);
[[nodiscard]] bool isMailAddress(std::string_view text);

/// 全国地方公共団体コード: six digits, weights 6,5,4,3,2, check = (11 − sum mod 11) mod 10, and 11 − sum when
/// sum < 11.
[[nodiscard]] bool isMunicipalityCode(std::string_view code);
/// "92011" → "092011", "13101" → "131016", "1100" → "011002". Malformed "not-a-code", "check-digit".
[[nodiscard]] Result<std::string> repairedMunicipalityCode(std::string_view typed);
/// 法人番号 (財務省令70号): 13 digits, the leftmost checks the rest.
[[nodiscard]] bool isCorporateNumber(std::string_view number);

} // namespace domain
