// Invented data: repeatable, plausible, and within the hub's own rules.
#include "cli_world.h"

#include "domain/age_class.h"
#include "domain/calendar.h"
#include "domain/validate.h"
#include "hub/calls/context.h"
#include "hub/cli/sample_people.h"
#include "hub/records/record_store.h"

namespace {

class CliSeed : public CliWorld {
protected:
    int seed(const std::string &number, std::vector<std::string> more = {}) {
        std::vector<std::string> args = {"seed",       "--facilities",   "4",          "--municipalities",
                                         "2",          "--reservations", "300",        "--from",
                                         "2026-10-01", "--today",        "2026-11-22", "--seed"};
        args.push_back(number);
        args.insert(args.end(), more.begin(), more.end());
        return run(args);
    }
    void startOver() {
        for (const char *name : {"hub.sqlite", "hub.sqlite-wal", "hub.sqlite-shm", "hub.key"}) {
            std::filesystem::remove(directory / name);
        }
    }
    std::vector<std::string> bodies() const {
        return rows("SELECT coalesce(body, '') || coalesce(public_body, '') FROM record ORDER BY "
                    "municipality, change_no");
    }
};

TEST_F(CliSeed, InventsTheSameForTheSameSeed) {
    ASSERT_EQ(seed("7"), 0) << err;
    const auto first = bodies();
    startOver();
    ASSERT_EQ(seed("7"), 0) << err;
    EXPECT_EQ(bodies(), first);
    startOver();
    ASSERT_EQ(seed("8"), 0) << err;
    EXPECT_NE(bodies(), first);
}

TEST_F(CliSeed, TellsAStoryInEveryState) {
    ASSERT_EQ(seed("7"), 0) << err;
    EXPECT_EQ(one("SELECT count(*) FROM reservation"), "300");
    EXPECT_EQ(one("SELECT count(*) FROM facility"), "4");
    EXPECT_EQ(one("SELECT count(DISTINCT municipality) FROM facility"), "2");
    for (const char *status : {"requested", "approved", "declined", "withdrawn", "attended"}) {
        EXPECT_NE(one("SELECT count(*) FROM reservation WHERE status = '" + std::string(status) + "'"), "0")
            << status;
    }
    // 2026-11-22 09:00 in Japan.
    const std::string today =
        std::to_string(domain::parseInstant("2026-11-22T00:00:00Z").value().time_since_epoch().count());
    EXPECT_EQ(one("SELECT count(*) FROM reservation WHERE status = 'attended' AND starts_at > " + today),
              "0");
    EXPECT_EQ(one("SELECT count(*) FROM reservation WHERE requested_at > " + today), "0");
    EXPECT_EQ(one("SELECT count(*) FROM reservation WHERE status = 'requested' AND starts_at <= " + today),
              "0");
}

TEST_F(CliSeed, CountsSeatsAsTheHubDoes) {
    ASSERT_EQ(seed("7"), 0) << err;
    EXPECT_EQ(
        one("SELECT count(*) FROM slot s WHERE s.seats_taken <> (SELECT count(*) FROM reservation r WHERE "
            "r.slot_id = s.id AND r.status IN ('requested', 'approved'))"),
        "0");
    const auto database = hub::Database::open({.path = (directory / "hub.sqlite").string()}).value();
    const auto link = database->link(hub::Database::Mode::Read).value();
    ASSERT_TRUE(link->begin());
    EXPECT_TRUE(hub::auditChainHolds(*link, hub::sample_people::municipality(0).code).value());
    link->rollback();
}

TEST_F(CliSeed, RefusesADirectoryThatHoldsSuchDataAlready) {
    ASSERT_EQ(seed("7"), 0);
    EXPECT_EQ(seed("8"), 1);
    EXPECT_TRUE(isOneLine(err)) << err;
    EXPECT_EQ(one("SELECT count(*) FROM reservation"), "300");
}

TEST_F(CliSeed, MakesKnownAccountsOnlyWhereItIsAllowed) {
    EXPECT_EQ(seed("7", {"--accounts"}), 1);
    EXPECT_NE(err.find("--for-tests"), std::string::npos);
    ASSERT_EQ(seed("7", {"--accounts", "--for-tests"}), 0) << err;
    EXPECT_NE(out.find(R"("staff":{"login_id":"kakuu-shokuin","password":")"), std::string::npos);
    EXPECT_NE(out.find(R"("system":{"client_id":"kakuu-portal")"), std::string::npos);
    EXPECT_EQ(one("SELECT count(*) FROM account WHERE password_change = 0"), "2");
    EXPECT_EQ(one("SELECT count(*) FROM account_facility"), "2") << "those of the first municipality";
}

TEST_F(CliSeed, ChecksItsNumbers) {
    EXPECT_EQ(run({"seed", "--from", "2026-13-01"}), 2);
    EXPECT_EQ(run({"seed", "--from", "2026-10-01", "--facilities", "0"}), 2);
    EXPECT_EQ(run({"seed", "--from", "2026-10-01", "--facilities", "1", "--municipalities", "2"}), 2);
    EXPECT_EQ(run({"seed", "--from", "2026-10-01", "--reservations", "many"}), 2);
    EXPECT_EQ(run({"seed"}), 2);
}

TEST(CliInvented, KeepsToTheRules) {
    const auto random = domain::seededRandom(11);
    const domain::LocalDate day = domain::parseDate("2026-11-24").value();
    for (int i = 0; i < 200; ++i) {
        const domain::AgeClasses accepted(1U + random->below(63));
        const auto family = hub::sample_people::family(*random, day, accepted);
        EXPECT_TRUE(domain::validate(family).empty());
        for (const domain::Child &child : family.children) {
            const auto age = domain::ageClass(child, day);
            EXPECT_TRUE(age && accepted.test(static_cast<std::size_t>(*age)));
        }
    }
    for (int number = 0; number < 100; ++number) {
        const auto facility = hub::sample_people::facility(*random, number, "139106", "架空市");
        EXPECT_TRUE(domain::validate(facility).empty());
        EXPECT_EQ(facility.profile.count("phone"), 1U);
        EXPECT_EQ(facility.profile.count("name_kana"), 1U);
    }
    for (int index = 0; index < 90; ++index) {
        EXPECT_TRUE(domain::isMunicipalityCode(hub::sample_people::municipality(index).code));
    }
}

} // namespace
