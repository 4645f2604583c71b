// The parts of signing in that are arithmetic or rules: codes, passwords, tokens.
#include "domain/calendar.h"
#include "hub/auth/accounts.h"
#include "hub/auth/password.h"
#include "hub/auth/throttle.h"
#include "hub/auth/tokens.h"
#include "hub/auth/totp.h"

#include <gtest/gtest.h>

using namespace hub::auth;

namespace {

const std::string key(32, 'k');

TEST(AuthTotp, GivesTheCodesOfRfc6238) {
    const std::string secret = "12345678901234567890";
    const std::pair<std::int64_t, std::string> vectors[] = {
        {59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
        {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
    for (const auto &[seconds, code] : vectors) {
        EXPECT_EQ(totpCode(secret, totpStep(domain::Instant(std::chrono::seconds(seconds))), 8), code);
    }
}

TEST(AuthTotp, WritesBase32AsRfc4648) {
    const std::pair<std::string, std::string> vectors[] = {{"", ""},
                                                           {"f", "MY"},
                                                           {"fo", "MZXQ"},
                                                           {"foo", "MZXW6"},
                                                           {"foob", "MZXW6YQ"},
                                                           {"fooba", "MZXW6YTB"},
                                                           {"foobar", "MZXW6YTBOI"}};
    for (const auto &[bytes, text] : vectors) {
        EXPECT_EQ(base32(bytes), text);
        EXPECT_EQ(fromBase32(text), bytes);
    }
    EXPECT_EQ(fromBase32("mzxw 6ytb oi======"), "foobar");
    EXPECT_FALSE(fromBase32("MZ1"));
}

TEST(AuthTotp, WritesAUriThatAppsRead) {
    EXPECT_EQ(otpauthUri("保活", "a@b", "foobar"),
              "otpauth://totp/%E4%BF%9D%E6%B4%BB:a%40b?secret=MZXW6YTBOI&issuer=%E4%BF%9D%E6%B4%BB"
              "&algorithm=SHA1&digits=6&period=30");
}

TEST(AuthTokens, ReadOnlyWhatTheirKeyWrote) {
    const auto random = domain::seededRandom(1);
    domain::ManualClock clock(domain::parseInstant("2026-11-22T01:00:00Z").value());
    const auto session = domain::SessionId::make(clock, *random);
    const std::string token = accessToken({session, clock.now()}, key);
    const auto read = readAccessToken(token, key);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->session, session);
    EXPECT_EQ(read->expiresAt, clock.now());
    EXPECT_FALSE(readAccessToken(token, std::string(32, 'x')));
    EXPECT_FALSE(readRefreshToken(token, key)) << "each use has its own key";
    EXPECT_FALSE(readAccessToken(token + "AA", key));
    EXPECT_FALSE(readAccessToken("", key));
    EXPECT_FALSE(readAccessToken(std::string(100'000, 'A'), key));
}

TEST(AuthTokens, SealAndUnseal) {
    const auto random = domain::seededRandom(1);
    const std::string sealed = seal("secret", "purpose", key, *random);
    EXPECT_EQ(sealed.find("secret"), std::string::npos);
    EXPECT_EQ(unseal(sealed, "purpose", key), "secret");
    EXPECT_FALSE(unseal(sealed, "other", key));
    EXPECT_NE(sealed, seal("secret", "purpose", key, *random));
    EXPECT_FALSE(unseal(sealed.substr(1), "purpose", key));
}

TEST(AuthTokens, ReadCodesAsPeopleTypeThem) {
    EXPECT_EQ(normalisedCode(" abcd-2345　ｅｆ "), "ABCD2345EF");
    const auto random = domain::seededRandom(3);
    const std::string code = readableCode(12, *random);
    EXPECT_EQ(code.size(), 14U);
    EXPECT_EQ(normalisedCode(code).size(), 12U);
    EXPECT_EQ(code.find_first_of("01ILOU"), std::string::npos);
}

TEST(AuthPasswords, RefuseWhatEverybodyTriesFirst) {
    for (const char *common :
         {"password1234", "Password2026!", "p@ssw0rd2026", "qwertyuiop12", "123456789012", "098765432109",
          "abcdefghijkl", "aaaaaaaaaaaa", "abcabcabcabc", "1qaz2wsx3edc", "asdfghjkl123",
          "ｐａｓｓｗｏｒｄ１２３４", "hoikuen202601", "administrator", "!!!hokatsu2026", "poiuytrewq123",
          "correcthorsebatterystaple"}) {
        EXPECT_TRUE(isCommonPassword(common)) << common;
    }
}

TEST(AuthPasswords, AcceptWhatIsMerelyLong) {
    for (const char *good : {"yellow kettle on the roof", "きいろいやかんがやねのうえ", "mizu-umi no tori 7",
                             "correct window paint river", "kqzv8mtwpx4r"}) {
        EXPECT_FALSE(isCommonPassword(good)) << good;
        EXPECT_TRUE(checkNewPassword(good, "hanako")) << good;
    }
}

TEST(AuthPasswords, CountCodePointsAndKnowTheirLimits) {
    const auto faultOf = [](const std::string &password) {
        const auto checked = checkNewPassword(password, "hanako");
        return checked ? std::string() : checked.error().fields.at(0).code;
    };
    EXPECT_EQ(faultOf("𠮷の家のとなりの赤い"), "too-short");
    EXPECT_EQ(faultOf("𠮷の家のとなりの赤いやね"), "");
    EXPECT_EQ(faultOf(std::string(129, 'x') + "yz"), "too-long");
    EXPECT_EQ(faultOf("with a\nline feed in it"), "not-clean-text");
    EXPECT_EQ(faultOf("not utf-8 \xff\xfe at all"), "not-clean-text");
    EXPECT_EQ(faultOf("for Hanako only!"), "contains-login-id");
}

TEST(AuthPasswords, MatchTheirOwnHashOnly) {
    const std::string hash = passwordHash("yellow kettle", HashCost::Cheap);
    EXPECT_TRUE(hash.starts_with("$argon2id$"));
    EXPECT_TRUE(passwordMatches(hash, "yellow kettle"));
    EXPECT_FALSE(passwordMatches(hash, "yellow kettl"));
    EXPECT_FALSE(passwordMatches("", ""));
    EXPECT_FALSE(passwordMatches(unmatchableHash(HashCost::Cheap), ""));
    EXPECT_NE(hash, passwordHash("yellow kettle", HashCost::Cheap)) << "salted";
}

TEST(AuthThrottle, GrowsFromSecondsToAQuarterOfAnHour) {
    EXPECT_EQ(waitAfter(4).count(), 0);
    EXPECT_EQ(waitAfter(5).count(), 5);
    EXPECT_EQ(waitAfter(6).count(), 10);
    EXPECT_EQ(waitAfter(100).count(), 900);
}

TEST(AuthAccounts, ReadLoginIdsAsTyped) {
    EXPECT_EQ(normalisedLoginId("　Ｈａｎａｋｏ.S "), "hanako.s");
    EXPECT_TRUE(isLoginId("hanako.s@example"));
    EXPECT_FALSE(isLoginId("ha"));
    EXPECT_FALSE(isLoginId("花子さん"));
    EXPECT_FALSE(isLoginId(std::string(65, 'a')));
}

} // namespace
