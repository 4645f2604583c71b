// A database of any earlier shape is brought to today's with what it holds.
#include "hub/db/database.h"
#include "hub/db/migrations.h"
#include "hub/db/read.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <unistd.h>

namespace {

/// A file as the program of that number left it.
class OldFile {
public:
    explicit OldFile(int number)
        : m_path(std::filesystem::temp_directory_path() /
                 ("hokatsu-migration-" + std::to_string(::getpid()) + "-" + std::to_string(number))) {
        std::filesystem::remove(m_path);
        EXPECT_EQ(sqlite3_open(m_path.c_str(), &m_db), SQLITE_OK);
        for (const hub::Migration &step : hub::migrations()) {
            if (step.number > number) {
                break;
            }
            for (const std::string_view script : step.scripts) {
                run(std::string(script));
            }
        }
        run("PRAGMA user_version = " + std::to_string(number));
    }
    ~OldFile() {
        sqlite3_close(m_db);
        std::filesystem::remove(m_path);
        std::filesystem::remove(m_path.string() + "-wal");
        std::filesystem::remove(m_path.string() + "-shm");
    }
    OldFile(const OldFile &) = delete;
    OldFile &operator=(const OldFile &) = delete;

    void run(const std::string &sql) {
        EXPECT_EQ(sqlite3_exec(m_db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
            << sqlite3_errmsg(m_db);
    }
    [[nodiscard]] std::unique_ptr<hub::Database> opened() const {
        auto database = hub::Database::open({.path = m_path.string()});
        EXPECT_TRUE(database);
        return database ? std::move(*database) : nullptr;
    }

private:
    std::filesystem::path m_path;
    sqlite3 *m_db = nullptr;
};

std::string textOf(hub::Connection &db, std::string_view sql) {
    const auto found =
        hub::firstRow(db, sql, {}, [](const hub::Rows &row) { return std::string(row.text(0)); });
    return found && *found ? **found : "nothing";
}

TEST(Migrations, AreNumberedWithoutGaps) {
    int number = 0;
    for (const hub::Migration &step : hub::migrations()) {
        EXPECT_EQ(step.number, ++number);
    }
}

TEST(Migrations, KeepWhatIsThereFromEveryNumberOn) {
    for (const hub::Migration &step : hub::migrations()) {
        OldFile file(step.number);
        file.run("INSERT INTO municipality (code, name, version) VALUES ('131016', '架空区', 1);"
                 "INSERT INTO counter (municipality) VALUES ('131016');"
                 "INSERT INTO facility (id, municipality, name, search, repeat_policy, hours, closed_days, "
                 "warn_minutes, late_minutes, version) VALUES ('f', '131016', '架空園', '', 'warn', '', '', "
                 "1, 2, 4);"
                 "INSERT INTO record (id, kind, municipality, facility_id, version, change_no, body) VALUES "
                 "('f', 'facility', '131016', 'f', 4, 1, '{}')");
        const auto database = file.opened();
        ASSERT_TRUE(database);
        auto link = database->link(hub::Database::Mode::Read);
        ASSERT_TRUE(link && (*link)->begin());
        EXPECT_EQ(textOf(**link, "SELECT name FROM facility WHERE auto_approval = 0"), "架空園")
            << step.number;
        EXPECT_EQ(textOf(**link, "SELECT body FROM record WHERE audience = ''"), "{}");
        (*link)->rollback();
    }
}

TEST(Migrations, BeginAFacilitysHistoryWithWhatIsKnownOfIt) {
    OldFile file(1);
    file.run(
        "INSERT INTO municipality (code, name, version) VALUES ('131016', '架空区', 1);"
        "INSERT INTO facility (id, municipality, name, search, repeat_policy, hours, closed_days, "
        "warn_minutes, late_minutes, version) VALUES ('f', '131016', '架空園', '', 'warn', '', '', 1, 2, 4);"
        "INSERT INTO record (id, kind, municipality, facility_id, version, change_no, body) VALUES "
        "('f', 'facility', '131016', 'f', 4, 1, '{\"version\":4}')");
    const auto database = file.opened();
    ASSERT_TRUE(database);
    auto link = database->link(hub::Database::Mode::Read);
    ASSERT_TRUE(link && (*link)->begin());
    EXPECT_EQ(textOf(**link, "SELECT body FROM facility_history WHERE facility_id = 'f' AND version = 4"),
              "{\"version\":4}");
    (*link)->rollback();
}

} // namespace
