// Translates the migrations' DDL from SQLite to PostgreSQL.
#pragma once

#include <string>
#include <string_view>

namespace hub {

/// WITHOUT ROWID is removed; INTEGER becomes BIGINT, BLOB becomes BYTEA, an AUTOINCREMENT key becomes an
/// identity column. Text is compared by its bytes, as in SQLite, whatever the server's locale is. Words
/// inside quotes are unchanged.
[[nodiscard]] std::string postgresDdl(std::string_view script);

} // namespace hub
