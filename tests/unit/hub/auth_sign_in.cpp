// Signing in, as the people who do it see it.
#include "auth_world.h"

#include "hub/auth/password.h"
#include "hub/auth/throttle.h"
#include "hub/auth/tokens.h"

#include <gtest/gtest.h>

using namespace std::chrono_literals;

namespace {

class AuthSignIn : public testing::Test {
protected:
    AuthWorld world;
};

TEST_F(AuthSignIn, LeadsFromTheActivationCodeToTokens) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");

    const Answer first = world.login("hanako", "abcd efgh jkmn pqrs");
    const auto asked = wire::loginAnswerFromJson(first.body);
    ASSERT_TRUE(asked) << first.body;
    EXPECT_TRUE(asked->passwordChangeRequired);
    EXPECT_TRUE(asked->enrolmentRequired);
    EXPECT_TRUE(asked->methods.empty());

    const Enrolled enrolled = world.enrol("hanako", "ABCD-EFGH-JKMN-PQRS", goodPassword);
    EXPECT_EQ(enrolled.tokens.user.loginId, "hanako");
    EXPECT_EQ(enrolled.tokens.user.municipalityCode, "132012");
    EXPECT_EQ(enrolled.tokens.expiresInSeconds, 600);
    EXPECT_EQ(enrolled.tokens.recoveryCodes.size(), 10U);
    const auto caller = world.caller(enrolled.tokens.accessToken);
    ASSERT_TRUE(caller);
    EXPECT_EQ(caller->user.role, domain::Role::Municipal);
    EXPECT_EQ(caller->deviceName, "職員室のPC");
    EXPECT_EQ(world.audited("factor.enrol"), 1);
}

TEST_F(AuthSignIn, TakesTheActivationCodeOnlyUntilThePasswordIsChosen) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    world.enrol("hanako", "ABCD-EFGH-JKMN-PQRS", goodPassword);
    EXPECT_EQ(world.login("hanako", "ABCD-EFGH-JKMN-PQRS").status, 401);
    EXPECT_EQ(world.login("HANAKO", goodPassword).status, 200);
}

TEST_F(AuthSignIn, SaysThatAnActivationCodeIsTooOld) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    world.clock.advance(72h);
    const Answer late = world.login("hanako", "ABCD-EFGH-JKMN-PQRS");
    EXPECT_EQ(late.status, 401);
    ASSERT_EQ(late.error.fields.size(), 1U);
    EXPECT_EQ(late.error.fields[0].code, "activation-expired");
}

TEST_F(AuthSignIn, NeverSkipsTheChosenPassword) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    const std::string token = world.mfaToken("hanako", "ABCD-EFGH-JKMN-PQRS");
    EXPECT_EQ(world.post("/v1/auth/enrolment", wire::mfaTokenJson(token)).status, 403);
    EXPECT_EQ(world.codeCall(token, "000000").status, 401);
}

TEST_F(AuthSignIn, GoesOnWithEnrolmentAfterAnInterruption) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    const std::string token = world.mfaToken("hanako", "ABCD-EFGH-JKMN-PQRS");
    ASSERT_EQ(
        world.post("/v1/auth/password", wire::toJson(wire::PasswordRequest{token, {}, goodPassword})).status,
        204);
    const auto again = wire::loginAnswerFromJson(world.login("hanako", goodPassword).body);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->passwordChangeRequired);
    EXPECT_TRUE(again->enrolmentRequired);
}

TEST_F(AuthSignIn, EndsEnrolmentOnlyWithARightCode) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    const std::string token = world.mfaToken("hanako", "ABCD-EFGH-JKMN-PQRS");
    world.post("/v1/auth/password", wire::toJson(wire::PasswordRequest{token, {}, goodPassword}));
    world.post("/v1/auth/enrolment", wire::mfaTokenJson(token));
    const Answer wrong =
        world.post("/v1/auth/enrolment/confirm", wire::toJson(wire::MfaRequest{token, "totp", "000000"}));
    EXPECT_EQ(wrong.error.code, "mfa-required");
    EXPECT_TRUE(wire::loginAnswerFromJson(world.login("hanako", goodPassword).body)->enrolmentRequired);
}

TEST_F(AuthSignIn, RefusesASecondEnrolmentWithThePasswordAlone) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    world.enrol("hanako", "ABCD-EFGH-JKMN-PQRS", goodPassword);
    const std::string token = world.mfaToken("hanako", goodPassword);
    EXPECT_EQ(world.post("/v1/auth/enrolment", wire::mfaTokenJson(token)).status, 403);
}

TEST_F(AuthSignIn, AnswersUnknownIdAndWrongPasswordAlike) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    const Answer unknown = world.login("nobody", "yellow kettle on the roof");
    const Answer wrong = world.login("hanako", "yellow kettle on the roof");
    EXPECT_EQ(unknown.status, 401);
    EXPECT_EQ(unknown.status, wrong.status);
    EXPECT_EQ(unknown.body, wrong.body);
}

TEST_F(AuthSignIn, ThrottlesUnknownAndKnownIdsAlike) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(world.login("hanako", "wrong").status, 401);
        EXPECT_EQ(world.login("nobody", "wrong").status, 401);
    }
    const Answer known = world.login("hanako", "wrong");
    const Answer unknown = world.login("nobody", "wrong");
    EXPECT_EQ(known.status, 429);
    EXPECT_EQ(known.body, unknown.body);
    EXPECT_EQ(known.error.retryAfter, std::chrono::seconds(5));
}

TEST_F(AuthSignIn, MakesWaitsGrowAndHonoursTheRightPasswordAfterThem) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    const Enrolled enrolled = world.enrol("hanako", "ABCD-EFGH-JKMN-PQRS", goodPassword);
    for (int i = 0; i < 5; ++i) {
        world.login("hanako", "wrong");
    }
    EXPECT_EQ(world.login("hanako", goodPassword).status, 429);
    world.clock.advance(5s);
    EXPECT_EQ(world.login("hanako", "wrong").status, 401);
    EXPECT_EQ(world.login("hanako", goodPassword).error.retryAfter, std::chrono::seconds(10));
    world.clock.advance(30s);
    EXPECT_EQ(world.codeCall(world.mfaToken("hanako", goodPassword), world.codeOf(enrolled.secret)).status,
              200);
    // Signed in: the next mistake is the first one again.
    EXPECT_EQ(world.login("hanako", "wrong").status, 401);
    EXPECT_EQ(world.login("hanako", "wrong").status, 401);
}

TEST_F(AuthSignIn, DoesNotLetTheRightPasswordBuyGuessesAtTheCode) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    world.enrol("hanako", "ABCD-EFGH-JKMN-PQRS", goodPassword);
    int refused = 0;
    for (int i = 0; i < 8; ++i) {
        const Answer half = world.login("hanako", goodPassword);
        if (half.status == 429) {
            ++refused;
            continue;
        }
        world.codeCall(wire::loginAnswerFromJson(half.body)->mfaToken, "123456");
    }
    EXPECT_EQ(refused, 3);
}

TEST_F(AuthSignIn, KeepsTheDailyPcFreeOfAStrangersFailures) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    world.enrol("hanako", "ABCD-EFGH-JKMN-PQRS", goodPassword, "pc-1");
    for (int i = 0; i < 5; ++i) {
        world.login("hanako", "wrong", "stranger-" + std::to_string(i));
    }
    EXPECT_EQ(world.login("hanako", "wrong", "stranger-99").status, 429) << "a new device id buys nothing";
    EXPECT_EQ(world.login("hanako", goodPassword, "pc-1").status, 200);
}

TEST_F(AuthSignIn, LocksAfterAHundredFailuresUntilAReset) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    const Enrolled enrolled = world.enrol("hanako", "ABCD-EFGH-JKMN-PQRS", goodPassword);
    for (int i = 0; i < hub::auth::lockingFailures; ++i) {
        world.clock.advance(15min);
        ASSERT_EQ(world.login("hanako", "wrong").status, 401) << i;
    }
    world.clock.advance(15min);
    const Answer locked = world.login("hanako", goodPassword);
    EXPECT_EQ(locked.status, 403);
    ASSERT_EQ(locked.error.fields.size(), 1U);
    EXPECT_EQ(locked.error.fields[0].code, "account-locked");
    world.inTransaction([](hub::Context &context) {
        return hub::auth::resetAccount(
            context, "hanako", hub::auth::passwordHash("TUVWXYZ234567892", hub::auth::HashCost::Cheap));
    });
    world.clock.advance(15min);
    EXPECT_EQ(world.login("hanako", "TUVW-XYZ2-3456-7892").status, 200);
}

TEST_F(AuthSignIn, AcceptsACodeOnceAndAStepToEitherSide) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    const Enrolled enrolled = world.enrol("hanako", "ABCD-EFGH-JKMN-PQRS", goodPassword);
    const std::string token = world.mfaToken("hanako", goodPassword);
    EXPECT_EQ(world.codeCall(token, world.codeOf(enrolled.secret)).error.code, "mfa-required")
        << "used at the enrolment";
    world.clock.advance(60s);
    const std::int64_t now = hub::auth::totpStep(world.clock.now());
    EXPECT_EQ(world.codeCall(token, hub::auth::totpCode(enrolled.secret, now + 2)).status, 401);
    EXPECT_EQ(world.codeCall(token, hub::auth::totpCode(enrolled.secret, now - 1)).status, 200);
    EXPECT_EQ(world.codeCall(token, hub::auth::totpCode(enrolled.secret, now - 1)).status, 401);
    EXPECT_EQ(world.codeCall(token, hub::auth::totpCode(enrolled.secret, now + 1)).status, 200);
    EXPECT_EQ(world.codeCall(token, hub::auth::totpCode(enrolled.secret, now)).status, 401)
        << "older than the last one used";
}

/// The clock of the hub stood two days ahead, and is right again.
TEST_F(AuthSignIn, GoesOnAfterAClockThatWasAheadAndTakesNoCodeTwice) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    const Enrolled enrolled = world.enrol("hanako", "ABCD-EFGH-JKMN-PQRS", goodPassword);
    world.clock.advance(48h);
    const std::string ahead = world.codeOf(enrolled.secret);
    EXPECT_EQ(world.codeCall(world.mfaToken("hanako", goodPassword), ahead).status, 200);
    world.clock.advance(-47h - 55min);
    const std::string now = world.codeOf(enrolled.secret);
    testing::internal::CaptureStderr();
    EXPECT_EQ(world.codeCall(world.mfaToken("hanako", goodPassword), now).status, 200)
        << "the right code is right";
    EXPECT_NE(testing::internal::GetCapturedStderr().find("clock-behind"), std::string::npos);
    EXPECT_EQ(world.codeCall(world.mfaToken("hanako", goodPassword), now).status, 401) << "once";
    world.clock.advance(47h + 55min);
    EXPECT_EQ(world.codeCall(world.mfaToken("hanako", goodPassword), ahead).status, 401)
        << "when its time comes a second time, it was used already";
    world.clock.advance(30s);
    EXPECT_EQ(world.codeCall(world.mfaToken("hanako", goodPassword), world.codeOf(enrolled.secret)).status,
              200);
}

TEST_F(AuthSignIn, AClockThatGoesBackMakesNoUsedCodeGoodAgain) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    const Enrolled enrolled = world.enrol("hanako", "ABCD-EFGH-JKMN-PQRS", goodPassword);
    world.clock.advance(1h);
    const std::string seen = world.codeOf(enrolled.secret);
    EXPECT_EQ(world.codeCall(world.mfaToken("hanako", goodPassword), seen).status, 200);
    world.clock.advance(24h);
    EXPECT_EQ(world.codeCall(world.mfaToken("hanako", goodPassword), world.codeOf(enrolled.secret)).status,
              200);
    world.clock.advance(-24h);
    EXPECT_EQ(world.codeCall(world.mfaToken("hanako", goodPassword), seen).status, 401);
}

TEST_F(AuthSignIn, AWaitThatAClockAheadOrderedDoesNotOutliveIt) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    world.enrol("hanako", "ABCD-EFGH-JKMN-PQRS", goodPassword);
    world.clock.advance(48h);
    for (int i = 0; i < 6; ++i) {
        world.login("hanako", "wrong");
    }
    EXPECT_EQ(world.login("hanako", "wrong").status, 429);
    world.clock.advance(-48h);
    EXPECT_EQ(world.login("hanako", goodPassword).status, 200);
}

TEST_F(AuthSignIn, TakesCodesInFullWidthDigitsWithABlank) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    const Enrolled enrolled = world.enrol("hanako", "ABCD-EFGH-JKMN-PQRS", goodPassword);
    world.clock.advance(60s);
    std::string typed;
    for (const char digit : world.codeOf(enrolled.secret)) {
        typed += "\xEF\xBC";
        typed += static_cast<char>(0x90 + (digit - '0'));
        typed += typed.size() == 9 ? "　" : "";
    }
    EXPECT_EQ(world.codeCall(world.mfaToken("hanako", goodPassword), typed).status, 200);
}

TEST_F(AuthSignIn, TakesEachRecoveryCodeOnce) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    const Enrolled enrolled = world.enrol("hanako", "ABCD-EFGH-JKMN-PQRS", goodPassword);
    const std::string code = enrolled.tokens.recoveryCodes.at(3);
    const std::string token = world.mfaToken("hanako", goodPassword);
    EXPECT_EQ(world.codeCall(token, code, "recovery_code").status, 200);
    EXPECT_EQ(world.codeCall(token, code, "recovery_code").status, 401);
    EXPECT_EQ(world.audited("recovery-code.use"), 1);
}

TEST_F(AuthSignIn, ForgetsAHalfSignInAfterAQuarterOfAnHour) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    const Enrolled enrolled = world.enrol("hanako", "ABCD-EFGH-JKMN-PQRS", goodPassword);
    const std::string token = world.mfaToken("hanako", goodPassword);
    world.clock.advance(15min);
    EXPECT_EQ(world.codeCall(token, world.codeOf(enrolled.secret)).error.code, "unauthenticated");
    EXPECT_EQ(world.codeCall("made-up", world.codeOf(enrolled.secret)).error.code, "unauthenticated");
}

TEST_F(AuthSignIn, ShutsADisabledAccountOut) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    const Enrolled enrolled = world.enrol("hanako", "ABCD-EFGH-JKMN-PQRS", goodPassword);
    const std::string half = world.mfaToken("hanako", goodPassword);
    world.inTransaction([](hub::Context &context) { return hub::auth::disableAccount(context, "hanako"); });
    EXPECT_EQ(world.caller(enrolled.tokens.accessToken).error().code, "session-ended");
    EXPECT_EQ(
        world.post("/v1/auth/refresh", wire::refreshRequestJson(enrolled.tokens.refreshToken)).error.code,
        "session-ended");
    world.clock.advance(60s);
    EXPECT_EQ(world.codeCall(half, world.codeOf(enrolled.secret)).status, 401);
    EXPECT_EQ(world.login("hanako", goodPassword).body, world.login("nobody", goodPassword).body);
}

TEST_F(AuthSignIn, AsksForEveryMissingFieldAtOnce) {
    const Answer empty = world.post("/v1/auth/login", wire::toJson(wire::LoginRequest{}));
    EXPECT_EQ(empty.status, 422);
    EXPECT_EQ(empty.error.fields.size(), 3U);
    EXPECT_EQ(world.post("/v1/auth/login", "[]").status, 400);
    EXPECT_EQ(world.post("/v1/auth/mfa", "{").status, 400);
}

TEST_F(AuthSignIn, RefusesWeakFirstPasswordsAndKeepsTheActivationCode) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    const std::string token = world.mfaToken("hanako", "ABCD-EFGH-JKMN-PQRS");
    const auto tryPassword = [&](const std::string &password) {
        const Answer answer =
            world.post("/v1/auth/password", wire::toJson(wire::PasswordRequest{token, {}, password}));
        return answer.error.fields.empty() ? std::to_string(answer.status) : answer.error.fields[0].code;
    };
    EXPECT_EQ(tryPassword("short"), "too-short");
    EXPECT_EQ(tryPassword("qwertyuiop12"), "password-too-common");
    EXPECT_EQ(tryPassword("ABCD-EFGH-JKMN-PQRS"), "same-as-before");
    EXPECT_EQ(tryPassword("my name is hanako"), "contains-login-id");
    EXPECT_EQ(tryPassword("ほいくえんの きいろいやかん"), "204");
    EXPECT_EQ(tryPassword("another good one here"), "no-change-required");
}

TEST_F(AuthSignIn, ChangesThePasswordOfWhoKnowsTheOldOneAndEndsOtherSessions) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    const Enrolled enrolled = world.enrol("hanako", "ABCD-EFGH-JKMN-PQRS", goodPassword, "pc-1");
    world.clock.advance(60s);
    const auto other = wire::tokensFromJson(
        world.codeCall(world.mfaToken("hanako", goodPassword, "pc-2"), world.codeOf(enrolled.secret)).body);
    ASSERT_TRUE(other);
    const auto change = [&](const std::string &current, const std::string &wanted) {
        return world.post("/v1/auth/password", wire::toJson(wire::PasswordRequest{{}, current, wanted}),
                          enrolled.tokens.accessToken);
    };
    EXPECT_EQ(change("not the old one", "quiet river under snow").error.fields.at(0).code, "wrong-password");
    EXPECT_EQ(change(goodPassword, "short").error.fields.at(0).code, "too-short");
    EXPECT_EQ(change(goodPassword, "quiet river under snow").status, 204);
    EXPECT_TRUE(world.caller(enrolled.tokens.accessToken));
    EXPECT_EQ(world.caller(other->accessToken).error().code, "session-ended");
    EXPECT_EQ(world.login("hanako", goodPassword).status, 401);
    EXPECT_EQ(world.login("hanako", "quiet river under snow").status, 200);
    EXPECT_EQ(world.post("/v1/auth/password", wire::toJson(wire::PasswordRequest{{}, "a", "b"})).status, 401);
}

TEST_F(AuthSignIn, ResetRemovesFactorsAndSessionsButChoosesNothing) {
    world.addAccount("hanako", "ABCD-EFGH-JKMN-PQRS");
    const Enrolled enrolled = world.enrol("hanako", "ABCD-EFGH-JKMN-PQRS", goodPassword);
    world.inTransaction([](hub::Context &context) {
        return hub::auth::resetAccount(
            context, "hanako", hub::auth::passwordHash("TUVWXYZ234567892", hub::auth::HashCost::Cheap));
    });
    EXPECT_EQ(world.caller(enrolled.tokens.accessToken).error().code, "session-ended");
    EXPECT_EQ(world.login("hanako", goodPassword).status, 401);
    const auto asked = wire::loginAnswerFromJson(world.login("hanako", "TUVW-XYZ2-3456-7892").body);
    ASSERT_TRUE(asked);
    EXPECT_TRUE(asked->passwordChangeRequired);
    EXPECT_TRUE(asked->enrolmentRequired);
}

} // namespace
