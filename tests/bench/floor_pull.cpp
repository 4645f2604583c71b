// The floor of a first pull: downloads the same pages of the change feed over TLS, parses them, inserts the
// rows into SQLite. floor_pull URL CA_FILE TOKEN DATABASE [indexes] -> "seconds N rows N bytes N"
#include "bench/tls_client.h"

#include <chrono>
#include <cstdio>
#include <rapidjson/document.h>
#include <sqlite3.h>
#include <stdexcept>

namespace {

void run(sqlite3 *db, const char *sql) {
    if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        throw std::runtime_error(sqlite3_errmsg(db));
    }
}

const char *text(const rapidjson::Value &record, const char *name) {
    const auto found = record.FindMember(name);
    return found != record.MemberEnd() && found->value.IsString() ? found->value.GetString() : "";
}

void bindText(sqlite3_stmt *statement, int at, const char *value) {
    sqlite3_bind_text(statement, at, value, -1, SQLITE_TRANSIENT);
}

/// One row: what a list needs as columns, who comes as one text.
void insert(sqlite3_stmt *statement, const rapidjson::Value &change, const std::string &who) {
    const auto &record = change["record"];
    bindText(statement, 1, text(change, "id"));
    bindText(statement, 2, text(change, "kind"));
    sqlite3_bind_int64(statement, 3, change["version"].GetInt64());
    bindText(statement, 4, text(record, "facility_id"));
    bindText(statement, 5, text(record, "slot_id"));
    bindText(statement, 6, text(record, "status"));
    bindText(statement, 7, text(record, "requested_at"));
    bindText(statement, 8, text(record, "decision_due_at"));
    bindText(statement, 9, text(record, "channel"));
    sqlite3_bind_text(statement, 10, who.data(), static_cast<int>(who.size()), SQLITE_TRANSIENT);
    if (sqlite3_step(statement) != SQLITE_DONE) {
        throw std::runtime_error("insert");
    }
    sqlite3_reset(statement);
}

std::string whoOf(const rapidjson::Value &record) {
    std::string who;
    if (record.HasMember("guardian")) {
        who = std::string(text(record["guardian"], "name")) + '\n' + text(record["guardian"], "kana") + '\n' +
              text(record["guardian"], "phone") + '\n' + text(record["guardian"], "email");
        for (const auto &child : record["children"].GetArray()) {
            who += std::string("\n") + text(child, "name") + '\n' + text(child, "kana") + '\n' +
                   text(child, "birth_date");
        }
    }
    return who;
}

} // namespace

int main(int argc, char **argv) try {
    if (argc < 5) {
        return 2;
    }
    const bool withIndexes = argc > 5; // those that a desk needs, made at the end as the desk makes them
    const auto [host, port] = bench::hostAndPort(argv[1]);
    bench::TlsClient client(host, port, argv[2]);
    sqlite3 *db = nullptr;
    sqlite3_open(argv[4], &db);
    run(db, "PRAGMA journal_mode=WAL");
    run(db, "PRAGMA synchronous=NORMAL");
    run(db, "CREATE TABLE record (id TEXT, kind TEXT, version INTEGER, facility TEXT, slot TEXT, status "
            "TEXT, requested "
            "TEXT, due TEXT, channel TEXT, who TEXT, PRIMARY KEY (id, kind)) WITHOUT ROWID");
    sqlite3_stmt *statement = nullptr;
    // What changes meanwhile (a request whose visit begins, say) comes a second time.
    sqlite3_prepare_v2(db, "INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", -1,
                       &statement, nullptr);
    const auto start = std::chrono::steady_clock::now();
    std::string cursor;
    long rows = 0;
    std::size_t bytes = 0;
    for (bool more = true; more;) {
        auto answer = client.request("GET", "/v1/changes?limit=1000&cursor=" + cursor,
                                     {{"Authorization", std::string("Bearer ") + argv[3]}});
        if (answer.status != 200) {
            throw std::runtime_error("the feed answered " + std::to_string(answer.status) + ": " +
                                     answer.body);
        }
        bytes += answer.body.size();
        rapidjson::Document page;
        page.ParseInsitu(answer.body.data());
        run(db, "BEGIN IMMEDIATE");
        for (const auto &change : page["changes"].GetArray()) {
            insert(statement, change, whoOf(change["record"]));
            ++rows;
        }
        run(db, "COMMIT");
        cursor = page["cursor"].GetString();
        more = page["more"].GetBool();
    }
    if (withIndexes) {
        run(db, "CREATE INDEX record_by_slot ON record(slot, status, due, id)");
        run(db, "CREATE INDEX record_by_status ON record(status, facility, coalesce(due, requested), id, "
                "slot, due, "
                "requested)");
        run(db, "CREATE INDEX record_by_request ON record(requested)");
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    sqlite3_finalize(statement);
    sqlite3_close(db);
    std::printf("seconds %.4f rows %ld bytes %zu\n", took.count(), rows, bytes);
    return 0;
} catch (const std::exception &failure) {
    std::fprintf(stderr, "floor_pull: %s\n", failure.what());
    return 1;
}
