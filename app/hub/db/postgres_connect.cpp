// Opening a connection to PostgreSQL.
#include "hub/db/postgres_error.h"
#include "hub/db/postgres_link.h"

namespace hub {
namespace {

/// A reading link sees one snapshot for a whole transaction and cannot write. A writing link sees what was
/// committed before each statement, and its waits for locks have a limit.
///
/// Statements must find their rows by an index. By default the server keeps the plan of a statement that was
/// prepared while its table was small, and scans the whole table until it analyses it again: bookings into a
/// new hub became slower with each booking. The setting makes a scan look very expensive, so statements that
/// need one (all counters, for the metrics) must not be JIT-compiled because of it.
constexpr const char *setUpReading = "SET default_transaction_isolation = 'repeatable read';"
                                     "SET default_transaction_read_only = on;"
                                     "SET enable_seqscan = off; SET jit = off;"
                                     "SET idle_in_transaction_session_timeout = '60s'";
constexpr const char *setUpWriting = "SET default_transaction_isolation = 'read committed';"
                                     "SET lock_timeout = '10s';"
                                     "SET enable_seqscan = off; SET jit = off;"
                                     "SET idle_in_transaction_session_timeout = '60s'";

/// libpq's error message on one line. It names host and role but never a password.
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
    // By default libpq writes notices to stderr, and they contain values.
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
