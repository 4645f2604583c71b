#include "sample_records.h"
#include "wire/auth_json.h"
#include "wire/records_json.h"
#include "wire/reservation_calls.h"

#include <gtest/gtest.h>

using namespace wire;

TEST(AuthMessages, ComeBackAsTheyWent) {
    const auto login =
        loginRequestFromJson(toJson(LoginRequest{"mihon01", "見本 の 合言葉", "d-1", "事務室"}));
    ASSERT_TRUE(login);
    EXPECT_EQ(login->password, "見本 の 合言葉");
    EXPECT_EQ(login->deviceName, "事務室");
    const auto answer = loginAnswerFromJson(toJson(LoginAnswer{"m", {"totp", "recovery_code"}, true, false}));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->methods, (std::vector<std::string>{"totp", "recovery_code"}));
    EXPECT_TRUE(answer->passwordChangeRequired);
    EXPECT_FALSE(answer->enrolmentRequired);
    const auto mfa = mfaRequestFromJson(toJson(MfaRequest{"m", "totp", "000000"}));
    ASSERT_TRUE(mfa);
    EXPECT_EQ(mfa->code, "000000");
    const auto tokens = tokensFromJson(toJson(Tokens{"a", 600, "r", sample::user(), {"code-1"}}));
    ASSERT_TRUE(tokens);
    EXPECT_EQ(tokens->user, sample::user());
    EXPECT_EQ(tokens->expiresInSeconds, 600);
    EXPECT_EQ(tokens->recoveryCodes, std::vector<std::string>{"code-1"});
    const auto enrolment = enrolmentAnswerFromJson(toJson(EnrolmentAnswer{"otpauth://totp/x?secret=Y"}));
    ASSERT_TRUE(enrolment);
    EXPECT_EQ(enrolment->otpauthUri, "otpauth://totp/x?secret=Y");
    const auto sessions = sessionsFromJson(
        toJson(std::vector<SessionInfo>{{"s", "事務室", sample::at(1), sample::at(2), true}}));
    ASSERT_TRUE(sessions);
    ASSERT_EQ(sessions->size(), 1U);
    EXPECT_TRUE(sessions->front().current);
    EXPECT_EQ(sessions->front().lastUsedAt, sample::at(2));
}

TEST(AuthMessages, APasswordChangeCarriesOnlyWhatItNeeds) {
    EXPECT_EQ(toJson(PasswordRequest{.mfaToken = "m", .newPassword = "n"}),
              R"({"mfa_token":"m","new_password":"n"})");
    EXPECT_FALSE(passwordRequestFromJson(R"({"mfa_token":"m"})"));
    EXPECT_EQ(mfaTokenJson("a\"b"), R"({"mfa_token":"a\"b"})");
    EXPECT_EQ(refreshRequestJson("r"), R"({"refresh_token":"r"})");
}

TEST(AuthMessages, MissingAndUnknownMembersAreNamed) {
    const auto missing = loginRequestFromJson(R"({"login_id":"x"})");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, "validation");
    EXPECT_EQ(missing.error().fields.size(), 2U);
    const auto unknown = mfaRequestFromJson(R"({"mfa_token":"m","code":"1","remember":true})");
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, "unknown-member");
}

TEST(AuthMessages, OneMemberCanBeReadAlone) {
    EXPECT_EQ(stringMember(R"({"refresh_token":"r","x":1})", "refresh_token"), std::string("r"));
    for (const char *json : {"{}", R"({"refresh_token":null})"}) {
        const auto missing = stringMember(json, "refresh_token");
        ASSERT_FALSE(missing);
        EXPECT_EQ(missing.error().fields.front(), (domain::FieldError{"/refresh_token", "required", {}}));
    }
    EXPECT_EQ(stringMember(R"({"refresh_token":5})", "refresh_token").error().fields.front().code,
              "wrong-type");
    EXPECT_EQ(stringMember("[]", "refresh_token").error().code, "malformed");
}

TEST(CallBodies, ComeBackAsTheyWent) {
    const CallBody body{.reason = "定員のため",
                        .message = "見本",
                        .slotIds = {sample::id<domain::SlotId>(1), sample::id<domain::SlotId>(2)},
                        .slotId = sample::id<domain::SlotId>(3),
                        .correctTo = domain::ReservationStatus::Approved};
    const auto read = callBodyFromJson(toJson(body));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->reason, body.reason);
    EXPECT_EQ(read->slotIds, body.slotIds);
    EXPECT_EQ(read->slotId, body.slotId);
    EXPECT_EQ(read->correctTo, body.correctTo);
    EXPECT_TRUE(callBodyFromJson("")->reason.empty());
    EXPECT_EQ(callBodyFromJson(R"({"to":"eaten"})").error().fields.front(),
              (domain::FieldError{"/to", "not-allowed", {}}));
    EXPECT_EQ(callBodyFromJson(R"({"slot_ids":["x"]})").error().fields.front().pointer, "/slot_ids/0");
}

TEST(SlotBatches, BringTheirOwnIds) {
    const auto read = slotBatchFromJson(toJson(SlotBatch{sample::series(), {sample::slot()}, true}));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->slots.front().id, sample::slot().id);
    EXPECT_EQ(read->slots.front().meta.version, 0);
    EXPECT_EQ(read->series->id, sample::series().id);
    EXPECT_TRUE(read->allowOverlap);
}

TEST(SlotBatches, HoldOneToAThousand) {
    EXPECT_FALSE(slotBatchFromJson(R"({"slots":[]})"));
    const SlotBatch most{.slots = std::vector<domain::Slot>(1'000, sample::slot())};
    EXPECT_TRUE(slotBatchFromJson(toJson(most)));
    const SlotBatch tooMany{.slots = std::vector<domain::Slot>(1'001, sample::slot())};
    const auto refused = slotBatchFromJson(toJson(tooMany));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.front().pointer, "/slots");
    EXPECT_EQ(slotBatchFromJson(R"({"slots":[{"seats":"x"}]})").error().fields.front().pointer,
              "/slots/0/seats");
}

TEST(Families, GoIntoABodyAndOutAgain) {
    const std::vector<FamilyAction> actions{
        {sample::id<domain::ReservationId>(1), true, sample::id<domain::SlotId>(2), "見本"},
        {sample::id<domain::ReservationId>(3), false, std::nullopt, ""}};
    const auto split = splitFamilies(withFamilies(R"({"seats":2})", actions));
    ASSERT_TRUE(split);
    EXPECT_EQ(split->first, R"({"seats":2})");
    ASSERT_EQ(split->second.size(), 2U);
    EXPECT_TRUE(split->second[0].move);
    EXPECT_EQ(split->second[0].toSlotId, actions[0].toSlotId);
    EXPECT_EQ(split->second[0].message, "見本");
    EXPECT_FALSE(split->second[1].move);
    EXPECT_EQ(split->second[1].reservationId, actions[1].reservationId);
}

TEST(Families, MayBeMissing) {
    EXPECT_EQ(splitFamilies(R"({"a":1})")->first, R"({"a":1})");
    EXPECT_EQ(splitFamilies("")->first, "{}");
    EXPECT_EQ(withFamilies(R"({"a":1})", {}), R"({"a":1})");
    const auto refused = splitFamilies(R"({"families":[{"reservation_id":"x","action":"drop"}]})");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.size(), 2U);
    EXPECT_EQ(refused.error().fields[1], (domain::FieldError{"/families/0/action", "not-allowed", {}}));
}

TEST(Delays, ComeBackAsTheyWent) {
    const std::vector<Delay> delays{
        {sample::id<domain::FacilityId>(1), "見本保育園", "042-000-0000", 3, 2, 1, sample::at(9), 1'500}};
    EXPECT_EQ(delaysFromJson(toJson(delays)), delays);
    EXPECT_EQ(delaysFromJson(R"({"delays":[]})"), std::vector<Delay>{});
}

TEST(Status, KnowsItsRealm) {
    HubStatus status{"e-1", true, sample::at(9), "0.1.0", {"計画停止"}};
    const auto read = hubStatusFromJson(toJson(status));
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->training);
    EXPECT_EQ(read->epoch, "e-1");
    EXPECT_EQ(read->time, sample::at(9));
    EXPECT_EQ(read->notices, status.notices);
    status.training = false;
    EXPECT_FALSE(hubStatusFromJson(toJson(status))->training);
    EXPECT_FALSE(hubStatusFromJson(R"({"epoch":"e","realm":"both","time":"2026-11-22T00:00:00Z"})"));
}
