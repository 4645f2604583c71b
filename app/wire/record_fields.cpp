#include "wire/record_fields.h"

namespace wire::detail {

using domain::RecordMeta;

namespace {

template <class T> constexpr Field<T> versionField() {
    return field<&T::meta, &RecordMeta::version>("version", Use::ReadOnly);
}
template <class T> constexpr Field<T> createdField() {
    return field<&T::meta, &RecordMeta::createdAt>("created_at", Use::ReadOnly);
}
template <class T> constexpr Field<T> updatedField() {
    return field<&T::meta, &RecordMeta::updatedAt>("updated_at", Use::ReadOnly);
}

} // namespace

std::span<const Field<domain::Municipality>> FieldsOf<domain::Municipality>::list() {
    using T = domain::Municipality;
    static constexpr Field<T> fields[] = {
        field<&T::code>("code", Use::Required),
        versionField<T>(),
        createdField<T>(),
        updatedField<T>(),
        field<&T::name>("name", Use::Required),
        field<&T::warnMinutes>("warn_minutes"),
        field<&T::lateMinutes>("late_minutes"),
        field<&T::extraClosedDays>("extra_closed_days"),
    };
    return fields;
}

std::span<const Field<domain::ClassPlaces>> FieldsOf<domain::ClassPlaces>::list() {
    using T = domain::ClassPlaces;
    static constexpr Field<T> fields[] = {
        field<&T::age>("age", Use::Required),
        field<&T::capacity>("capacity"),
        field<&T::accepted>("accepted"),
    };
    return fields;
}

std::span<const Field<domain::OpenHours>> FieldsOf<domain::OpenHours>::list() {
    using T = domain::OpenHours;
    static constexpr Field<T> fields[] = {
        field<&T::weekday>("weekday", Use::Required),
        field<&T::from>("from", Use::Required),
        field<&T::to>("to", Use::Required),
    };
    return fields;
}

std::span<const Field<domain::Facility>> FieldsOf<domain::Facility>::list() {
    using T = domain::Facility;
    static constexpr Field<T> profile{
        "profile", Use::Required, Privacy::Plain,
        [](Reader &reader, const Value &value, T &out) { readProfile(reader, value, out.profile); },
        [](Writer &writer, const Field<T> &self, const T &record) {
            writer.key(self.name);
            writeProfile(writer, record.profile);
        }};
    static constexpr Field<T> fields[] = {
        field<&T::id>("id", Use::Identity),
        versionField<T>(),
        createdField<T>(),
        updatedField<T>(),
        field<&T::municipalityCode>("municipality_code", Use::Required),
        field<&T::standardId>("standard_id"),
        field<&T::operatorId>("operator_id"),
        profile,
        field<&T::classes>("classes"),
        field<&T::openHours>("open_hours"),
        field<&T::repeatPolicy>("repeat_policy"),
        field<&T::unknownColumns>("unknown_columns"),
        field<&T::confirmedOn>("confirmed_on"),
        field<&T::publishedVersion>("published_version", Use::ReadOnly),
        field<&T::participating>("participating"),
    };
    return fields;
}

std::span<const Field<domain::Slot>> FieldsOf<domain::Slot>::list() {
    using T = domain::Slot;
    static constexpr Field<T> fields[] = {
        field<&T::id>("id", Use::Identity),
        versionField<T>(),
        createdField<T>(),
        updatedField<T>(),
        field<&T::facilityId>("facility_id", Use::Required),
        field<&T::date>("date", Use::Required),
        field<&T::start>("start", Use::Required),
        field<&T::end>("end", Use::Required),
        field<&T::seats>("seats", Use::Required),
        field<&T::visitorsPerFamily>("visitors_per_family"),
        field<&T::acceptedAges>("accepted_ages"),
        field<&T::opensAt>("opens_at"),
        field<&T::closesAt>("closes_at"),
        field<&T::cancelUntil>("cancel_until"),
        field<&T::note>("note"),
        field<&T::seriesId>("series_id"),
        field<&T::status>("status"),
        field<&T::meetingPlace>("meeting_place"),
    };
    return fields;
}

std::span<const Field<domain::SlotSeats>> FieldsOf<domain::SlotSeats>::list() {
    using T = domain::SlotSeats;
    static constexpr Field<T> fields[] = {
        field<&T::slotId>("slot_id", Use::Required),
        versionField<T>(),
        createdField<T>(),
        updatedField<T>(),
        field<&T::seatsTaken>("seats_taken", Use::Required),
    };
    return fields;
}

std::span<const Field<domain::Series>> FieldsOf<domain::Series>::list() {
    using T = domain::Series;
    static constexpr Field<T> fields[] = {
        field<&T::id>("id", Use::Identity),
        versionField<T>(),
        createdField<T>(),
        updatedField<T>(),
        field<&T::facilityId>("facility_id", Use::Required),
        field<&T::rule>("rule", Use::Required),
        field<&T::from>("from", Use::Required),
        field<&T::to>("to", Use::Required),
        field<&T::start>("start", Use::Required),
        field<&T::end>("end", Use::Required),
        field<&T::seats>("seats", Use::Required),
        field<&T::visitorsPerFamily>("visitors_per_family"),
        field<&T::acceptedAges>("accepted_ages"),
        field<&T::note>("note"),
        field<&T::exceptions>("exceptions"),
    };
    return fields;
}

std::span<const Field<domain::Closure>> FieldsOf<domain::Closure>::list() {
    using T = domain::Closure;
    static constexpr Field<T> fields[] = {
        field<&T::id>("id", Use::Identity),
        versionField<T>(),
        createdField<T>(),
        updatedField<T>(),
        field<&T::facilityId>("facility_id", Use::Required),
        field<&T::date>("date", Use::Required),
        field<&T::reason>("reason"),
    };
    return fields;
}

std::span<const Field<domain::Notice>> FieldsOf<domain::Notice>::list() {
    using T = domain::Notice;
    static constexpr Field<T> fields[] = {
        field<&T::id>("id", Use::Identity),
        versionField<T>(),
        createdField<T>(),
        updatedField<T>(),
        field<&T::audience>("audience", Use::Required),
        field<&T::text>("text", Use::Required),
        field<&T::from>("from"),
        field<&T::to>("to"),
    };
    return fields;
}

std::span<const Field<domain::User>> FieldsOf<domain::User>::list() {
    using T = domain::User;
    static constexpr Field<T> fields[] = {
        field<&T::id>("id", Use::Identity),
        field<&T::loginId>("login_id", Use::Required),
        field<&T::name>("name"),
        field<&T::role>("role", Use::Required),
        field<&T::facilities>("facilities"),
        field<&T::municipalityCode>("municipality_code"),
        field<&T::operatorId>("operator_id"),
    };
    return fields;
}

} // namespace wire::detail
