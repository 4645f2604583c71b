// JSON of the records and calls for municipal work: approval rules, vacancies, follow-ups, statistics, audit
// events.
#pragma once

#include "domain/approval.h"
#include "domain/audit.h"
#include "domain/follow_up.h"
#include "domain/statistics.h"
#include "domain/vacancy.h"
#include "wire/records_json.h"

namespace wire {

/// The text as a JSON string with quotes.
[[nodiscard]] std::string jsonText(std::string_view text);

[[nodiscard]] std::string toJson(const domain::ApprovalRule &record);
[[nodiscard]] std::string writableJson(const domain::ApprovalRule &record);
[[nodiscard]] domain::Result<domain::ApprovalRule> approvalRuleFromJson(std::string_view json, Source source);

/// One past request in a dry run, without personal data.
struct PreviewedRequest {
    domain::ReservationId id;
    domain::SlotId slotId;
    domain::Instant requestedAt{};
    domain::ReservationStatus status = domain::ReservationStatus::Requested; ///< the current status
    bool wouldApprove = false;
    std::vector<std::string> hindrances; ///< domain::nameOf(ApprovalHindrance)
    bool operator==(const PreviewedRequest &) const = default;
};
/// The answer of `POST /v1/facilities/{id}/approval-rule/preview`.
struct ApprovalPreview {
    int considered = 0;
    int approved = 0;
    bool more = false; ///< older requests of the period were left out
    std::vector<PreviewedRequest> reservations;
    bool operator==(const ApprovalPreview &) const = default;
};
[[nodiscard]] std::string toJson(const ApprovalPreview &preview);
[[nodiscard]] domain::Result<ApprovalPreview> approvalPreviewFromJson(std::string_view json);

[[nodiscard]] std::string toJson(const domain::Vacancy &record);
[[nodiscard]] std::string writableJson(const domain::Vacancy &record);
[[nodiscard]] domain::Result<domain::Vacancy> vacancyFromJson(std::string_view json, Source source);

/// One row of `POST /v1/vacancies/batch`. `version` 0 creates it; otherwise it is the version seen.
struct VacancyEdit {
    std::int64_t version = 0;
    domain::Vacancy vacancy; ///< includes facility and month
};
struct VacancyBatch {
    std::vector<VacancyEdit> vacancies; ///< 1..2,000
};
[[nodiscard]] std::string toJson(const VacancyBatch &batch);
[[nodiscard]] domain::Result<VacancyBatch> vacancyBatchFromJson(std::string_view json);

/// `POST /v1/vacancies/publish`. Without facilities it means all confirmed ones of the municipality.
struct VacancyPublication {
    domain::LocalMonth month{};
    std::vector<domain::FacilityId> facilityIds;
};
[[nodiscard]] std::string toJson(const VacancyPublication &publication);
[[nodiscard]] domain::Result<VacancyPublication> vacancyPublicationFromJson(std::string_view json);

[[nodiscard]] std::string toJson(const domain::FollowUp &record);
[[nodiscard]] std::string writableJson(const domain::FollowUp &record);
[[nodiscard]] domain::Result<domain::FollowUp> followUpFromJson(std::string_view json, Source source);

[[nodiscard]] std::string writableJson(const domain::Notice &record);

/// Answer of `GET /v1/municipalities/{code}/statistics`.
[[nodiscard]] std::string toJson(const domain::StatisticsReport &report);
[[nodiscard]] domain::Result<domain::StatisticsReport> statisticsReportFromJson(std::string_view json);
/// Answer of `GET /v1/municipalities/{code}/coverage`.
[[nodiscard]] std::string toJson(const domain::Coverage &coverage);
[[nodiscard]] domain::Result<domain::Coverage> coverageFromJson(std::string_view json);

/// Answer of `GET /v1/audit`: what a person is shown of it; the hashes are for who checks the chain.
[[nodiscard]] domain::Result<domain::AuditPage> auditPageFromJson(std::string_view json);

/// `POST /v1/audit-events`: what left the hub's reach on a desk.
struct AuditEvent {
    std::string action; ///< "print", "export", "copy"
    std::string kind;   ///< kind of the records
    /// Absent: records of several facilities of the municipality.
    std::optional<domain::FacilityId> facilityId;
    std::vector<std::string> objectIds; ///< at most 1,000
    std::int64_t count = 0;             ///< number of records, if there are more than ids are given
    std::vector<std::string> members;   ///< names of the members that were shown
    domain::Instant occurredAt{};
};
[[nodiscard]] std::string toJson(const AuditEvent &event);
[[nodiscard]] domain::Result<AuditEvent> auditEventFromJson(std::string_view json);

} // namespace wire
