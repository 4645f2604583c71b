#include "hub/records/vacancy_store.h"

#include "hub/calls/answers.h"
#include "hub/db/read.h"
#include "wire/office_json.h"

namespace hub {

using domain::RecordKind;
using domain::Result;
using domain::Vacancy;
using domain::VacancyStatus;

Result<std::optional<StoredVacancy>> findVacancy(Connection &db, const std::string &key) {
    auto record = findRecord(db, RecordKind::Vacancy, key);
    if (!record) {
        return domain::passOn(record);
    }
    if (!*record) {
        return std::nullopt;
    }
    auto value = (*record)->text.readBy(wire::vacancyFromJson);
    if (!value) {
        return domain::fail(domain::ErrorKind::Bug, "unreadable-record");
    }
    return StoredVacancy{std::move(*value), std::move((*record)->text)};
}

Result<void> judgeVacancy(const Context &context, const std::optional<StoredVacancy> &before,
                          Vacancy &vacancy, const std::string &place) {
    auto faults = domain::validate(vacancy);
    if (vacancy.status == VacancyStatus::Published) {
        faults.push_back({"/status", "not-allowed", {}});
    }
    for (domain::FieldError &fault : faults) {
        fault.pointer = place + fault.pointer;
    }
    if (!faults.empty()) {
        return invalid(std::move(faults));
    }
    const bool published = before && before->value.status == VacancyStatus::Published;
    if (published && context.caller->isStaff()) {
        return conflict("illegal-transition", before->text.forCaller(*context.caller));
    }
    vacancy.meta = {1, context.now(), context.now()};
    if (before) {
        vacancy.meta.version = before->value.meta.version + 1;
        vacancy.meta.createdAt = before->value.meta.createdAt;
    }
    return {};
}

Result<void> storeVacancy(Context &context, ChangeSet &changes, const Vacancy &vacancy,
                          const std::string &action, const std::string &members) {
    const std::string facility = vacancy.facilityId.text();
    const std::string key = domain::vacancyKey(vacancy.facilityId, vacancy.month);
    auto kept = run(context.db,
                    "INSERT INTO vacancy (facility_id, month, status) VALUES ($1, $2, $3) "
                    "ON CONFLICT (facility_id, month) DO UPDATE SET status = excluded.status",
                    {facility, domain::textOf(vacancy.month), domain::nameOf(vacancy.status)});
    if (!kept) {
        return kept;
    }
    changes.put({.kind = RecordKind::Vacancy,
                 .id = key,
                 .facility = facility,
                 .version = vacancy.meta.version,
                 .text = {RecordKind::Vacancy, wire::textsOf(vacancy)},
                 .audience = vacancy.status == VacancyStatus::Published ? "" : "inside"});
    changes.note({action, RecordKind::Vacancy, key, facility, members, {}});
    return {};
}

} // namespace hub
