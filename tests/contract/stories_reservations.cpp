// The one table of a reservation's states, and what belongs to it: seats, reasons, limits, who sees what.
#include "story.h"

#include <array>

namespace contract {

class ReservationStory : public Contract {
protected:
    Told seen(const std::string &id) { return hub.get(Who::Staff, "/v1/reservations/" + id); }
    std::string stateOf(const std::string &id) { return seen(id).text("/status"); }
    std::string withSlot(const std::string &slot) { return R"({"slot_id":")" + slot + "\"}"; }

    /// A reservation of the portal in `state`; the seats are plenty.
    std::string inState(const std::string &state) {
        if (state == "expired") {
            return hub.expiredRequest();
        }
        if (state == "attended" || state == "no_show") {
            const std::string id = hub.begunVisitOfPortal();
            EXPECT_EQ(hub.move(Who::Staff, id, state == "attended" ? "attend" : "no-show").status, 200);
            return id;
        }
        const std::string id = hub.request(m_slot);
        const std::string reason = R"({"reason":"満席のため"})";
        if (state == "declined") {
            EXPECT_EQ(hub.move(Who::Staff, id, "decline", reason).status, 200);
        } else if (state == "withdrawn") {
            EXPECT_EQ(hub.move(Who::Portal, id, "withdraw").status, 200);
        } else if (state != "requested") {
            EXPECT_EQ(hub.move(Who::Staff, id, "approve").status, 200);
        }
        if (state == "cancelled_by_facility") {
            EXPECT_EQ(hub.move(Who::Staff, id, "cancel", reason).status, 200);
        }
        EXPECT_EQ(stateOf(id), state);
        return id;
    }
    std::string bodyFor(const std::string &call, const std::string &state) {
        if (call == "decline" || call == "cancel") {
            return R"({"reason":"園の都合のため"})";
        }
        if (call == "propose") {
            return R"({"slot_ids":[")" + m_other + "\"]}";
        }
        if (call == "reschedule") {
            return withSlot(m_other);
        }
        if (call == "correct") {
            return R"({"reason":"押し間違い","to":")" +
                   std::string(state == "attended"  ? "no_show"
                               : state == "no_show" ? "attended"
                                                    : "approved") +
                   "\"}";
        }
        return {};
    }

    std::string m_place = hub.place();
    std::string m_slot = hub.slot(m_place, 14, "10:00", 100);
    std::string m_other = hub.slot(m_place, 15, "10:00", 100);
};

namespace {

INSTANTIATE_TEST_SUITE_P(Hub, ReservationStory, ::testing::ValuesIn(HubUnderTest::ways()), nameOfWay);

/// The contract's table, written down once more. State, call, and what comes of it by staff and by the system
/// that made the reservation: the new state, 409 where the state does not allow it, 403 where this role never
/// may.
struct Row {
    const char *state;
    std::array<const char *, 9> byStaff;
    std::array<const char *, 9> bySystem;
};
constexpr std::array calls{"approve", "decline", "propose",    "withdraw", "cancel",
                           "attend",  "no-show", "reschedule", "correct"};
constexpr std::array<Row, 8> table{
    {{"requested",
      {"approved", "declined", "requested", "403", "409", "409", "409", "requested", "409"},
      {"403", "403", "403", "withdrawn", "403", "403", "403", "requested", "403"}},
     {"approved",
      {"409", "409", "409", "403", "cancelled_by_facility", "409", "409", "approved", "409"},
      {"403", "403", "403", "withdrawn", "403", "403", "403", "approved", "403"}},
     {"declined",
      {"409", "409", "409", "403", "409", "409", "409", "409", "approved"},
      {"403", "403", "403", "409", "403", "403", "403", "409", "403"}},
     {"withdrawn",
      {"409", "409", "409", "403", "409", "409", "409", "409", "409"},
      {"403", "403", "403", "409", "403", "403", "403", "409", "403"}},
     {"cancelled_by_facility",
      {"409", "409", "409", "403", "409", "409", "409", "409", "approved"},
      {"403", "403", "403", "409", "403", "403", "403", "409", "403"}},
     {"attended",
      {"409", "409", "409", "403", "409", "409", "409", "409", "no_show"},
      {"403", "403", "403", "409", "403", "403", "403", "409", "403"}},
     {"no_show",
      {"409", "409", "409", "403", "409", "409", "409", "409", "attended"},
      {"403", "403", "403", "409", "403", "403", "403", "409", "403"}},
     {"expired",
      {"409", "409", "409", "403", "409", "409", "409", "409", "409"},
      {"403", "403", "403", "409", "403", "403", "403", "409", "403"}}}};

void expectOutcome(const Told &told, const std::string &expected, const std::string &about) {
    if (expected == "409" || expected == "403") {
        EXPECT_EQ(std::to_string(told.status), expected) << about << ": " << told.body;
        EXPECT_EQ(told.code(), expected == "409" ? "illegal-transition" : "forbidden") << about;
    } else {
        EXPECT_EQ(told.status, 200) << about << ": " << told.body;
        EXPECT_EQ(told.text("/status"), expected) << about;
    }
}

TEST_P(ReservationStory, EveryRowOfTheTableForStaffAndForTheSystemThatMadeIt) {
    for (const Row &row : table) {
        std::string id = inState(row.state);
        for (std::size_t index = 0; index < calls.size(); ++index) {
            for (const auto &[who, outcomes] :
                 {std::pair{Who::Staff, &row.byStaff}, std::pair{Who::Portal, &row.bySystem}}) {
                const std::string call = calls[index];
                const Told told = hub.move(who, id, call, bodyFor(call, row.state));
                const bool moved = told.status == 200;
                expectOutcome(told, (*outcomes)[index],
                              std::string(row.state) + " " + call +
                                  (who == Who::Staff ? " by staff" : " by the system"));
                if (moved && stateOf(id) + call != "expired") {
                    id = inState(row.state);
                }
            }
        }
    }
}

TEST_P(ReservationStory, NobodyElseMovesAnything) {
    const std::string id = inState("requested");
    const std::string before = seen(id).body;
    for (const char *call : calls) {
        const std::string body = bodyFor(call, "requested");
        for (const Who who : {Who::Municipal, Who::Auditor}) {
            EXPECT_EQ(hub.move(who, id, call, body).status, 403) << call;
        }
        for (const Who who : {Who::OtherPortal, Who::StaffElsewhere, Who::MunicipalElsewhere}) {
            EXPECT_EQ(hub.move(who, id, call, body).status, 404) << call;
        }
    }
    EXPECT_EQ(seen(id).body, before);
    EXPECT_EQ(hub.move(Who::Office, id, "approve").status, 200) << "the operator's office is staff";
}

TEST_P(ReservationStory, AVisitThatBeganIsAttendedOrNot) {
    EXPECT_EQ(hub.move(Who::Staff, hub.begunVisit(), "attend").text("/status"), "attended");
    EXPECT_EQ(hub.move(Who::Manager, hub.begunVisit(), "no-show").text("/status"), "no_show");
    const Told early = hub.move(Who::Staff, inState("approved"), "attend");
    EXPECT_EQ(early.status, 409);
    EXPECT_FALSE(early.text("/params/not_before").empty()) << early.body;
}

TEST_P(ReservationStory, ReasonsAreCompulsoryAndKept) {
    const std::string id = inState("requested");
    EXPECT_EQ(hub.move(Who::Staff, id, "decline").fault(), "/reason required");
    EXPECT_EQ(hub.move(Who::Staff, id, "decline", R"({"reason":"　"})").fault(), "/reason required");
    const Told declined =
        hub.move(Who::Staff, id, "decline", R"({"reason":"満席のため","message":"またどうぞ"})");
    EXPECT_EQ(declined.text("/reason"), "満席のため");
    EXPECT_EQ(declined.text("/history/1/action"), "decline");
    EXPECT_EQ(declined.text("/history/1/reason"), "満席のため");
    EXPECT_EQ(declined.text("/history/1/from"), "requested");
    EXPECT_FALSE(declined.text("/history/1/actor").empty());
    EXPECT_FALSE(declined.text("/history/1/device").empty());
    EXPECT_EQ(hub.get(Who::Portal, "/v1/reservations/" + id).text("/message"), "またどうぞ")
        << "the family's side hears";
}

TEST_P(ReservationStory, TheSecondOfTwoColleaguesIsToldWhatTheFirstDid) {
    const std::string id = inState("requested");
    const std::string path = "/v1/reservations/" + id;
    EXPECT_EQ(hub.change(Who::Staff, "POST", path + "/approve", 1).status, 200);
    const Told late = hub.change(Who::Manager, "POST", path + "/decline", 1, R"({"reason":"満席"})");
    EXPECT_EQ(late.status, 412);
    EXPECT_EQ(late.text("/current/status"), "approved");
    EXPECT_EQ(hub.ask({.method = "POST", .target = path + "/cancel", .token = hub.token(Who::Staff)}).status,
              428);
}

TEST_P(ReservationStory, SeatsAreNeverOversold) {
    const std::string slot = hub.slot(m_place, 16, "10:00", 2);
    const std::string first = hub.request(slot);
    EXPECT_EQ(hub.make(Who::Staff, "/v1/reservations/" + hub.newId(), hub.bookingJson(slot, "phone"))
                  .text("/status"),
              "approved");
    const Told full = hub.make(Who::OtherPortal, "/v1/reservations/" + hub.newId(), hub.bookingJson(slot));
    EXPECT_EQ(full.status, 409);
    EXPECT_EQ(full.code(), "slot-full");
    EXPECT_EQ(hub.move(Who::Portal, inState("requested"), "reschedule", withSlot(slot)).code(), "slot-full");
    EXPECT_EQ(hub.move(Who::Staff, first, "decline", R"({"reason":"満席"})").status, 200);
    EXPECT_EQ(hub.make(Who::OtherPortal, "/v1/reservations/" + hub.newId(), hub.bookingJson(slot)).status,
              201);
    const Told corrected =
        hub.move(Who::Staff, first, "correct", R"({"to":"approved","reason":"押し間違い"})");
    EXPECT_EQ(corrected.code(), "slot-full") << "a seat must be free where one is taken";
}

TEST_P(ReservationStory, RescheduleAndProposalsNameSlotsOfThePlace) {
    const std::string id = inState("requested");
    const std::string elsewhere = hub.slot(hub.place());
    EXPECT_EQ(hub.move(Who::Staff, id, "reschedule").fault(), "/slot_id required");
    EXPECT_EQ(hub.move(Who::Staff, id, "reschedule", withSlot(elsewhere)).fault(), "/slot_id not-found");
    EXPECT_EQ(hub.move(Who::Staff, id, "propose").fault(), "/slot_ids required");
    const Told proposed = hub.move(Who::Staff, id, "propose", R"({"slot_ids":[")" + m_other + "\"]}");
    EXPECT_EQ(proposed.text("/proposed_slots/0"), m_other);
    EXPECT_EQ(proposed.text("/slot_id"), m_slot);
    const Told moved = hub.move(Who::Portal, id, "reschedule", withSlot(m_other));
    EXPECT_EQ(moved.text("/slot_id"), m_other);
    EXPECT_EQ(moved.text("/id"), id);
    EXPECT_EQ(moved.size("/proposed_slots"), 0U);
}

TEST_P(ReservationStory, FromCancelUntilOnTheParentsSystemLeavesItToTheNursery) {
    const std::string past = domain::textOf(hub.now() - std::chrono::hours(1));
    const std::string slot = hub.slot(m_place, 17, "10:00", 2, R"(,"cancel_until":")" + past + "\"");
    const std::string id = hub.request(slot);
    const Told late = hub.move(Who::Portal, id, "withdraw");
    EXPECT_EQ(late.status, 409);
    EXPECT_EQ(late.code(), "illegal-transition");
    EXPECT_EQ(late.text("/params/not_after"), past);
    EXPECT_EQ(hub.move(Who::Portal, id, "reschedule", withSlot(m_other)).code(), "illegal-transition");
    EXPECT_EQ(hub.move(Who::Staff, id, "reschedule", withSlot(m_other)).status, 200);
    EXPECT_EQ(hub.move(Who::Portal, id, "withdraw").status, 200);
}

TEST_P(ReservationStory, TheSameFamilyAgainIsFlaggedOrRefusedAsTheNurseryWishes) {
    for (const auto &[place, status] :
         {std::pair{hub.warnedPlace(), 201}, std::pair{hub.refusingPlace(), 409}, std::pair{m_place, 201}}) {
        const std::string slot = hub.slot(place, 18, "15:00", 5);
        const std::string later = hub.slot(place, 19, "15:00", 5);
        std::string body = hub.bookingJson(slot);
        const Told first = hub.make(Who::Portal, "/v1/reservations/" + hub.newId(), body);
        ASSERT_EQ(first.status, 201) << first.body;
        const Told second = hub.make(Who::Portal, "/v1/reservations/" + hub.newId(), body);
        EXPECT_EQ(second.code(), "duplicate-reservation")
            << "one seat of a slot, whatever the nursery wishes";
        EXPECT_EQ(second.fault(), "/slot_id same-slot-twice");
        body.replace(body.find(slot), slot.size(), later);
        const Told again = hub.make(Who::Portal, "/v1/reservations/" + hub.newId(), body);
        EXPECT_EQ(again.status, status) << again.body;
        EXPECT_FALSE(again.has("/repeat_of")) << "where else a family books is not a system's to know";
        if (again.status == 201) {
            EXPECT_EQ(seen(again.text("/id")).text("/repeat_of"),
                      place == hub.warnedPlace() ? first.text("/id") : "");
        }
        EXPECT_EQ(again.code(), status == 409 ? "duplicate-reservation" : "");
    }
}

TEST_P(ReservationStory, ManyAreAnsweredAtOnceAndEachForItself) {
    const std::string one = inState("requested");
    const std::string two = inState("declined");
    const std::string three = inState("requested");
    const auto item = [](const std::string &id, int version) {
        return R"({"id":")" + id + R"(","version":)" + std::to_string(version) + "}";
    };
    const auto send = [&](const std::string &body) {
        return hub.ask({.method = "POST",
                        .target = "/v1/reservations/batch",
                        .body = body,
                        .token = hub.token(Who::Staff)});
    };
    const Told told = send(R"({"call":"approve","items":[)" + item(one, 1) + "," + item(two, 2) + "," +
                           item(three, 7) + "," + item(hub.newId(), 1) + "]}");
    ASSERT_EQ(told.status, 200) << told.body;
    EXPECT_EQ(told.number("/results/0/status"), 200);
    EXPECT_EQ(told.text("/results/0/record/status"), "approved");
    EXPECT_EQ(told.number("/results/1/status"), 409);
    EXPECT_EQ(told.text("/results/1/problem/code"), "illegal-transition");
    EXPECT_EQ(told.number("/results/2/status"), 412);
    EXPECT_EQ(told.number("/results/3/status"), 404);
    EXPECT_EQ(stateOf(three), "requested");
    EXPECT_EQ(send("{\"call\":\"approve\",\"items\":[\xe3\x81]}").status, 400)
        << "a text that ends inside a character";
    EXPECT_EQ(send(R"({"call":"correct","items":[)" + item(one, 1) + "]}").fault(), "/call not-allowed");
    EXPECT_EQ(send(R"({"call":"approve","items":[]})").fault(), "/items out-of-range");
    EXPECT_EQ(send(R"({"call":"approve","items":[{"id":"x","version":1}]})").text("/errors/0/pointer"),
              "/items/0/id");
    EXPECT_EQ(send(R"({"call":"approve","items":[)" + item(one, 1) + R"(],"more":1})").code(),
              "unknown-member");
}

TEST_P(ReservationStory, NamesAreForThoseWhoNeedThemAndOpeningThemIsOnRecord) {
    const std::string id = inState("requested");
    const std::string path = "/v1/reservations/" + id;
    for (const Who who : {Who::Municipal, Who::Auditor}) {
        const Told told = hub.get(who, path);
        EXPECT_EQ(told.status, 200);
        for (const char *member : {"/guardian", "/children", "/question", "/message", "/reason"}) {
            EXPECT_FALSE(told.has(member)) << member;
        }
        EXPECT_EQ(told.number("/children_count"), 1);
        EXPECT_EQ(told.size("/age_classes"), 1U);
    }
    EXPECT_EQ(hub.get(Who::OtherPortal, path).status, 404);
    EXPECT_EQ(hub.get(Who::StaffElsewhere, path).status, 404);
    const Told opened = hub.get(Who::Municipal, path + "/personal");
    EXPECT_EQ(opened.status, 200);
    EXPECT_EQ(opened.text("/guardian/name"), "架空 花子");
    Told page;
    int found = 0;
    for (std::string after = "0";;
         after = std::to_string(
             page.number(("/audit/" + std::to_string(page.size("/audit") - 1) + "/number").c_str()))) {
        page = hub.get(Who::Auditor, "/v1/audit?municipality=131016&limit=1000&after=" + after);
        ASSERT_EQ(page.status, 200) << page.body;
        for (std::size_t at = page.body.find("reservation.open-personal"); at != std::string::npos;
             at = page.body.find("reservation.open-personal", at + 1)) {
            found += page.body.substr(at, 200).find(id) != std::string::npos ? 1 : 0;
        }
        if (!page.flag("/more")) {
            break;
        }
    }
    EXPECT_EQ(found, 1);
    EXPECT_EQ(page.body.find("架空 花子"), std::string::npos) << "no names in the audit";
}

TEST_P(ReservationStory, OnlyThoseConcernedBookAndUnderTheirOwnName) {
    const auto book = [&](Who who, const std::string &channel) {
        return hub.make(who, "/v1/reservations/" + hub.newId(), hub.bookingJson(m_slot, channel));
    };
    EXPECT_EQ(book(Who::Municipal, "phone").status, 403);
    EXPECT_EQ(book(Who::StaffElsewhere, "phone").fault(), "/slot_id not-found");
    EXPECT_EQ(book(Who::Portal, "phone").fault(), "/channel not-allowed");
    EXPECT_EQ(book(Who::Staff, "portal").fault(), "/channel not-allowed");
    EXPECT_EQ(book(Who::Portal, "kakuu-portal").text("/status"), "requested");
    EXPECT_EQ(book(Who::Staff, "counter").text("/status"), "approved");
}

} // namespace
} // namespace contract
