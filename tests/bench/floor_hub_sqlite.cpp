// The floor of the hub's bookings on SQLite: the statements of a booking by one writer with group commit. A
// group waits a moment for all clients, so that one commit serves them all; each booking is in a savepoint,
// so that it could fail alone.
//
//   floor_hub_sqlite DATABASE PLACES CLIENTS COUNT -> "per-second N p50-ms N p99-ms N"
#include "bench/floor_hub_booking.h"

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <sqlite3.h>
#include <stdexcept>
#include <thread>
#include <utility>

namespace {

class SqliteFloor final : public bench::FloorLink {
public:
    explicit SqliteFloor(const char *path) {
        if (sqlite3_open(path, &m_db) != SQLITE_OK) {
            fail(path);
        }
        for (const char *pragma :
             {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON"}) {
            sqlite3_exec(m_db, pragma, nullptr, nullptr, nullptr);
        }
    }
    ~SqliteFloor() override {
        for (const auto &[sql, statement] : m_statements) {
            sqlite3_finalize(statement);
        }
        sqlite3_close(m_db);
    }
    SqliteFloor(const SqliteFloor &) = delete;
    SqliteFloor &operator=(const SqliteFloor &) = delete;

    void post(const char *sql, const std::vector<bench::FloorValue> &values) override { run(sql, values); }
    void ask(const char *sql, const std::vector<bench::FloorValue> &values) override {
        m_rows.push_back(run(sql, values));
    }
    std::vector<Row> wait() override { return std::exchange(m_rows, {}); }

private:
    [[noreturn]] void fail(const char *what) const {
        throw std::runtime_error(std::string(sqlite3_errmsg(m_db)) + " in " + what);
    }

    static void bind(sqlite3_stmt *statement, int at, const bench::FloorValue &value) {
        using Kind = bench::FloorValue::Kind;
        const auto size = static_cast<int>(value.text.size());
        switch (value.kind) {
        case Kind::Null:
            sqlite3_bind_null(statement, at);
            break;
        case Kind::Number:
            sqlite3_bind_int64(statement, at, std::strtoll(value.text.c_str(), nullptr, 10));
            break;
        case Kind::Text:
            sqlite3_bind_text(statement, at, value.text.data(), size, SQLITE_STATIC);
            break;
        case Kind::Blob:
            sqlite3_bind_blob(statement, at, value.text.data(), size, SQLITE_STATIC);
            break;
        }
    }

    Row run(const char *sql, const std::vector<bench::FloorValue> &values) {
        auto *&statement = m_statements[sql];
        if (statement == nullptr && sqlite3_prepare_v2(m_db, sql, -1, &statement, nullptr) != SQLITE_OK) {
            fail(sql);
        }
        for (std::size_t i = 0; i < values.size(); ++i) {
            bind(statement, static_cast<int>(i) + 1, values[i]);
        }
        Row row;
        int state = sqlite3_step(statement);
        if (state == SQLITE_ROW) {
            for (int column = 0; column < sqlite3_column_count(statement); ++column) {
                const auto *text = sqlite3_column_text(statement, column);
                row.emplace_back(text == nullptr ? "" : reinterpret_cast<const char *>(text));
            }
        }
        while (state == SQLITE_ROW) {
            state = sqlite3_step(statement);
        }
        if (state != SQLITE_DONE) {
            fail(sql);
        }
        sqlite3_reset(statement);
        return row;
    }

    sqlite3 *m_db = nullptr;
    std::map<const char *, sqlite3_stmt *> m_statements;
    std::vector<Row> m_rows;
};

/// One writer for all clients.
class GroupCommit {
public:
    GroupCommit(const char *path, std::size_t clients)
        : m_clients(clients), m_link(path), m_thread([this] { loop(); }) {}
    ~GroupCommit() {
        {
            const std::scoped_lock lock(m_mutex);
            m_over = true;
        }
        m_changed.notify_all();
        m_thread.join();
    }
    GroupCommit(const GroupCommit &) = delete;
    GroupCommit &operator=(const GroupCommit &) = delete;

    /// Until it is on the disk.
    void book(const bench::Place &place) {
        std::unique_lock lock(m_mutex);
        m_waiting.push_back(&place);
        const auto mine = ++m_asked;
        m_changed.notify_all();
        m_done.wait(lock, [this, mine] { return m_committed >= mine; });
    }

private:
    void loop() try {
        std::unique_lock lock(m_mutex);
        while (true) {
            m_changed.wait(lock, [this] { return m_over || !m_waiting.empty(); });
            if (m_waiting.empty()) {
                return;
            }
            m_changed.wait_for(lock, std::chrono::milliseconds(1),
                               [this] { return m_waiting.size() == m_clients; });
            const auto group = std::exchange(m_waiting, {});
            lock.unlock();
            write(group);
            lock.lock();
            m_committed += group.size();
            m_done.notify_all();
        }
    } catch (const std::exception &failure) {
        std::fprintf(stderr, "floor_hub_sqlite: %s\n", failure.what());
        std::_Exit(1);
    }

    void write(const std::vector<const bench::Place *> &group) {
        m_link.post("BEGIN IMMEDIATE", {});
        for (const bench::Place *place : group) {
            m_link.post("SAVEPOINT one_call", {});
            bench::bookDirectly(m_link, *place, m_random);
            m_link.post("RELEASE one_call", {});
        }
        m_link.post("COMMIT", {});
    }

    const std::size_t m_clients;
    SqliteFloor m_link;
    std::mt19937_64 m_random{std::random_device{}()};
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::condition_variable m_done;
    std::vector<const bench::Place *> m_waiting;
    std::uint64_t m_asked = 0; ///< they are served in the order in which they asked
    std::uint64_t m_committed = 0;
    bool m_over = false;
    std::thread m_thread;
};

} // namespace

int main(int argc, char **argv) try {
    if (argc != 5) {
        return 2;
    }
    const auto places = bench::placesIn(argv[2]);
    GroupCommit writer(argv[1], std::stoul(argv[3]));
    bench::runLoad(std::stoi(argv[3]), std::stoi(argv[4]), [&](int client) -> bench::Job {
        return [&writer, &place = places[static_cast<std::size_t>(client) % places.size()]] {
            writer.book(place);
        };
    });
    return 0;
} catch (const std::exception &failure) {
    std::fprintf(stderr, "floor_hub_sqlite: %s\n", failure.what());
    return 1;
}
