#include "sample_records.h"
#include "wire/records_json.h"

#include <gtest/gtest.h>

using namespace wire;

namespace {

/// What the reader says of a client's record; empty code when it is taken.
template <class T> domain::Error refusal(const domain::Result<T> &result) {
    return result ? domain::Error{} : result.error();
}

bool names(const domain::Error &error, std::string_view pointer, std::string_view code) {
    for (const domain::FieldError &fault : error.fields) {
        if (fault.pointer == pointer && fault.code == code) {
            return true;
        }
    }
    return false;
}

std::string replaced(std::string text, const std::string &what, const std::string &with) {
    const std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what << " in " << text;
    return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

bool holds(const std::string &text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST(Records, EveryMemberComesBackAsItWent) {
    EXPECT_EQ(municipalityFromJson(toJson(sample::municipality()), Source::Hub), sample::municipality());
    EXPECT_EQ(facilityFromJson(toJson(sample::facility()), Source::Hub), sample::facility());
    EXPECT_EQ(slotFromJson(toJson(sample::slot()), Source::Hub), sample::slot());
    EXPECT_EQ(seriesFromJson(toJson(sample::series()), Source::Hub), sample::series());
    EXPECT_EQ(reservationFromJson(toJson(sample::reservation(), View::Whole), Source::Hub),
              sample::reservation());
    EXPECT_EQ(personalFromJson(toJson(sample::personal()), Source::Hub), sample::personal());
    EXPECT_EQ(closureFromJson(toJson(sample::closure()), Source::Hub), sample::closure());
    EXPECT_EQ(noticeFromJson(toJson(sample::notice()), Source::Hub), sample::notice());
    EXPECT_EQ(userFromJson(toJson(sample::user()), Source::Hub), sample::user());
    const domain::SlotSeats seats{sample::id<domain::SlotId>(3), sample::meta(), 2};
    EXPECT_EQ(slotSeatsFromJson(toJson(seats), Source::Hub), seats);
}

TEST(Records, MembersThatAreEmptyAreLeftOut) {
    domain::Slot slot = sample::slot();
    slot.note.clear();
    slot.seriesId.reset();
    slot.opensAt.reset();
    const std::string json = toJson(slot);
    EXPECT_FALSE(holds(json, "note"));
    EXPECT_FALSE(holds(json, "series_id"));
    EXPECT_FALSE(holds(json, "opens_at"));
    EXPECT_FALSE(holds(json, "null"));
    EXPECT_EQ(slotFromJson(json, Source::Hub), slot);
}

TEST(Records, AgesAndTimesHaveTheContractsForms) {
    const std::string json = toJson(sample::slot());
    EXPECT_TRUE(holds(json, R"("accepted_ages":[0,1,2])"));
    EXPECT_TRUE(holds(json, R"("date":"2026-11-25","start":"10:00","end":"11:00")"));
    EXPECT_TRUE(holds(json, R"("created_at":"2026-11-22T00:00:00Z")"));
}

TEST(Records, ProfileNumbersAreNumbersWhereThatKeepsTheirText) {
    const std::string json = toJson(sample::facility());
    EXPECT_TRUE(holds(json, R"("capacity":120)"));
    EXPECT_TRUE(holds(json, R"("latitude":35.655)"));
    EXPECT_TRUE(holds(json, R"("longitude":"139.3200")"));
    EXPECT_TRUE(holds(json, R"("phone":"042-000-0000")"));
}

TEST(Records, ProfileNumbersMayBeSentAsTextToo) {
    const std::string json =
        replaced(writableJson(sample::facility()), R"("capacity":120)", R"("capacity":"120")");
    const auto read = facilityFromJson(json, Source::Client);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->profile.at("capacity"), "120");
}

TEST(Records, ANumberIsNoPhone) {
    const std::string json =
        replaced(writableJson(sample::facility()), R"("phone":"042-000-0000")", R"("phone":420000000)");
    const domain::Error error = refusal(facilityFromJson(json, Source::Client));
    EXPECT_EQ(error.code, "validation");
    EXPECT_TRUE(names(error, "/profile/phone", "wrong-type"));
}

TEST(Records, WithoutTheRightNothingPersonalIsWritten) {
    const std::string json = toJson(sample::reservation(), View::WithoutPersonal);
    for (const char *secret : {"guardian", "children\"", "花子", "question\":\"", "定員のため", "お待ち",
                               "reason", "message", "090-0000-0000", "example.jp"}) {
        EXPECT_FALSE(holds(json, secret)) << secret;
    }
    const auto read = reservationFromJson(json, Source::Hub);
    ASSERT_TRUE(read);
    EXPECT_FALSE(read->personal);
    EXPECT_EQ(read->history.size(), 2U);
    EXPECT_TRUE(read->hasQuestion);
}

TEST(Records, TheBodyOfAPutHoldsOnlyWhatAClientMaySet) {
    const std::string json = writableJson(sample::reservation());
    for (const char *member : {"\"id\"", "version", "created_at", "updated_at", "facility_id", "status",
                               "decided", "history", "age_classes", "requested_at"}) {
        EXPECT_FALSE(holds(json, member)) << member;
    }
    EXPECT_TRUE(holds(json, "guardian"));
    EXPECT_FALSE(holds(writableJson(sample::facility()), "published_version"));
}

TEST(Records, ReadOnlyMembersOfClientsAreIgnored) {
    const auto read = reservationFromJson(toJson(sample::reservation(), View::Whole), Source::Client);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->meta.version, 0);
    EXPECT_TRUE(read->id.isNull());
    EXPECT_TRUE(read->facilityId.isNull());
    EXPECT_EQ(read->status, domain::ReservationStatus::Requested);
    EXPECT_TRUE(read->history.empty());
    EXPECT_EQ(read->personal, sample::personal());
}

TEST(Records, MembersThatAreUnknownAreNamedToClientsAndOverlookedFromTheHub) {
    const std::string json = replaced(writableJson(sample::slot()), "{", R"({"colour":"red","a/b":1,)");
    const domain::Error error = refusal(slotFromJson(json, Source::Client));
    EXPECT_EQ(error.kind, domain::ErrorKind::Rejected);
    EXPECT_EQ(error.code, "unknown-member");
    EXPECT_TRUE(names(error, "/colour", "unknown-member"));
    EXPECT_TRUE(names(error, "/a~1b", "unknown-member"));
    EXPECT_TRUE(slotFromJson(json, Source::Hub));
}

TEST(Records, MembersInsideAreNamedWithTheirPlace) {
    std::string json = writableJson(sample::reservation());
    json =
        replaced(json, R"("birth_date":"2026-11-02")", R"("birth_date":"2026-02-30","nickname":"いちろう")");
    const domain::Error error = refusal(reservationFromJson(json, Source::Client));
    EXPECT_EQ(error.code, "unknown-member");
    EXPECT_TRUE(names(error, "/children/0/birth_date", "not-a-date"));
    EXPECT_TRUE(names(error, "/children/0/nickname", "unknown-member"));
}

TEST(Records, MissingMembersAreAllNamedAtOnce) {
    const domain::Error slot = refusal(slotFromJson("{}", Source::Client));
    EXPECT_EQ(slot.code, "validation");
    for (const char *pointer : {"/facility_id", "/date", "/start", "/end", "/seats"}) {
        EXPECT_TRUE(names(slot, pointer, "required")) << pointer;
    }
    const domain::Error booking = refusal(reservationFromJson(R"({"guardian":null})", Source::Client));
    for (const char *pointer : {"/slot_id", "/channel", "/guardian", "/children"}) {
        EXPECT_TRUE(names(booking, pointer, "required")) << pointer;
    }
}

TEST(Records, WrongTypesArePointedAt) {
    const struct {
        const char *good;
        const char *bad;
        const char *pointer;
        const char *code;
    } cases[] = {
        {R"("seats":4)", R"("seats":"4")", "/seats", "wrong-type"},
        {R"("seats":4)", R"("seats":4.5)", "/seats", "wrong-type"},
        {R"("seats":4)", R"("seats":4.0)", "/seats", "wrong-type"},
        {R"("seats":4)", R"("seats":true)", "/seats", "wrong-type"},
        {R"("seats":4)", R"("seats":[4])", "/seats", "wrong-type"},
        {R"("seats":4)", R"("seats":9007199254740993)", "/seats", "out-of-range"},
        {R"("seats":4)", R"("seats":99999999999999999999)", "/seats", "wrong-type"},
        {R"("seats":4)", R"("seats":-2147483648)", "/seats", "out-of-range"},
        {R"("date":"2026-11-25")", R"("date":20261125)", "/date", "wrong-type"},
        {R"("date":"2026-11-25")", R"("date":"2026-11-31")", "/date", "not-a-date"},
        {R"("start":"10:00")", R"("start":"24:00")", "/start", "not-a-time"},
        {R"("note":"上履き持参")", R"("note":{})", "/note", "wrong-type"},
        {R"("note":"上履き持参")", R"("note":"a\u0000b")", "/note", "not-clean-text"},
        {R"("accepted_ages":[0,1,2])", R"("accepted_ages":[0,6])", "/accepted_ages/1", "out-of-range"},
        {R"("accepted_ages":[0,1,2])", R"("accepted_ages":"0")", "/accepted_ages", "wrong-type"},
        {R"("status":"cancelled")", R"("status":"half-open")", "/status", "not-allowed"},
        {R"("opens_at":"2026-11-21T16:00:00Z")", R"("opens_at":"2026-11-22T01:00:00")", "/opens_at",
         "not-an-instant"},
    };
    for (const auto &each : cases) {
        const std::string json = replaced(writableJson(sample::slot()), each.good, each.bad);
        const domain::Error error = refusal(slotFromJson(json, Source::Client));
        EXPECT_EQ(error.code, "validation") << each.bad;
        EXPECT_TRUE(names(error, each.pointer, each.code)) << each.bad;
    }
}

TEST(Records, AStateFromANewerHubIsUnknownAndNoFailure) {
    const std::string json = replaced(toJson(sample::reservation(), View::Whole), R"("status":"declined")",
                                      R"("status":"waitlisted")");
    const auto read = reservationFromJson(json, Source::Hub);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->status, domain::ReservationStatus::Unknown);
    const auto slot = slotFromJson(
        replaced(toJson(sample::slot()), R"("status":"cancelled")", R"("status":"paused")"), Source::Hub);
    ASSERT_TRUE(slot);
    EXPECT_EQ(slot->status, domain::SlotStatus::Closed);
}

TEST(Records, BadTextIsMalformedAndNeverMore) {
    const std::string good = writableJson(sample::slot());
    const std::string cases[] = {
        "",
        " ",
        "null",
        "[]",
        "\"text\"",
        "{",
        "{\"a\"",
        "{\"a\":}",
        "{'a':1}",
        good + "x",
        good + good,
        good + std::string(1, '\0'),
        std::string("{\"note\":\"a\0b\"}", 14),
        "\xEF\xBB\xBF" + good,
        "{\"note\":\"\xC0\x80\"}",
        "{\"note\":\"\xED\xA0\x80\"}",
        "{\"note\":\"\xFF\"}",
        "{\"note\":\"\\ud842\"}",
        "{\"note\":\"\\udc00\"}",
        "{\"note\":\"\\uD842\\u0041\"}",
        "{\"note\":\"\\ud842\\ud842\"}",
        "{\"note\":\"\\udfb7\\ud842\"}",
        "{\"note\":\"\\ud8",
        "{\"note\":\"\\",
        "{\"note\":\"\xE6\x97",
        "{\"note\":\"\xE6\x97\"}",
        "{\"note\":\"\xF0\x80\x80\xAF\"}",
        "{\"note\":\"\xF4\x90\x80\x80\"}",
        "{\"\xE6\":1}",
        "{\"seats\":1e999}",
        "{\"seats\":NaN}",
        "{\"seats\":01}",
        "{\"note\":\"a\nb\"}",
        "{\"note\":\"a\",\"note\":\"b\"}",
        "{\"unheard\":{\"x\":1,\"x\":2}}",
        std::string(100'000, '['),
        std::string(100'000, '{'),
        "{\"note\":" + std::string(32, '[') + std::string(32, ']') + "}",
    };
    for (const std::string &text : cases) {
        const domain::Error error = refusal(slotFromJson(text, Source::Client));
        EXPECT_EQ(error.kind, domain::ErrorKind::Malformed) << text.substr(0, 60);
        EXPECT_EQ(error.code, "malformed") << text.substr(0, 60);
    }
}

TEST(Records, DepthIsCountedInBracketsOutsideOfText) {
    const std::string allowed = "{\"x\":" + std::string(31, '[') + std::string(31, ']') + "}";
    EXPECT_EQ(refusal(slotFromJson(allowed, Source::Client)).code, "unknown-member");
    const std::string inText = R"({"note":"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"{{{{{{{{"})";
    EXPECT_EQ(refusal(slotFromJson(inText, Source::Client)).code, "validation");
}

TEST(Records, EveryCutOffTextIsMalformed) {
    const std::string whole = toJson(sample::reservation(), View::Whole);
    for (std::size_t length = 0; length < whole.size(); ++length) {
        ASSERT_EQ(refusal(reservationFromJson(whole.substr(0, length), Source::Client)).code, "malformed")
            << length;
    }
}

TEST(Records, AnyChangedByteGivesAnAnswer) {
    const std::string whole = toJson(sample::reservation(), View::Whole);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const char byte : {'\0', '"', '{', '\\', '\x80', '9', '}'}) {
            std::string changed = whole;
            changed[at] = byte;
            const auto read = reservationFromJson(changed, Source::Client);
            if (!read) {
                ASSERT_FALSE(read.error().code.empty());
            }
        }
    }
}

TEST(Records, EscapedNamesOutsideTheBasicPlanePass) {
    const std::string json =
        replaced(writableJson(sample::slot()), "上履き持参", R"(\ud842\uDFB7\ud7ff\ue000)");
    const auto read = slotFromJson(json, Source::Client);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->note, "𠮷\xED\x9F\xBF\xEE\x80\x80");
}

TEST(Records, NamesOutsideTheBasicPlaneAndHalfWidthKanaPass) {
    domain::Reservation record = sample::reservation();
    record.personal->guardian.name = "𠮷田 ﾊﾅｺ 👶";
    const auto read = reservationFromJson(writableJson(record), Source::Client);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->personal->guardian.name, "𠮷田 ﾊﾅｺ 👶");
}
