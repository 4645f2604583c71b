#include "hub/db/postgres_error.h"

#include <algorithm>
#include <array>

namespace hub {
namespace {

using domain::ErrorKind;

struct Meaning {
    std::string_view state; ///< five characters, or two for a whole class
    ErrorKind kind;
    bool again = false;
};

/// The first match counts, so single states come before their class.
constexpr std::array meanings{
    Meaning{"40001", ErrorKind::StorageBusy, true}, // serialization failure
    Meaning{"40P01", ErrorKind::StorageBusy, true}, // deadlock
    Meaning{"55P03", ErrorKind::StorageBusy, true}, // lock not available in time
    Meaning{"57", ErrorKind::StorageBusy, true}, // the server is shutting down, or has ended the connection
    Meaning{"08", ErrorKind::StorageBusy, true}, // connection error
    Meaning{"25006", ErrorKind::StorageReadOnly, true}, // a standby, or a write on a reading link
    Meaning{"25P02", ErrorKind::StorageBusy, true},     // the transaction had failed before
    Meaning{"25P03", ErrorKind::StorageBusy, true},     // idle in a transaction for too long
    Meaning{"53100", ErrorKind::StorageFull},           // disk full
    Meaning{"53", ErrorKind::StorageBusy, true},        // out of memory or connections
    Meaning{"58", ErrorKind::HubFault},                 // input/output error
    Meaning{"XX001", ErrorKind::StorageCorrupt},
    Meaning{"XX002", ErrorKind::StorageCorrupt},
    Meaning{"42501", ErrorKind::StorageReadOnly}, // the role lacks the right
    Meaning{"28", ErrorKind::StorageReadOnly},    // the role may not sign in
    Meaning{"22021", ErrorKind::Malformed},       // bytes that are not valid text
    Meaning{"22P05", ErrorKind::Malformed},
    // NULL: a row was no longer as it had been read (database.h).
    Meaning{"23502", ErrorKind::StorageBusy, true},
    Meaning{"23", ErrorKind::Conflict},
};

std::string codeOf(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::Conflict:
        return "constraint";
    case ErrorKind::Malformed:
        return "malformed";
    case ErrorKind::Bug:
        return "sql";
    default:
        return "unavailable";
    }
}

} // namespace

domain::Error errorOfState(std::string_view sqlState, std::string_view message) {
    const auto *const found =
        std::ranges::find_if(meanings, [&](const Meaning &each) { return sqlState.starts_with(each.state); });
    domain::Error error;
    error.kind = found == meanings.end() ? ErrorKind::Bug : found->kind;
    error.code = codeOf(error.kind);
    error.params["sqlstate"] = sqlState;
    if (found != meanings.end() && found->again) {
        error.params["again"] = "transaction";
    }
    error.detail = message;
    return error;
}

domain::Error connectionLost() {
    return {.kind = ErrorKind::StorageBusy, .code = "unavailable", .params = {{"again", "connection"}}};
}

} // namespace hub
