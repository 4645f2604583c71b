#include "storage/risk_order.h"

#include "storage/reservation_query.h"
#include "storage/schema.h"
#include "storage/tables.h"

#include <algorithm>
#include <set>

using domain::passOn;
using domain::Result;

namespace storage {

namespace {

constexpr std::size_t idSize = 16;

/// The list of the first page, which may be tens of thousands long.
bool isAllWaiting(const ReservationQuery &query) {
    ReservationQuery plain;
    plain.facility = query.facility;
    plain.states = {domain::ReservationStatus::Requested};
    plain.order = query.order;
    plain.toursUntil = query.toursUntil;
    plain.limit = query.limit;
    return query.facility && query == plain;
}

void appendIds(std::vector<domain::ReservationId> &ids, const std::string &bytes, const auto &leftOut) {
    ids.reserve(ids.size() + bytes.size() / idSize);
    for (std::size_t at = 0; at + idSize <= bytes.size(); at += idSize) {
        const domain::ReservationId id(uuidOf(std::string_view(bytes).substr(at, idSize)));
        if (!leftOut.contains(id)) {
            ids.push_back(id);
        }
    }
}

} // namespace

Result<std::vector<domain::ReservationId>> RiskOrder::ids(const ReservationQuery &query) {
    if (!isAllWaiting(query) || !hasReservationIndexes(m_database)) {
        return filtered(query);
    }
    return ofFacility(*query.facility, query);
}

/// The index gives them in their order, and one long text of ids costs a tenth of as many rows.
Result<std::vector<domain::ReservationId>> RiskOrder::ofFacility(domain::FacilityId facility,
                                                                 const ReservationQuery &query) {
    auto ids = startingUnanswered(facility, query);
    if (!ids) {
        return ids;
    }
    const int most = std::max(query.limit, 0);
    std::string rest;
    const auto done =
        m_database
            .prepared("SELECT CAST(group_concat(id, '') AS BLOB) FROM (SELECT id FROM reservation "
                      "WHERE status = 0 AND facility_id = ? "
                      "ORDER BY coalesce(decision_due_at, requested_at), id LIMIT ?)")
            .add(bytesOf(facility.uuid()))
            .add(std::int64_t(most))
            .each([&rest](const Statement &present) { rest = present.bytes(0); });
    if (!done) {
        return passOn(done);
    }
    appendIds(*ids, rest, std::set<domain::ReservationId>(ids->begin(), ids->end()));
    if (ids->size() > static_cast<std::size_t>(most)) {
        ids->resize(static_cast<std::size_t>(most));
    }
    return ids;
}

/// From the slots of these days: of half a year's they are few.
Result<std::vector<domain::ReservationId>> RiskOrder::startingUnanswered(domain::FacilityId facility,
                                                                         const ReservationQuery &query) {
    std::vector<domain::ReservationId> ids;
    const auto until = query.toursUntil.find(facility);
    if (until == query.toursUntil.end()) {
        return ids;
    }
    const auto done = m_database
                          .prepared("SELECT r.id FROM slot s CROSS JOIN reservation r ON r.slot_id = s.id "
                                    "WHERE s.facility_id = ? AND s.date <= ? AND s.starts_at <= ? "
                                    "AND r.status = 0 ORDER BY s.starts_at, r.id")
                          .add(bytesOf(facility.uuid()))
                          .add(numberOf(domain::dateOf(until->second)))
                          .add(numberOf(until->second))
                          .each([&ids](const Statement &present) {
                              ids.push_back(Row(present).id<domain::ReservationId>());
                          });
    if (!done) {
        return passOn(done);
    }
    return ids;
}

Result<std::vector<domain::ReservationId>> RiskOrder::filtered(const ReservationQuery &query) {
    if (auto loaded = loadStarts(query.facility); !loaded) {
        return passOn(loaded);
    }
    const ReservationSql sql(query);
    std::vector<Entry> entries;
    const auto done = sql.bind(m_database.prepared(sql.waiting())).each([&](const Statement &present) {
        entries.push_back(entryOf(present, query));
    });
    if (!done) {
        return passOn(done);
    }
    const auto wanted = std::min(entries.size(), static_cast<std::size_t>(std::max(query.limit, 0)));
    const auto end = entries.begin() + static_cast<std::ptrdiff_t>(wanted);
    std::partial_sort(entries.begin(), end, entries.end());
    std::vector<domain::ReservationId> ids(wanted);
    std::transform(entries.begin(), end, ids.begin(), [](const Entry &entry) { return entry.id; });
    return ids;
}

/// The columns of ReservationSql::waiting(): id, slot, facility, status, due, requested.
RiskOrder::Entry RiskOrder::entryOf(const Statement &present, const ReservationQuery &query) const {
    Row row(present);
    Entry entry{.id = row.id<domain::ReservationId>()};
    const auto slot = m_starts.find(row.id<domain::SlotId>());
    const auto until = query.toursUntil.find(row.id<domain::FacilityId>());
    const bool waits = row.number() == static_cast<std::int64_t>(domain::ReservationStatus::Requested);
    const auto due = row.maybe();
    entry.moment = due ? *due : row.number();
    if (waits && slot != m_starts.end() && until != query.toursUntil.end() &&
        slot->second <= numberOf(until->second)) {
        entry.inTime = false;
        entry.moment = slot->second;
    }
    return entry;
}

Result<void> RiskOrder::loadStarts(const std::optional<domain::FacilityId> &facility) {
    const domain::FacilityId wanted = facility.value_or(domain::FacilityId());
    if (m_loaded.contains(wanted) || m_loaded.contains(domain::FacilityId())) {
        return {};
    }
    Statement &statement = m_database.prepared(
        facility ? "SELECT id, starts_at FROM slot WHERE facility_id = ?" : "SELECT id, starts_at FROM slot");
    if (facility) {
        statement.add(bytesOf(wanted.uuid()));
    }
    auto done = statement.each([this](const Statement &present) {
        Row row(present);
        const auto id = row.id<domain::SlotId>();
        m_starts.insert_or_assign(id, row.number());
    });
    if (done) {
        m_loaded.insert(wanted);
    }
    return done;
}

void RiskOrder::forgetSlots() {
    m_starts.clear();
    m_loaded.clear();
}

} // namespace storage
