// 月次空き情報: the calls for one facility's month, for many months at once, and for publishing.
#include "hub/calls/answers.h"
#include "hub/calls/route_kinds.h"
#include "hub/db/read.h"
#include "hub/handlers/facilities/routes.h"
#include "hub/http/preconditions.h"
#include "hub/records/audit_members.h"
#include "hub/records/scope.h"
#include "hub/records/stored_id.h"
#include "hub/records/vacancy_store.h"
#include "wire/office_json.h"

#include <algorithm>

namespace hub {

namespace {

using domain::Result;
using domain::Vacancy;
using domain::VacancyStatus;

struct Place {
    FacilityRow facility;
    domain::LocalMonth month;
};

Result<Place> placeIn(Context &context) {
    const auto id = idFrom<domain::FacilityId>(context);
    if (!id) {
        return domain::passOn(id);
    }
    const auto month = domain::parseMonth(context.param(1));
    if (!month) {
        return domain::fail(domain::ErrorKind::Malformed, "malformed", {{"param", "month"}});
    }
    auto facility = facilityInScope(context, id->text(), Need::Edit);
    if (!facility) {
        return domain::passOn(facility);
    }
    return Place{std::move(*facility), *month};
}

/// The caller has seen what is stored, or knows that nothing is.
Result<void> checkSeen(const Request &request, const Caller &caller,
                       const std::optional<StoredVacancy> &stored) {
    if (wantsCreation(request)) {
        return stored ? Result<void>(versionConflict(stored->text.forCaller(caller))) : Result<void>();
    }
    const auto seen = ifMatchVersion(request);
    if (!seen) {
        return domain::passOn(seen);
    }
    if (!stored) {
        return notFound();
    }
    return *seen == stored->value.meta.version ? Result<void>()
                                               : versionConflict(stored->text.forCaller(caller));
}

/// Facility and month come from the path. The body may contain them if they are equal.
std::vector<domain::FieldError> placeFaults(const Vacancy &vacancy, const Place &place) {
    std::vector<domain::FieldError> faults;
    if (!vacancy.facilityId.isNull() && vacancy.facilityId.text() != place.facility.id) {
        faults.push_back({"/facility_id", "not-allowed", {}});
    }
    if (vacancy.month != domain::LocalMonth{} && vacancy.month != place.month) {
        faults.push_back({"/month", "not-allowed", {}});
    }
    return faults;
}

HandlerResult putVacancy(const Request &request, Context &context) {
    const auto place = placeIn(context);
    if (!place) {
        return domain::passOn(place);
    }
    const auto id = storedId<domain::FacilityId>(place->facility.id);
    if (!id) {
        return domain::passOn(id);
    }
    const auto stored = findVacancy(context.db, domain::vacancyKey(*id, place->month));
    if (!stored) {
        return domain::passOn(stored);
    }
    if (auto seen = checkSeen(request, *context.caller, *stored); !seen) {
        return domain::passOn(seen);
    }
    auto vacancy = wire::vacancyFromJson(request.body, wire::Source::Client);
    if (!vacancy) {
        return domain::passOn(vacancy);
    }
    if (auto faults = placeFaults(*vacancy, *place); !faults.empty()) {
        return invalid(std::move(faults));
    }
    vacancy->facilityId = *id;
    vacancy->month = place->month;
    if (auto judged = judgeVacancy(context, *stored, *vacancy, ""); !judged) {
        return domain::passOn(judged);
    }
    ChangeSet changes(context, place->facility.municipality);
    const std::string members = *stored ? memberNames(request.body) : std::string();
    auto kept =
        storeVacancy(context, changes, *vacancy, *stored ? "vacancy.change" : "vacancy.create", members);
    if (kept) {
        kept = changes.write();
    }
    if (!kept) {
        return domain::passOn(kept);
    }
    return recordAnswer(*stored ? 200 : 201, vacancy->meta.version, wire::toJson(*vacancy));
}

/// Changes many cells at once, all or none.
class Batch {
public:
    explicit Batch(Context &context) : m_context(context) {}

    Result<void> take(wire::VacancyEdit &edit, std::size_t index) {
        const std::string place = "/vacancies/" + std::to_string(index) + "/vacancy";
        Vacancy &vacancy = edit.vacancy;
        auto facility = facilityInScope(m_context, vacancy.facilityId.text(), Need::Edit);
        if (!facility) {
            return facility.error().code == "not-found"
                       ? Result<void>(invalid(place + "/facility_id", "not-found"))
                       : domain::passOn(facility);
        }
        const std::string key = domain::vacancyKey(vacancy.facilityId, vacancy.month);
        if (!vacancy.month.ok() || !m_keys.insert(key).second) {
            return invalid(place + "/month", vacancy.month.ok() ? "duplicate" : "required");
        }
        const auto stored = findVacancy(m_context.db, key);
        if (!stored) {
            return domain::passOn(stored);
        }
        if (edit.version != (*stored ? (*stored)->value.meta.version : 0)) {
            m_stale += (m_stale.empty() ? "" : ",") +
                       (*stored ? (*stored)->text.forCaller(*m_context.caller) : std::string("null"));
            return {};
        }
        if (auto judged = judgeVacancy(m_context, *stored, vacancy, place); !judged) {
            return judged;
        }
        return storeVacancy(m_context, changesOf(facility->municipality), vacancy, "vacancy.batch", "");
    }

    /// Works through the municipalities in a fixed order, so that two batches cannot deadlock.
    Result<void> finish() {
        if (!m_stale.empty()) {
            return versionConflict("[" + m_stale + "]");
        }
        for (auto &[municipality, changes] : m_changes) {
            if (auto written = changes.write(); !written) {
                return written;
            }
        }
        return {};
    }

private:
    ChangeSet &changesOf(const std::string &municipality) {
        return m_changes.try_emplace(municipality, m_context, municipality).first->second;
    }

    Context &m_context;
    std::map<std::string, ChangeSet> m_changes;
    std::set<std::string> m_keys;
    std::string m_stale;
};

HandlerResult postBatch(const Request &request, Context &context) {
    if (!context.caller->isStaff() && context.caller->user.role != domain::Role::Municipal) {
        return forbidden();
    }
    auto edits = wire::vacancyBatchFromJson(request.body);
    if (!edits) {
        return domain::passOn(edits);
    }
    Batch batch(context);
    std::string list;
    for (std::size_t index = 0; index < edits->vacancies.size(); ++index) {
        if (auto taken = batch.take(edits->vacancies[index], index); !taken) {
            return domain::passOn(taken);
        }
        list += (index > 0 ? "," : "") + wire::toJson(edits->vacancies[index].vacancy);
    }
    if (auto finished = batch.finish(); !finished) {
        return domain::passOn(finished);
    }
    return jsonAnswer(200, R"({"vacancies":[)" + list + "]}");
}

struct Month {
    std::string facility;
    std::string status;
};

Result<std::vector<Month>> monthOf(Context &context, const wire::VacancyPublication &wanted) {
    std::vector<Month> all;
    auto read = eachRow(
        context.db,
        "SELECT v.facility_id, v.status FROM facility f JOIN vacancy v ON v.facility_id = f.id "
        "WHERE f.municipality = $1 AND v.month = $2 ORDER BY f.id",
        {context.caller->user.municipalityCode, domain::textOf(wanted.month)}, [&all](const Rows &row) {
            all.push_back({std::string(row.text(0)), std::string(row.text(1))});
        });
    if (!read) {
        return domain::passOn(read);
    }
    return all;
}

bool isWanted(const wire::VacancyPublication &wanted, const std::string &facility) {
    return wanted.facilityIds.empty() ||
           std::any_of(wanted.facilityIds.begin(), wanted.facilityIds.end(),
                       [&facility](const domain::FacilityId &id) { return id.text() == facility; });
}

Result<void> publish(Context &context, ChangeSet &changes, const std::string &key) {
    auto stored = findVacancy(context.db, key);
    if (!stored || !*stored) {
        return stored ? domain::fail(domain::ErrorKind::Bug, "unreadable-record") : domain::passOn(stored);
    }
    Vacancy vacancy = std::move((*stored)->value);
    vacancy.status = VacancyStatus::Published;
    vacancy.meta.version += 1;
    vacancy.meta.updatedAt = context.now();
    return storeVacancy(context, changes, vacancy, "vacancy.publish", "status");
}

void append(std::string &list, const std::string &id) {
    list += (list.empty() ? "\"" : ",\"") + id + "\"";
}

/// Publishes confirmed vacancies. Drafts are listed in the answer and not published.
HandlerResult postPublish(const Request &request, Context &context) {
    if (context.caller->user.role != domain::Role::Municipal) {
        return forbidden();
    }
    const auto wanted = wire::vacancyPublicationFromJson(request.body);
    if (!wanted) {
        return domain::passOn(wanted);
    }
    const auto months = monthOf(context, *wanted);
    if (!months) {
        return domain::passOn(months);
    }
    ChangeSet changes(context, context.caller->user.municipalityCode);
    std::string published;
    std::string drafts;
    for (const Month &month : *months) {
        if (!isWanted(*wanted, month.facility) || month.status == domain::nameOf(VacancyStatus::Published)) {
            continue;
        }
        const bool confirmed = month.status == domain::nameOf(VacancyStatus::Confirmed);
        append(confirmed ? published : drafts, month.facility);
        const std::string key = month.facility + "/" + domain::textOf(wanted->month);
        auto done = confirmed ? publish(context, changes, key) : Result<void>();
        if (!done) {
            return domain::passOn(done);
        }
    }
    if (auto written = changes.write(); !written) {
        return domain::passOn(written);
    }
    return jsonAnswer(200, R"({"published":[)" + published + R"(],"drafts":[)" + drafts + "]}");
}

} // namespace

std::vector<Route> vacancyRoutes() {
    return {writing("PUT", "/v1/vacancies/{facility_id}/{month}", putVacancy),
            writing("POST", "/v1/vacancies/batch", postBatch),
            writing("POST", "/v1/vacancies/publish", postPublish)};
}

} // namespace hub
