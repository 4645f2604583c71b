#include "wire/waitlist_json.h"

#include "wire/record_fields.h"

namespace wire::detail {

using domain::RecordMeta;
using domain::WaitlistEntry;
using domain::WaitlistOffer;

void readValue(Reader &reader, const Value &value, domain::WaitlistStatus &out) {
    if (!value.IsString()) {
        return reader.fault("wrong-type");
    }
    out = domain::waitlistStatus(viewOf(value));
}

template <> struct FieldsOf<WaitlistOffer> {
    static std::span<const Field<WaitlistOffer>> list() {
        using T = WaitlistOffer;
        static constexpr Field<T> fields[] = {
            field<&T::slotId>("slot_id", Use::Required),
            field<&T::until>("until", Use::Required),
        };
        return fields;
    }
};

std::span<const Field<WaitlistEntry>> FieldsOf<WaitlistEntry>::list() {
    using T = WaitlistEntry;
    // Left out where there is none: an entry whose family has been erased.
    static constexpr Field<T> guardian{
        "guardian", Use::Required, Privacy::Personal,
        [](Reader &reader, const Value &value, T &out) { readValue(reader, value, out.guardian); },
        [](Writer &writer, const Field<T> &self, const T &record) {
            if (record.guardian) {
                writeMember(writer, self, *record.guardian);
            }
        }};
    static constexpr Field<T> fields[] = {
        field<&T::id>("id", Use::Identity),
        field<&T::meta, &RecordMeta::version>("version", Use::ReadOnly),
        field<&T::meta, &RecordMeta::createdAt>("created_at", Use::ReadOnly),
        field<&T::meta, &RecordMeta::updatedAt>("updated_at", Use::ReadOnly),
        field<&T::facilityId>("facility_id", Use::Required),
        field<&T::status>("status", Use::ReadOnly),
        field<&T::anySlot>("any_slot"),
        field<&T::dates>("dates"),
        field<&T::slotIds>("slot_ids"),
        field<&T::ageClasses>("age_classes", Use::Required),
        guardian,
        field<&T::channel>("channel", Use::Required),
        field<&T::offer>("offer", Use::ReadOnly),
    };
    return fields;
}

} // namespace wire::detail

namespace wire {

std::string toJson(const domain::WaitlistEntry &record, View view) {
    return detail::jsonOf(record, detail::Extent::Whole, view);
}

std::string writableJson(const domain::WaitlistEntry &record) {
    return detail::jsonOf(record, detail::Extent::Writable);
}

domain::Result<domain::WaitlistEntry> waitlistEntryFromJson(std::string_view json, Source source) {
    return detail::fromJson<domain::WaitlistEntry>(json, source);
}

template RecordTexts textsOf(const domain::WaitlistEntry &);

} // namespace wire
