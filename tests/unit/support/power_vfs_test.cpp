// The disks on which other tests rely when they take the power away.
#include "support/power_vfs.h"

#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <sqlite3.h>

namespace {

using test_support::PowerDisk;

class Connection {
public:
    explicit Connection(const std::string &path) {
        m_opened = sqlite3_open(path.c_str(), &m_handle);
        if (m_opened == SQLITE_OK) {
            m_opened = run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=6;");
        }
    }
    ~Connection() { sqlite3_close(m_handle); }
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    [[nodiscard]] int opened() const { return m_opened; }
    int run(const std::string &sql) { return sqlite3_exec(m_handle, sql.c_str(), nullptr, nullptr, nullptr); }
    std::string ask(const std::string &sql) {
        std::string found;
        const auto take = [](void *out, int, char **values, char **) {
            *static_cast<std::string *>(out) = values[0] == nullptr ? "" : values[0];
            return 0;
        };
        if (sqlite3_exec(m_handle, sql.c_str(), take, &found, nullptr) != SQLITE_OK) {
            return sqlite3_errmsg(m_handle);
        }
        return found;
    }

private:
    sqlite3 *m_handle = nullptr;
    int m_opened = SQLITE_ERROR;
};

/// Writes rows until something fails; gives how many were said to be durable.
int writeRows(PowerDisk &disk, int most) {
    Connection db(disk.path("book.sqlite"));
    if (db.opened() != SQLITE_OK ||
        db.run("CREATE TABLE IF NOT EXISTS line (n INTEGER, text TEXT)") != SQLITE_OK) {
        return 0;
    }
    int written = 0;
    while (written < most && db.run("INSERT INTO line VALUES (" + std::to_string(written) +
                                    ", hex(zeroblob(2000)))") == SQLITE_OK) {
        ++written;
    }
    return written;
}

/// How many rows are there after the machine was switched on again; -1 where the file is damaged.
int rowsAfterwards(PowerDisk &disk) {
    disk.powerOn();
    Connection db(disk.path("book.sqlite"));
    if (db.ask("PRAGMA integrity_check") != "ok") {
        return -1;
    }
    const std::string there = db.ask("SELECT count(*) FROM sqlite_master");
    return there == "0" ? 0 : std::stoi(db.ask("SELECT count(*) FROM line"));
}

TEST(PowerDisk, CommitSurvivesTheLossOfPowerAtEveryWrite) {
    int points = 0;
    for (std::uint64_t n = 1;; ++n, ++points) {
        PowerDisk disk("office");
        disk.losePowerAtWrite(n, n * 7919);
        const int said = writeRows(disk, 12);
        if (!disk.isDown()) {
            break;
        }
        const int found = rowsAfterwards(disk);
        // The one that was being written may have got through.
        ASSERT_TRUE(found == said || found == said + 1)
            << "power lost at write " << n << ": " << said << " were said, " << found << " are there";
    }
    EXPECT_GT(points, 40);
}

TEST(PowerDisk, KilledProcessLosesNothingThatWasWritten) {
    for (std::uint64_t n = 1;; ++n) {
        PowerDisk disk("office");
        disk.endProcessAtWrite(n);
        const int said = writeRows(disk, 12);
        if (!disk.isDown()) {
            break;
        }
        const int found = rowsAfterwards(disk);
        ASSERT_TRUE(found == said || found == said + 1) << "killed at write " << n;
    }
}

TEST(PowerDisk, DiskThatLiesAboutSyncsLosesCommits) {
    int lost = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        PowerDisk disk("liar");
        disk.ignoreSyncs(true);
        EXPECT_EQ(writeRows(disk, 5), 5);
        disk.losePower(seed);
        lost += rowsAfterwards(disk) == 5 ? 0 : 1;
    }
    EXPECT_GT(lost, 5);
}

TEST(PowerDisk, WhatWasOpenWhenThePowerWentIsDead) {
    PowerDisk disk("office");
    ASSERT_EQ(writeRows(disk, 3), 3);
    Connection before(disk.path("book.sqlite"));
    ASSERT_EQ(before.ask("SELECT count(*) FROM line"), "3");
    disk.losePower(1);
    EXPECT_NE(before.run("INSERT INTO line VALUES (9, '')"), SQLITE_OK);
    Connection after(disk.path("book.sqlite"));
    EXPECT_EQ(after.ask("SELECT count(*) FROM line"), "3");
    EXPECT_EQ(after.run("INSERT INTO line VALUES (9, '')"), SQLITE_OK);
}

TEST(PowerDisk, FullDiskRefusesAndKeepsWhatIsThere) {
    PowerDisk disk("office");
    ASSERT_EQ(writeRows(disk, 3), 3);
    disk.setFull(true);
    EXPECT_LT(writeRows(disk, 50), 50);
    disk.setFull(false);
    Connection db(disk.path("book.sqlite"));
    EXPECT_EQ(db.ask("PRAGMA integrity_check"), "ok");
    EXPECT_EQ(db.run("INSERT INTO line VALUES (9, '')"), SQLITE_OK);
}

TEST(PowerDisk, TwoConnectionsWaitForEachOther) {
    PowerDisk disk("office");
    ASSERT_EQ(writeRows(disk, 3), 3);
    Connection one(disk.path("book.sqlite"));
    Connection other(disk.path("book.sqlite"));
    ASSERT_EQ(one.run("BEGIN IMMEDIATE; INSERT INTO line VALUES (4, '')"), SQLITE_OK);
    EXPECT_EQ(other.run("BEGIN IMMEDIATE"), SQLITE_BUSY);
    EXPECT_EQ(other.ask("SELECT count(*) FROM line"), "3");
    ASSERT_EQ(one.run("COMMIT"), SQLITE_OK);
    EXPECT_EQ(other.ask("SELECT count(*) FROM line"), "4");
    EXPECT_EQ(other.run("BEGIN IMMEDIATE; INSERT INTO line VALUES (5, ''); COMMIT"), SQLITE_OK);
    EXPECT_EQ(one.ask("SELECT count(*) FROM line"), "5");
}

TEST(PowerDisk, AnImageIsPutIntoAnotherMachine) {
    PowerDisk here("office");
    ASSERT_EQ(writeRows(here, 4), 4);
    PowerDisk there("hall");
    there.put(here.image());
    Connection db(there.path("book.sqlite"));
    EXPECT_EQ(db.ask("SELECT count(*) FROM line"), "4");
}

TEST(PowerDisk, OtherFilesStayWhereTheyWere) {
    PowerDisk disk("office");
    std::string folder = testing::TempDir() + "power-disk-XXXXXX";
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    {
        Connection db(folder + "/book.sqlite");
        ASSERT_EQ(db.opened(), SQLITE_OK);
        EXPECT_EQ(db.run("CREATE TABLE line (n INTEGER)"), SQLITE_OK);
    }
    EXPECT_TRUE(disk.image().empty());
    EXPECT_TRUE(std::filesystem::exists(folder + "/book.sqlite"));
    std::filesystem::remove_all(folder);
}

} // namespace
