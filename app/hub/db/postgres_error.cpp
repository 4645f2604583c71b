#include "hub/db/postgres_error.h"

#include <algorithm>
#include <array>

namespace hub {
namespace {

using domain::ErrorKind;

struct Meaning {
    std::string_view state; ///< five letters, or the two of a class
    ErrorKind kind;
    bool again = false;
};

/// The first that fits; single states stand before their class.
constexpr std::array meanings{
    Meaning{"40001", ErrorKind::StorageBusy, true},     // serialization failure
    Meaning{"40P01", ErrorKind::StorageBusy, true},     // deadlock
    Meaning{"55P03", ErrorKind::StorageBusy, true},     // lock not available in time
    Meaning{"57", ErrorKind::StorageBusy, true},        // the server shuts down, or ended the connection
    Meaning{"08", ErrorKind::StorageBusy, true},        // connection
    Meaning{"25006", ErrorKind::StorageReadOnly, true}, // a standby; or a reading link that writes
    Meaning{"25P02", ErrorKind::StorageBusy, true},     // aborted before
    Meaning{"25P03", ErrorKind::StorageBusy, true},     // idle in a transaction for too long
    Meaning{"53100", ErrorKind::StorageFull},           // disk full
    Meaning{"53", ErrorKind::StorageBusy, true},        // memory, connections
    Meaning{"58", ErrorKind::HubFault},                 // input and output
    Meaning{"XX001", ErrorKind::StorageCorrupt},
    Meaning{"XX002", ErrorKind::StorageCorrupt},
    Meaning{"42501", ErrorKind::StorageReadOnly}, // the role lacks the right
    Meaning{"28", ErrorKind::StorageReadOnly},    // it may not sign in
    Meaning{"22021", ErrorKind::Malformed},       // bytes that are no text
    Meaning{"22P05", ErrorKind::Malformed},
    Meaning{"23502", ErrorKind::StorageBusy, true}, // NULL: a row was not as it had been read (database.h)
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
