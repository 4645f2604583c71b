// The SQL of a list of reservations.
#pragma once

#include "storage/database.h"
#include "storage/store.h"

#include <string>
#include <variant>
#include <vector>

namespace storage {

class ReservationSql {
public:
    explicit ReservationSql(const ReservationQuery &query);
    /// In the order of SlotStart or Newest.
    [[nodiscard]] std::string ids() const;
    /// What the order Risk is made of (id, slot, facility, status, due, requested), in no order: whoever
    /// knows the slots' times sorts in a tenth of the time that a join and SQLite's sorter need.
    [[nodiscard]] std::string waiting() const;
    [[nodiscard]] std::string count() const;
    /// Adds the values in the order of their marks.
    Statement &bind(Statement &statement) const;

private:
    using Value = std::variant<std::int64_t, std::string>;
    void require(std::string condition, Value value);
    void require(std::string condition);
    void restrictSlot(const ReservationQuery &query);
    void restrictStates(const std::vector<domain::ReservationStatus> &states);
    [[nodiscard]] std::string source() const;

    std::string m_where;
    std::vector<Value> m_values;
    bool m_datesAsked = false;
    ReservationQuery::Order m_order;
    int m_limit;
};

} // namespace storage
