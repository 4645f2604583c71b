#include "hub/records/facility_listed.h"

#include "hub/db/read.h"
#include "wire/records_json.h"

#include <set>

namespace hub {

using domain::Facility;
using domain::Result;

namespace {

std::string itemValue(const Facility &facility, const std::string &key) {
    const auto found = facility.profile.find(key);
    return found == facility.profile.end() ? std::string() : found->second;
}

std::set<std::string> itemsOfBoth(const Facility &a, const Facility &b) {
    std::set<std::string> keys;
    for (const Facility *each : {&a, &b}) {
        for (const auto &[key, value] : each->profile) {
            keys.insert(key);
        }
    }
    return keys;
}

/// Imports and the creation write what a list said; every other action is an edit. Versions from before the
/// history may be either.
Origin originOf(std::string_view action) {
    if (action == "facility.import" || action == "facility.create") {
        return Origin::List;
    }
    return action == "facility.known" ? Origin::Unknown : Origin::Edited;
}

} // namespace

Result<ListedFacilities> ListedFacilities::read(Connection &db, const std::string &municipality) {
    ListedFacilities listed;
    auto done =
        eachRow(db,
                "SELECT l.facility_id, l.body FROM facility_listed l JOIN facility f ON f.id = l.facility_id "
                "WHERE f.municipality = $1",
                {municipality}, [&](const Rows &row) { listed.m_bodies.emplace(row.text(0), row.text(1)); });
    if (!done) {
        return domain::passOn(done);
    }
    return listed;
}

Result<std::optional<Facility>> ListedFacilities::of(const Facility &stored) const {
    const auto found = m_bodies.find(stored.id.text());
    if (found == m_bodies.end()) {
        return std::nullopt;
    }
    auto facility = wire::facilityFromJson(found->second, wire::Source::Client);
    if (!facility) {
        return domain::fail(domain::ErrorKind::Bug, "unreadable-record");
    }
    return std::move(*facility);
}

Result<void> ListedFacilities::note(Context &context, const Facility &listed) {
    std::string body = wire::writableJson(listed);
    const std::string id = listed.id.text();
    if (const auto known = m_bodies.find(id); known != m_bodies.end() && known->second == body) {
        return {};
    }
    auto written = run(context.db,
                       "INSERT INTO facility_listed (facility_id, at, body) VALUES ($1, $2, $3) "
                       "ON CONFLICT (facility_id) DO UPDATE SET at = excluded.at, body = excluded.body",
                       {id, context.now().time_since_epoch().count(), body});
    m_bodies[id] = std::move(body);
    return written;
}

Result<Origins> Origins::read(Connection &db, const Facility &stored, const std::optional<Facility> &listed) {
    Origins origins;
    if (listed) {
        for (const std::string &key : itemsOfBoth(stored, *listed)) {
            if (itemValue(stored, key) != itemValue(*listed, key)) {
                origins.m_items[key] = Origin::Edited;
            }
        }
        origins.m_classes = stored.classes == listed->classes ? Origin::List : Origin::Edited;
        return origins;
    }
    Facility before;
    auto done =
        eachRow(db, "SELECT action, body FROM facility_history WHERE facility_id = $1 ORDER BY version",
                {stored.id.text()}, [&](const Rows &row) {
                    auto then = wire::facilityFromJson(row.text(1), wire::Source::Hub);
                    if (!then) {
                        return;
                    }
                    const Origin origin = originOf(row.text(0));
                    for (const std::string &key : itemsOfBoth(before, *then)) {
                        if (itemValue(before, key) != itemValue(*then, key)) {
                            origins.m_items[key] = origin;
                        }
                    }
                    if (before.classes != then->classes) {
                        origins.m_classes = origin;
                    }
                    before = std::move(*then);
                });
    if (!done) {
        return domain::passOn(done);
    }
    return origins;
}

Origin Origins::of(const std::string &key) const {
    const auto found = m_items.find(key);
    return found == m_items.end() ? Origin::List : found->second;
}

} // namespace hub
