// The floor of bookings: the hub's own transaction for one booking, statement by statement, run directly
// against a copy of its SQLite file, a durable commit each (WAL, synchronous=FULL). floor_bookings DATABASE
// COUNT -> "per-second N"
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>
#include <sqlite3.h>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

class Database {
public:
    explicit Database(const char *path) {
        if (sqlite3_open(path, &m_db) != SQLITE_OK) {
            throw std::runtime_error("cannot open the database");
        }
        for (const char *pragma :
             {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON"}) {
            sqlite3_exec(m_db, pragma, nullptr, nullptr, nullptr);
        }
    }
    ~Database() {
        for (const auto &[sql, statement] : m_statements) {
            sqlite3_finalize(statement);
        }
        sqlite3_close(m_db);
    }
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Runs a statement with texts as parameters ("#12" is a number); gives the first row's columns.
    std::vector<std::string> run(const char *sql, const std::vector<std::string> &values = {}) {
        auto *&statement = m_statements[sql];
        if (statement == nullptr && sqlite3_prepare_v2(m_db, sql, -1, &statement, nullptr) != SQLITE_OK) {
            throw std::runtime_error(std::string(sqlite3_errmsg(m_db)) + " in " + sql);
        }
        for (std::size_t i = 0; i < values.size(); ++i) {
            bind(statement, static_cast<int>(i) + 1, values[i]);
        }
        std::vector<std::string> row;
        int state = sqlite3_step(statement);
        if (state == SQLITE_ROW) {
            for (int column = 0; column < sqlite3_column_count(statement); ++column) {
                const auto *text = sqlite3_column_text(statement, column);
                row.emplace_back(text == nullptr ? "" : reinterpret_cast<const char *>(text));
            }
            while (state == SQLITE_ROW) {
                state = sqlite3_step(statement);
            }
        }
        if (state != SQLITE_DONE) {
            throw std::runtime_error(std::string(sqlite3_errmsg(m_db)) + " in " + sql);
        }
        sqlite3_reset(statement);
        return row;
    }

private:
    static void bind(sqlite3_stmt *statement, int at, const std::string &value) {
        if (!value.empty() && value.front() == '#') {
            sqlite3_bind_int64(statement, at, std::strtoll(value.c_str() + 1, nullptr, 10));
        } else {
            sqlite3_bind_text(statement, at, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
        }
    }

    sqlite3 *m_db = nullptr;
    std::map<const char *, sqlite3_stmt *> m_statements;
};

std::string hex(std::mt19937_64 &random) {
    char text[33];
    std::snprintf(text, sizeof text, "%016llx%016llx", static_cast<unsigned long long>(random()),
                  static_cast<unsigned long long>(random()));
    return text;
}

constexpr const char *upsert =
    "INSERT INTO record (id, kind, municipality, facility_id, version, change_no, deleted, made_by, body, "
    "public_body) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, ?8, ?9) ON CONFLICT (id, kind) DO UPDATE SET version = "
    "excluded.version, "
    "change_no = excluded.change_no, deleted = 0, body = excluded.body, public_body = excluded.public_body";

void book(Database &db, const std::string &slotId, std::mt19937_64 &random) {
    const std::string id = hex(random);
    const std::string operation = hex(random);
    const std::string body(1'000, 'b');
    const std::string publicBody(600, 'p');
    const std::string seatsBody(180, 's');
    const std::string hash(64, 'h');
    db.run("BEGIN IMMEDIATE");
    db.run("SELECT body_hash, status, headers, body FROM idempotency WHERE key = ?1 AND caller = ?2",
           {operation, "bench"});
    const auto slot =
        db.run("SELECT s.facility_id, s.seats, s.seats_taken, s.starts_at, s.accepted_ages, s.status, "
               "f.municipality, f.hours, f.closed_days, f.late_minutes, f.repeat_policy, s.seats_version "
               "FROM slot s JOIN facility f ON f.id = s.facility_id WHERE s.id = ?1",
               {slotId});
    db.run("INSERT INTO reservation (id, slot_id, facility_id, status, starts_at, requested_at, "
           "decision_due_at, made_by, "
           "version) VALUES (?1, ?2, ?3, 'requested', ?4, ?5, ?6, 'bench', 1) ON CONFLICT (id) DO NOTHING",
           {id, slotId, slot[0], "#" + slot[3], "#1800000000", "#1800086400"});
    db.run("UPDATE slot SET seats_taken = seats_taken + 1, seats_version = seats_version + 1 "
           "WHERE id = ?1 AND seats_taken < seats RETURNING seats_taken, seats_version",
           {slotId});
    for (int i = 0; i < 2; ++i) {
        db.run("INSERT INTO reservation_match (facility_id, hash, reservation_id) VALUES (?1, ?2, ?3) "
               "ON CONFLICT DO NOTHING",
               {slot[0], "#" + std::to_string(random() >> 1), id});
    }
    const auto counter = db.run("UPDATE counter SET change_no = change_no + 2, audit_no = audit_no + 1 "
                                "WHERE municipality = ?1 RETURNING change_no, audit_no, audit_hash",
                                {slot[6]});
    db.run(upsert,
           {slotId, "slot_seats", slot[6], slot[0], "#2", "#" + counter[0], "", seatsBody, seatsBody});
    db.run(upsert, {id, "reservation", slot[6], slot[0], "#1", "#" + counter[0], "bench", body, publicBody});
    db.run("INSERT INTO audit (municipality, number, at, action, kind, object_id, facility_id, role, actor, "
           "session, "
           "members, content_hash, previous_hash, hash) VALUES (?1, ?2, ?3, 'reservation.request', "
           "'reservation', ?4, ?5, "
           "'system', 'bench', ?6, '', ?7, ?7, ?7)",
           {slot[6], "#" + counter[1], "#1800000000", id, slot[0], operation, hash});
    db.run("UPDATE counter SET audit_hash = ?1 WHERE municipality = ?2", {hash, slot[6]});
    db.run("INSERT INTO idempotency (key, caller, body_hash, status, headers, body, created_at) "
           "VALUES (?1, 'bench', ?2, 201, 'ETag: \"1\"', ?3, 1800000000)",
           {operation, hash, body});
    db.run("COMMIT");
}

} // namespace

int main(int argc, char **argv) try {
    if (argc != 3) {
        return 2;
    }
    Database db(argv[1]);
    std::vector<std::string> slotIds;
    for (std::string last;;) {
        const auto row =
            db.run("SELECT id FROM slot WHERE id > ?1 AND seats = 500 ORDER BY id LIMIT 1", {last});
        if (row.empty() || slotIds.size() >= 1'000) {
            break;
        }
        last = row[0];
        slotIds.push_back(last);
    }
    if (slotIds.empty()) {
        throw std::runtime_error("no slot of the bench is in the file");
    }
    std::mt19937_64 random(7);
    const int count = std::atoi(argv[2]);
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < count; ++i) {
        book(db, slotIds[random() % slotIds.size()], random);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::printf("per-second %.1f\n", count / took.count());
    return 0;
} catch (const std::exception &failure) {
    std::fprintf(stderr, "floor_bookings: %s\n", failure.what());
    return 1;
}
