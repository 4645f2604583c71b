// Accounts and places from the command line.
#include "cli_world.h"
#include "hub/service/open_service.h"

#include "domain/clock.h"
#include "domain/random.h"
#include "hub/calls/service.h"
#include "wire/auth_json.h"

namespace {

class CliCommands : public CliWorld {
protected:
    void addPlaces() {
        ASSERT_EQ(run({"municipality", "add", "--code", "132012", "--name", "架空市"}), 0) << err;
        const std::string list =
            file("list.csv", "NO,名称,種別,住所,電話番号\n"
                             "0000000001,そらの木保育園,認可私立保育所,架空市青葉町1,042-000-0001\n"
                             "0000000002,にじいろ保育園,認可私立保育所,架空市青葉町2,042-000-0002\n");
        ASSERT_EQ(run({"import-facilities", "--municipality", "132012", list}), 0) << out << err;
    }
    std::string lineValue(const std::string &label) const {
        const std::size_t at = out.find(label);
        if (at == std::string::npos) {
            return {};
        }
        const std::size_t from = out.find_first_not_of(' ', at + label.size());
        return out.substr(from, out.find('\n', from) - from);
    }
};

TEST_F(CliCommands, GivesANurseryANewcomersAccountThatSignsIn) {
    addPlaces();
    ASSERT_EQ(run({"user", "add", "--role", "manager", "--login", "Hanako", "--name", "架空 花子",
                   "--facility", "1", "0000000002", "--municipality", "132012"}),
              0)
        << err;
    EXPECT_EQ(lineValue("Login ID:"), "hanako");
    const std::string code = lineValue("Activation code:");
    EXPECT_EQ(code.size(), 19U);
    EXPECT_EQ(one("SELECT count(*) FROM account_facility"), "2");
    EXPECT_EQ(rows("SELECT password_hash FROM account")[0].find(code), std::string::npos);

    const auto clock = domain::systemClock();
    const auto random = domain::systemRandom();
    const auto service = hub::openService({.dataDirectory = directory}, *clock, *random);
    ASSERT_TRUE(service) << service.error().code;
    hub::Request login{.method = "POST", .path = "/v1/auth/login"};
    login.headers["content-type"] = "application/json";
    login.body = wire::toJson(wire::LoginRequest{"hanako", code, "pc-1", "PC"});
    const hub::Response answer = (*service)->handle(login);
    ASSERT_EQ(answer.status, 200) << answer.text();
    EXPECT_TRUE(wire::loginAnswerFromJson(answer.text())->passwordChangeRequired);
}

TEST_F(CliCommands, WorksWhileAHubRunsOnTheDirectory) {
    addPlaces();
    const auto clock = domain::systemClock();
    const auto random = domain::systemRandom();
    const auto service = hub::openService({.dataDirectory = directory}, *clock, *random);
    ASSERT_TRUE(service);
    EXPECT_EQ(run({"user", "add", "--role", "municipal", "--login", "taro", "--name", "架空 太郎",
                   "--municipality", "132012"}),
              0)
        << err;
    EXPECT_EQ(one("SELECT count(*) FROM account"), "1");
}

TEST_F(CliCommands, SaysWhatTheRoleNeeds) {
    addPlaces();
    const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
        {{"--role", "staff"}, "needs --facility"},
        {{"--role", "municipal"}, "needs --municipality"},
        {{"--role", "operator_office"}, "needs --operator"},
        {{"--role", "system"}, "system add"},
        {{"--role", "king"}, "no role king"},
        {{"--role", "staff", "--facility", "1"}, "--municipality is needed"},
    };
    for (const auto &[extra, words] : cases) {
        std::vector<std::string> args = {"user", "add", "--login", "taro", "--name", "架空 太郎"};
        args.insert(args.end(), extra.begin(), extra.end());
        EXPECT_EQ(run(args), 2) << words;
        EXPECT_NE(err.find(words), std::string::npos) << err;
    }
    EXPECT_EQ(one("SELECT count(*) FROM account"), "0");
}

TEST_F(CliCommands, RefusesTakenIdsAndUnknownPlacesInOneLine) {
    addPlaces();
    const std::vector<std::string> taro = {"user", "add",    "--role",    "municipal",     "--login",
                                           "taro", "--name", "架空 太郎", "--municipality"};
    auto args = taro;
    args.push_back("132012");
    ASSERT_EQ(run(args), 0);
    EXPECT_EQ(run(args), 1);
    EXPECT_TRUE(isOneLine(err)) << err;
    args = taro;
    args[5] = "jiro";
    args.push_back("131016");
    EXPECT_EQ(run(args), 1);
    EXPECT_NE(err.find("there is no municipality 131016"), std::string::npos) << err;
    EXPECT_EQ(run({"user", "add", "--role", "staff", "--login", "jiro", "--name", "架空 次郎", "--facility",
                   "99", "--municipality", "132012"}),
              1);
    EXPECT_NE(err.find("there is no facility 99"), std::string::npos) << err;
}

TEST_F(CliCommands, ResetsOnlyWithASecondPerson) {
    addPlaces();
    for (const char *id : {"taro", "jiro"}) {
        ASSERT_EQ(run({"user", "add", "--role", "municipal", "--login", id, "--name", "架空",
                       "--municipality", "132012"}),
                  0);
    }
    EXPECT_EQ(run({"user", "reset", "--login", "taro"}), 2);
    EXPECT_EQ(run({"user", "reset", "--login", "taro", "--approved-by", "taro"}), 1);
    EXPECT_EQ(run({"user", "reset", "--login", "taro", "--approved-by", "jiro"}), 1)
        << "an account that nobody uses yet approves nothing";
    EXPECT_EQ(one("SELECT count(*) FROM audit WHERE action = 'account.reset'"), "0");
}

TEST_F(CliCommands, SaysThatTheClockIsDoubtedAndTakesAPersonsWordForIt) {
    addPlaces();
    ASSERT_EQ(run({"clock", "show"}), 0) << err;
    EXPECT_NE(out.find("never yet"), std::string::npos) << out;
    {
        const auto clock = domain::systemClock();
        const auto random = domain::systemRandom();
        const domain::ManualClock longAgo(clock->now() - std::chrono::hours(24 * 40));
        const auto service = hub::openService({.dataDirectory = directory}, longAgo, *random);
        ASSERT_TRUE(service);
        (*service)->runDueWork();
    }
    ASSERT_EQ(run({"clock", "show"}), 0) << err;
    EXPECT_NE(out.find("holds expiring and erasing"), std::string::npos) << out;
    EXPECT_NE(out.find("hokatsu-hub clock confirm"), std::string::npos) << out;
    ASSERT_EQ(run({"clock", "confirm"}), 0) << err;
    ASSERT_EQ(run({"clock", "show"}), 0) << err;
    EXPECT_NE(out.find("Expiring and erasing go on"), std::string::npos) << out;
    EXPECT_EQ(one("SELECT count(*) FROM audit WHERE action = 'clock.confirm'"), "1");
    EXPECT_EQ(run({"verify"}), 0) << out << err;
}

TEST_F(CliCommands, AllowsNoWebhookToThisMachineUnlessToldSo) {
    addPlaces();
    ASSERT_EQ(
        run({"system", "add", "--name", "架空のサイト", "--id", "parents-site", "--municipality", "132012"}),
        0)
        << err;
    for (const char *inner :
         {"https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f000001:8443/",
          "https://[::1]/x", "https://localhost/", "https://hub.localhost/", "https://10.0.0.7/",
          "https://[::ffff:192.168.0.1]/"}) {
        EXPECT_EQ(run({"webhook", "allow", "--system", "parents-site", "--url", inner}), 2) << inner;
        EXPECT_NE(err.find("--inner-network"), std::string::npos) << err;
    }
    EXPECT_EQ(one("SELECT count(*) FROM webhook_target"), "0");
    EXPECT_EQ(run({"webhook", "allow", "--system", "parents-site", "--url", "https://127.0.0.1/",
                   "--inner-network"}),
              0)
        << err;
    EXPECT_EQ(run({"webhook", "allow", "--system", "parents-site", "--url", "https://example.com/"}), 0)
        << err;
}

TEST_F(CliCommands, RecordsWhoApprovedAReset) {
    ASSERT_EQ(run({"seed", "--from", "2026-10-01", "--reservations", "0", "--accounts", "--for-tests"}), 0)
        << err;
    EXPECT_EQ(run({"user", "reset", "--login", "kakuu-shokuin", "--approved-by", "kakuu-shi"}), 0) << err;
    EXPECT_EQ(lineValue("Login ID:"), "kakuu-shokuin");
    const std::string approver = one("SELECT id FROM account WHERE login_id = 'kakuu-shi'");
    EXPECT_EQ(one("SELECT members FROM audit WHERE action = 'account.reset'"), "approved-by:" + approver);
    EXPECT_EQ(one("SELECT password_change FROM account WHERE login_id = 'kakuu-shokuin'"), "1");
    EXPECT_EQ(one("SELECT count(*) FROM factor"), "1") << "only the approver's is left";
}

TEST_F(CliCommands, DisablesAnAccount) {
    addPlaces();
    ASSERT_EQ(run({"user", "add", "--role", "municipal", "--login", "taro", "--name", "架空",
                   "--municipality", "132012"}),
              0);
    EXPECT_EQ(run({"user", "disable", "--login", "TARO"}), 0);
    EXPECT_EQ(one("SELECT status FROM account"), "disabled");
    EXPECT_EQ(run({"user", "disable", "--login", "nobody"}), 1);
    EXPECT_EQ(one("SELECT count(*) FROM audit WHERE action = 'account.disable'"), "1");
}

TEST_F(CliCommands, ChecksMunicipalities) {
    EXPECT_EQ(run({"municipality", "add", "--code", "132013", "--name", "架空市"}), 2) << "check digit";
    EXPECT_EQ(run({"municipality", "add", "--code", "13201", "--name", "架空市", "--warn-minutes", "100",
                   "--late-minutes", "50"}),
              2);
    EXPECT_EQ(run({"municipality", "add", "--code", "13201", "--name", "\xff\xfe"}), 2);
    EXPECT_EQ(run({"municipality", "add", "--code", "13201", "--name", "架空市", "--warn-minutes", "100",
                   "--late-minutes", "200"}),
              0);
    EXPECT_EQ(one("SELECT late_minutes FROM municipality WHERE code = '132012'"), "200");
    EXPECT_EQ(run({"municipality", "add", "--code", "132012", "--name", "架空市"}), 1);
    EXPECT_NE(err.find("exists already"), std::string::npos);
}

TEST_F(CliCommands, AssignsFacilitiesToOperatorsAndAccounts) {
    addPlaces();
    ASSERT_EQ(run({"operator", "add", "--name", "架空福祉会"}), 0);
    const std::string id = out.substr(0, 36);
    ASSERT_EQ(run({"facility", "assign", "--facility", "1", "--municipality", "132012", "--operator", id}), 0)
        << err;
    EXPECT_EQ(one("SELECT standard_id FROM facility WHERE operator_id IS NOT NULL"), "0000000001");
    EXPECT_EQ(one("SELECT version FROM record WHERE kind = 'facility' ORDER BY version DESC"), "2");
    ASSERT_EQ(run({"user", "add", "--role", "staff", "--login", "hanako", "--name", "架空", "--facility", "1",
                   "--municipality", "132012"}),
              0);
    ASSERT_EQ(run({"facility", "assign", "--facility", "2", "--municipality", "132012", "--login", "hanako"}),
              0);
    EXPECT_EQ(one("SELECT count(*) FROM account_facility"), "2");
    EXPECT_EQ(run({"facility", "assign", "--facility", "2", "--municipality", "132012"}), 2);
}

TEST_F(CliCommands, ListsFacilitiesForNewcomers) {
    addPlaces();
    ASSERT_EQ(run({"facility", "list", "--municipality", "132012"}), 0);
    EXPECT_NE(out.find("\t0000000001\tそらの木保育園\n"), std::string::npos) << out;
}

TEST_F(CliCommands, ShowsASystemsSecretOnceAndKeepsOnlyItsHash) {
    addPlaces();
    ASSERT_EQ(run({"system", "add", "--name", "架空ポータル", "--id", "kakuu", "--municipality", "132012"}),
              0)
        << err;
    const std::string secret = lineValue("client_secret:");
    EXPECT_EQ(secret.size(), 39U);
    EXPECT_EQ(lineValue("client_id:"), "kakuu");
    EXPECT_EQ(one("SELECT secret_hash FROM system_client").find(secret), std::string::npos);
    EXPECT_EQ(run({"system", "add", "--name", "架空ポータル", "--id", "kakuu", "--municipality", "132012"}),
              1);
    EXPECT_EQ(run({"system", "add", "--name", "架空ポータル", "--id", "phone", "--municipality", "132012"}),
              2);
    EXPECT_EQ(run({"system", "add", "--name", "架空ポータル"}), 2);
}

TEST_F(CliCommands, KnowsHelpAndMistakes) {
    EXPECT_EQ(runAsIs({"serve"}), -1);
    EXPECT_EQ(runAsIs({}), -1);
    EXPECT_EQ(runAsIs({"user"}), 2);
    EXPECT_EQ(runAsIs({"user", "add", "--help"}), 0);
    EXPECT_NE(out.find("--role ROLE"), std::string::npos);
    EXPECT_EQ(runAsIs({"user", "disable", "--login", "taro"}), 2) << "without --data";
    EXPECT_EQ(run({"user", "disable", "--login", "taro", "--colour", "red"}), 2);
    EXPECT_NE(err.find("unknown option --colour"), std::string::npos);
    EXPECT_EQ(run({"user", "disable", "--login"}), 2);
    EXPECT_EQ(run({"user", "disable", "--login", "taro"}), 1) << "an empty directory is no hub";
    EXPECT_NE(err.find("holds no hub's data"), std::string::npos) << err;
    EXPECT_FALSE(std::filesystem::exists(directory / "hub.sqlite"));
    EXPECT_NE(hub::cli::summary().find("import-facilities"), std::string::npos);
}

} // namespace
