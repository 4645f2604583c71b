#include "wire/problem.h"

#include <gtest/gtest.h>

using namespace wire;
using domain::ErrorKind;

namespace {

constexpr const char *problemType = "application/problem+json";

domain::Error roundTrip(const domain::Error &error) {
    return errorFromAnswer(statusOf(error.code), problemType, problemJson(error, Language::English), "",
                           "r-1");
}

bool has(const std::string &text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST(Problem, EveryCodeOfTheContractHasItsStatusAndKind) {
    const struct {
        const char *code;
        int status;
        ErrorKind kind;
        bool retryable;
    } cases[] = {
        {"malformed", 400, ErrorKind::Rejected, false},
        {"unauthenticated", 401, ErrorKind::SignedOut, false},
        {"mfa-required", 401, ErrorKind::CodeNeeded, false},
        {"token-expired", 401, ErrorKind::SignedOut, true},
        {"session-ended", 401, ErrorKind::SignedOut, false},
        {"device-wiped", 401, ErrorKind::SignedOut, false},
        {"forbidden", 403, ErrorKind::Forbidden, false},
        {"not-found", 404, ErrorKind::NotFound, false},
        {"slot-full", 409, ErrorKind::Conflict, false},
        {"slot-overlap", 409, ErrorKind::Conflict, false},
        {"illegal-transition", 409, ErrorKind::Conflict, false},
        {"duplicate-reservation", 409, ErrorKind::Conflict, false},
        {"slot-has-reservations", 409, ErrorKind::Conflict, false},
        {"id-taken", 409, ErrorKind::Conflict, false},
        {"cursor-expired", 410, ErrorKind::Conflict, false},
        {"version-conflict", 412, ErrorKind::Conflict, false},
        {"payload-too-large", 413, ErrorKind::Rejected, false},
        {"validation", 422, ErrorKind::Rejected, false},
        {"unknown-member", 422, ErrorKind::Rejected, false},
        {"idempotency-mismatch", 422, ErrorKind::Rejected, false},
        {"precondition-required", 428, ErrorKind::Rejected, false},
        {"rate-limited", 429, ErrorKind::RateLimited, true},
        {"unavailable", 503, ErrorKind::HubFault, true},
    };
    for (const auto &each : cases) {
        EXPECT_EQ(statusOf(each.code), each.status) << each.code;
        EXPECT_EQ(isRetryable(each.code), each.retryable) << each.code;
        const domain::Error read = roundTrip({.kind = ErrorKind::Bug, .code = each.code});
        EXPECT_EQ(read.kind, each.kind) << each.code;
        EXPECT_EQ(read.code, each.code);
        EXPECT_FALSE(read.detail.empty()) << each.code;
        EXPECT_EQ(read.requestId, "r-1");
        const std::string japanese = problemJson({.code = each.code}, Language::Japanese);
        EXPECT_TRUE(has(japanese, std::string("\"type\":\"urn:hokatsu:problem:") + each.code + "\""));
        EXPECT_NE(japanese, problemJson({.code = each.code}, Language::English)) << each.code;
    }
}

TEST(Problem, FieldFaultsTravelWithPlaceCodeAndParameters) {
    const domain::Error error{
        .kind = ErrorKind::Rejected,
        .code = "validation",
        .fields = {{"/seats", "out-of-range", {{"min", "1"}, {"max", "500"}}}, {"/note", "odd", {}}}};
    EXPECT_EQ(roundTrip(error).fields, error.fields);
    EXPECT_TRUE(has(problemJson(error, Language::Japanese), "1から500までにしてください。"));
    EXPECT_TRUE(has(problemJson(error, Language::English), "Between 1 and 500."));
}

TEST(Problem, TheHubsCopyComesAlongAsItIs) {
    const domain::Error error{.code = "version-conflict", .current = R"({"id":"x","version":3})"};
    EXPECT_TRUE(has(problemJson(error, Language::Japanese), R"("current":{"id":"x","version":3})"));
    EXPECT_EQ(roundTrip(error).current, error.current);
}

TEST(Problem, ListsOfOverlapsAndOfFamiliesHaveMembersOfTheirOwn) {
    const domain::Error overlap{.code = "slot-overlap", .current = R"([{"id":"x","code":"slot-overlap"}])"};
    EXPECT_TRUE(has(problemJson(overlap, Language::Japanese), R"("items":[{"id":"x")"));
    EXPECT_EQ(roundTrip(overlap).current, overlap.current);
    const domain::Error families{.code = "slot-has-reservations", .current = R"(["r1","r2"])"};
    EXPECT_TRUE(has(problemJson(families, Language::Japanese), R"("reservation_ids":["r1","r2"])"));
    EXPECT_EQ(roundTrip(families).current, families.current);
}

TEST(Problem, ABrokenCopyIsLeftOutInsteadOfBreakingTheAnswer) {
    EXPECT_EQ(roundTrip({.code = "version-conflict", .current = R"({"id":)"}).code, "version-conflict");
}

TEST(Problem, ParametersComeAlong) {
    const domain::Error error{.code = "illegal-transition",
                              .params = {{"from", "declined"}, {"call", "approve"}}};
    EXPECT_EQ(roundTrip(error).params, error.params);
}

TEST(Problem, ACodeOutsideTheContractIsAnInternalError) {
    EXPECT_EQ(statusOf("boom"), 500);
    const domain::Error read = roundTrip({.code = "boom"});
    EXPECT_EQ(read.kind, ErrorKind::HubFault);
    EXPECT_EQ(read.code, "boom");
}

TEST(Problem, ANewerHubsCodeIsJudgedByItsStatus) {
    const auto kindOf = [](int status) {
        return errorFromAnswer(status, problemType, R"({"code":"brand-new"})", "", "").kind;
    };
    EXPECT_EQ(kindOf(401), ErrorKind::SignedOut);
    EXPECT_EQ(kindOf(403), ErrorKind::Forbidden);
    EXPECT_EQ(kindOf(404), ErrorKind::NotFound);
    EXPECT_EQ(kindOf(409), ErrorKind::Conflict);
    EXPECT_EQ(kindOf(418), ErrorKind::Rejected);
    EXPECT_EQ(kindOf(429), ErrorKind::RateLimited);
    EXPECT_EQ(kindOf(500), ErrorKind::HubFault);
}

TEST(Problem, WhatIsNoProblemDocumentDidNotComeFromTheHub) {
    const std::string document = problemJson({.code = "session-ended"}, Language::Japanese);
    const auto read = [](int status, const char *type, const std::string &body) {
        return errorFromAnswer(status, type, body, "", "");
    };
    for (const domain::Error &error :
         {read(401, "text/html", "<html>Sign in to the guest network</html>"),
          read(401, "text/html", document), read(401, "application/json", document), read(401, "", document),
          read(401, problemType, ""), read(401, problemType, "{}"), read(401, problemType, R"({"code":5})"),
          read(401, problemType, document + "x"), read(503, "text/html", "busy"),
          read(200, "text/html", "hello")}) {
        EXPECT_EQ(error.kind, ErrorKind::HubFault);
        EXPECT_EQ(error.code, "not-the-hub");
    }
    EXPECT_EQ(read(407, "text/html", "").kind, ErrorKind::Proxy);
    EXPECT_EQ(read(401, "Application/Problem+JSON; charset=utf-8", document).code, "session-ended");
}

TEST(Problem, FiftyFaultsAreNamedAndThatThereAreMoreIsSaid) {
    domain::Error error{.kind = ErrorKind::Rejected, .code = "validation"};
    error.fields.assign(50, {"/name", "required", {}});
    const std::string all = problemJson(error, Language::English);
    EXPECT_EQ(all.find("more_errors"), std::string::npos);
    error.fields.push_back({"/the-fifty-first", "required", {}});
    const std::string most = problemJson(error, Language::English);
    EXPECT_NE(most.find(R"("more_errors":true)"), std::string::npos);
    EXPECT_EQ(most.find("the-fifty-first"), std::string::npos);
    EXPECT_EQ(errorFromAnswer(422, problemType, most, "", "").fields.size(), 50U);
}

TEST(Problem, RetryAfterIsReadInSeconds) {
    const auto wait = [](const char *text) { return errorFromAnswer(429, "", "", text, "").retryAfter; };
    EXPECT_EQ(wait("30"), std::chrono::seconds(30));
    EXPECT_EQ(wait(" 0 "), std::chrono::seconds(0));
    EXPECT_EQ(wait("99999999999999999999"), std::chrono::seconds(86'400));
    EXPECT_EQ(wait(""), std::nullopt);
    EXPECT_EQ(wait("-1"), std::nullopt);
    EXPECT_EQ(wait("soon"), std::nullopt);
    EXPECT_EQ(wait("Fri, 31 Dec 1999 23:59:59 GMT"), std::nullopt);
}

TEST(Problem, JapaneseUnlessEnglishIsPreferred) {
    for (const char *japanese : {"", "ja", "ja-JP", "JA", "fr", "*", "en;q=0.5, ja", "ja, en", "en;q=0",
                                 "english", "en;q=0.8,ja;q=0.9", ";;;,,,", "q=1"}) {
        EXPECT_EQ(preferredLanguage(japanese), Language::Japanese) << japanese;
    }
    for (const char *english :
         {"en", "EN-us", "en, ja;q=0.9", "ja;q=0.1, en;q=0.2", "fr, en;q=0.1", "en, *;q=0.5"}) {
        EXPECT_EQ(preferredLanguage(english), Language::English) << english;
    }
}
