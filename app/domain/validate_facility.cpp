#include "domain/faults.h"
#include "domain/profile_items.h"

#include <algorithm>

namespace domain {
namespace {

constexpr std::size_t mostOpenHours = 28;
constexpr std::size_t mostUnknownColumns = 200;
constexpr std::size_t columnValueLength = 5000;
constexpr int mostPlaces = 9999;

std::string_view valueOf(const Profile &profile, std::string_view key) {
    const auto found = profile.find(std::string(key));
    return found == profile.end() ? std::string_view() : found->second;
}

/// Night nurseries close in the early morning. Any other range that ends before it starts is a mistake.
bool endsBeforeStart(std::string_view from, std::string_view to) {
    const auto start = parseTime(from);
    const auto end = parseTime(to);
    return start && end && *end <= *start && *end > LocalTime::of(6, 0);
}

void checkPairs(Faults &faults, const Profile &profile) {
    if (valueOf(profile, "latitude").empty() != valueOf(profile, "longitude").empty()) {
        faults.add(valueOf(profile, "latitude").empty() ? "latitude" : "longitude", "both-or-neither");
    }
    for (const auto &[from, to] :
         {std::pair{"open_time", "close_time"}, std::pair{"childcare_open_time", "childcare_close_time"}}) {
        if (endsBeforeStart(valueOf(profile, from), valueOf(profile, to))) {
            faults.add(to, "ends-before-start");
        }
    }
}

FieldErrors profileFaults(const Profile &profile) {
    Faults faults("/profile");
    if (!profile.contains("name")) {
        faults.add("name", "required");
    }
    checkPairs(faults, profile);
    FieldErrors all = faults.take();
    for (const auto &[key, value] : profile) {
        std::ranges::move(validateProfileItem(key, value), std::back_inserter(all));
    }
    return all;
}

FieldErrors classFaults(const std::vector<ClassPlaces> &classes) {
    FieldErrors all;
    AgeClasses seen;
    for (std::size_t i = 0; i < classes.size() && i <= ageClassCount; ++i) {
        Faults faults("/classes/" + std::to_string(i));
        const ClassPlaces &places = classes[i];
        if (places.age < 0 || places.age >= ageClassCount) {
            faults.add("age", "out-of-range", {{"min", "0"}, {"max", std::to_string(ageClassCount - 1)}});
        } else if (seen.test(static_cast<std::size_t>(places.age))) {
            faults.add("age", "not-allowed");
        } else {
            seen.set(static_cast<std::size_t>(places.age));
        }
        if (places.capacity) {
            faults.number("capacity", *places.capacity, 0, mostPlaces);
        }
        std::ranges::move(faults.take(), std::back_inserter(all));
    }
    return all;
}

bool meet(const OpenHours &a, const OpenHours &b) {
    return a.weekday == b.weekday && a.from < b.to && b.from < a.to;
}

FieldErrors openHoursFaults(const std::vector<OpenHours> &hours) {
    FieldErrors all;
    for (std::size_t i = 0; i < std::min(hours.size(), mostOpenHours); ++i) {
        Faults faults("/open_hours/" + std::to_string(i));
        const OpenHours &day = hours[i];
        if (day.weekday < 1 || day.weekday > 7) {
            faults.add("weekday", "out-of-range", {{"min", "1"}, {"max", "7"}});
        }
        if (!isTimeOfDay(day.from)) {
            faults.add("from", "not-a-time");
        }
        if (!isTimeOfDay(day.to)) {
            faults.add("to", "not-a-time");
        } else if (day.to <= day.from) {
            faults.add("to", "ends-before-start");
        }
        if (std::any_of(hours.begin(), hours.begin() + static_cast<std::ptrdiff_t>(i),
                        [&](const OpenHours &earlier) { return meet(earlier, day); })) {
            faults.add("from", "not-allowed");
        }
        std::ranges::move(faults.take(), std::back_inserter(all));
    }
    return all;
}

FieldErrors unknownColumnFaults(const std::map<std::string, std::string> &columns) {
    Faults faults("/unknown_columns");
    for (const auto &[column, value] : columns) {
        const std::string member = escapedPointerToken(column);
        faults.text(member, column, 200, TextShape::OneLine);
        faults.text(member, value, columnValueLength, TextShape::Multiline);
    }
    return faults.take();
}

void checkCode(Faults &faults, const std::string &code) {
    if (code.empty()) {
        faults.add("municipality_code", "required");
    } else if (code.size() != 6 || code.find_first_not_of("0123456789") != std::string::npos) {
        faults.add("municipality_code", "not-a-code");
    } else if (!isMunicipalityCode(code)) {
        faults.add("municipality_code", "check-digit");
    }
}

void checkSizes(Faults &faults, const Facility &facility) {
    const auto atMost = [&](const char *member, std::size_t size, std::size_t max) {
        if (size > max) {
            faults.add(member, "too-big", {{"max", std::to_string(max)}});
        }
    };
    atMost("classes", facility.classes.size(), ageClassCount);
    atMost("open_hours", facility.openHours.size(), mostOpenHours);
    atMost("unknown_columns", facility.unknownColumns.size(), mostUnknownColumns);
}

} // namespace

FieldErrors validate(const Facility &facility) {
    Faults faults;
    checkCode(faults, facility.municipalityCode);
    faults.text("standard_id", facility.standardId, 50, TextShape::OneLine);
    checkSizes(faults, facility);
    faults.append(profileFaults(facility.profile));
    faults.append(classFaults(facility.classes));
    faults.append(openHoursFaults(facility.openHours));
    faults.append(unknownColumnFaults(facility.unknownColumns));
    return faults.take();
}

std::vector<std::string> missingForPublication(const Profile &profile) {
    std::vector<std::string> missing;
    for (const ProfileItem &item : profileItems()) {
        if (item.required && trimmed(valueOf(profile, item.key)).empty()) {
            missing.emplace_back(item.key);
        }
    }
    return missing;
}

} // namespace domain
