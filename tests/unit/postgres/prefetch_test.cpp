// Questions that go to the server before they are asked, and answers to calls that nobody waits for: what is
// seen is the same, only the round trips are fewer.
#include "hub/db/meta.h"
#include "hub/db/postgres_link.h"
#include "hub/db/read.h"
#include "support/postgres_cluster.h"

#include <gtest/gtest.h>

namespace {

using domain::ErrorKind;
using hub::Link;

constexpr std::string_view nameSql = "SELECT value FROM meta WHERE name = $1";
constexpr std::string_view versionSql = "SELECT max(number)::text FROM schema_version WHERE number > $1";

class Prefetch : public testing::Test {
protected:
    void SetUp() override {
        const hub::Database::Options options{.server = test::PostgresCluster::ofProgram().newDatabase()};
        ASSERT_TRUE(hub::Database::open(options)) << "for its tables";
        m_address = *hub::postgresAddress(options);
        link = open();
        ASSERT_TRUE(hub::setMetaValue(*link, "a", "1"));
        ASSERT_TRUE(hub::setMetaValue(*link, "b", "2"));
        static_cast<void>(textOf(versionSql, 0)); // prepared from here on, as nameSql below
        static_cast<void>(textOf(nameSql, "a"));
    }
    [[nodiscard]] std::unique_ptr<hub::PostgresLink> open() const {
        return std::move(*hub::PostgresLink::open(m_address, hub::Database::Mode::Write));
    }
    std::string textOf(std::string_view sql, const hub::Value &value) const {
        const auto text =
            hub::firstRow(*link, sql, {value}, [](const hub::Rows &row) { return std::string(row.text(0)); });
        return text ? text->value_or("absent") : "failed";
    }
    /// Waits for the server during `work`.
    template <class Work> int trips(const Work &work) const {
        const auto before = link->roundTrips();
        work();
        return static_cast<int>(link->roundTrips() - before);
    }
    /// A call of a group that breaks a rule in something posted.
    void postOrphan() const {
        EXPECT_TRUE(link->post("INSERT INTO counter (municipality) VALUES ($1)", {"nowhere"}));
    }

    std::unique_ptr<hub::PostgresLink> link;

private:
    hub::PostgresAddress m_address;
};

TEST_F(Prefetch, SeveralAnswersComeInOneRoundTrip) {
    ASSERT_TRUE(link->begin());
    EXPECT_EQ(trips([this] {
                  link->prefetch(nameSql, {"a"});
                  link->prefetch(nameSql, {"b"});
                  link->prefetch(nameSql, {"c"});
                  EXPECT_NE(textOf(versionSql, 0), "absent");
                  EXPECT_EQ(textOf(nameSql, "b"), "2");
                  EXPECT_EQ(textOf(nameSql, "c"), "absent");
                  EXPECT_EQ(textOf(nameSql, "a"), "1");
              }),
              1);
    EXPECT_EQ(trips([this] { EXPECT_EQ(textOf(nameSql, "a"), "1"); }), 1) << "an answer is taken once";
    link->rollback();
}

TEST_F(Prefetch, WhatTheTransactionChangesIsAskedAgain) {
    ASSERT_TRUE(link->begin());
    link->prefetch(nameSql, {"a"});
    link->prefetch(versionSql, {0});
    ASSERT_TRUE(hub::setMetaValue(*link, "a", "3"));
    EXPECT_EQ(trips([this] {
                  EXPECT_EQ(textOf(nameSql, "a"), "3");
                  EXPECT_NE(textOf(versionSql, 0), "absent");
              }),
              1)
        << "of the other table the answer is still true";
    link->prefetch(nameSql, {"b"});
    ASSERT_TRUE(link->query("UPDATE meta SET value = '4' WHERE name = 'b' RETURNING value", {}));
    EXPECT_EQ(textOf(nameSql, "b"), "4");
    ASSERT_TRUE(link->post("SAVEPOINT mine", {}));
    ASSERT_TRUE(hub::setMetaValue(*link, "b", "5"));
    link->prefetch(nameSql, {"b"});
    ASSERT_TRUE(link->post("ROLLBACK TO mine", {}));
    EXPECT_EQ(textOf(nameSql, "b"), "4");
    link->rollback();
}

TEST_F(Prefetch, NothingIsTakenFromBeforeAClaimOrAnEarlierTransaction) {
    const auto other = open();
    ASSERT_TRUE(link->begin());
    link->prefetch(nameSql, {"a"});
    EXPECT_NE(textOf(versionSql, 0), "absent");
    ASSERT_TRUE(hub::setMetaValue(*other, "a", "theirs"));
    ASSERT_TRUE(link->claim("131016"));
    EXPECT_EQ(textOf(nameSql, "a"), "theirs");
    link->prefetch(nameSql, {"b"});
    EXPECT_NE(textOf(versionSql, 0), "absent");
    link->rollback();
    ASSERT_TRUE(hub::setMetaValue(*other, "b", "theirs"));
    ASSERT_TRUE(link->begin());
    EXPECT_EQ(textOf(nameSql, "b"), "theirs");
    link->rollback();
    link->prefetch(nameSql, {"b"}); // outside of a transaction nothing is sent ahead
    ASSERT_TRUE(hub::setMetaValue(*other, "b", "newer"));
    EXPECT_EQ(textOf(nameSql, "b"), "newer");
}

TEST_F(Prefetch, AQuestionThatCannotBeAnsweredFailsWhatComesNext) {
    ASSERT_TRUE(link->begin());
    link->prefetch("SELECT 1 / $1::bigint FROM meta", {0});
    EXPECT_EQ(textOf(nameSql, "a"), "failed");
    EXPECT_FALSE(link->commit());
    ASSERT_TRUE(link->begin());
    EXPECT_EQ(textOf(nameSql, "a"), "1");
    link->rollback();
}

TEST_F(Prefetch, CallsOfAGroupNeedNotWaitForEachOther) {
    const auto three = [this](Link::Answers answers) {
        ASSERT_TRUE(link->begin());
        for (const char *name : {"x", "y", "z"}) {
            ASSERT_TRUE(link->savepoint());
            ASSERT_TRUE(link->post("UPDATE meta SET value = value || $1 WHERE name = 'a'", {name}));
            ASSERT_TRUE(link->release(answers));
        }
        ASSERT_TRUE(link->commit());
    };
    three(Link::Answers::Awaited); // prepares
    EXPECT_EQ(trips([&] { three(Link::Answers::Awaited); }), 4);
    EXPECT_EQ(trips([&] { three(Link::Answers::Later); }), 1);
    EXPECT_EQ(textOf(nameSql, "a"), "1xyzxyzxyz");
}

TEST_F(Prefetch, AFaultOfAnEarlierCallIsNotTakenForTheNextOnes) {
    ASSERT_TRUE(link->begin());
    ASSERT_TRUE(link->savepoint());
    postOrphan();
    ASSERT_TRUE(link->release(Link::Answers::Later));
    ASSERT_TRUE(link->savepoint());
    const auto next = hub::setMetaValue(*link, "a", "mine");
    const auto asked = link->query(nameSql, {"a"});
    ASSERT_FALSE(asked);
    EXPECT_EQ(asked.error().kind, ErrorKind::StorageBusy) << "no refusal of this call";
    EXPECT_TRUE(asked.error().params.contains("again"));
    const auto committed = link->commit();
    ASSERT_FALSE(committed);
    EXPECT_TRUE(committed.error().params.contains("again"));
    EXPECT_EQ(textOf(nameSql, "a"), "1");
}

TEST_F(Prefetch, UndoingACallDoesNotHideTheFaultOfAnEarlierOne) {
    ASSERT_TRUE(link->begin());
    ASSERT_TRUE(link->savepoint());
    ASSERT_TRUE(hub::setMetaValue(*link, "a", "kept only with the orphan"));
    postOrphan();
    ASSERT_TRUE(link->release(Link::Answers::Later));
    ASSERT_TRUE(link->savepoint());
    link->rollbackToSavepoint();
    EXPECT_FALSE(link->savepoint()) << "the group is lost";
    EXPECT_FALSE(link->commit());
    EXPECT_EQ(textOf(nameSql, "a"), "1");
}

TEST_F(Prefetch, UndoingACallLeavesTheEarlierOnesAlone) {
    ASSERT_TRUE(link->begin());
    ASSERT_TRUE(link->savepoint());
    ASSERT_TRUE(hub::setMetaValue(*link, "a", "kept"));
    ASSERT_TRUE(link->release(Link::Answers::Later));
    ASSERT_TRUE(link->savepoint());
    ASSERT_TRUE(hub::setMetaValue(*link, "b", "undone"));
    postOrphan();
    link->rollbackToSavepoint();
    ASSERT_TRUE(link->commit());
    EXPECT_EQ(textOf(nameSql, "a"), "kept");
    EXPECT_EQ(textOf(nameSql, "b"), "2");
}

} // namespace
