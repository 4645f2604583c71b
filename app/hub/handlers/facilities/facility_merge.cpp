#include "hub/handlers/facilities/facility_merge.h"

#include "formats/accepted_ages.h"
#include "formats/open_data_csv.h"

#include <algorithm>
#include <array>
#include <set>

namespace hub {

using domain::Facility;

namespace {

std::string profileItemOf(const Facility &facility, const std::string &key) {
    const auto found = facility.profile.find(key);
    return found == facility.profile.end() ? std::string() : found->second;
}

std::string agesText(const Facility &facility) {
    std::string text;
    for (const domain::ClassPlaces &places : facility.classes) {
        if (places.accepted) {
            text += (text.empty() ? "" : ",") + std::to_string(places.age);
        }
    }
    return text;
}

bool isPlace(const std::string &key) {
    return key == "latitude" || key == "longitude";
}

/// Classes of a list without the kind column are read for the kind that the hub has.
std::vector<domain::ClassPlaces> classesOfRow(const ListedRow &input) {
    auto classes = input.row.classes;
    if (!input.row.profile.contains("type") &&
        formats::takesBelowThreeOnly(profileItemOf(input.stored, "type"))) {
        std::erase_if(classes, [](const domain::ClassPlaces &places) { return places.age > 2; });
    }
    return classes;
}

class Merging {
public:
    explicit Merging(const ListedRow &input) : m_input(input) { m_merged.after = input.stored; }

    MergedRow run() {
        for (const auto &[key, value] : m_input.row.profile) {
            if (!value.empty()) {
                mergeItem(key, value);
            }
        }
        mergeClasses();
        mergeUnknown();
        findEmptied();
        return std::move(m_merged);
    }

private:
    /// Both coordinates have one origin, because half a position is useless.
    [[nodiscard]] Origin originOf(const std::string &key) const {
        const Origin own = m_input.origins.of(key);
        if (!isPlace(key) || own != Origin::List) {
            return own;
        }
        return m_input.origins.of(key == "latitude" ? "longitude" : "latitude");
    }

    [[nodiscard]] bool mayChange(Origin origin) const {
        return origin == Origin::List || m_input.keep == KeepEdits::No;
    }

    void mergeItem(const std::string &key, const std::string &value) {
        const std::string stored = profileItemOf(m_input.stored, key);
        if (stored == value) {
            return;
        }
        const Origin origin = originOf(key);
        if (mayChange(origin) || (stored.empty() && origin == Origin::Unknown)) {
            m_merged.after.profile[key] = value;
        } else {
            m_merged.kept.push_back({key, stored, value, origin});
        }
    }

    void mergeClasses() {
        Facility row = m_input.row;
        row.classes = classesOfRow(m_input);
        const auto &wanted = row.classes;
        const std::string ages = "accepted_ages";
        const bool textFollows = profileItemOf(m_merged.after, ages) == profileItemOf(row, ages);
        if (wanted.empty() || !textFollows || agesText(row) == agesText(m_input.stored)) {
            return;
        }
        const bool untouched =
            m_input.stored.classes.empty() && m_input.origins.ofClasses() == Origin::Unknown;
        if (!mayChange(m_input.origins.ofClasses()) && !untouched) {
            m_merged.kept.push_back(
                {"classes", agesText(m_input.stored), agesText(row), m_input.origins.ofClasses()});
            return;
        }
        m_merged.after.classes = wanted;
        for (domain::ClassPlaces &places : m_merged.after.classes) {
            const auto known =
                std::ranges::find(m_input.stored.classes, places.age, &domain::ClassPlaces::age);
            places.capacity = known == m_input.stored.classes.end() ? std::nullopt : known->capacity;
        }
    }

    /// An unknown word is removed when its column is understood, or when somebody has corrected the item.
    void mergeUnknown() {
        for (const auto &[heading, word] : m_input.row.unknownColumns) {
            const domain::ProfileItem *const item = formats::itemOfHeading(heading);
            const std::string key = item != nullptr ? std::string(item->key) : std::string();
            const std::string stored = profileItemOf(m_input.stored, key);
            if (item != nullptr && !stored.empty() && m_input.origins.of(key) != Origin::List &&
                m_input.keep == KeepEdits::Yes) {
                m_merged.kept.push_back({key, stored, word, m_input.origins.of(key)});
                m_merged.after.unknownColumns.erase(heading);
            } else {
                m_merged.after.unknownColumns[heading] = word;
            }
        }
        std::erase_if(m_merged.after.unknownColumns, [this](const auto &column) {
            const domain::ProfileItem *const item = formats::itemOfHeading(column.first);
            return item != nullptr && !m_input.row.unknownColumns.contains(column.first) &&
                   !profileItemOf(m_merged.after, std::string(item->key)).empty();
        });
    }

    void findEmptied() {
        for (const std::string &key : m_input.columns) {
            const bool said = !m_input.lastListed || m_input.lastListed->profile.contains(key);
            if (said && profileItemOf(m_input.row, key).empty() &&
                !profileItemOf(m_input.stored, key).empty() && !isSetAside(key)) {
                m_merged.emptied.push_back(key);
            }
        }
    }

    [[nodiscard]] bool isSetAside(const std::string &key) const {
        return std::ranges::any_of(m_input.row.unknownColumns, [&](const auto &column) {
            const domain::ProfileItem *const item = formats::itemOfHeading(column.first);
            return item != nullptr && item->key == key;
        });
    }

    const ListedRow &m_input;
    MergedRow m_merged;
};

} // namespace

MergedRow mergeRow(const ListedRow &input) {
    return Merging(input).run();
}

Facility listedSoFar(const ListedRow &input) {
    Facility listed = input.lastListed.value_or(Facility{});
    listed.id = input.stored.id;
    listed.municipalityCode = input.row.municipalityCode;
    listed.standardId = input.row.standardId.empty() ? listed.standardId : input.row.standardId;
    for (const auto &[key, value] : input.row.profile) {
        listed.profile[key] = value;
    }
    for (const auto &[heading, word] : input.row.unknownColumns) {
        listed.unknownColumns[heading] = word;
    }
    // Before the first import that recorded a list, the hub's own values take its place.
    if (!input.lastListed) {
        for (const auto &[key, value] : input.stored.profile) {
            if (input.origins.of(key) == Origin::List) {
                listed.profile.try_emplace(key, value);
            }
        }
        if (input.row.classes.empty() && input.origins.ofClasses() == Origin::List) {
            listed.classes = input.stored.classes;
        }
    }
    if (auto classes = classesOfRow(input); !classes.empty()) {
        listed.classes = std::move(classes);
    }
    return listed;
}

std::vector<ItemChange> changesBetween(const Facility &before, const Facility &after) {
    std::vector<ItemChange> changes;
    const auto compare = [&](const std::string &item, const std::string &old, const std::string &now) {
        if (old != now) {
            changes.push_back({item, old, now});
        }
    };
    compare("standard_id", before.standardId, after.standardId);
    std::set<std::string> keys;
    std::set<std::string> headings;
    for (const Facility *each : {&before, &after}) {
        for (const auto &[key, value] : each->profile) {
            keys.insert(key);
        }
        for (const auto &[heading, word] : each->unknownColumns) {
            headings.insert(heading);
        }
    }
    for (const std::string &key : keys) {
        compare(key, profileItemOf(before, key), profileItemOf(after, key));
    }
    compare("classes", agesText(before), agesText(after));
    for (const std::string &heading : headings) {
        const auto wordOf = [&heading](const Facility &facility) {
            const auto found = facility.unknownColumns.find(heading);
            return found == facility.unknownColumns.end() ? std::string() : heading + ": " + found->second;
        };
        compare("unknown_columns", wordOf(before), wordOf(after));
    }
    return changes;
}

} // namespace hub
