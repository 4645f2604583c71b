// From the first sign-in to the last sign-out.
#include "hub/auth/totp.h"
#include "story.h"

namespace contract {
namespace {

class SignInStory : public Contract {
protected:
    Told post(const std::string &call, const std::string &body, const std::string &token = {}) {
        return hub.ask({.method = "POST", .target = "/v1/auth/" + call, .body = body, .token = token});
    }
    Told login(const std::string &loginId, const std::string &password) {
        return post("login", R"({"login_id":")" + loginId + R"(","password":")" + password +
                                 R"(","device_id":")" + hub.newId() + R"(","device_name":"架空のPC"})");
    }
    static std::string codeOf(const std::string &secret) {
        return hub::auth::totpCode(secret, hub::auth::totpStep(domain::systemClock()->now()));
    }
    static std::string secretIn(const std::string &uri) {
        const std::size_t from = uri.find("secret=") + 7;
        return hub::auth::fromBase32(uri.substr(from, uri.find('&', from) - from)).value_or("");
    }
    Told changes(const std::string &token) {
        return hub.ask({.target = "/v1/changes?limit=1", .token = token});
    }
};
INSTANTIATE_TEST_SUITE_P(Hub, SignInStory, ::testing::ValuesIn(HubUnderTest::ways()), nameOfWay);

TEST_P(SignInStory, TheFirstSignInEndsWithAPasswordAndASecondFactor) {
    const Account &account = hub.newAccount();
    const Told first = login(account.loginId, account.password);
    ASSERT_EQ(first.status, 200) << first.body;
    EXPECT_TRUE(first.flag("/password_change_required"));
    EXPECT_TRUE(first.flag("/enrolment_required"));
    const std::string mfa = R"({"mfa_token":")" + first.text("/mfa_token") + "\"";
    EXPECT_EQ(post("password", mfa + R"(,"new_password":"short"})").fault(), "/new_password too-short");
    EXPECT_EQ(post("password", mfa + R"(,"new_password":"password12345"})").status, 422) << "a common one";
    EXPECT_EQ(post("password", mfa + R"(,"new_password":"a quiet green teapot"})").status, 204);
    EXPECT_EQ(login(account.loginId, account.password).status, 401) << "the activation code is used up";
    const Told second = login(account.loginId, "a quiet green teapot");
    EXPECT_TRUE(second.flag("/enrolment_required"));
    const std::string again = R"({"mfa_token":")" + second.text("/mfa_token") + "\"";
    const Told enrolment = post("enrolment", again + "}");
    ASSERT_EQ(enrolment.status, 200) << enrolment.body;
    const std::string secret = secretIn(enrolment.text("/otpauth_uri"));
    EXPECT_EQ(post("enrolment/confirm", again + R"(,"code":"000"})").status, 401);
    const Told confirmed = post("enrolment/confirm", again + R"(,"code":")" + codeOf(secret) + "\"}");
    ASSERT_EQ(confirmed.status, 200) << confirmed.body;
    EXPECT_EQ(confirmed.size("/recovery_codes"), 10U);
    EXPECT_EQ(confirmed.text("/user/role"), "municipal");
    EXPECT_EQ(changes(confirmed.text("/access_token")).status, 200);
    // A recovery code stands for the second factor, once.
    const std::string code =
        R"(,"method":"recovery_code","code":")" + confirmed.text("/recovery_codes/0") + "\"}";
    const auto byCode = [&] {
        return post("mfa", R"({"mfa_token":")" +
                               login(account.loginId, "a quiet green teapot").text("/mfa_token") + "\"" +
                               code);
    };
    EXPECT_EQ(byCode().status, 200);
    EXPECT_EQ(byCode().code(), "mfa-required");
}

TEST_P(SignInStory, AWrongPasswordAndAnUnknownNameSoundTheSame) {
    const Told wrong = login(hub.spareAccount().loginId, "not the right password");
    const Told unknown = login("nobody-at-all", "not the right password");
    EXPECT_EQ(wrong.status, 401);
    EXPECT_EQ(wrong.code(), "unauthenticated");
    EXPECT_EQ(unknown.status, 401);
    EXPECT_EQ(unknown.text("/detail"), wrong.text("/detail"));
    EXPECT_EQ(login("", "").status, 422);
}

TEST_P(SignInStory, ACodeCountsOnce) {
    const Account &account = hub.spareAccount();
    const Told told = hub.signIn(account, hub.newId());
    EXPECT_EQ(told.status, 200) << told.body;
    EXPECT_EQ(told.text("/user/login_id"), account.loginId);
    EXPECT_EQ(told.text("/user/municipality_code"), "131016");
    EXPECT_GT(told.number("/expires_in"), 0);
    EXPECT_EQ(hub.signIn(account, hub.newId()).code(), "mfa-required") << "the same code again";
}

TEST_P(SignInStory, WrongCodesMakeTheWaitsGrow) {
    const Account &account = hub.spareAccount();
    const Told half = login(account.loginId, account.password);
    const std::string body =
        R"({"mfa_token":")" + half.text("/mfa_token") + R"(","method":"totp","code":"12345"})";
    int refused = 0;
    Told told = post("mfa", body);
    for (; told.status == 401 && refused < 20; ++refused) {
        told = post("mfa", body);
    }
    EXPECT_EQ(told.status, 429) << told.body;
    EXPECT_EQ(told.code(), "rate-limited");
    EXPECT_GT(std::stoi("0" + told.header("retry-after")), 0);
    EXPECT_LE(refused, 10) << "guessing gets slower soon";
}

TEST_P(SignInStory, RefreshTokensRotateAndAnOldOneEndsTheSession) {
    const Told first = hub.signIn(hub.spareAccount(), hub.newId());
    const auto refresh = [&](const std::string &token) {
        return post("refresh", R"({"refresh_token":")" + token + "\"}");
    };
    const Told second = refresh(first.text("/refresh_token"));
    ASSERT_EQ(second.status, 200) << second.body;
    EXPECT_NE(second.text("/refresh_token"), first.text("/refresh_token"));
    const Told retried = refresh(first.text("/refresh_token"));
    EXPECT_EQ(retried.text("/refresh_token"), second.text("/refresh_token"))
        << "who did not hear the answer gets it again";
    const Told third = refresh(second.text("/refresh_token"));
    EXPECT_EQ(third.status, 200);
    const Told reused = refresh(first.text("/refresh_token"));
    EXPECT_EQ(reused.status, 401);
    EXPECT_EQ(changes(third.text("/access_token")).code(), "session-ended");
    EXPECT_EQ(refresh("invented").status, 401);
}

TEST_P(SignInStory, ADeviceThatWasLostDestroysWhatItHolds) {
    const Account &account = hub.spareAccount();
    const Told lost = hub.signIn(account, hub.newId());
    const std::string token = lost.text("/access_token");
    const Told list = hub.ask({.target = "/v1/auth/sessions", .token = token});
    ASSERT_EQ(list.size("/sessions"), 1U) << list.body;
    EXPECT_TRUE(list.flag("/sessions/0/current"));
    const std::string path = "/v1/auth/sessions/" + list.text("/sessions/0/id");
    EXPECT_EQ(hub.ask({.method = "DELETE", .target = path, .token = hub.token(Who::Municipal)}).status, 404)
        << "not theirs";
    const Told ended = hub.ask({.method = "DELETE", .target = path + "?wipe=true", .token = token});
    EXPECT_EQ(ended.status, 200) << ended.body;
    EXPECT_TRUE(ended.flag("/unsent_work_destroyed")) << "says so to whoever orders it";
    EXPECT_EQ(changes(token).code(), "device-wiped");
}

TEST_P(SignInStory, SigningOutEndsTheSession) {
    const std::string token = hub.signIn(hub.spareAccount(), hub.newId()).text("/access_token");
    EXPECT_EQ(changes(token).status, 200);
    EXPECT_EQ(post("logout", "", token).status, 204);
    EXPECT_EQ(changes(token).code(), "session-ended");
}

TEST_P(SignInStory, ASystemSignsInWithItsSecret) {
    const auto ask = [&](const std::string &body, const char *type) {
        return hub.ask({.method = "POST",
                        .target = "/v1/oauth/token",
                        .body = body,
                        .headers = {{"content-type", type}}});
    };
    EXPECT_FALSE(hub.token(Who::Portal).empty());
    EXPECT_EQ(
        ask(R"({"grant_type":"client_credentials","client_id":"kakuu-portal","client_secret":"guessed"})",
            "application/json")
            .status,
        401);
    EXPECT_EQ(ask("grant_type=client_credentials&client_id=kakuu-portal&client_secret=guessed",
                  "application/x-www-form-urlencoded")
                  .status,
              401);
    EXPECT_EQ(
        ask(R"({"grant_type":"password","client_id":"kakuu-portal","client_secret":"x"})", "application/json")
            .status,
        422);
}

} // namespace
} // namespace contract
