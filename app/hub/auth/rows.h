// Short helpers for the statements of this folder.
#pragma once

#include "hub/db/read.h"

#include <vector>

namespace hub::auth {

/// All rows, each converted by `read(const Rows &)`.
template <class Read>
auto allRows(Connection &db, std::string_view sql, std::initializer_list<Value> values, Read read)
    -> domain::Result<std::vector<decltype(read(std::declval<const Rows &>()))>> {
    std::vector<decltype(read(std::declval<const Rows &>()))> all;
    const auto done = eachRow(db, sql, values, [&](const Rows &row) { all.push_back(read(row)); });
    if (!done) {
        return domain::passOn(done);
    }
    return all;
}

/// Runs a change whose number of rows does not matter.
inline domain::Result<void> change(Connection &db, std::string_view sql,
                                   std::initializer_list<Value> values) {
    return hub::run(db, sql, values);
}

inline std::int64_t seconds(domain::Instant instant) {
    return instant.time_since_epoch().count();
}
inline domain::Instant instantOf(std::int64_t secondsSince1970) {
    return domain::Instant(std::chrono::seconds(secondsSince1970));
}

} // namespace hub::auth
