// Rules, vacancies, follow-ups and figures come back from the wire as they went out.
#include "sample_records.h"

#include "wire/office_json.h"

#include <gtest/gtest.h>

namespace {

using namespace domain;

RecordMeta meta() {
    return {3, *parseInstant("2026-11-01T00:00:00Z"), *parseInstant("2026-11-02T00:00:00Z")};
}

TEST(OfficeJson, ApprovalRulesComeBack) {
    ApprovalRule rule;
    rule.facilityId = sample::id<FacilityId>(1);
    rule.meta = meta();
    rule.enabled = true;
    rule.conditions = {.seatsLeft = 2,
                       .acceptedAges = ageClassesOf({1, 3}),
                       .firstVisitOnly = false,
                       .noEarlierNoShow = false,
                       .noQuestion = false,
                       .hoursBeforeStart = 48};
    rule.delayMinutes = 30;
    rule.dailyLimit = 5;
    EXPECT_EQ(wire::approvalRuleFromJson(wire::toJson(rule), wire::Source::Hub), rule);
    const auto written = wire::approvalRuleFromJson(wire::writableJson(rule), wire::Source::Client);
    ASSERT_TRUE(written);
    EXPECT_EQ(written->conditions, rule.conditions);
    EXPECT_EQ(wire::approvalRuleFromJson("{}", wire::Source::Client).error().fields.at(0).pointer,
              "/enabled");
}

TEST(OfficeJson, VacanciesComeBack) {
    Vacancy vacancy;
    vacancy.facilityId = sample::id<FacilityId>(1);
    vacancy.month = *parseMonth("2026-12");
    vacancy.meta = meta();
    vacancy.basisDate = sample::day(20);
    vacancy.meaning = VacancyMeaning::AfterPlacement;
    vacancy.values[0] = Places{.vacancy = 0, .waiting = {}, .enrolled = 9};
    vacancy.symbol["0"] = "×";
    vacancy.pooled.push_back({ageClassesOf({1, 2}), Places{.vacancy = 4, .waiting = 1, .enrolled = 2}});
    vacancy.status = VacancyStatus::Published;
    EXPECT_EQ(wire::vacancyFromJson(wire::toJson(vacancy), wire::Source::Hub), vacancy);
}

TEST(OfficeJson, VacancyBatchesComeBack) {
    wire::VacancyBatch batch;
    batch.vacancies.resize(2);
    batch.vacancies[1].version = 4;
    batch.vacancies[1].vacancy.facilityId = sample::id<FacilityId>(2);
    batch.vacancies[1].vacancy.month = *parseMonth("2026-12");
    for (auto &edit : batch.vacancies) {
        edit.vacancy.basisDate = sample::day(20);
    }
    batch.vacancies[0].vacancy.facilityId = sample::id<FacilityId>(1);
    batch.vacancies[0].vacancy.month = *parseMonth("2026-12");
    const auto read = wire::vacancyBatchFromJson(wire::toJson(batch));
    ASSERT_TRUE(read);
    ASSERT_EQ(read->vacancies.size(), 2U);
    EXPECT_EQ(read->vacancies[1].version, 4);
    EXPECT_EQ(read->vacancies[1].vacancy, batch.vacancies[1].vacancy);
}

TEST(OfficeJson, FollowUpsComeBack) {
    FollowUp followUp;
    followUp.id = sample::id<FollowUpId>(3);
    followUp.meta = meta();
    followUp.facilityId = sample::id<FacilityId>(1);
    followUp.reservationIds = {sample::id<ReservationId>(4)};
    followUp.at = *parseInstant("2026-11-20T00:30:00Z");
    followUp.by = "架空 職員";
    followUp.method = ContactMethod::Mail;
    followUp.counterpart = "園長";
    followUp.result = "返事待ち";
    followUp.nextOn = sample::day(24);
    EXPECT_EQ(wire::followUpFromJson(wire::toJson(followUp), wire::Source::Hub), followUp);
}

TEST(OfficeJson, FiguresComeBack) {
    domain::StatisticsReport report;
    report.from = sample::day(1);
    report.to = sample::day(30);
    report.whole.useBySlots = {3, 2};
    report.whole.medianMinutes = 60;
    report.whole.byMonth["2026-11"] = 4;
    report.whole.byChannel["portal"] = 4;
    report.whole.byClass[2] = 4;
    report.facilities.push_back({sample::id<FacilityId>(1), "架空園", report.whole});
    const std::string json = wire::toJson(report);
    EXPECT_NE(json.find(R"("use_by_slots":{"part":3,"of":2,"value":1.5})"), std::string::npos) << json;
    EXPECT_EQ(wire::statisticsReportFromJson(json), report);
    const Coverage coverage{.facilities = 4, .participating = 3, .withOpenSlots = 2};
    EXPECT_EQ(wire::coverageFromJson(wire::toJson(coverage)), coverage);
}

TEST(OfficeJson, AuditLinesAreReadAsTheHubWritesThem) {
    const auto page = wire::auditPageFromJson(
        R"({"audit":[{"number":7,"at":"2026-11-20T00:30:00Z","action":"reservation.approve",)"
        R"("kind":"reservation","object_id":"r","facility_id":"f","role":"staff","actor":"u","session":"s",)"
        R"("members":"status","content_hash":"a","previous_hash":"b","hash":"c"}],"more":true})");
    ASSERT_TRUE(page);
    EXPECT_TRUE(page->more);
    EXPECT_EQ(page->lines, std::vector<domain::AuditLine>({{.number = 7,
                                                            .at = *parseInstant("2026-11-20T00:30:00Z"),
                                                            .action = "reservation.approve",
                                                            .kind = "reservation",
                                                            .objectId = "r",
                                                            .facilityId = "f",
                                                            .role = "staff",
                                                            .actor = "u",
                                                            .members = "status"}}));
    EXPECT_FALSE(wire::auditPageFromJson(R"({"audit":[{"number":7}],"more":true})"));
    EXPECT_FALSE(wire::auditPageFromJson(R"({"audit":[]})"));
}

TEST(OfficeJson, TextsAreEscaped) {
    EXPECT_EQ(wire::jsonText("a\"b\\\n"), R"("a\"b\\\n")");
}

} // namespace
