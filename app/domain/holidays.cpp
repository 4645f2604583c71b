#include "domain/open_time.h"
#include "domain/text.h"

#include <charconv>

namespace domain {
namespace {

std::string_view takeUntil(std::string_view &rest, char separator) {
    const std::size_t at = rest.find(separator);
    const std::string_view head = rest.substr(0, at);
    rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
    return head;
}

std::optional<int> smallNumber(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0) {
        return std::nullopt;
    }
    return value;
}

/// `2026/1/12`; the Cabinet Office writes no leading zeros.
std::optional<LocalDate> dateOfLine(std::string_view text) {
    if (const auto iso = parseDate(text)) {
        return *iso;
    }
    const auto year = smallNumber(takeUntil(text, '/'));
    const auto month = smallNumber(takeUntil(text, '/'));
    const auto day = smallNumber(text);
    if (!year || !month || !day || *year < 1900 || *year > 2199 || *month > 12 || *day > 31) {
        return std::nullopt;
    }
    const LocalDate date = std::chrono::year(*year) / *month / *day;
    return date.ok() ? std::optional(date) : std::nullopt;
}

} // namespace

Result<Holidays> Holidays::parse(std::string_view csv) {
    Holidays list;
    if (csv.starts_with("\xEF\xBB\xBF")) {
        csv.remove_prefix(3);
    }
    for (int number = 1; !csv.empty(); ++number) {
        const std::string line = trimmed(takeUntil(csv, '\n'));
        std::string_view rest = line;
        const auto date = dateOfLine(takeUntil(rest, ','));
        if (date && !rest.empty() && isCleanText(rest, TextShape::OneLine)) {
            list.m_days[*date] = std::string(rest);
        } else if (!line.empty() && number > 1) {
            return fail(ErrorKind::Malformed, "not-a-holiday-list", {{"line", std::to_string(number)}});
        }
    }
    return list;
}

std::string Holidays::nameOf(LocalDate date) const {
    const auto found = m_days.find(date);
    return found == m_days.end() ? std::string() : found->second;
}

} // namespace domain
