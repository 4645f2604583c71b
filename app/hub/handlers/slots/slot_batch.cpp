#include "hub/handlers/slots/slot_batch.h"

#include "domain/validate.h"
#include "hub/calls/answers.h"
#include "hub/db/read.h"
#include "hub/records/scope.h"
#include "hub/records/slot_store.h"
#include "wire/records_json.h"
#include "wire/reservation_calls.h"

namespace hub {

namespace {

using domain::FieldError;
using domain::RecordKind;
using domain::Result;
using domain::Slot;

std::string placeOf(std::size_t index) {
    return "/slots/" + std::to_string(index);
}

/// All faults of the slots and of the series, with their position in the batch.
std::vector<FieldError> faultsOf(const wire::SlotBatch &batch, const FacilityRow &facility,
                                 domain::Instant now) {
    std::vector<FieldError> faults;
    const auto add = [&faults](const std::string &place, std::vector<FieldError> found) {
        for (FieldError &fault : found) {
            fault.pointer = place + fault.pointer;
            faults.push_back(std::move(fault));
        }
    };
    if (batch.series) {
        add("/series", domain::validate(*batch.series, domain::dateOf(now)));
    }
    std::set<domain::SlotId> seen;
    for (std::size_t index = 0; index < batch.slots.size(); ++index) {
        const Slot &slot = batch.slots[index];
        add(placeOf(index), offerFaults(slot, facility, now));
        if (slot.id.isNull() || !seen.insert(slot.id).second) {
            faults.push_back({placeOf(index) + "/id", slot.id.isNull() ? "required" : "not-allowed", {}});
        }
        if (slot.facilityId != batch.slots.front().facilityId) {
            faults.push_back({placeOf(index) + "/facility_id", "not-allowed", {}});
        }
    }
    if (batch.series && batch.series->facilityId != batch.slots.front().facilityId) {
        faults.push_back({"/series/facility_id", "not-allowed", {}});
    }
    return faults;
}

/// Finds the slots that overlap with the new ones, and ids that are taken.
class Obstacles {
public:
    explicit Obstacles(Context &context) : m_context(context) {}

    Result<void> look(const Slot &slot, bool overlapToo) {
        auto known = findRecord(m_context.db, RecordKind::Slot, slot.id.text());
        if (!known) {
            return domain::passOn(known);
        }
        if (*known) {
            add(slot.id.text(), "id-taken", {});
            return {};
        }
        return overlapToo ? lookAround(slot) : Result<void>();
    }
    [[nodiscard]] bool any() const { return !m_items.empty(); }
    [[nodiscard]] tl::unexpected<domain::Error> error() const {
        return conflict("slot-overlap", "[" + m_items + "]");
    }

private:
    Result<void> lookAround(const Slot &slot) {
        const auto start = domain::toInstant(slot.date, slot.start).time_since_epoch().count();
        const auto end = domain::toInstant(slot.date, slot.end).time_since_epoch().count();
        const auto dayStart = domain::toInstant(slot.date, {}).time_since_epoch().count();
        auto standing =
            firstRow(m_context.db,
                     "SELECT r.body FROM slot s JOIN record r ON r.id = s.id AND r.kind = 'slot' "
                     "WHERE s.facility_id = $1 AND s.starts_at >= $2 AND s.starts_at < $3 "
                     "AND s.ends_at > $4 AND s.status IN ('open', 'closed') ORDER BY s.starts_at LIMIT 1",
                     {slot.facilityId.text(), dayStart, end, start},
                     [](const Rows &row) { return std::string(row.text(0)); });
        if (!standing) {
            return domain::passOn(standing);
        }
        if (*standing) {
            add(slot.id.text(), "slot-overlap", **standing);
        }
        return {};
    }
    void add(const std::string &id, const char *code, const std::string &current) {
        m_items += (m_items.empty() ? R"({"id":")" : R"(,{"id":")") + id + R"(","code":")" + code + "\"" +
                   (current.empty() ? "}" : R"(,"current":)" + current + "}");
    }

    Context &m_context;
    std::string m_items;
};

/// Finds overlaps among the new slots.
std::vector<FieldError> overlapsInside(const std::vector<Slot> &slots) {
    std::multimap<domain::LocalDate, std::size_t> byDate;
    std::vector<FieldError> faults;
    for (std::size_t index = 0; index < slots.size(); ++index) {
        const auto [from, to] = byDate.equal_range(slots[index].date);
        for (auto other = from; other != to; ++other) {
            const Slot &one = slots[other->second];
            if (one.start < slots[index].end && slots[index].start < one.end) {
                faults.push_back({placeOf(index), "slot-overlap", {{"with", one.id.text()}}});
                break;
            }
        }
        byDate.emplace(slots[index].date, index);
    }
    return faults;
}

/// Accepts the batch's own series, or one that the facility has.
Result<void> checkSeriesOf(Context &context, const wire::SlotBatch &batch) {
    std::vector<FieldError> faults;
    std::set<domain::SeriesId> known;
    if (batch.series) {
        known.insert(batch.series->id);
    }
    for (std::size_t index = 0; index < batch.slots.size(); ++index) {
        const Slot &slot = batch.slots[index];
        if (!slot.seriesId || known.contains(*slot.seriesId)) {
            continue;
        }
        auto found = seriesFaults(context.db, slot);
        if (!found) {
            return domain::passOn(found);
        }
        if (found->empty()) {
            known.insert(*slot.seriesId);
        }
        for (FieldError &fault : *found) {
            fault.pointer = placeOf(index) + fault.pointer;
            faults.push_back(std::move(fault));
        }
    }
    return faults.empty() ? Result<void>() : invalid(std::move(faults));
}

Result<void> checkObstacles(Context &context, const wire::SlotBatch &batch) {
    if (!batch.allowOverlap) {
        if (auto faults = overlapsInside(batch.slots); !faults.empty()) {
            return invalid(std::move(faults));
        }
    }
    Obstacles obstacles(context);
    for (const Slot &slot : batch.slots) {
        if (auto looked = obstacles.look(slot, !batch.allowOverlap); !looked) {
            return looked;
        }
    }
    return obstacles.any() ? Result<void>(obstacles.error()) : Result<void>();
}

Result<void> putSeries(Context &context, ChangeSet &changes, domain::Series &series) {
    auto known = findRecord(context.db, RecordKind::Series, series.id.text());
    if (!known || *known) {
        return known ? conflict("id-taken") : domain::passOn(known);
    }
    series.meta = {1, context.now(), context.now()};
    changes.put({.kind = RecordKind::Series,
                 .id = series.id.text(),
                 .facility = series.facilityId.text(),
                 .version = 1,
                 .text = {RecordKind::Series, wire::textsOf(series)}});
    return {};
}

Result<void> store(Context &context, ChangeSet &changes, wire::SlotBatch &batch) {
    if (batch.series) {
        if (auto put = putSeries(context, changes, *batch.series); !put) {
            return put;
        }
    }
    for (Slot &slot : batch.slots) {
        if (auto created = createSlot(context, changes, slot); !created) {
            return created;
        }
    }
    const Slot &first = batch.slots.front();
    const bool bySeries = batch.series.has_value();
    changes.note({"slot.batch",
                  bySeries ? RecordKind::Series : RecordKind::Slot,
                  bySeries ? batch.series->id.text() : first.id.text(),
                  first.facilityId.text(),
                  "",
                  {}});
    return changes.write();
}

std::string answerOf(const wire::SlotBatch &batch) {
    std::string json = "{";
    if (batch.series) {
        json.append(R"("series":)").append(wire::toJson(*batch.series)).append(",");
    }
    json += R"("slots":[)";
    for (std::size_t index = 0; index < batch.slots.size(); ++index) {
        json.append(index > 0 ? "," : "").append(wire::toJson(batch.slots[index]));
    }
    return json + "]}";
}

} // namespace

HandlerResult createManySlots(const Request &request, Context &context) {
    auto batch = wire::slotBatchFromJson(request.body);
    if (!batch) {
        return domain::passOn(batch);
    }
    auto facility = facilityInScope(context, batch->slots.front().facilityId.text(), Need::Decide);
    if (!facility) {
        return facility.error().code == "not-found"
                   ? HandlerResult(invalid("/slots/0/facility_id", "not-found"))
                   : domain::passOn(facility);
    }
    if (auto faults = faultsOf(*batch, *facility, context.now()); !faults.empty()) {
        return invalid(std::move(faults));
    }
    if (auto known = checkSeriesOf(context, *batch); !known) {
        return domain::passOn(known);
    }
    if (auto clear = checkObstacles(context, *batch); !clear) {
        return domain::passOn(clear);
    }
    ChangeSet changes(context, facility->municipality);
    if (auto stored = store(context, changes, *batch); !stored) {
        return domain::passOn(stored);
    }
    return jsonAnswer(201, answerOf(*batch));
}

} // namespace hub
