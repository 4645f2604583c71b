#include "hub/handlers/facility_import.h"

#include "domain/validate.h"
#include "hub/db/read.h"
#include "wire/records_json.h"

namespace hub {

using domain::Facility;
using domain::Result;
using Outcome = ImportedRow::Outcome;

namespace {

Result<std::optional<Facility>> stored(Connection &db, const Facility &wanted) {
    const auto id = firstRow(db, "SELECT id FROM facility WHERE municipality = $1 AND standard_id = $2",
                             {wanted.municipalityCode, wanted.standardId},
                             [](const Rows &row) { return std::string(row.text(0)); });
    if (!id) {
        return domain::passOn(id);
    }
    if (!*id) {
        return std::nullopt;
    }
    const auto record = findRecord(db, domain::RecordKind::Facility, **id);
    if (!record || !*record) {
        return record ? domain::fail(domain::ErrorKind::Bug, "no-record") : domain::passOn(record);
    }
    auto facility = wire::facilityFromJson((*record)->body, wire::Source::Hub);
    if (!facility) {
        return domain::fail(domain::ErrorKind::Bug, "unreadable-record");
    }
    return std::move(*facility);
}

Facility merged(const Facility &before, const Facility &listed) {
    Facility after = before;
    for (const auto &[key, value] : listed.profile) {
        if (!value.empty()) {
            after.profile[key] = value;
        }
    }
    if (!listed.unknownColumns.empty()) {
        after.unknownColumns = listed.unknownColumns;
    }
    if (after.classes.empty()) {
        after.classes = listed.classes;
    }
    return after;
}

std::string changedItems(const Facility &before, const Facility &after) {
    std::string names;
    for (const auto &[key, value] : after.profile) {
        const auto old = before.profile.find(key);
        if (old == before.profile.end() || old->second != value) {
            names += (names.empty() ? "" : ",") + key;
        }
    }
    return names;
}

Result<ImportedRow> create(Context &context, Facility facility, ImportedRow imported, ImportMode mode) {
    imported.outcome = Outcome::Created;
    if (mode == ImportMode::DryRun) {
        return imported;
    }
    facility.id = domain::FacilityId::make(context.clock, context.random);
    imported.facilityId = facility.id.text();
    const auto made = createFacility(context, std::move(facility));
    return made ? Result<ImportedRow>(std::move(imported)) : domain::passOn(made);
}

Result<ImportedRow> update(Context &context, const Facility &before, Facility facility, ImportedRow imported,
                           ImportMode mode) {
    imported.outcome = facility == before ? Outcome::Unchanged : Outcome::Updated;
    imported.facilityId = before.id.text();
    imported.items = changedItems(before, facility);
    if (imported.outcome == Outcome::Unchanged || mode == ImportMode::DryRun) {
        return imported;
    }
    const auto changed =
        changeFacility(context, before, std::move(facility), "facility.import", imported.items);
    return changed ? Result<ImportedRow>(std::move(imported)) : domain::passOn(changed);
}

} // namespace

Result<ImportedRow> importRow(Context &context, const formats::ImportRow &row, ImportMode mode) {
    const auto before = stored(context.db, row.facility);
    if (!before) {
        return domain::passOn(before);
    }
    ImportedRow imported;
    imported.row = row.row;
    Facility wanted = *before ? merged(**before, row.facility) : row.facility;
    imported.faults = domain::validate(wanted);
    if (!imported.faults.empty()) {
        return imported;
    }
    return *before ? update(context, **before, std::move(wanted), std::move(imported), mode)
                   : create(context, std::move(wanted), std::move(imported), mode);
}

} // namespace hub
