// Collects the faults that validate() finds. Private to the domain.
#pragma once

#include "domain/text.h"
#include "domain/validate.h"

namespace domain {

class Faults {
public:
    explicit Faults(std::string base = {}) : m_base(std::move(base)) {}

    void add(const std::string &member, std::string code, Params params = {});
    void append(FieldErrors more);
    /// An optional text of at most `max` code points.
    void text(const std::string &member, std::string_view value, std::size_t max, TextShape shape);
    /// A required text; blanks alone do not count.
    void requiredText(const std::string &member, std::string_view value, std::size_t max, TextShape shape);
    void number(const std::string &member, std::int64_t value, std::int64_t min, std::int64_t max);
    /// A required date in the years 2000 to 2099.
    void date(const std::string &member, LocalDate value);
    /// A date from `first` to `last`. A date that is already faulty gets no second fault.
    void between(const std::string &member, LocalDate value, LocalDate first, LocalDate last);
    /// Two times of day; the second must be after the first.
    void times(LocalTime start, LocalTime end);
    template <class Id> void requiredId(const std::string &member, const Id &id) {
        if (id.isNull()) {
            add(member, "required");
        }
    }
    [[nodiscard]] FieldErrors take() { return std::move(m_found); }

private:
    std::string m_base;
    FieldErrors m_found;
};

/// What is wrong with whoever is to be told, under "/guardian": name, kana, and a way to reach him.
[[nodiscard]] FieldErrors guardianFaults(const Guardian &guardian);
/// The form of a channel: "portal", "phone", a connected system's id.
[[nodiscard]] bool isChannel(std::string_view channel);

[[nodiscard]] inline bool isTimeOfDay(LocalTime time) {
    return time.sinceMidnight >= std::chrono::minutes(0) && time.sinceMidnight < std::chrono::hours(24);
}

/// One reference token of a JSON pointer (RFC 6901).
[[nodiscard]] std::string escapedPointerToken(std::string_view token);

} // namespace domain
