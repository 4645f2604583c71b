// Accounts in the hands of those who answer for them: nobody reaches beyond his own, and a reset takes two.
#include "handler_world.h"

#include "hub/auth/accounts.h"
#include "hub/auth/password.h"
#include "hub/auth/tokens.h"

namespace {

class Users : public testing::Test {
protected:
    Users() {
        for (const hub::Caller &person : {manager, world.managerOf(world.komorebi), world.municipal(),
                                          world.operatorOffice(), world.hubOperator()}) {
            remember(person.user.id.text(), "", std::chrono::hours(24 * 30));
        }
    }
    /// An account in the list of colleagues for so long.
    void remember(const std::string &id, const std::string &madeBy, std::chrono::hours age) {
        world.inTransaction([&](hub::Context &context) {
            const auto at = (context.now() - age).time_since_epoch().count();
            ASSERT_TRUE(context.db.execute(
                "INSERT INTO account (id, login_id, name, role, password_hash, created_at, made_by) "
                "VALUES ($1, $2, '', 'manager', '', $3, $4) ON CONFLICT (id) DO UPDATE SET "
                "created_at = excluded.created_at, made_by = excluded.made_by",
                {id, "account-" + id, static_cast<std::int64_t>(at), madeBy}));
        });
    }
    HandlerWorld world;
    hub::Caller manager = world.managerOf(world.hinata);

    [[nodiscard]] static std::string person(const std::string &login, const std::string &role,
                                            const std::string &scope) {
        return R"({"login_id":")" + login + R"(","name":"架空 職員","role":")" + role + "\"" + scope + "}";
    }
    [[nodiscard]] static std::string at(const std::string &facility) {
        return R"(,"facilities":[")" + facility + "\"]";
    }
    HandlerWorld::Reply add(const hub::Caller &caller, const std::string &body) {
        return world.call(caller, "POST", "/v1/users", body);
    }
    /// An account at a nursery; gives its id.
    std::string addStaff(const std::string &login, const std::string &facility, const char *role = "staff") {
        const auto made = add(world.managerOf(facility), person(login, role, at(facility)));
        EXPECT_EQ(made.status, 201) << made.body;
        return made.json["user"]["id"].GetString();
    }
    HandlerWorld::Reply reset(const hub::Caller &caller, const std::string &id) {
        return world.call(caller, "POST", "/v1/users/" + id + "/reset");
    }
    hub::auth::Account account(const std::string &login) {
        hub::auth::Account found;
        world.inTransaction([&](hub::Context &context) {
            const auto stored = hub::auth::accountByLogin(context.db, login);
            ASSERT_TRUE(stored && *stored);
            found = **stored;
        });
        return found;
    }
};

TEST_F(Users, GetACodeForTheirFirstSignIn) {
    const auto made = add(manager, person("Sato.H", "staff", at(world.hinata)));
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_STREQ(made.json["user"]["login_id"].GetString(), "sato.h");
    const std::string code = made.text("activation_code");
    EXPECT_EQ(made.text("activation_until"), "2026-11-23T01:00:00Z");
    const auto stored = account("sato.h");
    EXPECT_TRUE(stored.passwordChange);
    EXPECT_TRUE(hub::auth::passwordMatches(stored.passwordHash, hub::auth::normalisedCode(code)));
    EXPECT_EQ(stored.passwordHash.find(code), std::string::npos);
    EXPECT_EQ(
        world.count("SELECT count(*) FROM audit WHERE action = 'account.add' AND municipality = '131016'"),
        1);
    EXPECT_EQ(add(manager, person("sato.h", "staff", at(world.hinata))).code(), "id-taken");
}

TEST_F(Users, AreAddedWithinOnesOwnScopeOnly) {
    const auto municipal = world.municipal();
    const std::string here = at(world.hinata);
    const std::string both = R"(,"facilities":[")" + world.hinata + R"(",")" + world.komorebi + "\"]";
    EXPECT_EQ(add(manager, person("a.one", "staff", at(world.komorebi))).status, 403);
    EXPECT_EQ(add(manager, person("a.two", "staff", both)).status, 403);
    EXPECT_EQ(add(manager, person("a.three", "municipal", R"(,"municipality_code":"131016")")).status, 403);
    EXPECT_EQ(add(world.staffOf(world.hinata), person("a.four", "staff", here)).status, 403);
    EXPECT_EQ(add(world.operatorOffice(), person("a.five", "staff", here)).status, 403);
    EXPECT_EQ(add(world.operatorOffice(), person("a.six", "manager", at(world.komorebi))).status, 201);
    EXPECT_EQ(add(municipal, person("a.seven", "manager", both)).status, 201);
    EXPECT_EQ(add(municipal, person("a.eight", "manager", at(world.minato))).status, 403);
    EXPECT_EQ(add(municipal, person("a.nine", "municipal", R"(,"municipality_code":"131024")")).status, 403);
    EXPECT_EQ(add(municipal, person("a.ten", "auditor", R"(,"municipality_code":"131016")")).status, 201);
    EXPECT_EQ(add(municipal, person("a.eleven", "hub_operator", "")).status, 403);
    EXPECT_EQ(add(world.hubOperator(), person("a.twelve", "hub_operator", "")).status, 201);
    EXPECT_EQ(add(world.hubOperator(), person("a.thirteen", "staff", here)).status, 403);
    EXPECT_EQ(add(world.hubOperator(), person("a.fourteen", "system", "")).status, 403);
    EXPECT_EQ(add(world.system("enpark", world.hinata), person("a.fifteen", "staff", here)).status, 403);
}

TEST_F(Users, OfTheHubStandInItsOwnChain) {
    EXPECT_EQ(add(world.hubOperator(), person("i.one", "hub_operator", "")).status, 201);
    EXPECT_EQ(
        world.count("SELECT count(*) FROM audit WHERE action = 'account.add' AND municipality = '000000'"),
        1);
    world.inTransaction([](hub::Context &context) {
        EXPECT_TRUE(hub::auditChainHolds(context.db, hub::hubItself).value_or(false));
    });
    // Nobody else sees it, and it is no municipality.
    EXPECT_FALSE(world.get(world.municipal(), "/v1/audit").has("account.add"));
    EXPECT_EQ(world.get(world.municipal(), "/v1/audit?municipality=000000").status, 404);
    EXPECT_EQ(world.get(world.municipal(), "/v1/municipalities/000000").status, 404);
}

TEST_F(Users, AreChangedUnderAKeyLikeEverythingElse) {
    const std::string body = person("h.one", "staff", at(world.hinata));
    const HandlerWorld::Headers none = {{"idempotency-key", ""}};
    EXPECT_EQ(world.call(manager, "POST", "/v1/users", body, none).status, 428);
    const std::string id = addStaff("h.one", world.hinata);
    EXPECT_EQ(world.call(manager, "POST", "/v1/users/" + id + "/reset", {}, none).status, 428);
    EXPECT_EQ(world
                  .call(manager, "POST", "/v1/facilities/" + world.hinata + "/approval-rule/preview",
                        R"({"enabled":true})", none)
                  .status,
              428);
}

TEST_F(Users, SayWhatIsWrongWithThem) {
    EXPECT_EQ(add(manager, person("å", "staff", at(world.hinata))).fault(), "/login_id not-a-login-id");
    EXPECT_EQ(
        add(manager, R"({"login_id":"b.one","role":"staff","facilities":[")" + world.hinata + "\"]}").fault(),
        "/name required");
    EXPECT_EQ(add(manager, R"({"login_id":"b.one"})").fault(), "/role required");
}

TEST_F(Users, AreListedToThoseWhoAnswerForThem) {
    addStaff("c.hinata", world.hinata);
    addStaff("c.komorebi", world.komorebi);
    addStaff("c.minato", world.minato);
    add(world.municipal(), person("c.city", "auditor", R"(,"municipality_code":"131016")"));
    const auto seen = [this](const hub::Caller &caller) {
        std::string logins;
        const auto list = world.get(caller, "/v1/users");
        EXPECT_EQ(list.status, 200);
        for (const auto &user : list.json["users"].GetArray()) {
            logins += std::string(user["login_id"].GetString()) + " ";
        }
        return logins;
    };
    EXPECT_EQ(seen(manager), "c.hinata ");
    EXPECT_EQ(seen(world.operatorOffice()), "c.komorebi ");
    EXPECT_EQ(seen(world.municipal()), "c.city c.hinata c.komorebi ");
    EXPECT_EQ(seen(world.hubOperator()), "c.city ");
    EXPECT_EQ(world.get(world.staffOf(world.hinata), "/v1/users").status, 403);
    EXPECT_EQ(world.get(world.municipal(domain::Role::Auditor), "/v1/users").status, 403);
    const auto list = world.get(manager, "/v1/users");
    EXPECT_TRUE(list.has(R"("status":"active")") && list.has("activation_until"));
    EXPECT_FALSE(list.has("password") || list.has("argon2"));
}

TEST_F(Users, AreShutByOthersOnly) {
    const std::string id = addStaff("d.one", world.hinata);
    EXPECT_EQ(world.call(world.managerOf(world.komorebi), "POST", "/v1/users/" + id + "/disable").status,
              404);
    EXPECT_EQ(world.call(world.staffOf(world.hinata), "POST", "/v1/users/" + id + "/disable").status, 403);
    hub::Caller self = manager;
    self.user.id = *domain::UserId::parse(id);
    EXPECT_EQ(world.call(self, "POST", "/v1/users/" + id + "/disable").status, 403);
    EXPECT_EQ(world.call(manager, "POST", "/v1/users/" + id + "/disable").status, 204);
    EXPECT_EQ(account("d.one").status, hub::auth::AccountStatus::Disabled);
    EXPECT_EQ(world.count("SELECT count(*) FROM audit WHERE action = 'account.disable'"), 1);
}

TEST_F(Users, AreResetByTwo) {
    const std::string id = addStaff("e.one", world.hinata);
    const std::string before = account("e.one").passwordHash;
    const auto asked = reset(manager, id);
    EXPECT_EQ(asked.status, 202) << asked.body;
    EXPECT_FALSE(asked.has("activation_code"));
    EXPECT_EQ(reset(manager, id).status, 202); // asking twice is still one person
    EXPECT_EQ(account("e.one").passwordHash, before);
    EXPECT_TRUE(world.get(manager, "/v1/users").has("reset_requested_at"));
    const auto done = reset(world.municipal(), id);
    ASSERT_EQ(done.status, 200) << done.body;
    const auto stored = account("e.one");
    EXPECT_TRUE(hub::auth::passwordMatches(stored.passwordHash,
                                           hub::auth::normalisedCode(done.text("activation_code"))));
    EXPECT_EQ(reset(world.municipal(), id).status, 202); // the request was used up
    EXPECT_EQ(world.count("SELECT count(*) FROM audit WHERE action = 'account.reset' AND members = "
                          "'requested-by:019ab000-0000-7000-8000-000000000001'"),
              1);
}

/// A manager who makes a second self must not be two people with it, whichever of the two asks first.
TEST_F(Users, AreNotResetByOnePersonWithTwoAccounts) {
    const std::string id = addStaff("r.one", world.hinata);
    hub::Caller second = manager;
    second.user.id = *domain::UserId::parse(addStaff("r.second", world.hinata, "manager"));
    EXPECT_EQ(reset(second, id).fault(), " person-too-new") << "it cannot even ask";
    EXPECT_EQ(reset(manager, id).status, 202);
    EXPECT_EQ(reset(second, id).fault(), " person-too-new");
    world.clock.advance(std::chrono::hours(24 * 8));
    EXPECT_EQ(reset(manager, id).status, 202);
    EXPECT_EQ(reset(second, id).fault(), " person-related") << "nor when it has grown old";
    EXPECT_EQ(reset(second, id).status, 403);
    world.clock.advance(std::chrono::hours(25));
    EXPECT_EQ(reset(second, id).status, 202);
    EXPECT_EQ(reset(manager, id).fault(), " person-related");
    EXPECT_EQ(account("r.one").passwordChange, true);
    EXPECT_EQ(reset(world.municipal(), id).status, 200) << "a person whom neither made";
}

TEST_F(Users, OfANurseryAreNotResetByACityOfficialWithTwoAccounts) {
    const std::string id = addStaff("s.one", world.hinata, "manager");
    hub::Caller second = world.municipal();
    const auto made =
        add(world.municipal(), person("s.city", "municipal", R"(,"municipality_code":"131016")"));
    second.user.id = *domain::UserId::parse(made.json["user"]["id"].GetString());
    EXPECT_EQ(reset(world.municipal(), id).status, 202);
    EXPECT_EQ(reset(second, id).status, 403);
    world.clock.advance(std::chrono::hours(24 * 8));
    EXPECT_EQ(reset(world.municipal(), id).status, 202);
    EXPECT_EQ(reset(second, id).status, 403);
    EXPECT_EQ(reset(manager, id).status, 200) << "two who know nothing of each other";
}

TEST_F(Users, AResetWaitsForADay) {
    const std::string id = addStaff("f.one", world.hinata);
    reset(manager, id);
    world.clock.advance(std::chrono::hours(24));
    EXPECT_EQ(reset(world.municipal(), id).status, 202);
}

TEST_F(Users, AreNotResetByThemselvesOrStrangers) {
    const std::string id = addStaff("g.one", world.hinata, "manager");
    hub::Caller self = manager;
    self.user.id = *domain::UserId::parse(id);
    EXPECT_EQ(reset(self, id).status, 403);
    EXPECT_EQ(reset(world.managerOf(world.komorebi), id).status, 404);
    EXPECT_EQ(reset(world.hubOperator(), id).status, 404);
    EXPECT_EQ(reset(world.municipal(domain::Role::Municipal, "131024"), id).status, 404);
    EXPECT_EQ(reset(world.staffOf(world.hinata), id).status, 403);
}

} // namespace
