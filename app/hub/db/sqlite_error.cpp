#include "hub/db/sqlite_error.h"

#include <sqlite3.h>

namespace hub {

namespace {

domain::ErrorKind kindOf(int code) {
    // The index of the write-ahead log could not grow; the only cause is a full disk.
    if (code == SQLITE_IOERR_SHMSIZE) {
        return domain::ErrorKind::StorageFull;
    }
    if (code == SQLITE_CONSTRAINT_NOTNULL) {
        return domain::ErrorKind::StorageBusy; // a row was no longer as it had been read (hub/db/database.h)
    }
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return domain::ErrorKind::StorageBusy;
    case SQLITE_FULL:
        return domain::ErrorKind::StorageFull;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return domain::ErrorKind::StorageReadOnly;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return domain::ErrorKind::StorageCorrupt;
    case SQLITE_CONSTRAINT:
        return domain::ErrorKind::Conflict;
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
        return domain::ErrorKind::HubFault;
    default:
        return domain::ErrorKind::Bug;
    }
}

std::string sqliteCodeOf(domain::ErrorKind kind) {
    if (kind == domain::ErrorKind::Conflict) {
        return "constraint";
    }
    return kind == domain::ErrorKind::Bug ? "sql" : "unavailable";
}

} // namespace

domain::Error errorOf(int code, sqlite3 *connection) {
    domain::Error error;
    error.kind = kindOf(code);
    error.code = sqliteCodeOf(error.kind);
    error.params["sqlite"] = std::to_string(code);
    if (code == SQLITE_CONSTRAINT_NOTNULL) {
        error.params["again"] = "row";
    }
    error.detail = connection != nullptr ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
    return error;
}

} // namespace hub
