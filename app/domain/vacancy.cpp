#include "domain/vacancy.h"

#include "domain/text.h"

namespace domain {

namespace {

constexpr int mostChildren = 9'999;
constexpr std::size_t longestSymbol = 10;
constexpr int mostDaysFromMonth = 366;

void checkCount(FieldErrors &faults, const std::string &pointer, const std::optional<int> &count) {
    if (count && (*count < 0 || *count > mostChildren)) {
        faults.push_back({pointer, "out-of-range", {{"min", "0"}, {"max", std::to_string(mostChildren)}}});
    }
}

void checkPlaces(FieldErrors &faults, const std::string &pointer, const Places &places) {
    checkCount(faults, pointer + "/vacancy", places.vacancy);
    checkCount(faults, pointer + "/waiting", places.waiting);
    checkCount(faults, pointer + "/enrolled", places.enrolled);
}

void checkSymbols(FieldErrors &faults, const Vacancy &vacancy) {
    for (const auto &[age, symbol] : vacancy.symbol) {
        const std::string pointer = "/symbol/" + age;
        if (age.size() != 1 || age[0] < '0' || age[0] >= '0' + ageClassCount) {
            faults.push_back({"/symbol", "not-allowed", {}});
        } else if (!isCleanText(symbol, TextShape::OneLine)) {
            faults.push_back({pointer, "not-clean-text", {}});
        } else if (codePoints(symbol) > longestSymbol) {
            faults.push_back({pointer, "too-long", {{"max", std::to_string(longestSymbol)}}});
        }
    }
}

/// Checks that no class is in two pools, or both in a pool and separate.
void checkPools(FieldErrors &faults, const Vacancy &vacancy) {
    AgeClasses counted;
    for (std::size_t age = 0; age < vacancy.values.size(); ++age) {
        counted.set(age, vacancy.values[age] && vacancy.values[age]->vacancy);
    }
    for (std::size_t index = 0; index < vacancy.pooled.size(); ++index) {
        const PooledPlaces &pool = vacancy.pooled[index];
        const std::string pointer = "/pooled/" + std::to_string(index);
        checkPlaces(faults, pointer, pool.places);
        if (pool.ages.none()) {
            faults.push_back({pointer + "/ages", "required", {}});
        } else if (pool.places.vacancy && (pool.ages & counted).any()) {
            faults.push_back({pointer + "/ages", "both-or-neither", {}});
        }
        counted |= pool.places.vacancy ? pool.ages : AgeClasses();
    }
}

} // namespace

std::string vacancyKey(const FacilityId &facility, LocalMonth month) {
    return facility.text() + "/" + textOf(month);
}

FieldErrors validate(const Vacancy &vacancy) {
    FieldErrors faults;
    for (std::size_t age = 0; age < vacancy.values.size(); ++age) {
        if (vacancy.values[age]) {
            checkPlaces(faults, "/values/" + std::to_string(age), *vacancy.values[age]);
        }
    }
    checkSymbols(faults, vacancy);
    checkPools(faults, vacancy);
    const LocalDate first = vacancy.month / std::chrono::day(1);
    if (std::abs(daysBetween(first, vacancy.basisDate)) > mostDaysFromMonth) {
        faults.push_back({"/basis_date", "out-of-range", {}});
    }
    return faults;
}

std::string_view nameOf(VacancyMeaning meaning) {
    switch (meaning) {
    case VacancyMeaning::Now:
        return "now";
    case VacancyMeaning::NextMonth:
        return "next_month";
    case VacancyMeaning::AfterPlacement:
        return "after_placement";
    }
    return {};
}

std::string_view nameOf(VacancyStatus status) {
    switch (status) {
    case VacancyStatus::Draft:
        return "draft";
    case VacancyStatus::Confirmed:
        return "confirmed";
    case VacancyStatus::Published:
        return "published";
    }
    return {};
}

std::optional<VacancyMeaning> vacancyMeaning(std::string_view name) {
    for (const auto meaning :
         {VacancyMeaning::Now, VacancyMeaning::NextMonth, VacancyMeaning::AfterPlacement}) {
        if (nameOf(meaning) == name) {
            return meaning;
        }
    }
    return std::nullopt;
}

std::optional<VacancyStatus> vacancyStatus(std::string_view name) {
    for (const auto status : {VacancyStatus::Draft, VacancyStatus::Confirmed, VacancyStatus::Published}) {
        if (nameOf(status) == name) {
            return status;
        }
    }
    return std::nullopt;
}

} // namespace domain
