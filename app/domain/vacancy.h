// 月次空き情報: a facility's places in one month by class. A class that does not exist is absent, never 0. A
// symbol is kept as the municipality writes it and never converted to a number.
#pragma once

#include "domain/validate.h"

namespace domain {

/// The meaning of the numbers.
enum class VacancyMeaning : std::uint8_t {
    Now,           ///< 現在
    NextMonth,     ///< 翌月入所募集数
    AfterPlacement ///< 利用調整後
};
enum class VacancyStatus : std::uint8_t { Draft, Confirmed, Published };

/// The figures of one class or of several pooled classes. An absent figure is unknown.
struct Places {
    std::optional<int> vacancy;  ///< 受入可能数, 0..9999
    std::optional<int> waiting;  ///< 入所待ち人数
    std::optional<int> enrolled; ///< 入所児童数
    bool operator==(const Places &) const = default;
};
/// One figure for classes that the facility does not count separately (家庭福祉員: 0 to 2 together).
struct PooledPlaces {
    AgeClasses ages;
    Places places;
    bool operator==(const PooledPlaces &) const = default;
};

/// One per facility and month; its id in the feed is "<facility_id>/<month>".
struct Vacancy {
    FacilityId facilityId;
    LocalMonth month{};
    RecordMeta meta;
    LocalDate basisDate{}; ///< 基準日
    VacancyMeaning meaning = VacancyMeaning::Now;
    std::array<std::optional<Places>, ageClassCount> values;
    std::map<std::string, std::string> symbol; ///< "0".."5" → as published, for example "△"
    std::vector<PooledPlaces> pooled;
    VacancyStatus status = VacancyStatus::Draft;
    bool operator==(const Vacancy &) const = default;
};

[[nodiscard]] std::string vacancyKey(const FacilityId &facility, LocalMonth month);
/// Like the functions of validate.h. A basis date more than a year from the month is "out-of-range".
[[nodiscard]] FieldErrors validate(const Vacancy &vacancy);

[[nodiscard]] std::string_view nameOf(VacancyMeaning meaning);
[[nodiscard]] std::string_view nameOf(VacancyStatus status);
[[nodiscard]] std::optional<VacancyMeaning> vacancyMeaning(std::string_view name);
[[nodiscard]] std::optional<VacancyStatus> vacancyStatus(std::string_view name);

} // namespace domain
