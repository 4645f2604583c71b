#include "domain/facility_likeness.h"

#include "domain/text.h"
#include "domain/utf8.h"
#include "domain/validate.h"

#include <algorithm>
#include <array>

namespace domain {
namespace {

constexpr std::string_view plainDigits = "0123456789";

std::string itemIn(const Facility &facility, std::string_view key) {
    const auto found = facility.profile.find(std::string(key));
    return found == facility.profile.end() ? std::string() : found->second;
}

void replaceEach(std::u32string &text, std::u32string_view from, std::u32string_view to) {
    for (std::size_t at = text.find(from); at != std::u32string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

bool isPlainDigit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

/// 十二 → 12
std::u32string digitsOfKanji(std::u32string_view kanji) {
    constexpr std::u32string_view numerals = U"一二三四五六七八九";
    int value = 0;
    int ones = 0;
    for (const char32_t c : kanji) {
        if (c == U'十') {
            value += 10 * std::max(ones, 1);
            ones = 0;
        } else {
            ones = static_cast<int>(numerals.find(c)) + 1;
        }
    }
    std::u32string out;
    for (const char c : std::to_string(value + ones)) {
        out += static_cast<char32_t>(c);
    }
    return out;
}

/// 四丁目 → 4丁目
void writeChomeInDigits(std::u32string &text) {
    constexpr std::u32string_view chome = U"丁目";
    constexpr std::u32string_view numerals = U"一二三四五六七八九十";
    for (std::size_t at = text.find(chome); at != std::u32string::npos;
         at = text.find(chome, at + chome.size())) {
        std::size_t from = at;
        while (from > 0 && numerals.find(text[from - 1]) != std::u32string_view::npos) {
            --from;
        }
        if (from == at) {
            continue;
        }
        const std::u32string number = digitsOfKanji(std::u32string_view(text).substr(from, at - from));
        text.replace(from, at - from, number);
        at = from + number.size();
    }
}

std::string addressKey(std::string_view address) {
    std::u32string text = toCodePoints(unifyHyphens(searchKey(address)));
    writeChomeInDigits(text);
    for (const std::u32string_view word : {U"丁目", U"番地ノ", U"番地", U"番", U"号"}) {
        replaceEach(text, word, U"-");
    }
    std::u32string out;
    for (const char32_t c : text) {
        if (c != U'-' || (!out.empty() && out.back() != U'-')) {
            out += c;
        }
    }
    while (!out.empty() && out.back() == U'-') {
        out.pop_back();
    }
    return toUtf8(out);
}

std::string writtenAddress(const Facility &facility) {
    std::string address = itemIn(facility, "address");
    if (!address.empty()) {
        return address;
    }
    const std::string street = itemIn(facility, "address_town") + itemIn(facility, "address_number");
    return street.empty() ? std::string() : itemIn(facility, "address_city") + street;
}

std::set<std::string> phoneKeys(std::string_view phones) {
    std::set<std::string> keys;
    std::string digits;
    const auto end = [&] {
        if (digits.size() > 4) {
            keys.insert(digits.substr(digits.find_first_not_of('0')));
        }
        digits.clear();
    };
    std::string_view rest = phones;
    if (rest.starts_with("+81")) {
        rest.remove_prefix(3);
    }
    for (const char c : rest) {
        if (plainDigits.find(c) != std::string_view::npos && (c != '0' || !digits.empty())) {
            digits += c;
        } else if (c == '/') {
            end();
        }
    }
    end();
    return keys;
}

/// True if the text ends like a part that other addresses leave out: a prefecture, a county, a city, a ward.
bool endsPlace(std::u32string_view text) {
    constexpr std::u32string_view places = U"都道府県市区町村郡";
    return !text.empty() && places.find(text.back()) != std::u32string_view::npos;
}

bool isTailOf(const std::u32string &whole, const std::u32string &tail) {
    if (tail.size() < 3 || std::ranges::none_of(tail, isPlainDigit) || !whole.ends_with(tail)) {
        return false;
    }
    return endsPlace(std::u32string_view(whole).substr(0, whole.size() - tail.size()));
}

} // namespace

std::string numberKey(std::string_view standardId) {
    std::string key = unifyHyphens(searchKey(standardId));
    const auto onlyDigits = [](std::string_view text) {
        return !text.empty() && text.find_first_not_of(plainDigits) == std::string_view::npos;
    };
    const std::size_t dot = key.find('.');
    if (dot != std::string::npos && onlyDigits(key.substr(0, dot)) &&
        key.find_first_not_of('0', dot + 1) == std::string::npos) {
        key.resize(dot);
    }
    if (onlyDigits(key)) {
        key.erase(0, std::min(key.find_first_not_of('0'), key.size() - 1));
    }
    return key;
}

FacilityKeys keysOf(const Facility &facility) {
    FacilityKeys keys;
    keys.number = numberKey(facility.standardId);
    keys.name = searchKey(itemIn(facility, "name"));
    keys.address = addressKey(writtenAddress(facility));
    keys.phones = phoneKeys(itemIn(facility, "phone"));
    return keys;
}

Likeness namesAlike(const FacilityKeys &a, const FacilityKeys &b) {
    if (a.name.empty() || b.name.empty()) {
        return Likeness::Unknown;
    }
    return a.name == b.name ? Likeness::Same : Likeness::Different;
}

Likeness addressesAlike(const FacilityKeys &a, const FacilityKeys &b) {
    if (a.address.empty() || b.address.empty()) {
        return Likeness::Unknown;
    }
    const std::u32string one = toCodePoints(a.address);
    const std::u32string other = toCodePoints(b.address);
    return one == other || isTailOf(one, other) || isTailOf(other, one) ? Likeness::Same
                                                                        : Likeness::Different;
}

Likeness phonesAlike(const FacilityKeys &a, const FacilityKeys &b) {
    if (a.phones.empty() || b.phones.empty()) {
        return Likeness::Unknown;
    }
    return std::ranges::any_of(a.phones, [&](const std::string &phone) { return b.phones.contains(phone); })
               ? Likeness::Same
               : Likeness::Different;
}

} // namespace domain
