// Every role × every call × somebody else's object, from the router's own list: a call that is new has to be
// entered in security_world.cpp before this test passes again.
#include "hub/auth/sessions.h"
#include "hub/db/read.h"
#include "hub/service/hub_routes.h"
#include "security_world.h"

namespace hub::test {
namespace {

class SecurityTable : public SecurityWorld {
protected:
    std::string foreignPath(const Route &route) const { return pathOf(route, ids, "131024"); }
    /// Everything that belongs to the second municipality, as far as anybody could change it.
    std::string foreignState() {
        std::string state;
        administer([&](Context &context) -> domain::Result<void> {
            for (const std::string_view sql :
                 {std::string_view("SELECT id, CAST(version AS TEXT), coalesce(body, '') FROM record "
                                   "WHERE municipality = '131024' ORDER BY kind, id"),
                  std::string_view("SELECT id, status, password_hash FROM account "
                                   "WHERE login_id IN ('owner', 'office') ORDER BY id"),
                  std::string_view(
                      "SELECT id, url, CAST(version AS TEXT) FROM webhook WHERE system_id = 'other-site'"),
                  std::string_view(
                      "SELECT id, account_id, CAST(coalesce(ended_at, 0) AS TEXT) FROM session "
                      "WHERE account_id IN (SELECT id FROM account WHERE login_id IN ('owner', 'office')) "
                      "ORDER BY id"),
                  std::string_view("SELECT id, account_id, sealed_secret FROM factor ORDER BY id"),
                  std::string_view(
                      "SELECT account_id, facility_id, '' FROM account_facility WHERE facility_id IN "
                      "(SELECT id FROM facility WHERE municipality = '131024') ORDER BY account_id")}) {
                if (auto read = eachRow(context.db, sql, {},
                                        [&state](const Rows &row) {
                                            for (int column = 0; column < 3; ++column) {
                                                state.append(row.text(column)).append("|");
                                            }
                                        });
                    !read) {
                    return read;
                }
            }
            return {};
        });
        return state;
    }
    [[nodiscard]] bool namesForeign(std::string_view text) const {
        for (const auto &[name, id] : ids) {
            if (name != "new" && text.find(id) != std::string_view::npos) {
                return true;
            }
        }
        return false;
    }
};

TEST_F(SecurityTable, EveryCallIsEnteredHere) {
    const Table entries = securityTable();
    std::set<std::string> there;
    for (const Route &route : hubRoutes()) {
        there.insert(callOf(route));
        EXPECT_TRUE(entries.contains(callOf(route))) << callOf(route) << " is new: say here whom it is for";
    }
    for (const auto &[call, entry] : entries) {
        EXPECT_TRUE(there.contains(call)) << call << " is gone";
    }
}

TEST_F(SecurityTable, WithoutASessionNothingButTheOpenCallsAnswers) {
    const Table entries = securityTable();
    for (const Route &route : hubRoutes()) {
        const Entry &entry = entries.at(callOf(route));
        const bool open = entry.about == About::Nobody || entry.about == About::SignIn;
        EXPECT_EQ(route.signIn == SignIn::None || route.pattern == "/v1/auth/password", open)
            << callOf(route);
        for (const std::string &token : {std::string(), std::string("forged"), callers.at("staff") + "x"}) {
            const Response answer = send(std::string(route.method), foreignPath(route), entry.body, token);
            EXPECT_TRUE(open || answer.status == 401) << callOf(route) << ' ' << answer.text();
            EXPECT_LT(answer.status, 500) << callOf(route) << ' ' << answer.text();
            EXPECT_TRUE(route.pattern.starts_with("/v1/open-data/") || !namesForeign(answer.text()))
                << callOf(route);
        }
    }
}

TEST_F(SecurityTable, NobodyReachesWhatBelongsToOthers) {
    const Table entries = securityTable();
    const std::string before = foreignState();
    ASSERT_NE(before.find(ids.at("reservation")), std::string::npos);
    for (const Route &route : hubRoutes()) {
        const Entry &entry = entries.at(callOf(route));
        if (entry.about != About::Object) {
            continue;
        }
        for (const auto &[role, token] : callers) {
            const Response answer = send(std::string(route.method), foreignPath(route), entry.body, token,
                                         {{"if-match", "\"1\""}});
            const bool batch = route.pattern.ends_with("/batch") || route.pattern.ends_with("/import") ||
                               route.pattern == "/v1/vacancies/publish";
            const bool refused = answer.status == 403 || answer.status == 404 || answer.status == entry.also;
            EXPECT_TRUE(refused || (batch && answer.status < 500))
                << role << ' ' << callOf(route) << ": " << answer.status << ' ' << answer.text();
            // An import names the officer's own facilities, which are called the same here.
            const bool ownNamed = route.pattern.ends_with("/import");
            EXPECT_TRUE(ownNamed ? !namesForeign(answer.text())
                                 : answer.text().find("架空園") == std::string_view::npos)
                << role << ' ' << callOf(route);
            EXPECT_EQ(answer.text().find("花子"), std::string_view::npos) << role << ' ' << callOf(route);
        }
        EXPECT_EQ(foreignState(), before) << callOf(route) << " changed what belongs to others";
    }
}

TEST_F(SecurityTable, AnIdOfOthersIsNotGivenAway) {
    const Table entries = securityTable();
    const std::string before = foreignState();
    for (const Route &route : hubRoutes()) {
        if (route.method != "PUT" || route.pattern.starts_with("/v1/vacancies") ||
            route.pattern.ends_with("/approval-rule")) {
            continue;
        }
        for (const auto &[role, token] : callers) {
            const Response answer = create(foreignPath(route), entries.at(callOf(route)).body, token);
            EXPECT_GE(answer.status, 403) << role << ' ' << callOf(route) << answer.text();
            EXPECT_LT(answer.status, 500) << role << ' ' << callOf(route) << answer.text();
            EXPECT_EQ(answer.text().find("\"current\""), std::string_view::npos)
                << role << ' ' << callOf(route) << ' ' << answer.text();
        }
        EXPECT_EQ(foreignState(), before) << callOf(route);
    }
}

TEST_F(SecurityTable, ListsHoldNothingOfOthers) {
    const Table entries = securityTable();
    for (const Route &route : hubRoutes()) {
        if (entries.at(callOf(route)).about != About::Oneself || route.method != "GET") {
            continue;
        }
        for (const auto &[role, token] : callers) {
            const Response answer = send("GET", std::string(route.pattern), "", token);
            EXPECT_LT(answer.status, 500) << role << ' ' << callOf(route);
            EXPECT_FALSE(namesForeign(answer.text())) << role << ' ' << callOf(route) << ' ' << answer.text();
            Request named{.method = "GET", .path = std::string(route.pattern)};
            named.headers["authorization"] = "Bearer " + token;
            named.query["municipality"] = "131024";
            EXPECT_FALSE(namesForeign(service->handle(named).text())) << role << ' ' << callOf(route);
        }
    }
}

TEST_F(SecurityTable, ATokenWithFewerScopesIsRefusedOutsideThem) {
    std::map<std::string, std::string> tokens;
    administer([&](Context &context) -> domain::Result<void> {
        for (const char *scope : {"availability", "reservations:read", "reservations:write", "webhooks"}) {
            const auto made = auth::systemSession(context, "own-site", "own-site", scope);
            if (!made) {
                return domain::passOn(made);
            }
            tokens[scope] = *made;
        }
        return {};
    });
    const std::vector<std::pair<std::string, std::string>> needs = {{"/v1/facilities", "availability"},
                                                                    {"/v1/changes", "reservations:read"},
                                                                    {"/v1/webhooks", "webhooks"}};
    for (const auto &[path, scope] : needs) {
        for (const auto &[given, token] : tokens) {
            EXPECT_EQ(send("GET", path, "", token).status, given == scope ? 200 : 403)
                << path << " with " << given;
        }
    }
    const std::string booking = securityTable()["PUT /v1/reservations/{id}"].body;
    for (const auto &[given, token] : tokens) {
        EXPECT_EQ(create("/v1/reservations/" + ids.at("new"), booking, token).status == 403,
                  given != "reservations:write")
            << given;
    }
}

} // namespace
} // namespace hub::test
