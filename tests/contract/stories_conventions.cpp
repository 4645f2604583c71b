// What holds for every call: problems, versions, idempotency, and bodies that are not as they should be.
#include "story.h"

namespace contract {
namespace {

class ConventionStory : public Contract {};
INSTANTIATE_TEST_SUITE_P(Hub, ConventionStory, ::testing::ValuesIn(HubUnderTest::ways()), nameOfWay);

std::string slotPath(HubUnderTest &hub) {
    return "/v1/slots/" + hub.newId();
}

TEST_P(ConventionStory, ProblemsAreToldInTheCallersLanguage) {
    const std::string target = "/v1/reservations/" + hub.newId();
    const auto ask = [&](const char *language) {
        return hub.ask(
            {.target = target, .token = hub.token(Who::Staff), .headers = {{"accept-language", language}}});
    };
    const Told japanese = ask("ja");
    const Told english = ask("en-GB,en;q=0.8");
    for (const Told *told : {&japanese, &english}) {
        EXPECT_EQ(told->status, 404);
        EXPECT_EQ(told->header("content-type"), "application/problem+json");
        EXPECT_EQ(told->text("/type"), "urn:hokatsu:problem:not-found");
        EXPECT_EQ(told->code(), "not-found");
        EXPECT_EQ(told->number("/status"), 404);
        EXPECT_FALSE(told->flag("/retryable"));
        EXPECT_FALSE(told->text("/title").empty());
    }
    EXPECT_NE(japanese.text("/detail"), english.text("/detail"));
    EXPECT_GT(static_cast<unsigned char>(japanese.text("/detail")[0]), 127) << "not in ASCII";
    EXPECT_LT(static_cast<unsigned char>(english.text("/detail")[0]), 128);
}

TEST_P(ConventionStory, WithoutATokenNothingIsSaid) {
    for (const char *target :
         {"/v1/changes", "/v1/facilities", "/v1/audit", "/v1/slots/019ab000-0000-7000-8000-000000000001"}) {
        const Told told = hub.ask({.target = target});
        EXPECT_EQ(told.status, 401) << target;
        EXPECT_EQ(told.code(), "unauthenticated") << target;
        EXPECT_EQ(hub.ask({.target = target, .token = "invented"}).status, 401) << target;
    }
    EXPECT_EQ(hub.ask({.target = "/v1/status"}).status, 200);
}

TEST_P(ConventionStory, UnknownPathsAndMethodsAreAnswered) {
    EXPECT_EQ(hub.ask({.target = "/v1/nothing", .token = hub.token(Who::Staff)}).status, 404);
    const Told told = hub.ask({.method = "DELETE", .target = "/v1/changes", .token = hub.token(Who::Staff)});
    EXPECT_EQ(told.status, 405);
    EXPECT_EQ(told.header("allow"), "GET");
}

TEST_P(ConventionStory, AChangeNeedsTheVersionThatWasSeen) {
    const std::string path = "/v1/slots/" + hub.slot(hub.place());
    const Told first = hub.get(Who::Staff, path);
    EXPECT_EQ(first.header("etag"), "\"1\"");
    EXPECT_EQ(first.number("/version"), 1);
    const std::string patch = R"({"note":"入口は裏です"})";
    const Told blind =
        hub.ask({.method = "PATCH", .target = path, .body = patch, .token = hub.token(Who::Staff)});
    EXPECT_EQ(blind.status, 428);
    EXPECT_EQ(blind.code(), "precondition-required");
    const Told second = hub.change(Who::Staff, "PATCH", path, 1, patch);
    EXPECT_EQ(second.status, 200) << second.body;
    EXPECT_EQ(second.header("etag"), "\"2\"");
    EXPECT_EQ(second.text("/note"), "入口は裏です");
    const Told stale = hub.change(Who::Manager, "PATCH", path, 1, R"({"note":"x"})");
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.code(), "version-conflict");
    EXPECT_EQ(stale.number("/current/version"), 2);
    EXPECT_EQ(stale.text("/current/note"), "入口は裏です");
    EXPECT_EQ(hub.change(Who::Staff, "PATCH", path, 2, R"({"note":null})").has("/note"), false)
        << "null removes";
    EXPECT_EQ(hub.ask({.method = "PATCH",
                       .target = path,
                       .body = patch,
                       .token = hub.token(Who::Staff),
                       .headers = {{"if-match", "three"}}})
                  .status,
              400);
}

TEST_P(ConventionStory, MakingARecordSaysSoAndNeverOverwritesOne) {
    const std::string facility = hub.place();
    const std::string path = slotPath(hub);
    const std::string body = hub.slotJson(facility);
    const auto blind = [&] {
        return hub.ask({.method = "PUT", .target = path, .body = body, .token = hub.token(Who::Staff)});
    };
    EXPECT_EQ(blind().status, 404) << "without If-None-Match nothing is made";
    const Told made = hub.make(Who::Staff, path, body);
    EXPECT_EQ(made.status, 201);
    EXPECT_EQ(made.number("/version"), 1);
    EXPECT_EQ(blind().status, 428);
    const Told again = hub.make(Who::Staff, path, body);
    EXPECT_EQ(again.status, 412);
    EXPECT_EQ(again.number("/current/version"), 1);
    const Told foreign = hub.make(Who::StaffElsewhere, path, hub.slotJson(hub.neighboursPlace()));
    EXPECT_EQ(foreign.status, 409);
    EXPECT_EQ(foreign.code(), "id-taken");
    EXPECT_FALSE(foreign.has("/current")) << "what is behind the id is not theirs";
    EXPECT_EQ(hub.make(Who::Staff, "/v1/slots/not-an-id", body).status, 400);
}

TEST_P(ConventionStory, MembersFromTheHubAreIgnoredAndUnknownOnesRefused) {
    const std::string facility = hub.place();
    const Told made = hub.make(
        Who::Staff, slotPath(hub),
        hub.slotJson(facility, 14, "10:00", 2, R"(,"version":99,"created_at":"2000-01-01T00:00:00Z")"));
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.number("/version"), 1);
    EXPECT_NE(made.text("/created_at"), "2000-01-01T00:00:00Z");
    const Told newer =
        hub.make(Who::Staff, slotPath(hub), hub.slotJson(facility, 15, "10:00", 2, R"(,"colour":"red")"));
    EXPECT_EQ(newer.status, 422);
    EXPECT_EQ(newer.code(), "unknown-member");
    EXPECT_EQ(newer.fault(), "/colour unknown-member");
}

TEST_P(ConventionStory, TheSameCallTwiceActsOnce) {
    const std::string facility = hub.place();
    const std::string key = hub.newId();
    const Ask ask{.method = "POST",
                  .target = "/v1/slots/batch",
                  .body =
                      R"({"slots":[{"id":")" + hub.newId() + "\"," + hub.slotJson(facility).substr(1) + "]}",
                  .token = hub.token(Who::Staff),
                  .headers = {{"idempotency-key", key}}};
    const Told first = hub.ask(ask);
    ASSERT_EQ(first.status, 201) << first.body;
    EXPECT_EQ(first.header("idempotency-replayed"), "");
    const Told second = hub.ask(ask);
    EXPECT_EQ(second.status, 201);
    EXPECT_EQ(second.header("idempotency-replayed"), "true");
    EXPECT_EQ(second.body, first.body);
    Ask other = ask;
    other.body = R"({"slots":[{"id":")" + hub.newId() + "\"," + hub.slotJson(facility, 20).substr(1) + "]}";
    const Told mismatch = hub.ask(other);
    EXPECT_EQ(mismatch.status, 422);
    EXPECT_EQ(mismatch.code(), "idempotency-mismatch");
    Ask none = ask;
    none.headers["idempotency-key"] = "";
    EXPECT_EQ(hub.ask(none).status, 428);
    none.headers["idempotency-key"] = "not-a-uuid";
    EXPECT_EQ(hub.ask(none).status, 400);
    Ask colleague = ask; // keys are each caller's own
    colleague.token = hub.token(Who::Manager);
    EXPECT_EQ(hub.ask(colleague).code(), "slot-overlap");
}

TEST_P(ConventionStory, TheSameCallManyTimesAtOnceActsOnce) {
    const std::string slot = hub.slot(hub.place(), 14, "10:00", 9);
    const std::string id = hub.newId();
    const Ask ask{.method = "PUT",
                  .target = "/v1/reservations/" + id,
                  .body = hub.bookingJson(slot),
                  .token = hub.token(Who::Portal),
                  .headers = {{"if-none-match", "*"}, {"idempotency-key", hub.newId()}}};
    std::string made;
    for (const Told &told : hub.askAtOnce(std::vector<Ask>(12, ask))) {
        const bool stillRunning = told.status == 409 || told.status == 503;
        EXPECT_TRUE(told.status == 201 || stillRunning) << told.status << ": " << told.body;
        EXPECT_TRUE(told.status != 201 || made.empty() || told.body == made) << told.body;
        made = told.status == 201 ? told.body : made;
    }
    EXPECT_FALSE(made.empty());
    EXPECT_EQ(hub.ask(ask).body, made);
    const Told seen = hub.get(Who::Staff, "/v1/reservations/" + id);
    EXPECT_EQ(seen.number("/version"), 1);
    EXPECT_EQ(seen.size("/history"), 1U);
}

TEST_P(ConventionStory, OfManyFamiliesAtOnceOneGetsTheLastSeat) {
    const std::string slot = hub.slot(hub.place(), 14, "10:00", 1);
    std::vector<Ask> families;
    for (int index = 0; index < 12; ++index) {
        families.push_back({.method = "PUT",
                            .target = "/v1/reservations/" + hub.newId(),
                            .body = hub.bookingJson(slot),
                            .token = hub.token(index % 2 == 0 ? Who::Portal : Who::OtherPortal),
                            .headers = {{"if-none-match", "*"}}});
    }
    int won = 0;
    for (const Told &told : hub.askAtOnce(families)) {
        won += told.status == 201 ? 1 : 0;
        EXPECT_TRUE(told.status == 201 || told.code() == "slot-full") << told.status << ": " << told.body;
    }
    EXPECT_EQ(won, 1);
}

TEST_P(ConventionStory, PutReplacesWhatIsNotNamedPatchLeavesIt) {
    const std::string place = hub.place();
    const std::string path =
        "/v1/slots/" + hub.slot(place, 14, "10:00", 2, R"(,"note":"入口は裏です","visitors_per_family":2)");
    EXPECT_TRUE(hub.change(Who::Staff, "PATCH", path, 1, R"({"seats":3})").has("/note"));
    const Told replaced = hub.change(Who::Staff, "PUT", path, 2, hub.slotJson(place, 14, "10:00", 4));
    EXPECT_EQ(replaced.number("/seats"), 4);
    EXPECT_FALSE(replaced.has("/note"));
    EXPECT_FALSE(replaced.has("/visitors_per_family"));
    EXPECT_EQ(hub.change(Who::Staff, "PUT", path, 2, hub.slotJson(place)).status, 412);
}

TEST_P(ConventionStory, ARefusalIsJudgedAgainUnderItsKey) {
    const std::string place = hub.place();
    const std::string slot = hub.slot(place, 14, "10:00", 1);
    const std::string standing = hub.request(slot);
    const Ask ask{.method = "PUT",
                  .target = "/v1/reservations/" + hub.newId(),
                  .body = hub.bookingJson(slot),
                  .token = hub.token(Who::Portal),
                  .headers = {{"if-none-match", "*"}, {"idempotency-key", hub.newId()}}};
    EXPECT_EQ(hub.ask(ask).code(), "slot-full");
    EXPECT_EQ(hub.move(Who::Portal, standing, "withdraw").status, 200);
    EXPECT_EQ(hub.ask(ask).status, 201) << "the seat is free now";
    EXPECT_EQ(hub.ask(ask).header("idempotency-replayed"), "true");
}

TEST_P(ConventionStory, BodiesThatAreNoRecordGetAClearAnswer) {
    const std::string deep = std::string(40, '[') + std::string(40, ']');
    const std::vector<std::pair<std::string, int>> bodies{{"{", 400},
                                                          {"[]", 400},
                                                          {"\"text\"", 400},
                                                          {"{\"note\":\"\xff\"}", 400},
                                                          {R"({"note":1,"note":2})", 400},
                                                          {"{\"note\":" + deep + "}", 400},
                                                          {R"({"seats":1e999})", 400},
                                                          {"{}", 422}};
    for (const auto &[body, status] : bodies) {
        const Told told = hub.make(Who::Staff, slotPath(hub), body);
        EXPECT_EQ(told.status, status) << body.substr(0, 40) << ": " << told.body;
        EXPECT_EQ(told.header("content-type"), "application/problem+json");
    }
    const Told text = hub.ask({.method = "PUT",
                               .target = slotPath(hub),
                               .body = "seats=2",
                               .token = hub.token(Who::Staff),
                               .headers = {{"if-none-match", "*"}, {"content-type", "text/plain"}}});
    EXPECT_EQ(text.status, 400);
}

TEST_P(ConventionStory, EveryValueOutOfRangeIsNamedByItsPointer) {
    const std::string place = hub.place();
    const std::string day = hub.day(14);
    const auto slot = [&](const std::string &date, const std::string &start, const std::string &end,
                          const std::string &seats) {
        return R"({"facility_id":")" + place + R"(","date":)" + date + R"(,"start":)" + start + R"(,"end":)" +
               end + R"(,"seats":)" + seats + "}";
    };
    const std::string quoted = '"' + day + '"';
    const std::vector<std::pair<std::string, std::string>> all{
        {slot("\"2026-02-30\"", "\"10:00\"", "\"10:30\"", "2"), "/date"},
        {slot("\"9999-99-99\"", "\"10:00\"", "\"10:30\"", "2"), "/date"},
        {slot("20261204", "\"10:00\"", "\"10:30\"", "2"), "/date"},
        {slot(quoted, "\"24:30\"", "\"10:30\"", "2"), "/start"},
        {slot(quoted, "\"10:30\"", "\"10:00\"", "2"), "/end"},
        {slot(quoted, "\"10:00\"", "\"10:00\"", "2"), "/end"},
        {slot(quoted, "\"10:00\"", "\"10:30\"", "0"), "/seats"},
        {slot(quoted, "\"10:00\"", "\"10:30\"", "10000"), "/seats"},
        {slot(quoted, "\"10:00\"", "\"10:30\"", "9007199254740993"), "/seats"},
        {slot(quoted, "\"10:00\"", "\"10:30\"", "2.5"), "/seats"},
        {slot(quoted, "\"10:00\"", "\"10:30\"", "\"2\""), "/seats"},
        {slot(quoted, "\"10:00\"", "\"10:30\"", "true"), "/seats"}};
    for (const auto &[body, pointer] : all) {
        const Told told = hub.make(Who::Staff, slotPath(hub), body);
        EXPECT_EQ(told.status, 422) << body << ": " << told.body;
        EXPECT_EQ(told.text("/errors/0/pointer"), pointer) << body << ": " << told.body;
        EXPECT_FALSE(told.text("/errors/0/message").empty());
    }
    EXPECT_EQ(hub.make(Who::Staff, slotPath(hub),
                       R"({"facility_id":")" + hub.neighboursPlace() + R"(","date":")" + day +
                           R"(","start":"10:00","end":"10:30","seats":2})")
                  .status,
              422)
        << "a place that is not theirs";
}

TEST_P(ConventionStory, EveryNameComesBackAsItWasTyped) {
    const std::string slot = hub.slot(hub.place(), 14, "10:00", 9);
    for (const char *name : {"𠮷野 😀子", "ﾔﾏﾀﾞ ﾊﾅｺ", "Ｏ’Ｂｒｉｅｎ", "髙﨑 はなこ", "がぎぐ"}) {
        const std::string body = R"({"slot_id":")" + slot + R"(","channel":"portal","guardian":{"name":")" +
                                 name + R"(","phone":"090-1234-5678"},"children":[{"name":")" + name +
                                 R"(","birth_date":")" + hub.day(-400) + "\"}]}";
        const Told made = hub.make(Who::Portal, "/v1/reservations/" + hub.newId(), body);
        ASSERT_EQ(made.status, 201) << made.body;
        const Told seen = hub.get(Who::Staff, "/v1/reservations/" + made.text("/id"));
        EXPECT_EQ(seen.text("/guardian/name"), name);
        EXPECT_EQ(seen.text("/children/0/name"), name);
    }
    const Told wide = hub.make(
        Who::Portal, "/v1/reservations/" + hub.newId(),
        R"({"slot_id":")" + slot +
            R"(","channel":"portal","guardian":{"name":"架空","phone":"０９０－１２３４－５６７８"},"children":[{"name":"架空","birth_date":")" +
            hub.day(-400) + "\"}]}");
    EXPECT_EQ(wide.fault(), "/guardian/phone not-a-phone-number")
        << "who types it repairs it; the hub changes nothing";
    const std::string ends =
        R"({"slot_id":")" + slot +
        R"(","channel":"portal","guardian":{"name":"a\u0000b","phone":"090"},"children":[]})";
    EXPECT_EQ(hub.make(Who::Portal, "/v1/reservations/" + hub.newId(), ends).status, 422);
}

TEST_P(ConventionStory, ABodyBeyondItsLimitIsRefusedBeforeItIsRead) {
    if (!hub.hasServer()) {
        GTEST_SKIP() << "sizes are judged by the server before the handlers";
    }
    const std::string body = R"({"note":")" + std::string(std::size_t(1200) * 1024, 'x') + "\"}";
    const Told told = hub.make(Who::Staff, slotPath(hub), body);
    EXPECT_EQ(told.status, 413);
    EXPECT_EQ(told.code(), "payload-too-large");
    EXPECT_EQ(hub.ask({.target = "/v1/status"}).status, 200);
}

TEST_P(ConventionStory, TheInterfaceDescribesItself) {
    const Told text = hub.ask({.target = "/v1/openapi.yaml"});
    EXPECT_EQ(text.status, 200);
    EXPECT_TRUE(text.body.starts_with("openapi: 3.1"));
    const Told page = hub.ask({.target = "/docs"});
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
    EXPECT_NE(page.body.find("/v1/reservations/{id}/approve"), std::string::npos);
    EXPECT_TRUE(page.header("content-security-policy").starts_with("default-src 'none'"));
    for (const char *outside : {"<script", "src=", "@import", "http://", "url("}) {
        EXPECT_EQ(page.body.find(outside), std::string::npos) << outside;
    }
}

} // namespace
} // namespace contract
