#include "formats/accepted_ages.h"

#include "domain/text.h"
#include "domain/utf8.h"

#include <algorithm>
#include <array>

namespace formats {
namespace {

constexpr int oldest = domain::ageClassCount - 1;

/// Takes the word off the front of the text.
bool take(std::u32string_view &rest, std::u32string_view word) {
    if (!rest.starts_with(word))
        return false;
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
    for (; count < rest.size() && count < 3 && rest[count] >= U'0' && rest[count] <= U'9'; ++count)
        value = value * 10 + static_cast<int>(rest[count] - U'0');
    rest.remove_prefix(count);
    return count == 0 ? std::nullopt : std::optional(value);
}

/// "産休明け", "生後57日", "6か月", "満3歳児クラス", "就学前" → the class. The text is in katakana by now.
std::optional<int> takeAge(std::u32string_view &rest) {
    constexpr std::array<std::u32string_view, 3> youngest{U"産休明ケ", U"産後休暇明ケ", U"産明ケ"};
    constexpr std::array<std::u32string_view, 4> eldest{U"小学校就学前", U"就学前", U"就学始期", U"未就学"};
    constexpr std::array<std::u32string_view, 8> days{U"日",   U"ヶ月", U"カ月", U"ケ月",
                                                      U"ヵ月", U"箇月", U"週",   U"月"};
    constexpr std::array<std::u32string_view, 5> tails{U"児クラス", U"クラス", U"児", U"以上", U"マデ"};
    std::optional<int> age;
    if (takeAny(rest, youngest))
        age = 0;
    else if (takeAny(rest, eldest))
        age = oldest;
    else {
        takeAny(rest, std::array<std::u32string_view, 2>{U"生後", U"満"});
        age = takeNumber(rest);
        if (age && takeAny(rest, days))
            age = 0;
        else if (!take(rest, U"歳") && !take(rest, U"才"))
            age.reset();
    }
    while (takeAny(rest, tails)) {
    }
    return age && *age <= oldest ? age : std::nullopt;
}

domain::AgeClasses classesFrom(int first, int last) {
    domain::AgeClasses classes;
    for (int age = first; age <= last; ++age)
        classes.set(static_cast<std::size_t>(age));
    return classes;
}

} // namespace

std::optional<domain::AgeClasses> acceptedClasses(std::string_view text) {
    constexpr std::array<std::u32string_view, 7> to{U"~",    U"\u301C", U"-", U"\u2013",
                                                    U"カラ", U"ヨリ",   U"ー"};
    const std::u32string plain = domain::toCodePoints(domain::searchKey(text));
    std::u32string_view rest = plain;
    const auto first = takeAge(rest);
    if (!first)
        return std::nullopt;
    const bool range = takeAny(rest, to);
    if (rest.empty())
        return classesFrom(*first, oldest);
    const auto last = takeAge(rest);
    if (!range || !last || *last < *first || !rest.empty())
        return std::nullopt;
    return classesFrom(*first, *last);
}

} // namespace formats
