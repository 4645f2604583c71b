#include "wire/office_json.h"
#include "wire/record_fields.h"

namespace wire::detail {

template <> struct FieldsOf<domain::AuditLine> {
    static std::span<const Field<domain::AuditLine>> list() {
        using T = domain::AuditLine;
        static constexpr Field<T> fields[] = {
            field<&T::number>("number", Use::Required),
            field<&T::at>("at", Use::Required),
            field<&T::action>("action", Use::Required),
            field<&T::kind>("kind"),
            field<&T::objectId>("object_id"),
            field<&T::facilityId>("facility_id"),
            field<&T::role>("role"),
            field<&T::actor>("actor"),
            field<&T::members>("members"),
        };
        return fields;
    }
};

template <> struct FieldsOf<domain::AuditPage> {
    static std::span<const Field<domain::AuditPage>> list() {
        using T = domain::AuditPage;
        static constexpr Field<T> fields[] = {
            field<&T::lines>("audit", Use::Required),
            field<&T::more>("more", Use::Required),
        };
        return fields;
    }
};

} // namespace wire::detail

namespace wire {

domain::Result<domain::AuditPage> auditPageFromJson(std::string_view json) {
    return detail::fromJson<domain::AuditPage>(json, Source::Hub);
}

} // namespace wire
