#include "hub/db/postgres_link.h"

#include "hub/db/postgres_cursor.h"
#include "hub/db/postgres_error.h"

#include <cerrno>
#include <cstdlib>
#include <poll.h>
#include <utility>

namespace hub {
namespace {

using domain::Result;

/// The longest time for one statement, including waits for locks. After it the connection counts as dead.
constexpr int longestWaitMs = 30'000;
std::string messageOf(const PGresult *result) {
    const char *text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    return text == nullptr ? "" : text;
}

domain::Error errorIn(const PGresult *result) {
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return state == nullptr ? connectionLost() : errorOfState(state, messageOf(result));
}

domain::Error ofAnEarlierCall() {
    return {.kind = domain::ErrorKind::StorageBusy, .code = "unavailable", .params = {{"again", "call"}}};
}

} // namespace

PostgresLink::PostgresLink(PostgresAddress address, Database::Mode mode)
    : m_address(std::move(address)), m_mode(mode) {}

PostgresLink::~PostgresLink() = default;

Result<std::unique_ptr<PostgresLink>> PostgresLink::open(PostgresAddress address, Database::Mode mode) {
    std::unique_ptr<PostgresLink> link(new PostgresLink(std::move(address), mode));
    if (auto connected = link->connect(); !connected) {
        return domain::passOn(connected);
    }
    return link;
}

Result<void> PostgresLink::connect() {
    m_connection.reset();
    m_statements.clear();
    m_waits.clear();
    m_failed.reset();
    m_inTransaction = false;
    m_isStandby = false;
    auto made = connectTo(m_address, m_mode);
    if (!made) {
        return domain::passOn(made);
    }
    m_connection = std::move(*made);
    PQsetnonblocking(m_connection.get(), 1);
    if (PQenterPipelineMode(m_connection.get()) != 1) {
        return lost();
    }
    return {};
}

Result<void> PostgresLink::ensureConnected() {
    // A non-blocking read detects a connection that the server has ended meanwhile: it returns the server's
    // last message and then the end of the stream.
    if (m_connection && !m_isStandby && PQconsumeInput(m_connection.get()) == 1 &&
        PQconsumeInput(m_connection.get()) == 1 && PQstatus(m_connection.get()) == CONNECTION_OK) {
        return {};
    }
    return connect();
}

tl::unexpected<domain::Error> PostgresLink::lost() {
    m_connection.reset();
    m_statements.clear();
    m_waits.clear();
    return domain::fail(connectionLost());
}

bool PostgresLink::awaitSocket(bool forWriting) {
    pollfd file{PQsocket(m_connection.get()), POLLIN, 0};
    if (forWriting) {
        file.events |= POLLOUT;
    }
    int ready = -1;
    do {
        ready = poll(&file, 1, longestWaitMs);
    } while (ready < 0 && errno == EINTR);
    return ready > 0;
}

/// False if the connection broke.
bool PostgresLink::flush(bool untilAnswer) {
    for (;;) {
        const int left = PQflush(m_connection.get());
        if (left < 0) {
            return false;
        }
        if (left == 0 && (!untilAnswer || PQisBusy(m_connection.get()) == 0)) {
            return true;
        }
        if (!awaitSocket(left > 0) || PQconsumeInput(m_connection.get()) != 1) {
            return false;
        }
    }
}

Result<const PostgresLink::Statement *> PostgresLink::take(std::string_view sql) {
    const auto found = m_statements.find(sql.data());
    // A text that was not a literal may have been freed and another one may now have its address.
    if (found != m_statements.end() && found->second.text == sql) {
        return &found->second;
    }
    return prepare(sql);
}

/// Asks the server for the parameter types at once, so that each parameter can be sent in its column's
/// format.
Result<const PostgresLink::Statement *> PostgresLink::prepare(std::string_view sql) {
    if (auto settled = settleQuietly(); !settled) {
        return domain::passOn(settled);
    }
    Statement statement{.name = "s" + std::to_string(++m_named), .text = std::string(sql), .types = {}};
    if (PQsendPrepare(m_connection.get(), statement.name.c_str(), statement.text.c_str(), 0, nullptr) != 1) {
        return lost();
    }
    awaitLater({});
    if (PQsendDescribePrepared(m_connection.get(), statement.name.c_str()) != 1) {
        return lost();
    }
    awaitLater({.what = Wait::For::Result});
    auto described = settle();
    if (!described) {
        return domain::passOn(described);
    }
    for (int i = 0; i < PQnparams(described->get()); ++i) {
        statement.types.push_back(PQparamtype(described->get(), i));
    }
    return &m_statements.insert_or_assign(sql.data(), std::move(statement)).first->second;
}

void PostgresLink::awaitLater(Wait wait) {
    wait.call = m_call;
    m_waits.push_back(std::move(wait));
}

Result<void> PostgresLink::send(std::string_view sql, std::initializer_list<Value> values, Wait wait) {
    if (m_failed) {
        return domain::fail(*m_failed);
    }
    if (!m_connection && m_inTransaction) {
        return domain::fail(connectionLost());
    }
    if (!m_connection) {
        if (auto connected = connect(); !connected) {
            return connected;
        }
    }
    const auto statement = take(sql);
    if (!statement) {
        return domain::passOn(statement);
    }
    const PostgresParams params(values, (*statement)->types);
    if (params.count() != static_cast<int>((*statement)->types.size())) {
        return domain::fail(domain::ErrorKind::Bug, "sql");
    }
    m_prefetch.runs(sql);
    if (PQsendQueryPrepared(m_connection.get(), (*statement)->name.c_str(), params.count(), params.pointers(),
                            params.lengths(), params.formats(), 0) != 1) {
        return lost();
    }
    awaitLater(std::move(wait));
    return {};
}

Result<void> PostgresLink::sendPlain(const char *sql, Wait::For what) {
    if (!m_connection) {
        return domain::fail(connectionLost());
    }
    if (PQsendQueryParams(m_connection.get(), sql, 0, nullptr, nullptr, nullptr, nullptr, 0) != 1) {
        return lost();
    }
    awaitLater({.what = what});
    return {};
}

void PostgresLink::prefetch(std::string_view sql, std::initializer_list<Value> values) {
    if (!m_inTransaction || m_failed || !m_connection) {
        return;
    }
    if (auto read = m_prefetch.expect(sql, values)) {
        static_cast<void>(send(sql, values, {.what = Wait::For::Result, .prefetched = std::move(read)}));
    }
}

Result<ResultHandle> PostgresLink::nextResult() {
    if (!flush(true)) {
        return lost();
    }
    ResultHandle result(PQgetResult(m_connection.get()));
    if (PQstatus(m_connection.get()) != CONNECTION_OK) {
        return lost();
    }
    return result;
}

Result<void> PostgresLink::checkResult(PGresult *result) {
    switch (PQresultStatus(result)) {
    case PGRES_TUPLES_OK:
    case PGRES_COMMAND_OK:
        return {};
    case PGRES_PIPELINE_ABORTED:
        return domain::fail(m_failed.value_or(errorOfState("25P02", "")));
    default: {
        auto error = errorIn(result);
        m_isStandby = m_isStandby || (m_mode == Database::Mode::Write && error.params["sqlstate"] == "25006");
        return domain::fail(std::move(error));
    }
    }
}

/// An error of an earlier call must not be reported as the answer to this call.
void PostgresLink::fail(const domain::Error &error, const Wait &wait) {
    if (wait.forgiven || m_failed) {
        return;
    }
    m_failed = wait.call == m_call || error.params.contains("again") ? error : ofAnEarlierCall();
    m_failedCall = wait.call;
}

/// Reads the results of the oldest statement in flight. Its error goes to m_failed; its rows go to `wanted`
/// or to the prefetched read.
Result<void> PostgresLink::readOne(ResultHandle &wanted) {
    const Wait wait = m_waits.front();
    auto result = nextResult();
    if (!result) {
        return domain::passOn(result);
    }
    if (wait.what == Wait::For::Sync) {
        m_waits.pop_front();
        return {};
    }
    if (const auto checked = checkResult(result->get()); !checked) {
        fail(checked.error(), wait);
    }
    if (wait.prefetched) {
        wait.prefetched->answer = std::move(*result);
    } else if (wait.what == Wait::For::Result) {
        wanted = std::move(*result);
    }
    auto end = nextResult(); // a null pointer ends the results of each statement
    if (!end) {
        return domain::passOn(end);
    }
    m_waits.pop_front();
    return {};
}

Result<ResultHandle> PostgresLink::settle() {
    if (!m_connection) {
        return domain::fail(connectionLost());
    }
    if (PQpipelineSync(m_connection.get()) != 1) {
        return lost();
    }
    ++m_roundTrips;
    awaitLater({.what = Wait::For::Sync});
    ResultHandle wanted;
    while (!m_waits.empty()) {
        if (auto read = readOne(wanted); !read) {
            if (m_inTransaction) {
                m_failed = read.error();
            }
            return domain::passOn(read);
        }
    }
    if (!m_failed) {
        return wanted;
    }
    const domain::Error error = *m_failed;
    if (!m_inTransaction) {
        m_failed.reset();
    }
    return domain::fail(error);
}

Result<void> PostgresLink::settleQuietly() {
    if (m_waits.empty()) {
        return {};
    }
    auto settled = settle();
    return settled ? Result<void>() : domain::passOn(settled);
}

Result<ResultHandle> PostgresLink::ask(std::string_view sql, std::initializer_list<Value> values) {
    if (auto sent = send(sql, values, {.what = Wait::For::Result}); !sent) {
        return domain::passOn(sent);
    }
    return settle();
}

Result<ResultHandle> PostgresLink::answerOf(PrefetchedRead &read) {
    if (!read.answer) {
        if (auto settled = settleQuietly(); !settled) {
            return domain::passOn(settled);
        }
    }
    if (m_failed) {
        return domain::fail(*m_failed);
    }
    return read.answer ? Result<ResultHandle>(std::move(read.answer)) : domain::fail(connectionLost());
}

Result<std::unique_ptr<Rows>> PostgresLink::query(std::string_view sql, std::initializer_list<Value> values) {
    const auto prefetched = m_prefetch.take(sql, values);
    auto result = prefetched ? answerOf(*prefetched) : ask(sql, values);
    if (!result) {
        return domain::passOn(result);
    }
    return std::make_unique<PostgresRows>(std::move(*result));
}

Result<std::int64_t> PostgresLink::execute(std::string_view sql, std::initializer_list<Value> values) {
    auto result = ask(sql, values);
    if (!result) {
        return domain::passOn(result);
    }
    return std::strtoll(PQcmdTuples(result->get()), nullptr, 10);
}

Result<void> PostgresLink::post(std::string_view sql, std::initializer_list<Value> values) {
    // A handler opens its own savepoint here. Errors before it must be known first, because errors after it
    // are undone with it.
    if (sql.starts_with("SAVEPOINT ")) {
        if (auto settled = settleQuietly(); !settled) {
            return settled;
        }
    }
    if (sql.starts_with("ROLLBACK TO ")) {
        giveUpPending();
        m_failed.reset();
    }
    if (auto sent = send(sql, values, {}); !sent) {
        return sent;
    }
    const bool isEnd = sql.starts_with("RELEASE ") || sql.starts_with("ROLLBACK TO ");
    return !m_inTransaction || isEnd || m_waits.size() >= mostUnread ? settleQuietly() : Result<void>();
}

Result<std::unique_ptr<Rows>> PostgresLink::stream(std::string_view sql,
                                                   std::initializer_list<Value> values) {
    if (m_failed) {
        return domain::fail(*m_failed);
    }
    if (!m_connection) {
        return domain::fail(connectionLost());
    }
    const std::string cursor = "c" + std::to_string(++m_named);
    const std::string declared = "DECLARE " + cursor + " NO SCROLL CURSOR FOR " + std::string(sql);
    const auto statement = take(sql); // for the parameter types
    if (!statement) {
        return domain::passOn(statement);
    }
    const PostgresParams params(values, (*statement)->types);
    if (PQsendQueryParams(m_connection.get(), declared.c_str(), params.count(), (*statement)->types.data(),
                          params.pointers(), params.lengths(), params.formats(), 0) != 1) {
        return lost();
    }
    awaitLater({});
    return rowsOfCursor(*this, cursor);
}

Result<ResultHandle> PostgresLink::fetch(const std::string &cursor, int rows) {
    if (m_failed) {
        return domain::fail(*m_failed);
    }
    const std::string sql = "FETCH " + std::to_string(rows) + " FROM " + cursor;
    if (auto sent = sendPlain(sql.c_str(), Wait::For::Result); !sent) {
        return domain::passOn(sent);
    }
    return settle();
}

Result<void> PostgresLink::runScript(const std::string &sql) {
    if (auto settled = settleQuietly(); !settled) {
        return settled;
    }
    // Several statements in one text are possible only outside the pipeline mode.
    if (PQexitPipelineMode(m_connection.get()) != 1) {
        return lost();
    }
    PQsetnonblocking(m_connection.get(), 0);
    const ResultHandle result(PQexec(m_connection.get(), sql.c_str()));
    PQsetnonblocking(m_connection.get(), 1);
    if (PQenterPipelineMode(m_connection.get()) != 1) {
        return lost();
    }
    return checkResult(result.get());
}

void PostgresLink::giveUpPending() {
    if (!m_connection || m_waits.empty()) {
        return;
    }
    for (Wait &wait : m_waits) {
        wait.forgiven = true;
    }
    // After an error the server skips everything until the next synchronisation.
    if (PQpipelineSync(m_connection.get()) == 1) {
        m_waits.push_back({.what = Wait::For::Sync, .forgiven = true});
    } else {
        static_cast<void>(lost());
    }
}

} // namespace hub
