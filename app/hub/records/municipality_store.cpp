#include "hub/records/municipality_store.h"

#include "hub/db/read.h"
#include "hub/records/calendar_text.h"
#include "hub/records/facility_store.h"
#include "wire/records_json.h"

namespace hub {

using domain::Municipality;
using domain::RecordKind;
using domain::Result;

namespace {

Value orNull(const std::optional<int> &number) {
    return number ? Value(*number) : Value();
}

Result<void> writeRow(Connection &db, const Municipality &municipality) {
    const std::set<domain::LocalDate> days(municipality.extraClosedDays.begin(),
                                           municipality.extraClosedDays.end());
    return run(db,
               "INSERT INTO municipality (code, name, warn_minutes, late_minutes, closed_days, version) "
               "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (code) DO UPDATE SET name = excluded.name, "
               "warn_minutes = excluded.warn_minutes, late_minutes = excluded.late_minutes, "
               "closed_days = excluded.closed_days, version = excluded.version",
               {municipality.code, municipality.name, orNull(municipality.warnMinutes),
                orNull(municipality.lateMinutes), daysText(days), municipality.meta.version});
}

Result<void> refreshAll(Context &context, ChangeSet &changes) {
    std::vector<std::string> facilities;
    auto read =
        eachRow(context.db, "SELECT id FROM facility WHERE municipality = $1", {changes.municipality()},
                [&facilities](const Rows &row) { facilities.emplace_back(row.text(0)); });
    for (const std::string &facility : facilities) {
        if (auto fresh = refreshCalendar(context, changes, facility); !fresh) {
            return fresh;
        }
    }
    return read;
}

Result<Municipality> store(Context &context, Municipality municipality, const std::string &action,
                           const std::string &members) {
    if (auto written = writeRow(context.db, municipality); !written) {
        return domain::passOn(written);
    }
    ChangeSet changes(context, municipality.code);
    changes.put({.kind = RecordKind::Municipality,
                 .id = municipality.code,
                 .version = municipality.meta.version,
                 .text = {RecordKind::Municipality, wire::textsOf(municipality)}});
    if (auto fresh = refreshAll(context, changes); !fresh) {
        return domain::passOn(fresh);
    }
    changes.note({action, RecordKind::Municipality, municipality.code, "", members, {}});
    if (auto written = changes.write(); !written) {
        return domain::passOn(written);
    }
    return municipality;
}

} // namespace

Result<Municipality> createMunicipality(Context &context, Municipality municipality) {
    auto known = findRecord(context.db, RecordKind::Municipality, municipality.code);
    if (!known || *known) {
        return known ? domain::fail(domain::ErrorKind::Conflict, "constraint") : domain::passOn(known);
    }
    municipality.meta = {1, context.now(), context.now()};
    if (auto written = writeRow(context.db, municipality); !written) {
        return domain::passOn(written);
    }
    if (auto counted = run(context.db, "INSERT INTO counter (municipality) VALUES ($1)", {municipality.code});
        !counted) {
        return domain::passOn(counted);
    }
    return store(context, std::move(municipality), "municipality.create", "");
}

Result<Municipality> changeMunicipality(Context &context, Municipality municipality,
                                        const std::string &members) {
    municipality.meta.version += 1;
    municipality.meta.updatedAt = context.now();
    return store(context, std::move(municipality), "municipality.change", members);
}

} // namespace hub
