#include "hub/handlers/slots/calendar_calls.h"

#include "domain/validate.h"
#include "hub/calls/answers.h"
#include "hub/db/read.h"
#include "hub/http/preconditions.h"
#include "hub/records/audit_members.h"
#include "hub/records/closed_days.h"
#include "hub/records/edit_preconditions.h"
#include "wire/records_json.h"

namespace hub {

namespace {

using domain::Closure;
using domain::RecordKind;
using domain::Result;
using domain::Series;

/// The differences between the two kinds.
template <class Record> struct Kind;

template <> struct Kind<Closure> {
    static constexpr RecordKind kind = RecordKind::Closure;
    using Id = domain::ClosureId;
    static Result<Closure> read(std::string_view json, wire::Source source) {
        return wire::closureFromJson(json, source);
    }
    static Result<void> store(Context &context, ChangeSet &changes, const Closure &closure) {
        auto kept = run(context.db,
                        "INSERT INTO closure (id, facility_id, date) VALUES ($1, $2, $3) "
                        "ON CONFLICT (id) DO UPDATE SET date = excluded.date",
                        {closure.id.text(), closure.facilityId.text(), domain::textOf(closure.date)});
        return kept ? refreshCalendar(context, changes, closure.facilityId.text()) : kept;
    }
    static Result<std::string> answer(Context &context, const Closure &closure, std::string body) {
        return withAffectedSlots(context.db, std::move(body), {closure.facilityId.text(), {}},
                                 {closure.date});
    }
    /// The day of a new or moved closure must be a plausible one.
    static std::vector<domain::FieldError> faultsOf(const Closure &closure, const Closure *before,
                                                    domain::LocalDate today) {
        return before != nullptr && before->date == closure.date ? domain::validate(closure)
                                                                 : domain::validate(closure, today);
    }
    static Result<void> remove(Context &context, ChangeSet &changes, const Closure &closure) {
        auto gone = run(context.db, "DELETE FROM closure WHERE id = $1", {closure.id.text()});
        return gone ? refreshCalendar(context, changes, closure.facilityId.text()) : gone;
    }
};

template <> struct Kind<Series> {
    static constexpr RecordKind kind = RecordKind::Series;
    using Id = domain::SeriesId;
    static Result<Series> read(std::string_view json, wire::Source source) {
        return wire::seriesFromJson(json, source);
    }
    static Result<void> store(Context &, ChangeSet &, const Series &) { return {}; }
    static Result<std::string> answer(Context &, const Series &, std::string body) { return body; }
    /// A series may be ended in the past later, but it may not begin there.
    static std::vector<domain::FieldError> faultsOf(const Series &series, const Series *before,
                                                    domain::LocalDate today) {
        const bool isShortened = before != nullptr && series.to <= before->to;
        return isShortened ? domain::validate(series) : domain::validate(series, today);
    }
    static Result<void> remove(Context &, ChangeSet &, const Series &) { return {}; }
};

template <class Record> std::string actionName(const char *what) {
    return std::string(domain::nameOf(Kind<Record>::kind)) + "." + what;
}

template <class Record>
HandlerResult keep(Context &context, const FacilityRow &facility, const Record &record, const char *what,
                   const std::string &members) {
    ChangeSet changes(context, facility.municipality);
    const RecordText text(Kind<Record>::kind, wire::textsOf(record));
    changes.put({.kind = Kind<Record>::kind,
                 .id = record.id.text(),
                 .facility = facility.id,
                 .version = record.meta.version,
                 .text = text});
    if (auto stored = Kind<Record>::store(context, changes, record); !stored) {
        return domain::passOn(stored);
    }
    changes.note({actionName<Record>(what), Kind<Record>::kind, record.id.text(), facility.id, members, {}});
    if (auto written = changes.write(); !written) {
        return domain::passOn(written);
    }
    auto answer = Kind<Record>::answer(context, record, text.forCaller(*context.caller));
    return answer ? HandlerResult(recordAnswer(record.meta.version == 1 ? 201 : 200, record.meta.version,
                                               std::move(*answer)))
                  : domain::passOn(answer);
}

template <class Record>
HandlerResult create(const Request &request, Context &context, typename Kind<Record>::Id id) {
    if (auto free = checkFree(context, Kind<Record>::kind, id.text()); !free) {
        return domain::passOn(free);
    }
    auto record = Kind<Record>::read(request.body, wire::Source::Client);
    if (!record) {
        return domain::passOn(record);
    }
    record->id = id;
    auto facility = facilityInScope(context, record->facilityId.text(), Need::Decide);
    if (!facility) {
        return facility.error().code == "not-found" ? HandlerResult(invalid("/facility_id", "not-found"))
                                                    : domain::passOn(facility);
    }
    const domain::LocalDate today = domain::dateOf(context.now());
    if (auto faults = Kind<Record>::faultsOf(*record, nullptr, today); !faults.empty()) {
        return invalid(std::move(faults));
    }
    record->meta = {1, context.now(), context.now()};
    return keep(context, *facility, *record, "create", "");
}

template <class Record>
HandlerResult change(Context &context, const Editable &stored, const Result<Record> &given,
                     const std::string &members) {
    if (!given) {
        return domain::passOn(given);
    }
    auto before = stored.record.text.readBy(Kind<Record>::read);
    if (!before) {
        return domain::fail(domain::ErrorKind::Bug, "unreadable-record");
    }
    Record record = *given;
    record.id = before->id;
    auto faults = Kind<Record>::faultsOf(record, &*before, domain::dateOf(context.now()));
    if (record.facilityId != before->facilityId) {
        faults.push_back({"/facility_id", "not-allowed", {}});
    }
    if (!faults.empty()) {
        return invalid(std::move(faults));
    }
    record.meta = {before->meta.version + 1, before->meta.createdAt, context.now()};
    return keep(context, stored.facility, record, "change", members);
}

template <class Record> Result<Editable> storedOf(const Request &request, Context &context) {
    const auto id = idFrom<typename Kind<Record>::Id>(context);
    if (!id) {
        return domain::passOn(id);
    }
    return editable(request, context, Kind<Record>::kind, id->text(), Need::Decide);
}

template <class Record> HandlerResult put(const Request &request, Context &context) {
    const auto id = idFrom<typename Kind<Record>::Id>(context);
    if (!id) {
        return domain::passOn(id);
    }
    if (wantsCreation(request)) {
        return create<Record>(request, context, *id);
    }
    const auto stored = storedOf<Record>(request, context);
    if (!stored) {
        return domain::passOn(stored);
    }
    return change<Record>(context, *stored, Kind<Record>::read(request.body, wire::Source::Client),
                          memberNames(request.body));
}

template <class Record> HandlerResult patch(const Request &request, Context &context) {
    const auto stored = storedOf<Record>(request, context);
    if (!stored) {
        return domain::passOn(stored);
    }
    const auto merged = wire::mergePatch(stored->record.text.forCaller(*context.caller), request.body);
    if (!merged) {
        return domain::passOn(merged);
    }
    return change<Record>(context, *stored, Kind<Record>::read(*merged, wire::Source::Client),
                          memberNames(request.body));
}

template <class Record> HandlerResult erase(const Request &request, Context &context) {
    const auto stored = storedOf<Record>(request, context);
    if (!stored) {
        return domain::passOn(stored);
    }
    const auto record = stored->record.text.readBy(Kind<Record>::read);
    if (!record) {
        return domain::fail(domain::ErrorKind::Bug, "unreadable-record");
    }
    ChangeSet changes(context, stored->facility.municipality);
    changes.put({.kind = Kind<Record>::kind,
                 .id = record->id.text(),
                 .facility = stored->facility.id,
                 .version = record->meta.version + 1,
                 .deleted = true});
    if (auto removed = Kind<Record>::remove(context, changes, *record); !removed) {
        return domain::passOn(removed);
    }
    changes.note(
        {actionName<Record>("delete"), Kind<Record>::kind, record->id.text(), stored->facility.id, "", {}});
    if (auto written = changes.write(); !written) {
        return domain::passOn(written);
    }
    Response gone;
    gone.status = 204;
    return gone;
}

} // namespace

HandlerResult putClosure(const Request &request, Context &context) {
    return put<Closure>(request, context);
}
HandlerResult patchClosure(const Request &request, Context &context) {
    return patch<Closure>(request, context);
}
HandlerResult deleteClosure(const Request &request, Context &context) {
    return erase<Closure>(request, context);
}
HandlerResult putSeriesRecord(const Request &request, Context &context) {
    return put<Series>(request, context);
}
HandlerResult patchSeries(const Request &request, Context &context) {
    return patch<Series>(request, context);
}
HandlerResult deleteSeries(const Request &request, Context &context) {
    return erase<Series>(request, context);
}

} // namespace hub
