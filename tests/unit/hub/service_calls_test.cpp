// What every call shares: routes, sign-in, Idempotency-Key, problem documents, limits.
#include "service_support.h"

#include "hub/http/rate_limiter.h"

namespace hub::test {
namespace {

bool contains(const Response &response, std::string_view text) {
    return response.text().find(text) != std::string_view::npos;
}

Route plain(std::string_view method, std::string_view pattern, std::string answer) {
    Route made{.method = method, .pattern = pattern, .work = Work::Read, .signIn = SignIn::None};
    made.handler = [answer](const Request &, Context &context) -> HandlerResult {
        std::string text = answer;
        for (const std::string &param : context.params) {
            text += ' ' + param;
        }
        Response response;
        response.setBody(text, "text/plain");
        return response;
    };
    return made;
}

using CallTest = ServiceTest;

TEST_F(CallTest, FindsTheRouteAndItsPlaceholders) {
    start({plain("GET", "/v1/slots/{id}", "one"), plain("POST", "/v1/slots/batch", "many"),
           plain("GET", "/v1/slots/batch", "read many"), plain("GET", "/v1/a/{x}/b/{y}", "two")});
    EXPECT_EQ(handle(request("GET", "/v1/slots/7")).text(), "one 7");
    EXPECT_EQ(handle(request("GET", "/v1/slots/batch")).text(), "read many");
    EXPECT_EQ(handle(request("HEAD", "/v1/slots/batch")).text(), "read many");
    EXPECT_EQ(handle(request("GET", "/v1/a/1/b/2")).text(), "two 1 2");
}

TEST_F(CallTest, UnknownPathsAndMethodsAreProblems) {
    start();
    for (const char *path : {"/v2", "/", "/count/", "/count/more", "", "count", "//count"}) {
        const Response missing = handle(request("GET", path));
        EXPECT_EQ(missing.status, 404) << path;
        EXPECT_EQ(missing.headers.at("Content-Type"), "application/problem+json");
        EXPECT_TRUE(contains(missing, "\"not-found\""));
    }
    const Response wrongMethod = handle(request("DELETE", "/count"));
    EXPECT_EQ(wrongMethod.status, 405);
    EXPECT_EQ(wrongMethod.headers.at("Allow"), "GET");
}

TEST_F(CallTest, WithoutSignInNothingHappens) {
    start();
    Request unsigned_ = operation("/once", 1);
    unsigned_.headers.erase("authorization");
    const Response refused = handle(unsigned_);
    EXPECT_EQ(refused.status, 401);
    EXPECT_TRUE(contains(refused, "\"unauthenticated\""));
    EXPECT_EQ(count(), "0");
}

TEST_F(CallTest, TheProblemSpeaksTheCallersLanguage) {
    start();
    Request wanted = request("GET", "/nowhere");
    const std::string english(handle(wanted).text());
    wanted.headers["accept-language"] = "ja";
    EXPECT_NE(handle(wanted).text(), english);
}

TEST_F(CallTest, AnOperationActsOnce) {
    start();
    const Response first = handle(operation("/once", 1, R"({"a":1})"));
    ASSERT_EQ(first.status, 200);
    EXPECT_FALSE(first.headers.contains("Idempotency-Replayed"));
    const Response again = handle(operation("/once", 1, R"({"a":1})"));
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(again.text(), first.text());
    EXPECT_EQ(again.headers.at("ETag"), "\"1\"");
    EXPECT_EQ(again.headers.at("Content-Type"), "application/json");
    EXPECT_EQ(again.headers.at("Idempotency-Replayed"), "true");
    EXPECT_EQ(count(), "1");
}

TEST_F(CallTest, NoBodyAndAnEmptyObjectAreOneCall) {
    start();
    ASSERT_EQ(handle(operation("/once", 1, "{}")).status, 200);
    EXPECT_EQ(handle(operation("/once", 1, "")).headers.at("Idempotency-Replayed"), "true");
    ASSERT_EQ(handle(operation("/once", 2, "")).status, 200);
    EXPECT_EQ(handle(operation("/once", 2, "{}")).headers.at("Idempotency-Replayed"), "true");
    EXPECT_EQ(count(), "2");
    EXPECT_EQ(handle(operation("/once", 1, R"({"a":1})")).status, 422);
}

TEST_F(CallTest, AKeyStandsForOneRequestOfOneCaller) {
    start();
    ASSERT_EQ(handle(operation("/once", 1, R"({"a":1})")).status, 200);
    const Response otherBody = handle(operation("/once", 1, R"({"a":2})"));
    EXPECT_EQ(otherBody.status, 422);
    EXPECT_TRUE(contains(otherBody, "\"idempotency-mismatch\""));
    EXPECT_EQ(handle(operation("/refuse", 1, R"({"a":1})")).status, 422) << "another path";
    Request another = operation("/once", 1, R"({"a":1})");
    another.headers["authorization"] = "Bearer 2";
    EXPECT_EQ(handle(another).text(), "2");
    EXPECT_EQ(count(), "2");
}

TEST_F(CallTest, AKeyIsNeededAndMustBeOne) {
    start();
    Request without = operation("/once", 1);
    without.headers.erase("idempotency-key");
    const Response missing = handle(without);
    EXPECT_EQ(missing.status, 428);
    EXPECT_TRUE(contains(missing, "/headers/Idempotency-Key"));
    without.headers["idempotency-key"] = "once, please";
    EXPECT_EQ(handle(without).status, 400);
    EXPECT_EQ(count(), "0");
}

TEST_F(CallTest, ARefusalIsUndoneAndJudgedAnew) {
    start();
    EXPECT_EQ(handle(operation("/refuse", 1)).status, 409);
    EXPECT_EQ(count(), "0");
    const Response again = handle(operation("/refuse", 1));
    EXPECT_EQ(again.status, 409);
    EXPECT_FALSE(again.headers.contains("Idempotency-Replayed"));
}

TEST_F(CallTest, OnlyJsonIsRead) {
    start();
    Request form = operation("/once", 1, "a=1");
    form.headers["content-type"] = "application/x-www-form-urlencoded";
    EXPECT_EQ(handle(form).status, 400);
    form.headers.erase("content-type");
    EXPECT_EQ(handle(form).status, 400);
    form.headers["content-type"] = "Application/Merge-Patch+JSON ;charset=utf-8";
    EXPECT_EQ(handle(form).status, 200);
}

TEST_F(CallTest, AnExceptionIsOneFailedCall) {
    start();
    const Response failed = handle(request("POST", "/throw", "{}"));
    EXPECT_EQ(failed.status, 500);
    EXPECT_FALSE(contains(failed, "planted")) << "what went wrong inside is nobody's business";
    EXPECT_EQ(count(), "0");
    EXPECT_EQ(handle(request("POST", "/add", "{}")).status, 200);
}

TEST_F(CallTest, TheLogNamesTheTypeOfAnExceptionAndNothingOfItsWords) {
    start();
    testing::internal::CaptureStderr();
    Request throwing = request("POST", "/throw", "{}");
    throwing.requestId = "abc-1";
    handle(throwing);
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_NE(
        log.find(R"("event":"exception","what":"/throw","type":"std::runtime_error","request":"abc-1")"),
        std::string::npos)
        << log;
    EXPECT_EQ(log.find("planted"), std::string::npos) << log;
}

TEST_F(CallTest, ASessionThatAsksTooOftenWaits) {
    start({}, {.callsPerMinute = 4});
    int granted = 0;
    Response last;
    for (int i = 0; i < 4; ++i) {
        Answer answer;
        m_service->submit(operation("/once", i), answer.take());
        last = answer.get();
        granted += last.status == 200 ? 1 : 0;
    }
    EXPECT_EQ(granted, 2) << "half a minute's calls at once";
    EXPECT_EQ(last.status, 429);
    EXPECT_TRUE(contains(last, "\"rate-limited\""));
    EXPECT_GE(std::stoi(last.headers.at("Retry-After")), 1);
    EXPECT_EQ(last.headers.at("RateLimit-Policy"), "\"calls\";q=4;w=60");
    Request another = operation("/once", 9);
    another.headers["authorization"] = "Bearer 2";
    Answer answer;
    m_service->submit(another, answer.take());
    EXPECT_EQ(answer.get().status, 200);
}

TEST(RateLimiterTest, RefillsWithTime) {
    const RateLimiter::Time start{};
    RateLimiter limiter(60);
    for (int i = 0; i < 30; ++i) {
        EXPECT_TRUE(limiter.take("a", start).granted);
    }
    EXPECT_FALSE(limiter.take("a", start).granted);
    EXPECT_TRUE(limiter.take("b", start).granted);
    EXPECT_TRUE(limiter.take("a", start + std::chrono::seconds(2)).granted);
    EXPECT_TRUE(limiter.take("a", start + std::chrono::seconds(2)).granted);
    EXPECT_FALSE(limiter.take("a", start + std::chrono::seconds(2)).granted);
    EXPECT_TRUE(limiter.take("c", start, 10).granted);
    EXPECT_EQ(limiter.take("c", start, 10).remaining, 298);
}

TEST(RateLimiterTest, ZeroIsNoLimit) {
    RateLimiter limiter(0);
    for (int i = 0; i < 10'000; ++i) {
        ASSERT_TRUE(limiter.take("a", {}).granted);
    }
}

} // namespace
} // namespace hub::test
