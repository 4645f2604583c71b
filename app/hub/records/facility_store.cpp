#include "hub/records/facility_store.h"

#include "domain/text.h"
#include "domain/validate.h"
#include "formats/open_data_csv.h"
#include "hub/calls/answers.h"
#include "hub/db/read.h"
#include "hub/records/calendar_text.h"
#include "hub/records/reservation_store.h"
#include "wire/records_json.h"

namespace hub {

using domain::Facility;
using domain::RecordKind;
using domain::Result;

namespace {

std::string itemOf(const Facility &facility, const char *key) {
    const auto found = facility.profile.find(key);
    return found == facility.profile.end() ? std::string() : found->second;
}

/// The text that a search for facilities looks through.
std::string searchText(const Facility &facility) {
    return domain::searchKey(itemOf(facility, "name")) + ' ' +
           domain::searchKey(itemOf(facility, "name_kana")) + ' ' +
           domain::searchKey(itemOf(facility, "address"));
}

Result<void> writeRow(Connection &db, const Facility &facility) {
    return run(db,
               "INSERT INTO facility (id, municipality, standard_id, operator_id, name, phone, search, "
               "repeat_policy, "
               "hours, closed_days, warn_minutes, late_minutes, version) "
               "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', 0, 0, $10) "
               "ON CONFLICT (id) DO UPDATE SET standard_id = excluded.standard_id, operator_id = "
               "excluded.operator_id, "
               "name = excluded.name, phone = excluded.phone, search = excluded.search, "
               "repeat_policy = excluded.repeat_policy, hours = excluded.hours, version = excluded.version",
               {facility.id.text(), facility.municipalityCode, facility.standardId,
                Value::orNull(facility.operatorId ? facility.operatorId->text() : std::string()),
                itemOf(facility, "name"), itemOf(facility, "phone"), searchText(facility),
                domain::nameOf(facility.repeatPolicy), hoursText(domain::effectiveOpenHours(facility)),
                facility.meta.version});
}

/// Stores each version of the facility in its history. A profile contains no personal data.
Result<void> keepHistory(const Context &context, const Facility &facility, const std::string &action,
                         const std::string &body) {
    const auto &caller = context.caller;
    return run(context.db,
               "INSERT INTO facility_history (facility_id, version, at, role, actor, action, body) "
               "VALUES ($1, $2, $3, $4, $5, $6, $7)",
               {facility.id.text(), facility.meta.version, context.now().time_since_epoch().count(),
                caller ? domain::nameOf(caller->user.role) : std::string_view("hub"),
                caller ? caller->user.name : std::string(), action, body});
}

void putRecord(ChangeSet &changes, const Facility &facility) {
    changes.put({.kind = RecordKind::Facility,
                 .id = facility.id.text(),
                 .facility = facility.id.text(),
                 .version = facility.meta.version,
                 .text = {RecordKind::Facility, wire::textsOf(facility)}});
}

/// Stores one version: row, calendar, record and audit.
Result<Facility> store(Context &context, Facility facility, const std::string &action,
                       const std::string &members) {
    if (auto written = writeRow(context.db, facility); !written) {
        return domain::passOn(written);
    }
    ChangeSet changes(context, facility.municipalityCode);
    const std::string body = wire::toJson(facility);
    const std::string id = facility.id.text();
    putRecord(changes, facility);
    if (auto kept = keepHistory(context, facility, action, body); !kept) {
        return domain::passOn(kept);
    }
    if (auto fresh = refreshCalendar(context, changes, id); !fresh) {
        return domain::passOn(fresh);
    }
    changes.note({action, RecordKind::Facility, id, id, members, {}});
    if (auto written = changes.write(); !written) {
        return domain::passOn(written);
    }
    return facility;
}

/// Closed days and thresholds of the municipality.
struct MunicipalRules {
    std::string closedDays;
    int warnMinutes = 0;
    int lateMinutes = 0;
};

Result<std::optional<MunicipalRules>> rulesOf(Connection &db, const std::string &municipality) {
    return firstRow(db, "SELECT closed_days, warn_minutes, late_minutes FROM municipality WHERE code = $1",
                    {municipality}, [](const Rows &row) {
                        const auto minutes = [&row](int column, int otherwise) {
                            return row.isNull(column) ? otherwise : static_cast<int>(row.integer(column));
                        };
                        return MunicipalRules{std::string(row.text(0)),
                                              minutes(1, domain::defaultWarnMinutes),
                                              minutes(2, domain::defaultLateMinutes)};
                    });
}

Result<std::string> closedDaysOf(Connection &db, const std::string &facility,
                                 const std::string &ofMunicipality) {
    FacilityRow days;
    days.closedDays = ofMunicipality;
    std::set<domain::LocalDate> all = days.calendar().closedDays;
    auto read =
        eachRow(db, "SELECT date FROM closure WHERE facility_id = $1", {facility}, [&all](const Rows &row) {
            if (const auto day = domain::parseDate(row.text(0))) {
                all.insert(*day);
            }
        });
    if (!read) {
        return domain::passOn(read);
    }
    return daysText(all);
}

Result<std::vector<std::string>> waitingReservations(Connection &db, const std::string &facility) {
    std::vector<std::string> ids;
    auto read = eachRow(db, "SELECT id FROM reservation WHERE status = 'requested' AND facility_id = $1",
                        {facility}, [&ids](const Rows &row) { ids.emplace_back(row.text(0)); });
    if (!read) {
        return domain::passOn(read);
    }
    return ids;
}

/// The due time is the hub's own member, so the reservation keeps its version and only moves in the feed.
Result<void> refreshDue(Context &context, ChangeSet &changes, const FacilityRow &facility) {
    auto waiting = waitingReservations(context.db, facility.id);
    if (!waiting) {
        return domain::passOn(waiting);
    }
    const domain::OpenCalendar calendar = facility.calendar();
    for (const std::string &id : *waiting) {
        auto found = findReservation(context.db, id);
        if (!found || !*found) {
            return found ? Result<void>() : domain::passOn(found);
        }
        StoredReservation &reservation = **found;
        const auto due =
            domain::addOpenMinutes(calendar, reservation.value.requestedAt, facility.lateMinutes);
        if (due == reservation.value.decisionDueAt) {
            continue;
        }
        reservation.value.decisionDueAt = due;
        putReservation(changes, reservation);
        changes.note(
            {"reservation.due", domain::RecordKind::Reservation, id, facility.id, "decision_due_at", {}});
        auto kept = run(context.db, "UPDATE reservation SET decision_due_at = $1 WHERE id = $2",
                        {due ? Value(due->time_since_epoch().count()) : Value(), id});
        if (!kept) {
            return kept;
        }
    }
    return {};
}

} // namespace

FacilityRow facilityRow(const Rows &row, int first) {
    FacilityRow facility;
    facility.id = row.text(first);
    facility.municipality = row.text(first + 1);
    facility.operatorId = row.text(first + 2);
    facility.name = row.text(first + 3);
    facility.phone = row.text(first + 4);
    facility.repeatPolicy = domain::repeatPolicy(row.text(first + 5)).value_or(domain::RepeatPolicy::Warn);
    facility.hours = row.text(first + 6);
    facility.closedDays = row.text(first + 7);
    facility.warnMinutes = static_cast<int>(row.integer(first + 8));
    facility.lateMinutes = static_cast<int>(row.integer(first + 9));
    facility.version = row.integer(first + 10);
    facility.autoApproval = row.integer(first + 11) != 0;
    return facility;
}

Result<std::optional<FacilityRow>> findFacility(Connection &db, std::string_view id) {
    return firstRow(db, "SELECT " HUB_FACILITY_COLUMNS " FROM facility f WHERE f.id = $1", {id},
                    [](const Rows &row) { return facilityRow(row, 0); });
}

Result<void> refreshCalendar(Context &context, ChangeSet &changes, const std::string &facilityId) {
    auto rules = rulesOf(context.db, changes.municipality());
    if (!rules || !*rules) {
        return rules ? domain::fail(domain::ErrorKind::Conflict, "constraint") : domain::passOn(rules);
    }
    auto days = closedDaysOf(context.db, facilityId, (*rules)->closedDays);
    if (!days) {
        return domain::passOn(days);
    }
    auto kept =
        run(context.db,
            "UPDATE facility SET closed_days = $1, warn_minutes = $2, late_minutes = $3 WHERE id = $4",
            {*days, (*rules)->warnMinutes, (*rules)->lateMinutes, facilityId});
    if (!kept) {
        return kept;
    }
    auto facility = findFacility(context.db, facilityId);
    if (!facility || !*facility) {
        return facility ? Result<void>() : domain::passOn(facility);
    }
    return refreshDue(context, changes, **facility);
}

Result<Facility> createFacility(Context &context, Facility facility) {
    auto known = findRecord(context.db, RecordKind::Facility, facility.id.text());
    if (!known || *known) {
        return known ? domain::fail(domain::ErrorKind::Conflict, "constraint") : domain::passOn(known);
    }
    facility.meta = {1, context.now(), context.now()};
    return store(context, std::move(facility), "facility.create", "");
}

namespace {

/// A value of the list that could not be understood is kept until somebody has corrected it.
void dropCorrectedWords(const Facility &before, Facility &facility) {
    std::erase_if(facility.unknownColumns, [&](const auto &column) {
        const domain::ProfileItem *const item = formats::itemOfHeading(column.first);
        if (item == nullptr) {
            return false;
        }
        const std::string key(item->key);
        const std::string now = itemOf(facility, key.c_str());
        return !now.empty() && now != itemOf(before, key.c_str());
    });
}

} // namespace

Result<Facility> changeFacility(Context &context, const Facility &before, Facility facility,
                                const std::string &action, const std::string &members) {
    dropCorrectedWords(before, facility);
    facility.id = before.id;
    facility.municipalityCode = before.municipalityCode;
    facility.publishedVersion = before.publishedVersion;
    facility.meta = {before.meta.version + 1, before.meta.createdAt, context.now()};
    return store(context, std::move(facility), action, members);
}

Result<Facility> publishFacility(Context &context, Facility facility) {
    std::vector<domain::FieldError> faults;
    for (const std::string &key : domain::missingForPublication(facility.profile)) {
        faults.push_back({"/profile/" + key, "required", {}});
    }
    if (!faults.empty()) {
        return invalid(std::move(faults));
    }
    facility.publishedVersion = facility.meta.version;
    facility.meta.updatedAt = context.now();
    const std::string id = facility.id.text();
    auto published =
        run(context.db,
            "INSERT INTO facility_publication (facility_id, municipality, version, published_at) "
            "VALUES ($1, $2, $3, $4) ON CONFLICT (facility_id) DO UPDATE SET "
            "version = excluded.version, published_at = excluded.published_at",
            {id, facility.municipalityCode, facility.meta.version, context.now().time_since_epoch().count()});
    if (!published) {
        return domain::passOn(published);
    }
    ChangeSet changes(context, facility.municipalityCode);
    putRecord(changes, facility);
    changes.note({"facility.publish", RecordKind::Facility, id, id, "published_version", {}});
    if (auto written = changes.write(); !written) {
        return domain::passOn(written);
    }
    return facility;
}

Result<std::vector<Facility>> readFacilities(Connection &db, std::string_view sql,
                                             const std::string &municipality) {
    std::vector<Facility> all;
    bool readable = true;
    auto read = eachRow(db, sql, {municipality}, [&](const Rows &row) {
        auto facility = wire::facilityFromJson(row.text(0), wire::Source::Hub);
        readable = readable && facility;
        if (facility) {
            all.push_back(std::move(*facility));
        }
    });
    if (!read) {
        return domain::passOn(read);
    }
    if (!readable) {
        return domain::fail(domain::ErrorKind::Bug, "unreadable-record");
    }
    return all;
}

} // namespace hub
