// The rules that both sides apply: the desk during typing, the hub before storing.
//
// Every function returns all faults at once as FieldErrors with JSON pointers into the record's JSON form.
// Codes: "required", "too-long" {max}, "too-small" {min}, "too-big" {max}, "not-clean-text", "not-katakana",
// "not-a-phone-number", "not-a-mail-address", "not-a-date", "not-a-time", "not-a-number", "not-a-url",
// "not-a-code", "check-digit", "ends-before-start", "out-of-range" {min,max}, "none-accepted",
// "both-or-neither", "not-allowed". Functions with today's date also give "in-future" {max}, "in-past" {min},
// "too-far-ahead" {max}.
#pragma once

#include "domain/records.h"

#include <span>

namespace domain {

using FieldErrors = std::vector<FieldError>;

[[nodiscard]] FieldErrors validate(const Slot &slot);
[[nodiscard]] FieldErrors validate(const Series &series);
[[nodiscard]] FieldErrors validate(const Facility &facility);
[[nodiscard]] FieldErrors validate(const ReservationPersonal &personal);
[[nodiscard]] FieldErrors validate(const Reservation &reservation); ///< includes the personal part, if any
[[nodiscard]] FieldErrors validate(const Closure &closure);

// The same for a new record. Today's date reveals implausible days: a child born after today or due more than
// a month ago, a desired month that is over, a slot that has ended.
[[nodiscard]] FieldErrors validate(const Reservation &reservation, LocalDate today);
[[nodiscard]] FieldErrors validate(const Slot &slot, Instant now);
[[nodiscard]] FieldErrors validate(const Series &series, LocalDate today);
/// A closure may be entered up to a month late, because its minutes must not count as open time.
[[nodiscard]] FieldErrors validate(const Closure &closure, LocalDate today);
/// Checks one item of the profile by its key; the pointer is "/profile/<key>". A missing item that the
/// standard requires is not a fault here (except `name`): see missingForPublication.
[[nodiscard]] FieldErrors validateProfileItem(std::string_view key, std::string_view value);
/// The keys of empty items that the standard requires. They prevent publishing, not storing.
[[nodiscard]] std::vector<std::string> missingForPublication(const Profile &profile);

/// Converts what people type to the stored form: "０３－１２３４－５６７８" → "03-1234-5678", "7：30" →
/// "07:30", ひらがな/ｶﾅ → カタカナ, "令和6年4月1日" → "2024-04-01", "192-0045" → "1920045". Text that cannot
/// be repaired is returned unchanged, so that validate() reports it.
[[nodiscard]] std::string repairedProfileItem(std::string_view key, std::string_view typed);
/// The same for a phone number: half-width digits and hyphens; several numbers are joined by " / ".
[[nodiscard]] std::string repairedPhone(std::string_view typed);
/// The same for a date: "2024/4/1", "2024。4。1", "令和6年4月1日", "R6.4.1" and a spreadsheet's serial number
/// become ISO. Empty if the text cannot be understood.
[[nodiscard]] std::optional<std::string> repairedDate(std::string_view typed);
[[nodiscard]] bool isPhoneNumber(std::string_view text);
[[nodiscard]] bool isMailAddress(std::string_view text);

/// 全国地方公共団体コード: six digits, weights 6,5,4,3,2, check digit = (11 − sum mod 11) mod 10, and 11 −
/// sum if sum < 11.
[[nodiscard]] bool isMunicipalityCode(std::string_view code);
/// "92011" → "092011", "13101" → "131016", "1100" → "011002". Malformed "not-a-code", "check-digit".
[[nodiscard]] Result<std::string> repairedMunicipalityCode(std::string_view typed);
/// 法人番号 (財務省令70号): 13 digits; the leftmost is the check digit of the others.
[[nodiscard]] bool isCorporateNumber(std::string_view number);

} // namespace domain
