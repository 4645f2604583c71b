// The two ways to read rows: the first one, or each one.
#pragma once

#include "hub/db/database.h"

#include <optional>
#include <utility>

namespace hub {

/// The value that `read` makes of the first row; empty if there is no row.
template <class Read>
[[nodiscard]] auto firstRow(Connection &db, std::string_view sql, std::initializer_list<Value> values,
                            Read read)
    -> domain::Result<std::optional<decltype(read(std::declval<const Rows &>()))>> {
    auto rows = db.query(sql, values);
    if (!rows) {
        return domain::passOn(rows);
    }
    auto found = (*rows)->next();
    if (!found) {
        return domain::passOn(found);
    }
    if (!*found) {
        return std::nullopt;
    }
    return read(**rows);
}

/// Calls `each` for every row.
template <class Each>
[[nodiscard]] domain::Result<void> eachRow(Connection &db, std::string_view sql,
                                           std::initializer_list<Value> values, Each each) {
    auto rows = db.query(sql, values);
    if (!rows) {
        return domain::passOn(rows);
    }
    while (true) {
        auto more = (*rows)->next();
        if (!more) {
            return domain::passOn(more);
        }
        if (!*more) {
            return {};
        }
        each(static_cast<const Rows &>(**rows));
    }
}

/// Runs a changing statement whose number of changed rows does not matter (Connection::post).
[[nodiscard]] inline domain::Result<void> run(Connection &db, std::string_view sql,
                                              std::initializer_list<Value> values) {
    return db.post(sql, values);
}

} // namespace hub
