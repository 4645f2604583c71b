#include "wire/office_json.h"
#include "wire/record_fields.h"

namespace wire::detail {

using domain::FollowUp;
using domain::RecordMeta;

void readValue(Reader &reader, const Value &value, domain::ContactMethod &out) {
    if (!value.IsString()) {
        return reader.fault("wrong-type");
    }
    const auto found = domain::contactMethod(viewOf(value));
    if (!found) {
        return reader.fault("not-allowed");
    }
    out = *found;
}

std::span<const Field<FollowUp>> FieldsOf<FollowUp>::list() {
    using T = FollowUp;
    static constexpr Field<T> fields[] = {
        field<&T::id>("id"), // a POST has no id in its path
        field<&T::meta, &RecordMeta::version>("version", Use::ReadOnly),
        field<&T::meta, &RecordMeta::createdAt>("created_at", Use::ReadOnly),
        field<&T::meta, &RecordMeta::updatedAt>("updated_at", Use::ReadOnly),
        field<&T::facilityId>("facility_id", Use::Required),
        field<&T::reservationIds>("reservation_ids"),
        field<&T::at>("at", Use::Required),
        field<&T::by>("by", Use::ReadOnly),
        field<&T::method>("method", Use::Required),
        field<&T::counterpart>("counterpart"),
        field<&T::result>("result"),
        field<&T::nextOn>("next_on"),
    };
    return fields;
}

template <> struct FieldsOf<AuditEvent> {
    static std::span<const Field<AuditEvent>> list() {
        using T = AuditEvent;
        static constexpr Field<T> fields[] = {
            field<&T::action>("action", Use::Required),
            field<&T::kind>("kind", Use::Required),
            field<&T::facilityId>("facility_id"),
            field<&T::objectIds>("object_ids"),
            field<&T::count>("count"),
            field<&T::members>("members"),
            field<&T::occurredAt>("occurred_at", Use::Required),
        };
        return fields;
    }
};

} // namespace wire::detail

namespace wire {

std::string jsonText(std::string_view text) {
    detail::Writer writer;
    writer.text(text);
    return writer.take();
}

std::string toJson(const domain::FollowUp &record) {
    return detail::jsonOf(record);
}
std::string writableJson(const domain::FollowUp &record) {
    return detail::jsonOf(record, detail::Extent::Writable);
}
domain::Result<domain::FollowUp> followUpFromJson(std::string_view json, Source source) {
    return detail::fromJson<domain::FollowUp>(json, source);
}

std::string writableJson(const domain::Notice &record) {
    return detail::jsonOf(record, detail::Extent::Writable);
}

std::string toJson(const AuditEvent &event) {
    return detail::jsonOf(event);
}
domain::Result<AuditEvent> auditEventFromJson(std::string_view json) {
    return detail::fromJson<AuditEvent>(json, Source::Client);
}

template RecordTexts textsOf(const domain::FollowUp &);

} // namespace wire
