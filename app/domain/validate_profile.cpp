// Checks one item of a facility's profile by the type that the standard gives it.
#include "domain/characters.h"
#include "domain/faults.h"
#include "domain/profile_items.h"

#include <algorithm>
#include <charconv>

namespace domain {
namespace {

/// Accepts "-35.65" and "0.5"; no exponent, no sign "+".
std::optional<double> plainDecimal(std::string_view text) {
    double value = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    const bool plain = text.find_first_not_of("-.0123456789") == std::string_view::npos;
    if (!plain || error != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

/// The rectangle that contains Japan, including 沖ノ鳥島 and 南鳥島.
struct Range {
    double min;
    double max;
};
std::optional<Range> rangeOf(std::string_view key) {
    if (key == "latitude") {
        return Range{20, 46};
    }
    if (key == "longitude") {
        return Range{122, 154};
    }
    return std::nullopt;
}

std::string whole(double value) {
    return std::to_string(static_cast<int>(value));
}

void checkDecimal(Faults &faults, const ProfileItem &item, std::string_view value) {
    const auto number = plainDecimal(value);
    const auto range = rangeOf(item.key);
    if (!number) {
        faults.add(std::string(item.key), "not-a-number");
    } else if (range && (*number < range->min || *number > range->max)) {
        faults.add(std::string(item.key), "out-of-range",
                   {{"min", whole(range->min)}, {"max", whole(range->max)}});
    }
}

std::string codeFault(std::string_view value, std::size_t length, bool (*check)(std::string_view)) {
    if (value.size() != length || !isAllDigits(value)) {
        return "not-a-code";
    }
    return check(value) ? "" : "check-digit";
}

bool isPrintableAscii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

bool isUrl(std::string_view text) {
    const std::size_t scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
    const bool hasHost = scheme != 0 && text.size() > scheme && text[scheme] != '/' && text[scheme] != '.';
    return hasHost && isPrintableAscii(text) && text.find_first_of(" <>\"{}|\\^`") == std::string_view::npos;
}

bool isFacilityType(std::string_view value) {
    return std::ranges::find(facilityTypes(), value) != facilityTypes().end();
}

/// A number that is too long is too big. For other types the characters are counted.
void checkLength(Faults &faults, const ProfileItem &item, std::string_view value) {
    const auto most = static_cast<std::size_t>(item.maxLength);
    if (codePoints(value) <= most) {
        return;
    }
    if (item.type == ItemType::Integer) {
        faults.add(std::string(item.key), "too-big", {{"max", std::string(most, '9')}});
    } else {
        faults.add(std::string(item.key), "too-long", {{"max", std::to_string(most)}});
    }
}

const char *unless(bool good, const char *code) {
    return good ? "" : code;
}

/// The fault of a value whose type has exactly one fault besides its length; empty if the value is valid.
std::string typeFault(ItemType type, std::string_view value) {
    switch (type) {
    case ItemType::Katakana:
        return unless(isKatakanaReading(value), "not-katakana");
    case ItemType::Ascii:
        return unless(isPrintableAscii(value), "not-clean-text");
    case ItemType::MunicipalityCode:
        return codeFault(value, 6, isMunicipalityCode);
    case ItemType::CorporateNumber:
        return codeFault(value, 13, isCorporateNumber);
    case ItemType::PostalCode:
        return unless(value.size() == 7 && isAllDigits(value), "not-a-code");
    case ItemType::Integer:
        return unless(isAllDigits(value), "not-a-number");
    case ItemType::Date:
        return unless(parseDate(value).has_value(), "not-a-date");
    case ItemType::Time:
        return unless(parseTime(value).has_value(), "not-a-time");
    case ItemType::YesNo:
        return unless(value == "有" || value == "無", "not-allowed");
    case ItemType::Phone:
        return unless(isPhoneNumber(value), "not-a-phone-number");
    case ItemType::Mail:
        return unless(isMailAddress(value), "not-a-mail-address");
    case ItemType::Url:
        return unless(isUrl(value), "not-a-url");
    case ItemType::FacilityType:
        return unless(isFacilityType(value), "not-allowed");
    case ItemType::Text:
    case ItemType::MultilineText:
    case ItemType::Decimal:
        break;
    }
    return "";
}

} // namespace

FieldErrors validateProfileItem(std::string_view key, std::string_view value) {
    Faults faults("/profile");
    const ProfileItem *item = profileItem(key);
    const std::string member = escapedPointerToken(key);
    if (!item) {
        faults.add(member, "not-allowed");
        return faults.take();
    }
    if (key == "name" && trimmed(value).empty()) {
        faults.add(member, "required");
    }
    if (value.empty()) {
        return faults.take();
    }
    const bool lines = item->type == ItemType::MultilineText;
    if (!isCleanText(value, lines ? TextShape::Multiline : TextShape::OneLine)) {
        faults.add(member, "not-clean-text");
    } else if (std::string code = typeFault(item->type, value); !code.empty()) {
        faults.add(member, std::move(code));
    } else if (item->type == ItemType::Decimal) {
        checkDecimal(faults, *item, value);
    } else {
        checkLength(faults, *item, value);
    }
    return faults.take();
}

} // namespace domain
