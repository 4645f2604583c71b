// The nursery's and the municipality's daily work: profiles, rules, vacancies, notices, accounts.
#include "story.h"

#include <rapidjson/pointer.h>

namespace contract {
namespace {

class OfficeStory : public Contract {
protected:
    /// The newest record of a kind that a caller's feed holds; null JSON where there is none.
    Told inFeed(Who who, const std::string &kind, const std::string &id) {
        Told found;
        std::string cursor;
        for (;;) {
            const Told page = hub.get(who, "/v1/changes?limit=1000&cursor=" + cursor);
            EXPECT_EQ(page.status, 200) << page.body;
            for (std::size_t index = 0; index < page.size("/changes"); ++index) {
                const std::string at = "/changes/" + std::to_string(index);
                if (page.text((at + "/kind").c_str()) != kind || page.text((at + "/id").c_str()) != id) {
                    continue;
                }
                found.status = 200;
                found.json.CopyFrom(*rapidjson::Pointer(at.c_str()).Get(page.json),
                                    found.json.GetAllocator());
            }
            cursor = page.text("/cursor");
            if (page.status != 200 || !page.flag("/more")) {
                return found;
            }
        }
    }
    Told post(Who who, const std::string &path, const std::string &body) {
        return hub.ask({.method = "POST", .target = path, .body = body, .token = hub.token(who)});
    }
    std::string m_place = hub.place();
    std::string m_path = "/v1/facilities/" + m_place;
};
INSTANTIATE_TEST_SUITE_P(Hub, OfficeStory, ::testing::ValuesIn(HubUnderTest::ways()), nameOfWay);

TEST_P(OfficeStory, AProfileIsCorrectedItemByItem) {
    const Told wrong = hub.change(
        Who::Staff, "PATCH", m_path, 1,
        R"({"profile":{"email":"no mail","corporate_number":"123","open_time":"7 o'clock","phone":"03-1111-1111"}})");
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(wrong.size("/errors"), 3U) << "all faults at once: " << wrong.body;
    for (std::size_t index = 0; index < wrong.size("/errors"); ++index) {
        const std::string at = "/errors/" + std::to_string(index);
        EXPECT_TRUE(wrong.text((at + "/pointer").c_str()).starts_with("/profile/"));
        EXPECT_FALSE(wrong.text((at + "/code").c_str()).empty());
        EXPECT_FALSE(wrong.text((at + "/message").c_str()).empty());
    }
    EXPECT_EQ(hub.get(Who::Staff, m_path).text("/profile/phone"), "03-0000-0000") << "nothing half done";
    const Told right =
        hub.change(Who::Staff, "PATCH", m_path, 1, R"({"profile":{"phone":"03-1111-1111","note":"架空"}})");
    EXPECT_EQ(right.text("/profile/phone"), "03-1111-1111") << right.body;
    EXPECT_FALSE(right.text("/profile/name").empty()) << "what is not named stays";
    EXPECT_EQ(hub.change(Who::Municipal, "PATCH", m_path, 1, R"({"profile":{"note":"x"}})")
                  .number("/current/version"),
              2);
    EXPECT_FALSE(
        hub.change(Who::Municipal, "PATCH", m_path, 2, R"({"profile":{"note":null}})").has("/profile/note"));
    EXPECT_EQ(hub.change(Who::Staff, "POST", m_path + "/confirm", 3).text("/confirmed_on"), hub.day(0));
    EXPECT_EQ(hub.change(Who::Auditor, "PATCH", m_path, 4, R"({"profile":{"note":"x"}})").status, 403);
    EXPECT_EQ(hub.change(Who::StaffElsewhere, "PATCH", m_path, 4, R"({"profile":{"note":"x"}})").status, 404);
}

TEST_P(OfficeStory, ARuleApprovesAtOnceAndOneSwitchStopsIt) {
    const std::string rule = m_path + "/approval-rule";
    const std::string slot = hub.slot(m_place, 14, "10:00", 9);
    EXPECT_EQ(hub.get(Who::Manager, rule).status, 404) << "off at first";
    EXPECT_EQ(hub.make(Who::Manager, rule, R"({"enabled":true,"daily_limit":2})").status, 201);
    const auto book = [&](const std::string &more) {
        return hub.make(Who::Portal, "/v1/reservations/" + hub.newId(),
                        hub.bookingJson(slot, "portal", more));
    };
    const Told asked = book(R"(,"question":"駐輪場はありますか")");
    EXPECT_EQ(asked.text("/status"), "requested") << "a question is for people";
    const Told automatic = book("");
    ASSERT_EQ(automatic.status, 201) << automatic.body;
    EXPECT_EQ(automatic.text("/status"), "approved");
    EXPECT_TRUE(automatic.flag("/decided_automatically"));
    EXPECT_TRUE(automatic.flag("/history/1/automatic"));
    EXPECT_EQ(automatic.text("/history/1/actor_kind"), "hub");
    EXPECT_EQ(book("").text("/status"), "approved");
    EXPECT_EQ(book("").text("/status"), "requested") << "two a day";
    EXPECT_EQ(hub.change(Who::Manager, "PUT", rule, 1, R"({"enabled":false})").number("/version"), 2);
    EXPECT_EQ(book("").text("/status"), "requested");
    EXPECT_EQ(hub.change(Who::Municipal, "PUT", rule, 2, R"({"enabled":true})").status, 403);
    const Told preview =
        post(Who::Manager, rule + "/preview", R"({"enabled":true,"conditions":{"no_question":false}})");
    EXPECT_EQ(preview.number("/considered"), 5) << preview.body;
    EXPECT_EQ(preview.body.find("架空 花子"), std::string::npos) << "a dry run names no family";
}

TEST_P(OfficeStory, AClassThatDoesNotExistIsNeverZero) {
    const std::string path = "/v1/vacancies/" + m_place + "/" + hub.day(40).substr(0, 7);
    const std::string month = hub.day(40).substr(0, 7);
    const auto body = [&](const char *status) {
        return R"({"basis_date":")" + hub.day(0) +
               R"(","meaning":"next_month","values":{"0":{"vacancy":0},"5":null},"symbol":{"1":"△"},"status":")" +
               status + "\"}";
    };
    const Told made = hub.make(Who::Staff, path, body("draft"));
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.number("/values/0/vacancy"), 0);
    EXPECT_FALSE(made.has("/values/5"));
    EXPECT_EQ(made.text("/symbol/1"), "△") << "a symbol is never made a number";
    const std::string publish = R"({"month":")" + month + R"(","facility_ids":[")" + m_place + "\"]}";
    EXPECT_EQ(post(Who::Municipal, "/v1/vacancies/publish", publish).text("/drafts/0"), m_place);
    EXPECT_EQ(hub.change(Who::Municipal, "PUT", path, 1, body("confirmed")).number("/version"), 2);
    EXPECT_EQ(post(Who::Municipal, "/v1/vacancies/publish", publish).text("/published/0"), m_place);
    EXPECT_EQ(inFeed(Who::Staff, "vacancy", m_place + "/" + month).text("/record/status"), "published");
    EXPECT_EQ(hub.change(Who::Staff, "PUT", path, 1, body("draft")).status, 412);
    EXPECT_EQ(post(Who::Staff, "/v1/vacancies/publish", publish).status, 403);
    EXPECT_EQ(hub.make(Who::StaffElsewhere, path, body("draft")).status, 404);
}

TEST_P(OfficeStory, ANoticeReachesItsAudienceOnly) {
    const std::string id = hub.newId();
    const Told made = hub.make(Who::Municipal, "/v1/notices/" + id,
                               R"({"audience":"nurseries","text":"架空の研修のお知らせ"})");
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(inFeed(Who::Staff, "notice", id).text("/record/text"), "架空の研修のお知らせ");
    EXPECT_EQ(inFeed(Who::Portal, "notice", id).status, 0);
    EXPECT_EQ(inFeed(Who::StaffElsewhere, "notice", id).status, 0) << "another municipality's";
    EXPECT_EQ(
        hub.make(Who::Staff, "/v1/notices/" + hub.newId(), R"({"audience":"nurseries","text":"x"})").status,
        403);
    EXPECT_EQ(hub.change(Who::Municipal, "DELETE", "/v1/notices/" + id, 1).status, 204);
    EXPECT_TRUE(inFeed(Who::Staff, "notice", id).flag("/deleted"));
}

TEST_P(OfficeStory, WhatWasDoneAboutALateAnswerIsTheMunicipalitys) {
    const std::string id = hub.newId();
    const std::string body =
        R"({"id":")" + id + R"(","facility_id":")" + m_place +
        R"(","at":"2026-11-20T01:00:00Z","method":"phone","counterpart":"園長","result":"今日中に返事"})";
    EXPECT_EQ(post(Who::Municipal, "/v1/follow-ups", body).status, 201);
    EXPECT_EQ(post(Who::Municipal, "/v1/follow-ups", body).code(), "id-taken");
    EXPECT_EQ(inFeed(Who::Auditor, "follow_up", id).text("/record/result"), "今日中に返事");
    EXPECT_EQ(inFeed(Who::Staff, "follow_up", id).status, 0);
    EXPECT_EQ(post(Who::Staff, "/v1/follow-ups", body).status, 403);
    const std::string print = R"({"action":"print","kind":"reservation","facility_id":")" + m_place +
                              R"(","count":3,"members":["guardian"],"occurred_at":"2026-11-20T01:00:00Z"})";
    EXPECT_EQ(post(Who::Staff, "/v1/audit-events", print).status, 204);
    EXPECT_EQ(post(Who::StaffElsewhere, "/v1/audit-events", print).fault(), "/facility_id not-found");
}

TEST_P(OfficeStory, AnAccountIsMadeWhereOneAnswersForIt) {
    const std::string login = "kakuu-" + hub.newId().substr(24);
    const std::string body = R"({"login_id":")" + login +
                             R"(","name":"架空 三郎","role":"staff","facilities":[")" + m_place + "\"]}";
    EXPECT_EQ(post(Who::Staff, "/v1/users", body).status, 403);
    EXPECT_EQ(post(Who::MunicipalElsewhere, "/v1/users", body).status, 403);
    const Told made = post(Who::Manager, "/v1/users", body);
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(post(Who::Manager, "/v1/users", body).code(), "id-taken");
    const auto signInOnce = [&] {
        return hub.ask({.method = "POST",
                        .target = "/v1/auth/login",
                        .body = R"({"login_id":")" + login + R"(","password":")" +
                                made.text("/activation_code") + R"(","device_id":")" + hub.newId() + "\"}"});
    };
    EXPECT_TRUE(signInOnce().flag("/password_change_required"));
    const std::string path = "/v1/users/" + made.text("/user/id");
    EXPECT_EQ(post(Who::Municipal, path + "/reset", "").text("/state"), "waiting")
        << "a second person must approve";
    EXPECT_EQ(post(Who::Municipal, path + "/reset", "").text("/state"), "waiting") << "and not the same one";
    EXPECT_EQ(post(Who::Manager, path + "/reset", "").text("/state"), "reset");
    EXPECT_EQ(signInOnce().status, 401) << "the old code is worth nothing";
    EXPECT_EQ(post(Who::Manager, path + "/disable", "").status, 204);
}

} // namespace
} // namespace contract
