#include "formats/open_data_write.h"

#include "domain/profile_items.h"

#include <array>
#include <map>

namespace formats {
namespace {

using domain::Facility;
using domain::ProfileItem;

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view lineEnd = "\r\n";

/// The column order of the older list. The current one is the order of the items.
constexpr std::array<std::string_view, 28> olderOrder{"municipality_code",
                                                      "standard_id",
                                                      "address_prefecture",
                                                      "address_city",
                                                      "name",
                                                      "name_kana",
                                                      "type",
                                                      "address",
                                                      "address_building",
                                                      "latitude",
                                                      "longitude",
                                                      "access",
                                                      "parking",
                                                      "phone",
                                                      "extension",
                                                      "fax",
                                                      "corporate_number",
                                                      "operator_name",
                                                      "licensed_on",
                                                      "capacity",
                                                      "accepted_ages",
                                                      "open_weekdays",
                                                      "open_time",
                                                      "close_time",
                                                      "hours_note",
                                                      "temporary_care",
                                                      "url",
                                                      "note"};

std::vector<const ProfileItem *> itemsOf(OpenDataLayout layout) {
    std::vector<const ProfileItem *> items;
    if (layout == OpenDataLayout::Columns53) {
        for (const ProfileItem &item : domain::profileItems()) {
            items.push_back(&item);
        }
    } else {
        for (const std::string_view key : olderOrder) {
            items.push_back(domain::profileItem(key));
        }
    }
    return items;
}

/// Values that an import set aside, by the item of their column.
using SetAside = std::map<const ProfileItem *, std::string_view>;

SetAside setAsideIn(const Facility &facility) {
    SetAside words;
    for (const auto &[heading, word] : facility.unknownColumns) {
        if (const ProfileItem *const item = itemOfHeading(heading)) {
            words.emplace(item, word);
        }
    }
    return words;
}

/// Code and ID are members of the facility, all other values are in its profile. A value that was set aside
/// is written to its column again until somebody has corrected the item.
std::string valueOf(const Facility &facility, const ProfileItem &item, const SetAside &setAside) {
    if (item.key == "municipality_code") {
        return facility.municipalityCode;
    }
    if (item.key == "standard_id") {
        return facility.standardId;
    }
    const auto found = facility.profile.find(std::string(item.key));
    if (found != facility.profile.end() && !found->second.empty()) {
        return found->second;
    }
    const auto word = setAside.find(&item);
    return word == setAside.end() ? std::string() : std::string(word->second);
}

void appendCell(std::string &line, std::string_view value) {
    if (!line.empty()) {
        line += ',';
    }
    if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
        line += value;
        return;
    }
    line += '"';
    for (const char c : value) {
        if (c == '"') {
            line += '"';
        }
        line += c;
    }
    line += '"';
}

} // namespace

std::string writeOpenData(std::span<const Facility> facilities, OpenDataLayout layout) {
    const auto items = itemsOf(layout);
    std::string file(byteOrderMark);
    std::string line;
    for (const ProfileItem *item : items) {
        appendCell(line, layout == OpenDataLayout::Columns53 ? item->column53 : item->column28);
    }
    file += line;
    file += lineEnd;
    for (const Facility &facility : facilities) {
        line.clear();
        const SetAside setAside = setAsideIn(facility);
        for (const ProfileItem *item : items) {
            appendCell(line, valueOf(facility, *item, setAside));
        }
        file += line;
        file += lineEnd;
    }
    return file;
}

} // namespace formats
