// How a connection to PostgreSQL is made.
#include "hub/db/postgres_error.h"
#include "hub/db/postgres_link.h"

namespace hub {
namespace {

/// Reading links see one snapshot for a whole transaction and cannot write; on a writing link, which sees
/// what was committed before each statement, nobody waits for a lock without end.
///
/// Statements find their rows by an index. Left to itself the server keeps the plan of one that was prepared
/// while its table was small, and reads the whole of it until it counts the rows anew: bookings into a new
/// hub became slower with each booking. What has no index all the same (all counters, for the metrics) counts
/// as very dear then, and must not be compiled for that.
constexpr const char *setUpReading = "SET default_transaction_isolation = 'repeatable read';"
                                     "SET default_transaction_read_only = on;"
                                     "SET enable_seqscan = off; SET jit = off;"
                                     "SET idle_in_transaction_session_timeout = '60s'";
constexpr const char *setUpWriting = "SET default_transaction_isolation = 'read committed';"
                                     "SET lock_timeout = '10s';"
                                     "SET enable_seqscan = off; SET jit = off;"
                                     "SET idle_in_transaction_session_timeout = '60s'";

/// What libpq says, on one line: host and role, never a password.
std::string reasonIn(PGconn *connection) {
    std::string reason = PQerrorMessage(connection);
    while (!reason.empty() && reason.back() == '\n') {
        reason.pop_back();
    }
    for (char &c : reason) {
        c = c == '\n' || c == '\t' ? ' ' : c;
    }
    return reason;
}

domain::Error unreachable(PGconn *connection) {
    const bool refused =
        PQconnectionNeedsPassword(connection) != 0 || PQconnectionUsedPassword(connection) != 0;
    return {.kind = refused ? domain::ErrorKind::StorageReadOnly : domain::ErrorKind::StorageBusy,
            .code = "database-unreachable",
            .params = {{"reason", reasonIn(connection)}, {"again", "connection"}}};
}

std::vector<const char *> pointersTo(const std::vector<std::string> &texts) {
    std::vector<const char *> pointers;
    pointers.reserve(texts.size() + 1);
    for (const std::string &text : texts) {
        pointers.push_back(text.c_str());
    }
    pointers.push_back(nullptr);
    return pointers;
}

} // namespace

domain::Result<ConnectionHandle> connectTo(const PostgresAddress &address, Database::Mode mode) {
    const auto parameters = address.parameters();
    if (!parameters) {
        return domain::passOn(parameters);
    }
    const auto names = pointersTo(parameters->names);
    const auto values = pointersTo(parameters->values);
    ConnectionHandle connection(PQconnectdbParams(names.data(), values.data(), 1));
    if (!connection || PQstatus(connection.get()) != CONNECTION_OK) {
        return domain::fail(unreachable(connection.get()));
    }
    // Notices would go to stderr, with values in them.
    PQsetNoticeProcessor(
        connection.get(), [](void *, const char *) {}, nullptr);
    const char *setUp = mode == Database::Mode::Read ? setUpReading : setUpWriting;
    const ResultHandle done(PQexec(connection.get(), setUp));
    if (PQresultStatus(done.get()) != PGRES_COMMAND_OK) {
        return domain::fail(connectionLost());
    }
    return connection;
}

} // namespace hub
