#include "wire/office_json.h"
#include "wire/record_fields.h"

namespace wire::detail {

using domain::ApprovalConditions;
using domain::RecordMeta;

template <> struct FieldsOf<ApprovalConditions> {
    static std::span<const Field<ApprovalConditions>> list() {
        using T = ApprovalConditions;
        static constexpr Field<T> fields[] = {
            field<&T::seatsLeft>("seats_left"),
            field<&T::acceptedAges>("accepted_ages"),
            field<&T::firstVisitOnly>("first_visit_only"),
            field<&T::noEarlierNoShow>("no_earlier_no_show"),
            field<&T::noQuestion>("no_question"),
            field<&T::hoursBeforeStart>("hours_before_start"),
        };
        return fields;
    }
};

std::span<const Field<domain::ApprovalRule>> FieldsOf<domain::ApprovalRule>::list() {
    using T = domain::ApprovalRule;
    static constexpr Field<T> fields[] = {
        field<&T::facilityId>("facility_id"),
        field<&T::meta, &RecordMeta::version>("version", Use::ReadOnly),
        field<&T::meta, &RecordMeta::createdAt>("created_at", Use::ReadOnly),
        field<&T::meta, &RecordMeta::updatedAt>("updated_at", Use::ReadOnly),
        field<&T::enabled>("enabled", Use::Required),
        field<&T::conditions>("conditions"),
        field<&T::delayMinutes>("delay_minutes"),
        field<&T::dailyLimit>("daily_limit"),
    };
    return fields;
}

template <> struct FieldsOf<PreviewedRequest> {
    static std::span<const Field<PreviewedRequest>> list() {
        using T = PreviewedRequest;
        static constexpr Field<T> fields[] = {
            field<&T::id>("id", Use::Required),
            field<&T::slotId>("slot_id", Use::Required),
            field<&T::requestedAt>("requested_at", Use::Required),
            field<&T::status>("status", Use::Required),
            field<&T::wouldApprove>("would_approve", Use::Required),
            field<&T::hindrances>("hindrances"),
        };
        return fields;
    }
};

template <> struct FieldsOf<ApprovalPreview> {
    static std::span<const Field<ApprovalPreview>> list() {
        using T = ApprovalPreview;
        static constexpr Field<T> fields[] = {
            field<&T::considered>("considered", Use::Required),
            field<&T::approved>("approved", Use::Required),
            field<&T::more>("more", Use::Required),
            field<&T::reservations>("reservations", Use::Required),
        };
        return fields;
    }
};

} // namespace wire::detail

namespace wire {

std::string toJson(const domain::ApprovalRule &record) {
    return detail::jsonOf(record);
}
std::string writableJson(const domain::ApprovalRule &record) {
    return detail::jsonOf(record, detail::Extent::Writable);
}
domain::Result<domain::ApprovalRule> approvalRuleFromJson(std::string_view json, Source source) {
    return detail::fromJson<domain::ApprovalRule>(json, source);
}

std::string toJson(const ApprovalPreview &preview) {
    return detail::jsonOf(preview);
}
domain::Result<ApprovalPreview> approvalPreviewFromJson(std::string_view json) {
    return detail::fromJson<ApprovalPreview>(json, Source::Hub);
}

template RecordTexts textsOf(const domain::ApprovalRule &);

} // namespace wire
