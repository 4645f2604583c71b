// A hub is copied while it works, lost, and put back; its desks notice. Its data leaves it in forms others
// read.
#include "cli_world.h"
#include "hub/service/open_service.h"

#include "domain/clock.h"
#include "domain/random.h"
#include "hub/calls/service.h"
#include "hub/ops/audit_heads.h"
#include "hub/ops/backup.h"
#include "hub/ops/export.h"
#include "hub/records/facility_store.h"

#include <rapidjson/document.h>
#include <sqlite3.h>

namespace {

constexpr auto list = "NO,名称,種別,住所,電話番号\n"
                      "1,\"そらの木, 保育園\",認可私立保育所,架空市青葉町1,042-000-0001\n"
                      "2,にじいろ保育園,認可私立保育所,架空市青葉町2,042-000-0002\n";

class CliBackup : public CliWorld {
protected:
    CliBackup() {
        EXPECT_EQ(run({"municipality", "add", "--code", "132012", "--name", "架空市"}), 0) << err;
        EXPECT_EQ(run({"import-facilities", "--municipality", "132012", file("list.csv", list)}), 0)
            << out << err;
    }
    std::unique_ptr<hub::Service> open() {
        auto service = hub::openService({.dataDirectory = directory}, *clock, *random);
        EXPECT_TRUE(service) << service.error().code;
        return std::move(*service);
    }
    std::string backupFolder() const { return (directory / "backup").string(); }
    std::string facilities() const { return one("SELECT CAST(count(*) AS TEXT) FROM facility"); }
    void addAnotherFacility(hub::Service &service) {
        const auto done = service.administer([&](hub::Context &context) -> domain::Result<void> {
            domain::Facility facility;
            facility.id = domain::FacilityId::make(*clock, *random);
            facility.municipalityCode = "132012";
            facility.profile["name"] = "後から来た園";
            const auto made = hub::createFacility(context, facility);
            return made ? domain::Result<void>() : domain::passOn(made);
        });
        ASSERT_TRUE(done) << done.error().code;
    }
    static std::string member(const hub::Response &response, const char *name) {
        rapidjson::Document document;
        document.Parse(response.text().data(), response.text().size());
        return document.HasMember(name) ? document[name].GetString() : "";
    }
    /// As somebody with a database tool would.
    void outside(std::string_view sql) const {
        const auto database = hub::Database::open({.path = (directory / "hub.sqlite").string()}).value();
        const auto link = database->link(hub::Database::Mode::Write).value();
        ASSERT_TRUE(link->begin());
        ASSERT_TRUE(link->execute(sql, {}));
        ASSERT_TRUE(link->commit());
    }
    /// The version is no part of a transaction's rows; SQLite's own door is needed for one of the future.
    void setVersion(int version) const {
        sqlite3 *handle = nullptr;
        ASSERT_EQ(sqlite3_open((directory / "hub.sqlite").c_str(), &handle), SQLITE_OK);
        const std::string sql = "PRAGMA user_version = " + std::to_string(version);
        EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(handle);
    }
    std::string m_secret;
    std::string m_sql; ///< lives as long as the statements made of it
    std::unique_ptr<domain::Clock> clock = domain::systemClock();
    std::unique_ptr<domain::Random> random = domain::systemRandom();
};

TEST_F(CliBackup, IsMadeBesideARunningHubAndPutBackWithANewEpoch) {
    {
        const auto service = open();
        ASSERT_EQ(run({"backup", "--to", backupFolder()}), 0) << err;
        addAnotherFacility(*service);
        EXPECT_EQ(facilities(), "3");
        EXPECT_EQ(run({"restore", "--from", backupFolder(), "--replace"}), 1);
        EXPECT_NE(err.find("stop it first"), std::string::npos) << err;
        service->stop();
    }
    const std::string before = one("SELECT value FROM meta WHERE name = 'epoch'");
    EXPECT_EQ(run({"restore", "--from", backupFolder()}), 1) << "not without being told";
    EXPECT_EQ(facilities(), "3");
    ASSERT_EQ(run({"restore", "--from", backupFolder(), "--replace"}), 0) << err;
    EXPECT_EQ(facilities(), "2");
    EXPECT_NE(one("SELECT value FROM meta WHERE name = 'epoch'"), before);
    EXPECT_NE(out.find(one("SELECT value FROM meta WHERE name = 'epoch'")), std::string::npos) << out;
    EXPECT_EQ(run({"verify"}), 0) << out << err;
    EXPECT_EQ(std::filesystem::status(backupFolder()).permissions(), std::filesystem::perms::owner_all);
    EXPECT_EQ(std::filesystem::status(backupFolder() + "/hub.key").permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(CliBackup, ADeskWithACursorOfTheLostHubStartsAnew) {
    const auto token = [this](hub::Service &service) {
        hub::Request request{.method = "POST", .path = "/v1/oauth/token"};
        request.headers["content-type"] = "application/x-www-form-urlencoded";
        request.body = "grant_type=client_credentials&client_id=parents-site&client_secret=" + m_secret;
        const auto answer = service.handle(request);
        EXPECT_EQ(answer.status, 200) << answer.text();
        return member(answer, "access_token");
    };
    ASSERT_EQ(
        run({"system", "add", "--name", "架空のサイト", "--id", "parents-site", "--municipality", "132012"}),
        0);
    m_secret = out.substr(out.find("client_secret: ") + 15, 39);
    ASSERT_EQ(run({"backup", "--to", backupFolder()}), 0) << err;
    const auto follow = [&](hub::Service &service, const std::string &cursor) {
        hub::Request request{.method = "GET", .path = "/v1/changes"};
        request.headers["authorization"] = "Bearer " + token(service);
        request.query["cursor"] = cursor;
        return service.handle(request);
    };
    std::string cursor;
    {
        const auto service = open();
        const auto page = follow(*service, "");
        ASSERT_EQ(page.status, 200) << page.text();
        cursor = member(page, "cursor");
        EXPECT_EQ(follow(*service, cursor).status, 200);
        service->stop();
    }
    ASSERT_EQ(run({"restore", "--from", backupFolder(), "--replace"}), 0) << err;
    const auto service = open();
    const auto gone = follow(*service, cursor);
    EXPECT_EQ(gone.status, 410);
    EXPECT_EQ(member(gone, "code"), "cursor-expired");
    EXPECT_EQ(follow(*service, "").status, 200);
    service->stop();
}

TEST_F(CliBackup, ADamagedBackupChangesNothing) {
    ASSERT_EQ(run({"backup", "--to", backupFolder()}), 0) << err;
    EXPECT_EQ(run({"backup", "--to", backupFolder()}), 1) << "an older backup is never written over";
    std::ofstream(backupFolder() + "/hub.sqlite", std::ios::binary | std::ios::app) << "x";
    const std::string epoch = one("SELECT value FROM meta WHERE name = 'epoch'");
    EXPECT_EQ(run({"restore", "--from", backupFolder(), "--replace"}), 1);
    EXPECT_NE(err.find("hub.sqlite in the backup is missing or not what it was"), std::string::npos) << err;
    EXPECT_TRUE(isOneLine(err));
    EXPECT_EQ(one("SELECT value FROM meta WHERE name = 'epoch'"), epoch);
    EXPECT_EQ(facilities(), "2");
}

/// Else an old copy would take itself for the hub of before, and desks would follow it without a word.
TEST_F(CliBackup, ARestoreThatCannotBeFinishedChangesNothing) {
    const int ours = std::stoi(one("SELECT CAST(user_version AS TEXT) FROM pragma_user_version"));
    setVersion(999); // of a program that is not written yet
    const auto copy = directory / "copy";
    ASSERT_TRUE(hub::ops::backUp(directory, copy, clock->now()));
    setVersion(ours);
    const std::string epoch = one("SELECT value FROM meta WHERE name = 'epoch'");
    EXPECT_EQ(run({"restore", "--from", copy.string(), "--replace"}), 1);
    EXPECT_TRUE(isOneLine(err)) << err;
    EXPECT_EQ(one("SELECT value FROM meta WHERE name = 'epoch'"), epoch);
    EXPECT_EQ(facilities(), "2");
    EXPECT_EQ(run({"verify"}), 0) << out << err;
    for (const auto &entry : std::filesystem::directory_iterator(directory)) {
        EXPECT_FALSE(entry.path().filename().string().starts_with("hub.sqlite.")) << entry.path();
    }
    std::filesystem::remove(directory / "hub.sqlite");
    EXPECT_EQ(run({"restore", "--from", copy.string(), "--replace"}), 1);
    EXPECT_FALSE(std::filesystem::exists(directory / "hub.sqlite")) << "an empty one would be served";
}

/// When a backup is needed most.
TEST_F(CliBackup, IsPutBackOverADatabaseThatIsLostOrDamaged) {
    ASSERT_EQ(run({"backup", "--to", backupFolder()}), 0) << err;
    const std::filesystem::path database = directory / "hub.sqlite";
    const auto emptied = [&] { std::filesystem::resize_file(database, 0); };
    const auto removed = [&] { std::filesystem::remove(database); };
    const auto garbled = [&] {
        std::ofstream(database, std::ios::binary) << "no database at all, " << std::string(5000, 'x');
    };
    const auto keyCut = [&] { std::filesystem::resize_file(directory / "hub.key", 7); };
    const auto keyLost = [&] { std::filesystem::remove(directory / "hub.key"); };
    for (const auto &harm : std::vector<std::function<void()>>{emptied, removed, keyCut, keyLost, garbled}) {
        harm();
        EXPECT_EQ(run({"verify"}), 1);
        EXPECT_TRUE(isOneLine(err)) << err;
        EXPECT_EQ(run({"restore", "--from", backupFolder()}), 1) << "not without being told";
        EXPECT_NE(err.find("--replace"), std::string::npos) << err;
        EXPECT_EQ(run({"restore", "--new-epoch"}), 1);
        ASSERT_EQ(run({"restore", "--from", backupFolder(), "--replace"}), 0) << err;
        EXPECT_EQ(facilities(), "2");
        EXPECT_EQ(run({"verify"}), 0) << out << err;
    }
    EXPECT_EQ(std::filesystem::file_size(database.string() + ".damaged"), 5020U)
        << "kept, should it be readable after all";
}

TEST_F(CliBackup, VerifyFindsWhatDoesNotAgree) {
    ASSERT_EQ(run({"verify"}), 0) << out;
    EXPECT_NE(out.find("all is well"), std::string::npos) << out;
    outside("UPDATE facility SET version = version + 1 WHERE standard_id = '1'");
    outside("UPDATE audit SET actor = 'somebody else' WHERE number = 1");
    outside("UPDATE counter SET change_no = 0 WHERE municipality = '132012'");
    EXPECT_EQ(run({"verify"}), 1);
    for (const char *fault :
         {"of another version: facility ", "the audit chain is broken: municipality 132012",
          "a number beyond its counter: municipality 132012"}) {
        EXPECT_NE(out.find(fault), std::string::npos) << fault << '\n' << out;
    }
}

/// Who can write to the file but has no key: lines cut off at the end, whole chains gone, with the counters
/// made to fit.
TEST_F(CliBackup, VerifySeesACutChain) {
    const auto expectFault = [this](const std::string &fault) {
        EXPECT_EQ(run({"verify"}), 1) << out;
        EXPECT_NE(out.find(fault), std::string::npos) << fault << '\n' << out;
    };
    ASSERT_EQ(run({"backup", "--to", backupFolder()}), 0) << err;
    const auto putBack = [this] {
        ASSERT_EQ(run({"restore", "--from", backupFolder(), "--replace"}), 0) << err;
        ASSERT_EQ(run({"verify"}), 0) << out;
    };
    const std::string head = one("SELECT hash FROM audit WHERE municipality = '132012' AND number = 1");
    outside("DELETE FROM audit WHERE municipality = '132012' AND number > 1");
    m_sql = "UPDATE counter SET audit_no = 1, audit_hash = '" + head + "' WHERE municipality = '132012'";
    outside(m_sql);
    expectFault("the audit chain does not end where the hub ended it: municipality 132012");
    putBack();
    outside("DELETE FROM audit WHERE municipality = '132012'");
    outside(
        "UPDATE counter SET audit_no = 0, audit_hash = '', audit_seal = '' WHERE municipality = '132012'");
    expectFault("it has records and no audit chain: municipality 132012");
    putBack();
    outside("DELETE FROM audit WHERE municipality = '132012'");
    outside("DELETE FROM counter WHERE municipality = '132012'");
    expectFault("its counter is gone");
    putBack();
}

/// Where even the seal was made to fit, as by somebody with the key, what was kept outside still tells.
TEST_F(CliBackup, VerifyHoldsTheAuditAgainstWhatWasKeptOutside) {
    std::string log;
    {
        const auto service = open();
        testing::internal::CaptureStderr();
        hub::ops::logAuditHeads(*service, *clock);
        log = testing::internal::GetCapturedStderr();
        service->stop();
    }
    EXPECT_NE(log.find(R"("event":"audit-head")"), std::string::npos) << log;
    const std::string logFile = file("hub.log", "Nov 30 host hokatsu-hub[1]: not json\n" + log);
    ASSERT_EQ(run({"backup", "--to", backupFolder()}), 0) << err;
    const std::string manifest = backupFolder() + "/backup.json";
    EXPECT_EQ(run({"verify", "--anchors", logFile, manifest}), 0) << out << err;
    ASSERT_EQ(
        run({"import-facilities", "--municipality", "132012",
             file("more.csv",
                  "NO,名称,種別,住所,電話番号\n3,ほし保育園,認可私立保育所,架空市青葉町3,042-000-0003\n")}),
        0)
        << out << err;
    EXPECT_EQ(run({"verify", "--anchors", logFile, manifest}), 0)
        << "a chain that grew has them all: " << out << err;
    std::ifstream keyFile(directory / "hub.key", std::ios::binary);
    const std::string key(std::istreambuf_iterator<char>(keyFile), {});
    const std::string head = one("SELECT hash FROM audit WHERE municipality = '132012' AND number = 1");
    outside("DELETE FROM audit WHERE municipality = '132012' AND number > 1");
    m_sql = "UPDATE counter SET audit_no = 1, audit_hash = '" + head + "', audit_seal = '" +
            hub::auditSeal({"132012", 1, head}, key) + "' WHERE municipality = '132012'";
    outside(m_sql);
    for (const std::string &anchors : {logFile, manifest}) {
        EXPECT_EQ(run({"verify", "--anchors", anchors}), 1);
        EXPECT_NE(out.find("no longer has what was kept of it outside: municipality 132012"),
                  std::string::npos)
            << out;
    }
    EXPECT_EQ(run({"verify", "--anchors", file("empty.log", "nothing\n")}), 1);
    EXPECT_TRUE(isOneLine(err)) << err;
}

TEST_F(CliBackup, VerifySeesRecordsAndAccountsThatNoLineTellsOf) {
    ASSERT_EQ(run({"user", "add", "--role", "auditor", "--login", "taro", "--name", "架空 太郎",
                   "--municipality", "132012"}),
              0)
        << err;
    ASSERT_EQ(run({"seed", "--facilities", "2", "--municipalities", "1", "--reservations", "6", "--from",
                   "2027-01-04", "--seed", "1"}),
              0)
        << err;
    ASSERT_EQ(run({"verify"}), 0) << out;
    ASSERT_EQ(run({"backup", "--to", backupFolder()}), 0) << err;
    const std::vector<std::pair<const char *, std::string>> all = {
        {"UPDATE account SET role = 'municipal' WHERE login_id = 'taro'",
         "is not what the audit says of it: account "},
        {"UPDATE account SET municipality = '131016' WHERE login_id = 'taro'", "audit says of it: account "},
        {"UPDATE record SET body = replace(body, 'そら', 'うみ') WHERE kind = 'facility'",
         "its record is not what the audit says of it: facility "},
        {"UPDATE record SET body = replace(body, '\"guardian\":{\"name\":\"', '\"guardian\":{\"name\":\"X') "
         "WHERE kind = 'reservation'",
         "its record is not what the audit says of it: reservation "},
        {"UPDATE reservation SET status = 'attended' WHERE status = 'approved'",
         "its table and its record say different things: reservation "},
        {"UPDATE reservation SET requested_at = requested_at - 5", "say different things: reservation "},
        {"UPDATE slot SET seats = seats + 1", "its table and its record say different things: slot "},
        {"UPDATE slot SET starts_at = starts_at + 60", "say different things: slot "},
    };
    for (const auto &[sql, fault] : all) {
        outside(sql);
        EXPECT_EQ(run({"verify"}), 1) << sql;
        EXPECT_NE(out.find(fault), std::string::npos) << sql << '\n' << out;
        ASSERT_EQ(run({"restore", "--from", backupFolder(), "--replace"}), 0) << err;
        ASSERT_EQ(run({"verify"}), 0) << out;
    }
    ASSERT_EQ(run({"user", "disable", "--login", "taro"}), 0) << err;
    ASSERT_EQ(run({"verify"}), 0) << out;
    outside("UPDATE account SET status = 'active' WHERE login_id = 'taro'");
    EXPECT_EQ(run({"verify"}), 1) << "shut, and opened again from outside";
}

TEST_F(CliBackup, ADatabaseFromBeforeTheSealsGetsThemOnce) {
    outside("UPDATE counter SET audit_seal = ''");
    outside("DELETE FROM meta WHERE name = 'audit_sealed' OR name = 'hub_key_check'");
    EXPECT_EQ(run({"verify"}), 0) << out;
    outside("UPDATE counter SET audit_seal = ''");
    EXPECT_EQ(run({"verify"}), 1) << "from then on none may be missing";
}

/// A hub.key beside it, made by the attempt, would begin an empty hub.
TEST_F(CliBackup, ARestoreThatFailsLeavesNothingInANewFolder) {
    ASSERT_EQ(run({"backup", "--to", backupFolder()}), 0) << err;
    const std::filesystem::path fresh = directory / "fresh";
    const auto restoreTo = [&](const std::filesystem::path &to) {
        return runAsIs({"restore", "--from", backupFolder(), "--data", to.string()});
    };
    const std::string manifest = backupFolder() + "/backup.json";
    std::filesystem::rename(manifest, manifest + ".away");
    EXPECT_EQ(restoreTo(fresh), 1);
    EXPECT_TRUE(isOneLine(err)) << err;
    EXPECT_FALSE(std::filesystem::exists(fresh));
    std::filesystem::create_directory(fresh);
    EXPECT_EQ(restoreTo(fresh), 1);
    EXPECT_TRUE(std::filesystem::is_empty(fresh)) << "one that was there stays, and stays empty";
    std::filesystem::rename(manifest + ".away", manifest);
    EXPECT_EQ(runAsIs({"restore", "--new-epoch", "--data", fresh.string()}), 1);
    EXPECT_TRUE(std::filesystem::is_empty(fresh));
    ASSERT_EQ(restoreTo(fresh), 0) << err;
    EXPECT_EQ(runAsIs({"verify", "--data", fresh.string()}), 0) << out << err;
    const std::filesystem::path deeper = directory / "not" / "there";
    ASSERT_EQ(restoreTo(deeper), 0) << err;
    EXPECT_EQ(std::filesystem::status(deeper).permissions(), std::filesystem::perms::owner_all);
}

TEST_F(CliBackup, EverythingCanBeTakenElsewhere) {
    ASSERT_EQ(run({"user", "add", "--role", "municipal", "--login", "taro", "--name", "架空 太郎",
                   "--municipality", "132012"}),
              0)
        << err;
    const std::string hash = one("SELECT password_hash FROM account");
    ASSERT_EQ(run({"user", "add", "--role", "municipal", "--login", "formula", "--name", "=1+1",
                   "--municipality", "132012"}),
              0)
        << err;
    const auto to = directory / "export";
    ASSERT_EQ(run({"export", "--to", to.string()}), 0) << err;
    const auto text = [&to](const char *name) {
        std::ifstream file(to / name, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(file), {});
    };
    EXPECT_NE(text("facilities.csv").find("\"そらの木, 保育園\""), std::string::npos)
        << text("facilities.csv");
    EXPECT_NE(text("accounts.csv").find("taro"), std::string::npos);
    EXPECT_NE(text("accounts.csv").find(",'=1+1,"), std::string::npos)
        << "no spreadsheet runs a name: " << text("accounts.csv");
    rapidjson::Document facilities;
    facilities.Parse(text("facility.json").c_str());
    ASSERT_TRUE(facilities.IsArray());
    EXPECT_EQ(facilities.Size(), 2U);
    const std::string readme = text("README.txt");
    for (const auto &entry : std::filesystem::directory_iterator(to)) {
        const std::string name = entry.path().filename().string();
        EXPECT_TRUE(name == "README.txt" || readme.find(name) != std::string::npos)
            << name << " is not explained";
        EXPECT_EQ(text(name.c_str()).find(hash), std::string::npos) << name;
    }
    EXPECT_EQ(run({"export", "--to", to.string()}), 1) << "never into a folder that holds something";
}

TEST(OpsExport, CellsAreQuotedWhereTheyMustBe) {
    EXPECT_EQ(hub::ops::csvCell("園"), "園");
    EXPECT_EQ(hub::ops::csvCell("a \"b\"\nc"), "\"a \"\"b\"\"\nc\"");
}

} // namespace
