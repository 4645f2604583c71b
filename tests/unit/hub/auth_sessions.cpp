// Sessions: tokens that rotate, devices that are ended.
#include "auth_world.h"

#include "hub/auth/password.h"
#include "hub/auth/sessions.h"
#include "hub/auth/systems.h"
#include "hub/auth/tokens.h"
#include "hub/records/facility_store.h"

#include <gtest/gtest.h>

using namespace std::chrono_literals;

namespace {

class AuthSessions : public testing::Test {
protected:
    AuthSessions() {
        world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
        enrolled = world.enrol("hanako", "ABCD-EFGH-JKMN-PQRS", goodPassword);
    }
    Answer refresh(const std::string &token) {
        return world.post("/v1/auth/refresh", wire::refreshRequestJson(token));
    }
    wire::Tokens refreshed(const std::string &token) {
        const Answer answer = refresh(token);
        EXPECT_EQ(answer.status, 200) << answer.body;
        return wire::tokensFromJson(answer.body).value_or(wire::Tokens{});
    }
    wire::Tokens signInAgain(const std::string &device) {
        world.clock.advance(60s);
        const Answer answer =
            world.codeCall(world.mfaToken("hanako", goodPassword, device), world.codeOf(enrolled.secret));
        EXPECT_EQ(answer.status, 200) << answer.body;
        return wire::tokensFromJson(answer.body).value_or(wire::Tokens{});
    }

    AuthWorld world;
    Enrolled enrolled;
};

TEST_F(AuthSessions, AccessEndsAfterTenMinutesAndRefreshGoesOn) {
    world.clock.advance(10min);
    EXPECT_EQ(world.caller(enrolled.tokens.accessToken).error().code, "token-expired");
    const wire::Tokens next = refreshed(enrolled.tokens.refreshToken);
    EXPECT_TRUE(world.caller(next.accessToken));
    EXPECT_NE(next.refreshToken, enrolled.tokens.refreshToken);
    EXPECT_TRUE(next.recoveryCodes.empty());
}

TEST_F(AuthSessions, GivesTheSameSuccessorToWhoDidNotHearTheAnswer) {
    const wire::Tokens first = refreshed(enrolled.tokens.refreshToken);
    world.clock.advance(60s);
    EXPECT_EQ(refreshed(enrolled.tokens.refreshToken).refreshToken, first.refreshToken);
    EXPECT_NE(refreshed(first.refreshToken).refreshToken, first.refreshToken);
}

TEST_F(AuthSessions, RevokesAndRecordsTheLateReuseOfAToken) {
    const wire::Tokens first = refreshed(enrolled.tokens.refreshToken);
    world.clock.advance(61s);
    EXPECT_EQ(refresh(enrolled.tokens.refreshToken).error.code, "session-ended");
    EXPECT_EQ(refresh(first.refreshToken).error.code, "session-ended") << "the whole family is out";
    EXPECT_EQ(world.caller(first.accessToken).error().code, "session-ended");
    EXPECT_EQ(world.audited("session.token-reuse"), 1);
}

TEST_F(AuthSessions, RevokesWhenATokenTwoGenerationsOldComesBackAtOnce) {
    const wire::Tokens first = refreshed(enrolled.tokens.refreshToken);
    refreshed(first.refreshToken);
    EXPECT_EQ(refresh(enrolled.tokens.refreshToken).error.code, "session-ended");
}

TEST_F(AuthSessions, RefusesTokensThatItDidNotMake) {
    EXPECT_EQ(refresh("made-up").error.code, "unauthenticated");
    EXPECT_EQ(refresh(enrolled.tokens.accessToken).error.code, "unauthenticated");
    EXPECT_EQ(world.caller(enrolled.tokens.refreshToken).error().code, "unauthenticated");
    EXPECT_EQ(world.caller("").error().code, "unauthenticated");
    std::string altered = enrolled.tokens.accessToken;
    altered[25] = altered[25] == 'A' ? 'B' : 'A';
    EXPECT_EQ(world.caller(altered).error().code, "unauthenticated");
}

TEST_F(AuthSessions, EndsAtLogout) {
    EXPECT_EQ(world.post("/v1/auth/logout", "", enrolled.tokens.accessToken).status, 204);
    EXPECT_EQ(world.caller(enrolled.tokens.accessToken).error().code, "session-ended");
    EXPECT_EQ(refresh(enrolled.tokens.refreshToken).error.code, "session-ended");
}

TEST_F(AuthSessions, ForgetsADeviceThatNobodyUsedForAQuarterOfAYear) {
    world.clock.advance(std::chrono::days(91));
    EXPECT_EQ(refresh(enrolled.tokens.refreshToken).error.code, "session-ended");
}

TEST_F(AuthSessions, ListsDevicesAndWipesALostOne) {
    const wire::Tokens lost = signInAgain("laptop");
    const auto sessions =
        wire::sessionsFromJson(world.call("GET", "/v1/auth/sessions", "", enrolled.tokens.accessToken).body);
    ASSERT_TRUE(sessions);
    ASSERT_EQ(sessions->size(), 2U);
    std::string other;
    for (const wire::SessionInfo &session : *sessions) {
        if (!session.current) {
            other = session.id;
        }
    }
    const Answer ordered =
        world.call("DELETE", "/v1/auth/sessions/" + other, "", enrolled.tokens.accessToken, "wipe=true");
    EXPECT_EQ(ordered.status, 200);
    EXPECT_NE(ordered.body.find(R"("unsent_work_destroyed":true)"), std::string::npos);
    EXPECT_EQ(world.caller(lost.accessToken).error().code, "device-wiped");
    EXPECT_EQ(refresh(lost.refreshToken).error.code, "device-wiped");
    EXPECT_EQ(world.audited("session.wipe"), 1);
}

TEST_F(AuthSessions, HidesOtherPeoplesSessions) {
    world.addAccount("taro", "TUVW-XYZ2-3456-7892");
    const Enrolled taro = world.enrol("taro", "TUVW-XYZ2-3456-7892", "three white bicycles");
    const std::string id = world.caller(taro.tokens.accessToken)->session.text();
    EXPECT_EQ(world.call("DELETE", "/v1/auth/sessions/" + id, "", enrolled.tokens.accessToken).status, 404);
    EXPECT_EQ(world.call("DELETE", "/v1/auth/sessions/nonsense", "", enrolled.tokens.accessToken).status,
              404);
    EXPECT_TRUE(world.caller(taro.tokens.accessToken));
}

TEST_F(AuthSessions, LetsAManagerEndTheSessionsOfTheirOwnStaffOnly) {
    world.inTransaction([this](hub::Context &context) -> domain::Result<void> {
        domain::FacilityId ids[2];
        for (domain::FacilityId &id : ids) {
            domain::Facility facility;
            facility.id = id = domain::FacilityId::make(context.clock, context.random);
            facility.municipalityCode = "132012";
            facility.profile["name"] = "そらの木保育園";
            if (auto made = hub::createFacility(context, facility); !made) {
                return domain::passOn(made);
            }
        }
        const std::string hash = hub::auth::passwordHash(hub::auth::normalisedCode("ABCD-EFGH-JKMN-PQRS"),
                                                         hub::auth::HashCost::Cheap);
        const auto add = [&](const char *login, domain::Role role, const domain::FacilityId &where) {
            return hub::auth::addAccount(context, {.loginId = login,
                                                   .name = "架空",
                                                   .role = role,
                                                   .facilities = {where},
                                                   .municipality = {},
                                                   .operatorId = {},
                                                   .activationHash = hash});
        };
        for (const auto &added :
             {add("encho", domain::Role::Manager, ids[0]), add("own", domain::Role::Staff, ids[0]),
              add("other", domain::Role::Staff, ids[1])}) {
            if (!added) {
                return domain::passOn(added);
            }
        }
        return {};
    });
    const Enrolled manager = world.enrol("encho", "ABCD-EFGH-JKMN-PQRS", goodPassword);
    const Enrolled own = world.enrol("own", "ABCD-EFGH-JKMN-PQRS", goodPassword);
    const Enrolled other = world.enrol("other", "ABCD-EFGH-JKMN-PQRS", goodPassword);
    const auto end = [&](const Enrolled &whose) {
        const std::string id = world.caller(whose.tokens.accessToken)->session.text();
        return world.call("DELETE", "/v1/auth/sessions/" + id, "", manager.tokens.accessToken).status;
    };
    EXPECT_EQ(end(own), 200);
    EXPECT_EQ(end(other), 404);
    EXPECT_EQ(world.caller(own.tokens.accessToken).error().code, "session-ended");
    EXPECT_EQ(own.tokens.user.municipalityCode, "132012") << "of the facilities, where one only";
    EXPECT_TRUE(world.caller(other.tokens.accessToken));
}

TEST_F(AuthSessions, UnlocksWithACodeOnly) {
    world.clock.advance(60s);
    const std::string right = world.codeOf(enrolled.secret);
    const auto unlock = [&](const std::string &code) {
        return world.post("/v1/auth/unlock", R"({"code":")" + code + R"("})", enrolled.tokens.accessToken)
            .status;
    };
    EXPECT_EQ(unlock("000000"), 401);
    EXPECT_EQ(unlock(right), 204);
    EXPECT_EQ(unlock(right), 401);
}

TEST_F(AuthSessions, AddsAndRemovesFurtherDevicesButKeepsTheLast) {
    const auto body = [](const std::string &code) {
        return R"({"name":"予備の端末","code":")" + code + R"("})";
    };
    const std::string &access = enrolled.tokens.accessToken;
    EXPECT_EQ(world.post("/v1/auth/factors", body("000000"), access).status, 401);
    world.clock.advance(60s);
    const Answer begun = world.post("/v1/auth/factors", body(world.codeOf(enrolled.secret)), access);
    ASSERT_EQ(begun.status, 200) << begun.body;
    const std::string id = wire::stringMember(begun.body, "id").value();
    const std::string uri = wire::stringMember(begun.body, "otpauth_uri").value();
    const std::size_t from = uri.find("secret=") + 7;
    const std::string second = hub::auth::fromBase32(uri.substr(from, uri.find('&', from) - from)).value();
    const std::string path = "/v1/auth/factors/" + id;
    EXPECT_EQ(world.post(path + "/confirm", R"({"code":"000000"})", access).status, 401);
    EXPECT_EQ(world.post(path + "/confirm", R"({"code":")" + world.codeOf(second) + R"("})", access).status,
              204);
    world.clock.advance(60s);
    EXPECT_EQ(world.codeCall(world.mfaToken("hanako", goodPassword), world.codeOf(second)).status, 200);
    EXPECT_EQ(world.call("DELETE", path, "", access).status, 204);
    const std::string list = world.call("GET", "/v1/auth/factors", "", access).body;
    EXPECT_EQ(list.find(id), std::string::npos);
    const std::size_t at = list.find(R"("id":")") + 6;
    EXPECT_EQ(world.call("DELETE", "/v1/auth/factors/" + list.substr(at, 36), "", access).status, 403);
}

TEST_F(AuthSessions, RenewsRecoveryCodes) {
    world.clock.advance(60s);
    const Answer renewed =
        world.post("/v1/auth/recovery-codes", R"({"code":")" + world.codeOf(enrolled.secret) + R"("})",
                   enrolled.tokens.accessToken);
    ASSERT_EQ(renewed.status, 200);
    const std::string token = world.mfaToken("hanako", goodPassword);
    EXPECT_EQ(world.codeCall(token, enrolled.tokens.recoveryCodes[0], "recovery_code").status, 401);
    const std::size_t at = renewed.body.find(":[\"") + 3;
    EXPECT_EQ(world.codeCall(token, renewed.body.substr(at, 14), "recovery_code").status, 200);
}

TEST_F(AuthSessions, SignsAConnectedSystemInByItsSecret) {
    hub::auth::SystemSecret secret;
    world.inTransaction([&](hub::Context &context) -> domain::Result<void> {
        auto added = hub::auth::addSystem(
            context, {.id = "kakuu-portal", .name = "架空ポータル", .municipality = "132012"});
        if (!added) {
            return domain::passOn(added);
        }
        secret = *added;
        return {};
    });
    const auto ask = [&](const std::string &clientSecret) {
        return world.post("/v1/oauth/token",
                          R"({"grant_type":"client_credentials","client_id":"kakuu-portal",)"
                          R"("client_secret":")" +
                              clientSecret + R"("})");
    };
    EXPECT_EQ(ask("wrong").status, 401);
    const Answer given = ask(secret.clientSecret);
    ASSERT_EQ(given.status, 200) << given.body;
    const auto caller = world.caller(wire::stringMember(given.body, "access_token").value());
    ASSERT_TRUE(caller);
    EXPECT_EQ(caller->user.role, domain::Role::System);
    EXPECT_EQ(caller->systemId, "kakuu-portal");
    EXPECT_EQ(caller->user.municipalityCode, "132012");
    EXPECT_EQ(world
                  .post("/v1/auth/unlock", R"({"code":"1"})",
                        wire::stringMember(given.body, "access_token").value())
                  .status,
              403);
}

} // namespace
