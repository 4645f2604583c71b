#include "sql.h"

#include <sqlite3.h>

namespace simulation {
namespace {

std::string valueOf(sqlite3_stmt *statement, int column) {
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(statement, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
    return bytes == nullptr ? std::string() : std::string(bytes, size);
}

} // namespace

Look::Look(const std::string &path) : m_connection(nullptr, sqlite3_close) {
    sqlite3 *handle = nullptr;
    sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READWRITE, nullptr);
    m_connection.reset(handle);
}

SqlRows Look::rowsOf(const std::string &sql) {
    SqlRows rows;
    sqlite3_stmt *prepared = nullptr;
    if (sqlite3_prepare_v2(m_connection.get(), sql.c_str(), -1, &prepared, nullptr) != SQLITE_OK) {
        return {{std::string("unreadable: ") + sqlite3_errmsg(m_connection.get())}};
    }
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt *)> statement(prepared, sqlite3_finalize);
    while (sqlite3_step(prepared) == SQLITE_ROW) {
        auto &row = rows.emplace_back();
        for (int i = 0; i < sqlite3_column_count(prepared); ++i) {
            row.push_back(valueOf(prepared, i));
        }
    }
    return rows;
}

} // namespace simulation
