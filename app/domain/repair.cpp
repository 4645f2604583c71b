#include "domain/characters.h"
#include "domain/profile_items.h"
#include "domain/repair_parts.h"
#include "domain/text.h"
#include "domain/utf8.h"
#include "domain/validate.h"

#include <algorithm>
#include <array>

namespace domain {
namespace {

/// Items whose numbers people type in any width. Names are unchanged, because 第２保育園 is a name.
constexpr std::array<std::string_view, 16> numberedItems{
    "address",   "address_town",       "address_number", "address_building", "access",     "parking",
    "extension", "contact_note",       "accepted_ages",  "open_weekdays",    "hours_note", "childcare_fee",
    "note",      "childcare_fee_note", "standard_id",    "town_id"};

/// One kind of line break and no control characters. In a one-line text, line breaks become blanks.
std::string withoutControls(std::string_view typed, TextShape shape) {
    std::u32string out;
    char32_t before = 0;
    for (const char32_t c : toCodePoints(typed)) {
        const bool breaks = c == U'\r' || (c == U'\n' && before != U'\r');
        before = c;
        if (breaks) {
            out += shape == TextShape::Multiline ? U'\n' : U' ';
        } else if (c == U'\t') {
            out += shape == TextShape::Multiline ? c : U' ';
        } else if (c >= 0x20 && (c < 0x7F || c > 0x9F)) {
            out += c;
        }
    }
    return trimmed(toUtf8(out));
}

/// Converts full-width digits, and the colon between digits, to half width: "延長保育１９：００まで".
std::string halfWidthNumbers(std::string_view text) {
    std::u32string all = toCodePoints(text);
    const auto isDigit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
    for (char32_t &c : all) {
        if (c >= 0xFF10 && c <= 0xFF19) {
            c -= 0xFEE0;
        }
    }
    for (std::size_t i = 1; i + 1 < all.size(); ++i) {
        if (all[i] == 0xFF1A && isDigit(all[i - 1]) && isDigit(all[i + 1])) {
            all[i] = U':';
        }
    }
    return unifyHyphens(toUtf8(all));
}

std::string repairedText(std::string_view key, std::string_view typed, TextShape shape) {
    std::string text = withoutControls(typed, shape);
    return std::ranges::find(numberedItems, key) == numberedItems.end() ? text : halfWidthNumbers(text);
}

std::string withoutAny(std::string text, std::string_view marks) {
    std::erase_if(text, [&](char c) { return marks.find(c) != std::string_view::npos; });
    return text;
}

void removeSuffix(std::string &text, std::string_view suffix) {
    if (text.ends_with(suffix)) {
        text.erase(text.size() - suffix.size());
    }
}

/// "1,200人" → "1200"; a spreadsheet's "100.0" → "100".
std::string repairedInteger(std::string_view typed) {
    std::string text = withoutAny(trimmed(toHalfWidthAscii(typed)), ", ");
    for (const std::string_view suffix : {"人", "名", ".0"}) {
        removeSuffix(text, suffix);
    }
    if (text.empty() || text.find_first_not_of("0123456789") != std::string::npos) {
        return std::string(typed);
    }
    return text.substr(std::min(text.find_first_not_of('0'), text.size() - 1));
}

std::string repairedDigits(std::string_view typed, std::size_t count) {
    std::string text = toHalfWidthAscii(typed);
    if (text.starts_with("〒")) {
        text.erase(0, std::string_view("〒").size());
    }
    text = withoutAny(unifyHyphens(trimmed(text)), "- ");
    const bool fits = text.size() == count && text.find_first_not_of("0123456789") == std::string::npos;
    return fits ? text : std::string(typed);
}

std::string repairedYesNo(std::string_view typed) {
    constexpr std::array<std::string_view, 9> yes{"有", "1", "○", "◯", "〇", "あり", "有り", "はい", "可"};
    constexpr std::array<std::string_view, 9> no{"無",   "0",    "×",      "✕",   "なし",
                                                 "無し", "無い", "いいえ", "不可"};
    const std::string text = trimmed(toHalfWidthAscii(typed));
    if (std::ranges::find(yes, text) != yes.end()) {
        return "有";
    }
    if (std::ranges::find(no, text) != no.end()) {
        return "無";
    }
    return text.empty() || text == "9" || text == "不明" ? std::string() : std::string(typed);
}

DayEdge edgeOf(std::string_view key) {
    return key.ends_with("open_time") ? DayEdge::Start : DayEdge::End;
}

std::string repairedByType(const ProfileItem &item, std::string_view typed) {
    switch (item.type) {
    case ItemType::Text:
        return repairedText(item.key, typed, TextShape::OneLine);
    case ItemType::MultilineText:
        return repairedText(item.key, typed, TextShape::Multiline);
    case ItemType::Katakana:
        return repairedKatakana(withoutControls(typed, TextShape::OneLine));
    case ItemType::Ascii:
    case ItemType::Mail:
    case ItemType::Decimal:
        return trimmed(toHalfWidthAscii(typed));
    case ItemType::MunicipalityCode:
        return repairedMunicipalityCode(typed).value_or(std::string(typed));
    case ItemType::Integer:
        return repairedInteger(typed);
    case ItemType::Date:
        return repairedDate(typed).value_or(std::string(typed));
    case ItemType::Time:
        return repairedTime(typed, edgeOf(item.key)).value_or(std::string(typed));
    case ItemType::YesNo:
        return repairedYesNo(typed);
    case ItemType::Phone:
        return repairedFacilityPhone(typed, item.key == "fax" ? PhoneLine::Fax : PhoneLine::Voice);
    case ItemType::PostalCode:
        return repairedDigits(typed, 7);
    case ItemType::CorporateNumber:
        return repairedDigits(typed, 13);
    case ItemType::Url:
        return repairedUrl(typed);
    case ItemType::FacilityType:
        return repairedFacilityType(typed).value_or(std::string(typed));
    }
    return std::string(typed);
}

} // namespace

std::string repairedProfileItem(std::string_view key, std::string_view typed) {
    const ProfileItem *item = profileItem(key);
    if (!item || !isUtf8(typed)) {
        return std::string(typed);
    }
    if (trimmed(typed).empty()) {
        return {};
    }
    return repairedByType(*item, typed);
}

} // namespace domain
