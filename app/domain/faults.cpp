#include "domain/faults.h"

#include <algorithm>

namespace domain {
namespace {

constexpr LocalDate firstDay = std::chrono::year(2000) / 1 / 1;
constexpr LocalDate lastDay = std::chrono::year(2099) / 12 / 31;

} // namespace

void Faults::add(const std::string &member, std::string code, Params params) {
    m_found.push_back({m_base + "/" + member, std::move(code), std::move(params)});
}

void Faults::append(FieldErrors more) {
    for (FieldError &fault : more) {
        fault.pointer.insert(0, m_base);
        m_found.push_back(std::move(fault));
    }
}

void Faults::text(const std::string &member, std::string_view value, std::size_t max, TextShape shape) {
    if (!isCleanText(value, shape)) {
        add(member, "not-clean-text");
    } else if (codePoints(value) > max) {
        add(member, "too-long", {{"max", std::to_string(max)}});
    }
}

void Faults::requiredText(const std::string &member, std::string_view value, std::size_t max,
                          TextShape shape) {
    if (trimmed(value).empty()) {
        add(member, "required");
    } else {
        text(member, value, max, shape);
    }
}

void Faults::number(const std::string &member, std::int64_t value, std::int64_t min, std::int64_t max) {
    if (value < min) {
        add(member, "too-small", {{"min", std::to_string(min)}});
    } else if (value > max) {
        add(member, "too-big", {{"max", std::to_string(max)}});
    }
}

void Faults::date(const std::string &member, LocalDate value) {
    if (value == LocalDate{}) {
        add(member, "required");
    } else if (!value.ok()) {
        add(member, "not-a-date");
    } else if (value < firstDay || value > lastDay) {
        add(member, "out-of-range", {{"min", textOf(firstDay)}, {"max", textOf(lastDay)}});
    }
}

void Faults::between(const std::string &member, LocalDate value, LocalDate first, LocalDate last) {
    const auto isKnown = [&](const FieldError &fault) { return fault.pointer == m_base + "/" + member; };
    if (std::ranges::any_of(m_found, isKnown)) {
        return;
    }
    if (value < first) {
        add(member, "in-past", {{"min", textOf(first)}});
    } else if (value > last) {
        add(member, "too-far-ahead", {{"max", textOf(last)}});
    }
}

void Faults::times(LocalTime start, LocalTime end) {
    if (!isTimeOfDay(start)) {
        add("start", "not-a-time");
    }
    if (!isTimeOfDay(end)) {
        add("end", "not-a-time");
    } else if (end <= start) {
        add("end", "ends-before-start");
    }
}

std::string escapedPointerToken(std::string_view token) {
    std::string out;
    for (const char c : token) {
        if (c == '~') {
            out += "~0";
        } else if (c == '/') {
            out += "~1";
        } else {
            out += c;
        }
    }
    return out;
}

} // namespace domain
