// Municipalities and facilities, with what every record carries. Included by domain/records.h.
#pragma once

#include "domain/calendar.h"
#include "domain/id.h"

#include <array>
#include <bitset>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace domain {

/// Age classes 0歳児 to 5歳児.
inline constexpr int ageClassCount = 6;
/// One bit for each age class.
using AgeClasses = std::bitset<ageClassCount>;

/// What every record carries.
struct RecordMeta {
    /// 1 at creation, +1 with each change of a writable member; 0 = not yet at the hub.
    std::int64_t version = 0;
    Instant createdAt{};
    Instant updatedAt{};
    bool operator==(const RecordMeta &) const = default;
};

/// 自治体. Identified by its six-digit code (全国地方公共団体コード).
struct Municipality {
    std::string code;
    RecordMeta meta;
    std::string name;
    std::optional<int> warnMinutes; ///< open minutes until an answer is nearly late
    std::optional<int> lateMinutes; ///< open minutes until an answer is late
    std::vector<LocalDate> extraClosedDays;
    bool operator==(const Municipality &) const = default;
};
/// Used where a municipality has set no thresholds of its own: one and two open days of 11 hours.
inline constexpr int defaultWarnMinutes = 11 * 60;
inline constexpr int defaultLateMinutes = 22 * 60;

/// 利用定員 and acceptance of one age class.
struct ClassPlaces {
    int age = 0; ///< 0..5
    std::optional<int> capacity;
    bool accepted = true;
    bool operator==(const ClassPlaces &) const = default;
};

/// Opening hours of one weekday; 1 = Monday ... 7 = Sunday. `from` < `to`.
struct OpenHours {
    int weekday = 1;
    LocalTime from;
    LocalTime to;
    bool operator==(const OpenHours &) const = default;
};

enum class RepeatPolicy : std::uint8_t { Allow, Warn, Refuse };

/// 施設情報: values of the 53 items by their English key (domain/profile_items.h), absent when not filled in.
/// Values are kept in the stored form of each item's type (date ISO, time HH:MM, code digits ...).
using Profile = std::map<std::string, std::string>;

/// 施設.
struct Facility {
    FacilityId id;
    RecordMeta meta;
    std::string municipalityCode;
    std::string standardId; ///< ID / NO of the open-data list
    std::optional<OperatorId> operatorId;
    Profile profile;
    std::vector<ClassPlaces> classes;
    std::vector<OpenHours> openHours; ///< empty: Monday to Saturday between 開始時間 and 終了時間
    RepeatPolicy repeatPolicy = RepeatPolicy::Warn;
    std::map<std::string, std::string> unknownColumns; ///< of an imported file, kept for export
    std::optional<LocalDate> confirmedOn;
    std::optional<std::int64_t> publishedVersion;
    bool participating = true;
    bool operator==(const Facility &) const = default;
};

} // namespace domain
