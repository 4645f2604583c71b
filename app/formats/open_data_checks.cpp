#include "formats/open_data_checks.h"

#include "domain/validate.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <numbers>

namespace formats {
namespace {

constexpr double kilometresOfDegree = 111.0;
constexpr double leastFarKilometres = 50; ///< no city is wider, except for its islands
constexpr double farTimesUsual = 5;
constexpr std::size_t leastPlaces = 3; ///< with two places nobody can say which one is wrong

int numberOfDigits(std::string_view text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

struct Place {
    std::size_t row = 0; ///< index into the file's rows
    double latitude = 0;
    double longitude = 0;
};

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

std::vector<Place> placesIn(const OpenDataFile &file) {
    std::vector<Place> places;
    for (std::size_t i = 0; i < file.rows.size(); ++i) {
        const domain::Profile &profile = file.rows[i].facility.profile;
        const auto latitude = profile.find("latitude");
        const auto longitude = profile.find("longitude");
        if (latitude != profile.end() && longitude != profile.end()) {
            places.push_back({i, std::strtod(latitude->second.c_str(), nullptr),
                              std::strtod(longitude->second.c_str(), nullptr)});
        }
    }
    return places;
}

/// Distance from the centre to the north and to the east, in kilometres.
struct Offset {
    double north = 0;
    double east = 0;
    [[nodiscard]] double distance() const { return std::hypot(north, east); }
};

Offset offsetOf(const Place &place, const Place &middle) {
    const double shrink = std::cos(middle.latitude * std::numbers::pi / 180);
    return {(place.latitude - middle.latitude) * kilometresOfDegree,
            (place.longitude - middle.longitude) * kilometresOfDegree * shrink};
}

template <class Value> std::vector<double> each(const std::vector<Place> &places, Value value) {
    std::vector<double> values;
    values.reserve(places.size());
    for (const Place &place : places) {
        values.push_back(value(place));
    }
    return values;
}

std::string columnOf(const OpenDataColumns &columns, std::string_view key) {
    const auto found = std::ranges::find_if(columns.columns, [&](const OpenDataColumn &column) {
        return column.item && column.item->key == key;
    });
    return found == columns.columns.end() ? std::string(key) : found->heading;
}

} // namespace

bool belongsTo(std::string_view code, std::string_view municipality) {
    if (code == municipality) {
        return true;
    }
    if (code.size() != 6 || municipality.size() != 6 || code.substr(0, 2) != municipality.substr(0, 2)) {
        return false;
    }
    if (code.substr(2, 3) == "000") {
        return true; // the prefecture's code
    }
    const int city = numberOfDigits(municipality.substr(2, 3));
    const int ward = numberOfDigits(code.substr(2, 3)) - city;
    // The code of a designated city ends with 0, and the codes of its wards follow it.
    const int wards = city % 100 == 0 ? 29 : 10;
    return city >= 100 && city < 200 && city % 10 == 0 && ward > 0 && ward <= wards;
}

domain::Result<void> checkWhoseList(const OpenDataColumns &columns, std::span<const CsvRow> rows,
                                    std::string_view municipality) {
    const auto column = std::ranges::find_if(columns.columns, [](const OpenDataColumn &each) {
        return each.item && each.item->key == "municipality_code";
    });
    if (municipality.empty() || column == columns.columns.end()) {
        return {};
    }
    const auto index = static_cast<std::size_t>(column - columns.columns.begin());
    std::map<std::string, std::size_t> others;
    std::size_t named = 0;
    std::size_t foreign = 0;
    for (const CsvRow &row : rows) {
        const auto code =
            index < row.cells.size() ? domain::repairedMunicipalityCode(row.cells[index]) : std::string();
        if (!code || !domain::isMunicipalityCode(*code)) {
            continue;
        }
        ++named;
        if (!belongsTo(*code, municipality)) {
            ++foreign;
            ++others[*code];
        }
    }
    const bool most = foreign * 10 >= named * 9 || (foreign >= 3 && foreign * 2 > named);
    if (foreign == 0 || !most) {
        return {};
    }
    const auto other = std::ranges::max_element(others, {}, [](const auto &each) { return each.second; });
    return domain::fail(domain::ErrorKind::Malformed, "other-municipality",
                        {{"code", other->first}, {"expected", std::string(municipality)}});
}

void flagFarAway(const OpenDataColumns &columns, OpenDataFile &file) {
    const std::vector<Place> places = placesIn(file);
    if (places.size() < leastPlaces) {
        return;
    }
    const Place middle{0, median(each(places, [](const Place &place) { return place.latitude; })),
                       median(each(places, [](const Place &place) { return place.longitude; }))};
    const double usual =
        median(each(places, [&](const Place &place) { return offsetOf(place, middle).distance(); }));
    const double far = std::max(leastFarKilometres, usual * farTimesUsual);
    for (const Place &place : places) {
        const Offset offset = offsetOf(place, middle);
        if (offset.distance() <= far) {
            continue;
        }
        const ImportRow &row = file.rows[place.row];
        const std::string key = std::abs(offset.north) > std::abs(offset.east) ? "latitude" : "longitude";
        file.flags.push_back({row.row, columnOf(columns, key), row.facility.profile.at(key), "far-away"});
    }
}

} // namespace formats
