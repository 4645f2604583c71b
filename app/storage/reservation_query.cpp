#include "storage/reservation_query.h"

#include "storage/packed.h"
#include "storage/tables.h"

namespace storage {

ReservationSql::ReservationSql(const ReservationQuery &query) : m_order(query.order), m_limit(query.limit) {
    m_datesAsked = query.from || query.to;
    restrictStates(query.states);
    restrictSlot(query);
    if (query.facility && !m_datesAsked) { // else the slot says it
        require("r.facility_id = ?", std::string(bytesOf(query.facility->uuid())));
    }
    if (query.ageClass) {
        require("(r.age_classes >> ?) & 1", std::int64_t(*query.ageClass));
    }
    if (!query.channel.empty()) {
        require("r.channel = ?", query.channel);
    }
    if (query.onlyUnsent) {
        require("r.id IN (SELECT record FROM outbox WHERE state IN (0, 1, 3, 4))");
    }
}

void ReservationSql::require(std::string condition) {
    m_where += (m_where.empty() ? " WHERE " : " AND ") + std::move(condition);
}

void ReservationSql::require(std::string condition, Value value) {
    require(std::move(condition));
    m_values.push_back(std::move(value));
}

void ReservationSql::restrictStates(const std::vector<domain::ReservationStatus> &states) {
    if (states.empty()) {
        return;
    }
    std::string in;
    for (const domain::ReservationStatus state : states) {
        in += (in.empty() ? "" : ",") + std::to_string(static_cast<int>(state));
    }
    // A few days' slots are fewer than all reservations of a state: then the slots lead and the state only
    // filters.
    require((m_datesAsked ? "+r.status IN (" : "r.status IN (") + in + ")");
}

void ReservationSql::restrictSlot(const ReservationQuery &query) {
    if (query.slot) {
        require("r.slot_id = ?", std::string(bytesOf(query.slot->uuid())));
    }
    if (query.from) {
        require("s.date >= ?", numberOf(*query.from));
    }
    if (query.to) {
        require("s.date <= ?", numberOf(*query.to));
    }
    if (m_datesAsked && query.facility) {
        require("s.facility_id = ?", std::string(bytesOf(query.facility->uuid())));
    }
}

std::string ReservationSql::source() const {
    if (m_datesAsked) {
        return " FROM reservation r JOIN slot s ON s.id = r.slot_id";
    }
    if (m_order == ReservationQuery::Order::Newest) {
        return " FROM reservation r";
    }
    return " FROM reservation r LEFT JOIN slot s ON s.id = r.slot_id"; // the slot may come later in the feed
}

std::string ReservationSql::ids() const {
    const std::string order =
        m_order == ReservationQuery::Order::Newest ? "r.requested_at DESC, r.id" : "s.starts_at, r.id";
    return "SELECT r.id" + source() + m_where + " ORDER BY " + order + " LIMIT " + std::to_string(m_limit);
}

std::string ReservationSql::waiting() const {
    const std::string from = m_datesAsked ? source() : std::string(" FROM reservation r");
    return "SELECT r.id, r.slot_id, r.facility_id, r.status, r.decision_due_at, r.requested_at" + from +
           m_where;
}

std::string ReservationSql::count() const {
    // The slot is asked only where a condition is about it.
    const std::string from = m_datesAsked ? source() : std::string(" FROM reservation r");
    return "SELECT count(*)" + from + m_where;
}

Statement &ReservationSql::bind(Statement &statement) const {
    for (const Value &value : m_values) {
        std::visit([&statement](const auto &one) { statement.add(one); }, value);
    }
    return statement;
}

} // namespace storage
