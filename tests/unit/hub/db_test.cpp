// The database behind its small interface: what is kept, what is refused, and how it says so.
#include "domain/calendar.h"
#include "hub/db/database.h"
#include "hub/db/meta.h"
#include "hub/db/read.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sqlite3.h>
#include <thread>
#include <unistd.h>

namespace {

using domain::ErrorKind;
using hub::Database;

class DatabaseFile : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (std::filesystem::temp_directory_path() / "hub-db-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder = pattern;
        path = (folder / "hub.sqlite").string();
    }
    void TearDown() override { std::filesystem::remove_all(folder); }
    std::unique_ptr<Database> open() { return std::move(*Database::open({.path = path})); }
    ErrorKind kindOfOpening() {
        const auto opened = Database::open({.path = path});
        return opened ? ErrorKind::Bug : opened.error().kind;
    }
    void runOutside(const char *sql) {
        sqlite3 *handle = nullptr;
        ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
        ASSERT_EQ(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(handle);
    }
    std::filesystem::path folder;
    std::string path;
};

std::string valueOf(hub::Connection &db, std::string_view name) {
    return hub::metaValue(db, name)->value_or("absent");
}

TEST_F(DatabaseFile, KeepsWhatWasCommittedAndForgetsWhatWasNot) {
    {
        auto database = open();
        auto link = std::move(*database->link(Database::Mode::Write));
        ASSERT_TRUE(link->begin());
        ASSERT_TRUE(hub::setMetaValue(*link, "kept", "yes"));
        ASSERT_TRUE(link->commit());
        ASSERT_TRUE(link->begin());
        ASSERT_TRUE(hub::setMetaValue(*link, "lost", "yes"));
    }
    auto database = open();
    auto link = std::move(*database->link(Database::Mode::Read));
    EXPECT_EQ(valueOf(*link, "kept"), "yes");
    EXPECT_EQ(valueOf(*link, "lost"), "absent");
}

TEST_F(DatabaseFile, UndoesOneCallOfAGroupAlone) {
    auto database = open();
    auto link = std::move(*database->link(Database::Mode::Write));
    ASSERT_TRUE(link->begin());
    ASSERT_TRUE(link->savepoint());
    ASSERT_TRUE(hub::setMetaValue(*link, "first", "kept"));
    ASSERT_TRUE(link->release(hub::Link::Answers::Awaited));
    ASSERT_TRUE(link->savepoint());
    ASSERT_TRUE(hub::setMetaValue(*link, "second", "undone"));
    link->rollbackToSavepoint();
    ASSERT_TRUE(link->commit());
    EXPECT_EQ(valueOf(*link, "first"), "kept");
    EXPECT_EQ(valueOf(*link, "second"), "absent");
}

TEST_F(DatabaseFile, ReadersSeeTheirSnapshotWhileSomebodyWrites) {
    auto database = open();
    auto writer = std::move(*database->link(Database::Mode::Write));
    auto reader = std::move(*database->link(Database::Mode::Read));
    ASSERT_TRUE(reader->begin());
    EXPECT_EQ(valueOf(*reader, "word"), "absent");
    ASSERT_TRUE(writer->begin());
    ASSERT_TRUE(hub::setMetaValue(*writer, "word", "new"));
    ASSERT_TRUE(writer->commit());
    EXPECT_EQ(valueOf(*reader, "word"), "absent");
    reader->rollback();
    EXPECT_EQ(valueOf(*reader, "word"), "new");
}

TEST_F(DatabaseFile, ReadersCannotWrite) {
    auto database = open();
    auto reader = std::move(*database->link(Database::Mode::Read));
    const auto written = hub::setMetaValue(*reader, "word", "new");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, ErrorKind::StorageReadOnly);
}

TEST_F(DatabaseFile, ABrokenRuleIsAConflict) {
    auto database = open();
    auto link = std::move(*database->link(Database::Mode::Write));
    const auto orphan = link->execute("INSERT INTO counter (municipality) VALUES ($1)", {"nowhere"});
    ASSERT_FALSE(orphan);
    EXPECT_EQ(orphan.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(orphan.error().code, "constraint");
}

TEST_F(DatabaseFile, AStatementMayRunInsideItself) {
    auto database = open();
    auto link = std::move(*database->link(Database::Mode::Write));
    ASSERT_TRUE(hub::setMetaValue(*link, "a", "1"));
    ASSERT_TRUE(hub::setMetaValue(*link, "b", "2"));
    constexpr std::string_view all = "SELECT name FROM meta ORDER BY name";
    std::string seen;
    ASSERT_TRUE(hub::eachRow(*link, all, {}, [&](const hub::Rows &outer) {
        seen += outer.text(0);
        EXPECT_TRUE(hub::eachRow(*link, all, {}, [&](const hub::Rows &inner) { seen += inner.text(0); }));
    }));
    EXPECT_EQ(seen, "aabbab");
}

TEST_F(DatabaseFile, TwoTextsAtOneAddressAreTwoStatements) {
    auto database = open();
    auto link = std::move(*database->link(Database::Mode::Write));
    std::string sql = "SELECT 1";
    const auto answer = [&] {
        return hub::firstRow(*link, sql, {}, [](const hub::Rows &row) { return row.integer(0); })
            ->value_or(0);
    };
    EXPECT_EQ(answer(), 1);
    sql.back() = '2';
    EXPECT_EQ(answer(), 2);
}

TEST_F(DatabaseFile, AWriterThatFindsAnotherOneSaysBusy) {
    auto database = open();
    auto mine = std::move(*database->link(Database::Mode::Write));
    auto other = std::move(*database->link(Database::Mode::Write));
    ASSERT_TRUE(mine->begin());
    ASSERT_TRUE(other->execute("PRAGMA busy_timeout = 1", {}));
    const auto begun = other->begin();
    ASSERT_FALSE(begun);
    EXPECT_EQ(begun.error().kind, ErrorKind::StorageBusy);
}

TEST_F(DatabaseFile, AFullDiskIsSaidAndUndone) {
    auto database = open();
    auto link = std::move(*database->link(Database::Mode::Write));
    ASSERT_TRUE(link->execute("PRAGMA max_page_count = 1", {})); // no larger than it is
    ASSERT_TRUE(link->begin());
    const std::string large(4'000'000, 'x');
    const auto written = hub::setMetaValue(*link, "large", large);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, ErrorKind::StorageFull);
    link->rollback();
    EXPECT_EQ(valueOf(*link, "large"), "absent");
}

TEST_F(DatabaseFile, ANewerDatabaseIsLeftAlone) {
    open();
    runOutside("PRAGMA user_version = 999");
    EXPECT_EQ(kindOfOpening(), ErrorKind::StorageTooNew);
}

TEST_F(DatabaseFile, AFileThatIsNoDatabaseIsCorruptAndLeftAsItIs) {
    const std::string content(5000, 'z');
    std::ofstream(path) << content;
    EXPECT_EQ(kindOfOpening(), ErrorKind::StorageCorrupt);
    EXPECT_EQ(std::filesystem::file_size(path), content.size());
}

TEST_F(DatabaseFile, AFolderThatIsNotThereIsReadOnly) {
    path = (folder / "missing" / "hub.sqlite").string();
    EXPECT_EQ(kindOfOpening(), ErrorKind::StorageReadOnly);
}

TEST_F(DatabaseFile, TheEpochIsMadeOnce) {
    const domain::ManualClock clock(*domain::parseInstant("2026-11-20T01:00:00Z"));
    const auto random = domain::seededRandom(1);
    std::string first;
    for (int opening = 0; opening < 2; ++opening) {
        auto database = open();
        auto link = std::move(*database->link(Database::Mode::Write));
        ASSERT_TRUE(link->begin());
        const auto epoch = hub::epochOf(*link, clock, *random);
        ASSERT_TRUE(epoch);
        ASSERT_TRUE(link->commit());
        first = first.empty() ? *epoch : first;
        EXPECT_EQ(*epoch, first);
    }
}

TEST(DatabaseInMemory, IsPrivateAndSharedByItsLinks) {
    auto one = std::move(*Database::open({.path = {}, .inMemory = true}));
    auto two = std::move(*Database::open({.path = {}, .inMemory = true}));
    auto writer = std::move(*one->link(Database::Mode::Write));
    ASSERT_TRUE(hub::setMetaValue(*writer, "word", "mine"));
    auto reader = std::move(*one->link(Database::Mode::Read));
    auto stranger = std::move(*two->link(Database::Mode::Read));
    EXPECT_EQ(valueOf(*reader, "word"), "mine");
    EXPECT_EQ(valueOf(*stranger, "word"), "absent");
}

TEST(DatabaseInMemory, ManyThreadsCountToTheirSum) {
    auto database = std::move(*Database::open({.path = {}, .inMemory = true}));
    constexpr int threads = 4;
    constexpr int rounds = 50;
    {
        auto link = std::move(*database->link(Database::Mode::Write));
        ASSERT_TRUE(hub::setMetaValue(*link, "sum", "0"));
    }
    std::vector<std::thread> crew;
    for (int i = 0; i < threads; ++i) {
        crew.emplace_back([&database] {
            auto link = std::move(*database->link(Database::Mode::Write));
            for (int round = 0; round < rounds; ++round) {
                ASSERT_TRUE(link->begin());
                const int sum = std::stoi(valueOf(*link, "sum"));
                ASSERT_TRUE(hub::setMetaValue(*link, "sum", std::to_string(sum + 1)));
                ASSERT_TRUE(link->commit());
            }
        });
    }
    for (std::thread &one : crew) {
        one.join();
    }
    auto link = std::move(*database->link(Database::Mode::Read));
    EXPECT_EQ(valueOf(*link, "sum"), std::to_string(threads * rounds));
}

} // namespace
