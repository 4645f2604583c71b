// The migrations' DDL, written for SQLite, in PostgreSQL's words.
#pragma once

#include <string>
#include <string_view>

namespace hub {

/// WITHOUT ROWID goes; INTEGER becomes BIGINT, BLOB BYTEA, an AUTOINCREMENT key an identity column; text is
/// compared by its bytes, as SQLite does, whatever the server's locale. Words inside quotes stay.
[[nodiscard]] std::string postgresDdl(std::string_view script);

} // namespace hub
