#include "formats/accepted_ages.h"

#include "domain/text.h"
#include "domain/utf8.h"

#include <algorithm>
#include <array>
#include <vector>

namespace formats {
namespace {

constexpr int oldest = domain::ageClassCount - 1;
constexpr int daysOfYear = 365;
constexpr int weeksOfYear = 52;
constexpr int monthsOfYear = 12;

/// Removes the word from the front of the text, if it is there.
bool take(std::u32string_view &rest, std::u32string_view word) {
    if (!rest.starts_with(word)) {
        return false;
    }
    rest.remove_prefix(word.size());
    return true;
}

template <std::size_t N>
bool takeAny(std::u32string_view &rest, const std::array<std::u32string_view, N> &words) {
    return std::ranges::any_of(words, [&](std::u32string_view word) { return take(rest, word); });
}

std::optional<int> takeNumber(std::u32string_view &rest) {
    int value = 0;
    std::size_t count = 0;
    for (; count < rest.size() && count < 3 && rest[count] >= U'0' && rest[count] <= U'9'; ++count) {
        value = value * 10 + static_cast<int>(rest[count] - U'0');
    }
    rest.remove_prefix(count);
    return count == 0 ? std::nullopt : std::optional(value);
}

enum class Unit : std::uint8_t { None, Days, Weeks, Months, Years };

Unit takeUnit(std::u32string_view &rest) {
    constexpr std::array<std::u32string_view, 2> years{U"歳", U"才"};
    constexpr std::array<std::u32string_view, 2> days{U"日目", U"日"};
    constexpr std::array<std::u32string_view, 2> weeks{U"週間", U"週"};
    constexpr std::array<std::u32string_view, 6> months{U"ヶ月", U"カ月", U"ケ月", U"ヵ月", U"箇月", U"月"};
    if (takeAny(rest, years)) {
        return Unit::Years;
    }
    if (takeAny(rest, days)) {
        return Unit::Days;
    }
    if (takeAny(rest, weeks)) {
        return Unit::Weeks;
    }
    return takeAny(rest, months) ? Unit::Months : Unit::None;
}

int yearsOf(int number, Unit unit) {
    switch (unit) {
    case Unit::Days:
        return number / daysOfYear;
    case Unit::Weeks:
        return number / weeksOfYear;
    case Unit::Months:
        return number / monthsOfYear;
    case Unit::None:
    case Unit::Years:
        break;
    }
    return number;
}

/// The word after an age: none, "up to", "below", "only".
enum class Bound : std::uint8_t { None, UpTo, Below, Only };

struct Age {
    int years = 0;
    Unit unit = Unit::Years;
    Bound bound = Bound::None;
};

/// Skips "(6ヶ月)", "(57日)", "(生後57日カラ)" after an age, which only state it more precisely.
void takeExactly(std::u32string_view &rest) {
    constexpr std::array<std::u32string_view, 3> from{U"カラ", U"以上", U"~"};
    std::u32string_view inside = rest;
    if (!take(inside, U"(")) {
        return;
    }
    take(inside, U"生後");
    const auto number = takeNumber(inside);
    const Unit unit = takeUnit(inside);
    takeAny(inside, from);
    if (number && unit != Unit::None && unit != Unit::Years && take(inside, U")")) {
        rest = inside;
    }
}

/// Skips the months in "1歳10カ月" and "2歳半": the class depends on the years.
void takeRestOfYear(std::u32string_view &rest) {
    std::u32string_view months = rest;
    if (take(rest, U"半")) {
        return;
    }
    if (takeNumber(months) && takeUnit(months) == Unit::Months) {
        rest = months;
    }
}

Bound takeBound(std::u32string_view &rest) {
    constexpr std::array<std::u32string_view, 5> silent{U"児クラス", U"クラス", U"児童", U"児", U"組"};
    Bound bound = Bound::None;
    for (bool more = true; more;) {
        more = takeAny(rest, silent);
        if (takeAny(rest, std::array<std::u32string_view, 3>{U"ニ達スルマデ", U"マデ", U"以下"})) {
            bound = bound == Bound::Below ? Bound::Below : Bound::UpTo;
            more = true;
        } else if (take(rest, U"未満")) {
            bound = Bound::Below;
            more = true;
        } else if (takeAny(rest, std::array<std::u32string_view, 2>{U"ノミ", U"ダケ"})) {
            bound = Bound::Only;
            more = true;
        }
    }
    return bound;
}

/// Reads "産休明ケ", "生後57日", "6カ月", "満3歳児クラス", "就学前" as a class. The text has been converted
/// to katakana before. A number without a unit is an age only beside one with a unit.
std::optional<Age> takeAge(std::u32string_view &rest) {
    constexpr std::array<std::u32string_view, 7> youngest{
        U"産休明ケ", U"産休アケ", U"産後休暇明ケ", U"産後休暇アケ", U"産休明", U"産明ケ", U"産後休暇明"};
    constexpr std::array<std::u32string_view, 9> eldest{
        U"小学校就学ノ始期", U"小学校就学始期", U"小学校就学前", U"小学校入学前", U"就学ノ始期",
        U"就学始期",         U"就学前",         U"入学前",       U"未就学"};
    Age age;
    if (takeAny(rest, youngest)) {
        age.years = 0;
    } else if (takeAny(rest, eldest)) {
        age = {oldest, Unit::Years, Bound::UpTo};
    } else {
        takeAny(rest, std::array<std::u32string_view, 3>{U"概ネ", U"オオムネ", U"オヨソ"});
        takeAny(rest, std::array<std::u32string_view, 3>{U"生後", U"産後", U"満"});
        const auto number = takeNumber(rest);
        if (!number) {
            return std::nullopt;
        }
        age.unit = takeUnit(rest);
        age.years = yearsOf(*number, age.unit);
        if (age.unit == Unit::Years) {
            takeRestOfYear(rest);
        }
    }
    takeExactly(rest);
    if (const Bound bound = takeBound(rest); bound != Bound::None) {
        age.bound = bound;
    }
    return age;
}

domain::AgeClasses classesFrom(int first, int last) {
    domain::AgeClasses classes;
    for (int age = first; age <= last; ++age) {
        classes.set(static_cast<std::size_t>(age));
    }
    return classes;
}

struct Read {
    domain::AgeClasses classes;
    bool open = false; ///< the text names no oldest class
};

std::optional<Read> span(int first, int last, bool open) {
    if (first < 0 || last > oldest || first > last) {
        return std::nullopt;
    }
    return Read{classesFrom(first, last), open};
}

/// A single age.
std::optional<Read> alone(const Age &age) {
    if (age.unit == Unit::None) {
        return std::nullopt;
    }
    switch (age.bound) {
    case Bound::UpTo:
        return span(0, age.years, false);
    case Bound::Below:
        return span(0, age.years - 1, false);
    case Bound::Only:
        return span(age.years, age.years, false);
    case Bound::None:
        break;
    }
    return span(age.years, oldest, true);
}

std::optional<Read> between(const Age &first, const Age &last) {
    const bool beginning = first.bound == Bound::None || first.bound == Bound::Only;
    const bool end = last.unit == Unit::Years || last.unit == Unit::None;
    const bool unit = first.unit != Unit::None || last.unit == Unit::Years;
    if (!beginning || !end || !unit || last.bound == Bound::Only) {
        return std::nullopt;
    }
    return span(first.years, last.bound == Bound::Below ? last.years - 1 : last.years, false);
}

/// "0・1・2歳" names each class; only the last one has the unit.
std::optional<Read> eachOf(const std::vector<Age> &ages) {
    Read read;
    int before = -1;
    for (const Age &age : ages) {
        const bool fits = (age.unit == Unit::None || age.unit == Unit::Years) && age.bound == Bound::None;
        if (!fits || age.years <= before || age.years > oldest) {
            return std::nullopt;
        }
        before = age.years;
        read.classes.set(static_cast<std::size_t>(age.years));
    }
    return ages.back().unit == Unit::Years ? std::optional(read) : std::nullopt;
}

bool takeTo(std::u32string_view &rest) {
    constexpr std::array<std::u32string_view, 12> to{U"~",      U"\u301C", U"-",    U"\u2010",
                                                     U"\u2013", U"\u2212", U"ー",   U"カラ",
                                                     U"ヨリ",   U"以上児", U"以上", U"以降"};
    bool taken = false;
    while (takeAny(rest, to)) {
        taken = true;
    }
    return taken;
}

std::optional<Read> readAges(std::string_view text) {
    constexpr std::array<std::u32string_view, 4> separators{U"・", U"、", U",", U"/"};
    const std::u32string plain = domain::toCodePoints(domain::searchKey(text));
    std::u32string_view rest = plain;
    const bool upTo = takeTo(rest);
    const auto first = takeAge(rest);
    if (!first) {
        return std::nullopt;
    }
    if (upTo) {
        return rest.empty() && first->unit == Unit::Years ? between({}, *first) : std::nullopt;
    }
    std::vector<Age> ages{*first};
    while (takeAny(rest, separators)) {
        const auto next = takeAge(rest);
        if (!next) {
            return std::nullopt;
        }
        ages.push_back(*next);
    }
    if (ages.size() > 1) {
        return rest.empty() ? eachOf(ages) : std::nullopt;
    }
    const bool range = takeTo(rest);
    if (rest.empty()) {
        return range && first->bound != Bound::None ? std::nullopt : alone(*first);
    }
    const auto last = takeAge(rest);
    return range && last && rest.empty() ? between(*first, *last) : std::nullopt;
}

} // namespace

std::optional<domain::AgeClasses> acceptedClasses(std::string_view text) {
    const auto read = readAges(text);
    return read ? std::optional(read->classes) : std::nullopt;
}

bool takesBelowThreeOnly(std::string_view kind) {
    constexpr std::array<std::string_view, 5> words{"小規模保育", "家庭的保育", "家庭保育室", "家庭福祉員",
                                                    "保育ママ"};
    const std::string key = domain::searchKey(kind);
    return std::ranges::any_of(
        words, [&](std::string_view word) { return key.find(domain::searchKey(word)) != std::string::npos; });
}

std::optional<ListedClasses> listedClasses(std::string_view text, std::string_view kind) {
    const auto read = readAges(text);
    if (!read) {
        return std::nullopt;
    }
    ListedClasses listed{read->classes};
    if (!takesBelowThreeOnly(kind)) {
        return listed;
    }
    const domain::AgeClasses small(0b111);
    listed.classes &= small;
    listed.beyondKind = !read->open && listed.classes != read->classes;
    return listed.classes.any() ? std::optional(listed) : std::nullopt;
}

} // namespace formats
