// One connection to PostgreSQL: what it keeps, what it refuses and how it says so, and what it does when the
// connection goes.
#include "domain/calendar.h"
#include "hub/db/meta.h"
#include "hub/db/postgres_schema.h"
#include "hub/db/read.h"
#include "support/postgres_cluster.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <fstream>
#include <gtest/gtest.h>
#include <mutex>
#include <thread>
#include <unistd.h>

namespace {

using domain::ErrorKind;
using hub::Database;
using hub::Link;
using hub::Value;

class OnServer : public testing::Test {
protected:
    void SetUp() override { url = test::PostgresCluster::ofProgram().newDatabase(); }
    [[nodiscard]] std::unique_ptr<Database> open() const {
        return std::move(*Database::open({.server = url}));
    }
    static std::unique_ptr<Link> writer(Database &database) {
        return std::move(*database.link(Database::Mode::Write));
    }
    static std::unique_ptr<Link> reader(Database &database) {
        return std::move(*database.link(Database::Mode::Read));
    }
    std::string url;
};

std::string valueOf(hub::Connection &db, std::string_view name) {
    return hub::metaValue(db, name)->value_or("absent");
}

TEST_F(OnServer, KeepsWhatWasCommittedAndForgetsWhatWasNot) {
    auto database = open();
    {
        auto link = writer(*database);
        ASSERT_TRUE(link->begin());
        ASSERT_TRUE(hub::setMetaValue(*link, "kept", "yes"));
        ASSERT_TRUE(link->commit());
        ASSERT_TRUE(link->begin());
        ASSERT_TRUE(hub::setMetaValue(*link, "lost", "yes"));
        link->rollback();
        ASSERT_TRUE(link->begin());
        ASSERT_TRUE(hub::setMetaValue(*link, "lost too", "yes"));
    }
    auto link = reader(*database);
    EXPECT_EQ(valueOf(*link, "kept"), "yes");
    EXPECT_EQ(valueOf(*link, "lost"), "absent");
    EXPECT_EQ(valueOf(*link, "lost too"), "absent");
}

TEST_F(OnServer, UndoesOneCallOfAGroupAlone) {
    auto database = open();
    auto link = writer(*database);
    ASSERT_TRUE(link->begin());
    ASSERT_TRUE(link->savepoint());
    ASSERT_TRUE(hub::setMetaValue(*link, "first", "kept"));
    ASSERT_TRUE(link->release(Link::Answers::Awaited));
    ASSERT_TRUE(link->savepoint());
    ASSERT_TRUE(hub::setMetaValue(*link, "second", "undone"));
    EXPECT_FALSE(link->execute("INSERT INTO counter (municipality) VALUES ($1)", {"nowhere"}));
    EXPECT_FALSE(hub::metaValue(*link, "first")) << "nothing runs after a failure";
    link->rollbackToSavepoint();
    EXPECT_EQ(valueOf(*link, "first"), "kept");
    ASSERT_TRUE(link->commit());
    EXPECT_EQ(valueOf(*link, "first"), "kept");
    EXPECT_EQ(valueOf(*link, "second"), "absent");
}

TEST_F(OnServer, ReadersSeeTheirSnapshotAndCannotWrite) {
    auto database = open();
    auto writing = writer(*database);
    auto reading = reader(*database);
    ASSERT_TRUE(reading->begin());
    EXPECT_EQ(valueOf(*reading, "word"), "absent");
    ASSERT_TRUE(hub::setMetaValue(*writing, "word", "new"));
    EXPECT_EQ(valueOf(*reading, "word"), "absent");
    reading->rollback();
    EXPECT_EQ(valueOf(*reading, "word"), "new");
    const auto written = hub::setMetaValue(*reading, "word", "newer");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, ErrorKind::StorageReadOnly);
}

TEST_F(OnServer, ABrokenRuleIsAConflictAtOnceOrAtTheCommit) {
    auto database = open();
    auto link = writer(*database);
    constexpr std::string_view orphan = "INSERT INTO counter (municipality) VALUES ($1)";
    const auto atOnce = link->execute(orphan, {"nowhere"});
    ASSERT_FALSE(atOnce);
    EXPECT_EQ(atOnce.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(atOnce.error().code, "constraint");
    ASSERT_TRUE(link->begin());
    ASSERT_TRUE(hub::setMetaValue(*link, "word", "new"));
    EXPECT_TRUE(link->post(orphan, {"nowhere"})) << "nobody waited for the answer";
    const auto committed = link->commit();
    ASSERT_FALSE(committed);
    EXPECT_EQ(committed.error().code, "constraint");
    EXPECT_EQ(valueOf(*link, "word"), "absent");
}

TEST_F(OnServer, ARowThatSomebodyElseChangedGivesTheTransactionUp) {
    auto database = open();
    auto link = writer(*database);
    ASSERT_TRUE(hub::setMetaValue(*link, "word", "theirs"));
    ASSERT_TRUE(link->begin());
    ASSERT_TRUE(hub::setMetaValue(*link, "beside", "it"));
    ASSERT_TRUE(
        link->post("UPDATE meta SET value = CASE WHEN value = $1 THEN $2 || '' END WHERE name = 'word'",
                   {"as I read it", "mine"}));
    const auto committed = link->commit();
    ASSERT_FALSE(committed);
    EXPECT_EQ(committed.error().kind, ErrorKind::StorageBusy);
    EXPECT_TRUE(committed.error().params.contains("again"));
    EXPECT_EQ(valueOf(*link, "word"), "theirs");
    EXPECT_EQ(valueOf(*link, "beside"), "absent") << "the server was never asked to keep it";
}

TEST_F(OnServer, TakesValuesAsTheyAre) {
    auto database = open();
    auto link = writer(*database);
    ASSERT_TRUE(link->execute("CREATE TABLE thing (n BIGINT, small INT, t TEXT, b BYTEA)", {}));
    const std::string bytes("a\0b\\x41'\xff", 8);
    const std::string text = "引用' \" \\ $1 ; --\n終";
    constexpr std::int64_t large = -9'007'199'254'740'995;
    ASSERT_TRUE(
        link->execute("INSERT INTO thing VALUES ($1, $2, $3, $4)", {large, 7, text, Value::blob(bytes)}));
    ASSERT_TRUE(link->execute("INSERT INTO thing VALUES ($1, $2, $3, $4)", {nullptr, nullptr, "", Value()}));
    auto rows = std::move(*link->query("SELECT n, small, t, b, n IS NULL, sum(small) OVER () FROM thing "
                                       "ORDER BY n NULLS LAST",
                                       {}));
    ASSERT_TRUE(rows->next().value());
    EXPECT_EQ(rows->integer(0), large);
    EXPECT_EQ(rows->integer(1), 7);
    EXPECT_EQ(rows->text(2), text);
    EXPECT_EQ(rows->text(3), bytes);
    EXPECT_EQ(rows->text(3), bytes);
    EXPECT_EQ(rows->integer(5), 7);
    ASSERT_TRUE(rows->next().value());
    EXPECT_TRUE(rows->isNull(0) && rows->isNull(1) && rows->isNull(3));
    EXPECT_FALSE(rows->isNull(2));
    EXPECT_EQ(rows->integer(4), 1);
    EXPECT_FALSE(rows->next().value());
}

TEST_F(OnServer, TextThatCannotBeKeptIsRefused) {
    auto database = open();
    auto link = writer(*database);
    for (const std::string_view text : {std::string_view("a\0b", 3), std::string_view("\xff")}) {
        const auto stored = hub::setMetaValue(*link, "word", text);
        ASSERT_FALSE(stored);
        EXPECT_EQ(stored.error().kind, ErrorKind::Malformed);
    }
    EXPECT_EQ(valueOf(*link, "word"), "absent");
}

TEST_F(OnServer, StatementsRunInsideEachOtherAndTwoTextsAtOneAddressAreTwo) {
    auto database = open();
    auto link = writer(*database);
    ASSERT_TRUE(hub::setMetaValue(*link, "a", "1"));
    ASSERT_TRUE(hub::setMetaValue(*link, "b", "2"));
    constexpr std::string_view all = "SELECT name FROM meta WHERE name < 'c' ORDER BY name";
    std::string seen;
    ASSERT_TRUE(hub::eachRow(*link, all, {}, [&](const hub::Rows &outer) {
        seen += outer.text(0);
        EXPECT_TRUE(hub::eachRow(*link, all, {}, [&](const hub::Rows &inner) { seen += inner.text(0); }));
    }));
    EXPECT_EQ(seen, "aabbab");
    std::string sql = "SELECT 1";
    const auto answer = [&] {
        return hub::firstRow(*link, sql, {}, [](const hub::Rows &row) { return row.integer(0); })
            ->value_or(0);
    };
    EXPECT_EQ(answer(), 1);
    sql.back() = '2';
    EXPECT_EQ(answer(), 2);
    sql += '+';
    EXPECT_FALSE(link->query(sql, {})) << "not SQL";
    sql.back() = '3';
    EXPECT_EQ(answer(), 23) << "the link works on";
}

TEST_F(OnServer, LongAnswersComeInPortionsSideBySide) {
    auto database = open();
    auto link = reader(*database);
    ASSERT_TRUE(link->begin());
    constexpr std::string_view numbers = "SELECT n FROM generate_series(1, $1::bigint) n WHERE n > $2";
    auto one = std::move(*link->stream(numbers, {5000, 0}));
    auto other = std::move(*link->stream(numbers, {3, 2}));
    std::int64_t sum = 0;
    for (int i = 0; one->next().value(); ++i) {
        sum += one->integer(0);
        if (i == 100) {
            EXPECT_TRUE(other->next().value());
            EXPECT_EQ(other->text(0), "3");
            EXPECT_FALSE(other->next().value());
        }
    }
    EXPECT_EQ(sum, 5000 * 5001 / 2);
    link->rollback();
}

TEST_F(OnServer, OneClaimAtATimeWhoeverHoldsIt) {
    auto database = open();
    auto mine = writer(*database);
    auto other = writer(*database);
    ASSERT_TRUE(mine->begin());
    ASSERT_TRUE(mine->claim("131016"));
    ASSERT_TRUE(hub::setMetaValue(*mine, "order", "mine"));
    std::thread second([&] {
        ASSERT_TRUE(other->begin());
        ASSERT_TRUE(other->claim("131016"));
        EXPECT_EQ(valueOf(*other, "order"), "mine");
        ASSERT_TRUE(hub::setMetaValue(*other, "order", "theirs"));
        ASSERT_TRUE(other->commit());
    });
    auto third = writer(*database);
    ASSERT_TRUE(third->begin());
    ASSERT_TRUE(third->claim("131024"));
    ASSERT_TRUE(hub::setMetaValue(*third, "elsewhere", "goes on"));
    ASSERT_TRUE(third->commit());
    ASSERT_TRUE(mine->commit());
    second.join();
    EXPECT_EQ(valueOf(*mine, "order"), "theirs");
}

TEST_F(OnServer, AClaimThatComesLateCanBeRefused) {
    auto database = open();
    auto link = writer(*database);
    ASSERT_TRUE(link->begin());
    ASSERT_TRUE(link->claim("131016"));
    link->setClaims(Link::Claims::Refuse);
    EXPECT_TRUE(link->claim("131016")) << "it has this one";
    const auto late = link->claim("131024");
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().params.at("claim"), "131024");
    link->rollback();
}

TEST_F(OnServer, WhoReadsOneMomentHearsThatSomebodyWasQuicker) {
    auto database = open();
    auto quick = writer(*database);
    auto slow = writer(*database);
    ASSERT_TRUE(hub::setMetaValue(*quick, "counter", "1"));
    ASSERT_TRUE(slow->beginSnapshot());
    EXPECT_EQ(valueOf(*slow, "counter"), "1");
    ASSERT_TRUE(hub::setMetaValue(*quick, "counter", "2"));
    EXPECT_EQ(valueOf(*slow, "counter"), "1");
    const auto changed = slow->execute("UPDATE meta SET value = '2' WHERE name = 'counter'", {});
    ASSERT_FALSE(changed);
    EXPECT_EQ(changed.error().kind, ErrorKind::StorageBusy);
    EXPECT_TRUE(changed.error().params.contains("again"));
    slow->rollback();
    EXPECT_EQ(valueOf(*slow, "counter"), "2");
}

TEST_F(OnServer, ADeadlockEndsOneOfTheTwoWhoMayComeAgain) {
    auto database = open();
    auto setUp = writer(*database);
    ASSERT_TRUE(hub::setMetaValue(*setUp, "a", "0"));
    ASSERT_TRUE(hub::setMetaValue(*setUp, "b", "0"));
    const auto change = [](Link &link, const char *name) {
        return link.execute("UPDATE meta SET value = '1' WHERE name = $1", {name});
    };
    auto one = writer(*database);
    auto two = writer(*database);
    ASSERT_TRUE(one->begin());
    ASSERT_TRUE(two->begin());
    ASSERT_TRUE(change(*one, "a"));
    ASSERT_TRUE(change(*two, "b"));
    domain::Result<std::int64_t> crossed = 0;
    std::thread other([&] { crossed = change(*one, "b"); });
    const auto mine = change(*two, "a");
    if (!mine) {
        two->rollback();
    }
    other.join();
    ASSERT_NE(mine.has_value(), crossed.has_value());
    const domain::Error &error = mine ? crossed.error() : mine.error();
    EXPECT_EQ(error.kind, ErrorKind::StorageBusy);
    EXPECT_TRUE(error.params.contains("again"));
}

TEST_F(OnServer, AConnectionThatEndsIsMadeAnew) {
    auto database = open();
    auto link = writer(*database);
    ASSERT_TRUE(link->begin());
    ASSERT_TRUE(hub::setMetaValue(*link, "kept", "yes"));
    ASSERT_TRUE(link->commit());
    test::PostgresCluster::ofProgram().endConnections();
    ASSERT_TRUE(link->begin()) << "while nobody used it";
    EXPECT_EQ(valueOf(*link, "kept"), "yes");
    ASSERT_TRUE(hub::setMetaValue(*link, "lost", "yes"));
    EXPECT_EQ(valueOf(*link, "lost"), "yes");
    test::PostgresCluster::ofProgram().endConnections();
    const auto cut = hub::metaValue(*link, "kept");
    ASSERT_FALSE(cut);
    EXPECT_EQ(cut.error().kind, ErrorKind::StorageBusy);
    EXPECT_TRUE(cut.error().params.contains("again"));
    EXPECT_FALSE(link->commit());
    link->rollback();
    ASSERT_TRUE(link->begin());
    EXPECT_EQ(valueOf(*link, "lost"), "absent");
    link->rollback();
}

TEST_F(OnServer, ACommitWithoutAnAnswerIsUnknown) {
    auto database = open();
    auto link = writer(*database);
    ASSERT_TRUE(link->begin());
    ASSERT_TRUE(hub::setMetaValue(*link, "word", "new"));
    EXPECT_EQ(valueOf(*link, "word"), "new");
    test::PostgresCluster::ofProgram().endConnections();
    const auto committed = link->commit();
    ASSERT_FALSE(committed);
    EXPECT_EQ(committed.error().kind, ErrorKind::StorageBusy);
    // Either the server's last words came first (nothing happened), or nobody can know.
    EXPECT_NE(committed.error().params.contains("again"), committed.error().params.contains("commit"));
}

TEST_F(OnServer, TwoHubsMayOpenANewDatabaseAtOnce) {
    std::vector<std::thread> hubs;
    std::atomic<int> opened{0};
    for (int i = 0; i < 4; ++i) {
        hubs.emplace_back([&] { opened += Database::open({.server = url}) ? 1 : 0; });
    }
    for (std::thread &each : hubs) {
        each.join();
    }
    EXPECT_EQ(opened, 4);
}

TEST_F(OnServer, ANewerDatabaseIsLeftAlone) {
    ASSERT_TRUE(Database::open({.server = url}));
    test::PostgresCluster::ofProgram().run(url, "INSERT INTO schema_version (number) VALUES (999)");
    const auto opened = Database::open({.server = url});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, ErrorKind::StorageTooNew);
}

TEST_F(OnServer, AnAddressIsReadWithoutItsPassword) {
    const auto codeOf = [](const std::string &address) {
        const auto opened = Database::open({.server = address});
        return opened ? std::string() : opened.error().code;
    };
    EXPECT_EQ(codeOf("mysql://somewhere"), "not-a-database");
    EXPECT_EQ(codeOf("postgresql://[::"), "not-a-database");
    EXPECT_EQ(codeOf("postgresql://hub:planted@localhost/hub"), "password-in-url");
    EXPECT_EQ(codeOf("postgresql://hub@localhost/hub?password=planted"), "password-in-url");
    EXPECT_EQ(codeOf("postgresql:///hub?host=/nowhere"), "database-unreachable");
    const auto unreadable = Database::open({.server = url, .passwordFile = "/nowhere/password"});
    ASSERT_FALSE(unreadable);
    EXPECT_EQ(unreadable.error().code, "unreadable");
}

TEST_F(OnServer, ThePasswordComesFromAFile) {
    auto &cluster = test::PostgresCluster::ofProgram();
    cluster.run(url,
                "SET password_encryption = 'scram-sha-256'; CREATE ROLE guarded LOGIN PASSWORD 'planted'");
    const std::string folder = cluster.run(url, "SHOW unix_socket_directories");
    const std::string rules = cluster.run(url, "SELECT pg_read_file('pg_hba.conf')");
    cluster.run(url, "COPY (SELECT 'local all guarded scram-sha-256' UNION ALL SELECT 'local all all trust') "
                     "TO '" +
                         folder + "/data/pg_hba.conf'");
    cluster.run(url, "SELECT pg_reload_conf()");
    const std::string guarded =
        url.substr(0, url.find("user=hub")) + "user=guarded" + url.substr(url.find("user=hub") + 8);
    cluster.run(url, "GRANT ALL ON SCHEMA " + url.substr(url.rfind("%3D") + 3) + " TO guarded");
    const std::string file = testing::TempDir() + "hokatsu-password-" + std::to_string(::getpid());
    std::ofstream(file) << "planted\n";
    EXPECT_TRUE(Database::open({.server = guarded, .passwordFile = file}));
    std::ofstream(file) << "another\n";
    const auto refused = Database::open({.server = guarded, .passwordFile = file});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::StorageReadOnly);
    EXPECT_EQ(refused.error().params.at("reason").find("planted"), std::string::npos);
    std::remove(file.c_str());
}

TEST_F(OnServer, AKeyIsLookedUpByItsIndexHoweverSmallTheTable) {
    // The plan that is made now is kept while the table grows.
    auto database = open();
    ASSERT_TRUE(hub::run(*writer(*database), "ANALYZE meta", {}));
    for (const auto mode : {Database::Mode::Read, Database::Mode::Write}) {
        auto link = std::move(*database->link(mode));
        std::string plan;
        ASSERT_TRUE(hub::eachRow(*link, "EXPLAIN SELECT value FROM meta WHERE name = 'schema_version'", {},
                                 [&](const hub::Rows &row) { plan += std::string(row.text(0)) + "\n"; }));
        EXPECT_NE(plan.find("Index"), std::string::npos) << plan;
        EXPECT_EQ(plan.find("Seq Scan"), std::string::npos) << plan;
    }
}

TEST(OnServerOverTls, OnlyTheRightServerIsSpokenTo) {
    test::PostgresCluster cluster(test::PostgresCluster::Tls::On);
    const test::PostgresCluster impostor(test::PostgresCluster::Tls::On);
    const std::string url = cluster.newDatabase();
    const auto database = Database::open({.server = cluster.overTls(url, cluster.certificate())});
    ASSERT_TRUE(database) << database.error().code;
    auto link = std::move(*(*database)->link(Database::Mode::Read));
    const auto encrypted = hub::firstRow(*link, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
                                         {}, [](const hub::Rows &row) { return row.integer(0) == 1; });
    EXPECT_TRUE(encrypted && encrypted->value_or(false));
    const auto refused = Database::open({.server = cluster.overTls(url, impostor.certificate())});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "database-unreachable");
}

/// What a hub heard, to be waited for.
class Ears {
public:
    Database::Heard listener() {
        return [this](const std::optional<std::string> &text) {
            const std::scoped_lock lock(m_mutex);
            m_heard.push_back(text.value_or("(anything)"));
            m_changed.notify_all();
        };
    }
    bool hear(const std::string &text) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(60), [&] {
            return std::find(m_heard.begin(), m_heard.end(), text) != m_heard.end();
        });
    }
    /// That what was heard is these lines, one after the other, whole ones in every text.
    bool hearLines(const std::string &lines) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(60), [&] {
            std::string all;
            for (const std::string &text : m_heard) {
                if (!text.ends_with('\n')) {
                    return false;
                }
                all += text;
            }
            return all == lines;
        });
    }
    std::size_t count() {
        const std::scoped_lock lock(m_mutex);
        return m_heard.size();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::string> m_heard;
};

TEST_F(OnServer, WhatOneHubTellsTheOthersHearAndNotItself) {
    auto database = open();
    Ears mine, other;
    auto teller = std::move(*database->notificationChannel(mine.listener()));
    auto listener = std::move(*database->notificationChannel(other.listener()));
    teller->tell("131016/somewhere\n");
    EXPECT_TRUE(other.hear("131016/somewhere\n"));
    listener->tell("back");
    EXPECT_TRUE(mine.hear("back"));
    EXPECT_EQ(mine.count(), 1U);
}

TEST_F(OnServer, WhatIsToldInABurstArrivesInAFewWords) {
    auto database = open();
    Ears mine, other;
    auto teller = std::move(*database->notificationChannel(mine.listener()));
    auto listener = std::move(*database->notificationChannel(other.listener()));
    std::string all;
    for (int i = 0; i < 2000; ++i) {
        const std::string line = std::to_string(100'000 + i) + "/somewhere\n";
        all += line;
        teller->tell(line);
    }
    EXPECT_TRUE(other.hearLines(all));
    EXPECT_LT(other.count(), 1000U);
}

TEST_F(OnServer, AfterAnInterruptionAnythingMayHaveBeenTold) {
    auto database = open();
    Ears mine, other;
    auto teller = std::move(*database->notificationChannel(mine.listener()));
    auto listener = std::move(*database->notificationChannel(other.listener()));
    test::PostgresCluster::ofProgram().endConnections();
    EXPECT_TRUE(other.hear("(anything)"));
    EXPECT_TRUE(mine.hear("(anything)"));
    teller->tell("word");
    EXPECT_TRUE(other.hear("word"));
}

TEST(PostgresDdl, SaysInPostgresWordsWhatWasWrittenForSqlite) {
    EXPECT_EQ(hub::postgresDdl("a TEXT NOT NULL, n INTEGER, b BLOB) WITHOUT ROWID;"),
              "a TEXT COLLATE \"C\" NOT NULL, n BIGINT, b BYTEA) ;");
    EXPECT_EQ(hub::postgresDdl("id INTEGER PRIMARY KEY AUTOINCREMENT"),
              "id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY");
    EXPECT_EQ(hub::postgresDdl("CONTEXT 'TEXT' -- BLOB\nMY_TEXT"), "CONTEXT 'TEXT' -- BLOB\nMY_TEXT");
}

} // namespace
