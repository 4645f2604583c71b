#include "wire/record_fields.h"

namespace wire::detail {

namespace {

using domain::ReservationPersonal;

/// A personal member of a reservation is at the top level in JSON and in `personal` in the domain. Reading
/// one creates `personal`.
template <auto Member> constexpr Field<domain::Reservation> personalField(std::string_view name, Use use) {
    return {name, use, Privacy::Personal,
            [](Reader &reader, const Value &value, domain::Reservation &out) {
                if (!out.personal) {
                    out.personal.emplace();
                }
                readValue(reader, value, (*out.personal).*Member);
            },
            [](Writer &writer, const Field<domain::Reservation> &self, const domain::Reservation &record) {
                if (record.personal) {
                    writeMember(writer, self, (*record.personal).*Member);
                }
            }};
}

} // namespace

std::span<const Field<domain::Guardian>> FieldsOf<domain::Guardian>::list() {
    using T = domain::Guardian;
    static constexpr Field<T> fields[] = {
        field<&T::name>("name"),
        field<&T::kana>("kana"),
        field<&T::phone>("phone"),
        field<&T::email>("email"),
    };
    return fields;
}

std::span<const Field<domain::Child>> FieldsOf<domain::Child>::list() {
    using T = domain::Child;
    static constexpr Field<T> fields[] = {
        field<&T::name>("name"),
        field<&T::kana>("kana"),
        field<&T::birthDate>("birth_date"),
        field<&T::dueDate>("due_date"),
        field<&T::wishedMonth>("wished_month"),
    };
    return fields;
}

std::span<const Field<domain::HistoryEntry>> FieldsOf<domain::HistoryEntry>::list() {
    using T = domain::HistoryEntry;
    static constexpr Field<T> fields[] = {
        field<&T::at>("at", Use::Required),
        field<&T::action>("action", Use::Required),
        field<&T::from>("from"),
        field<&T::to>("to", Use::Required),
        field<&T::actorKind>("actor_kind"),
        field<&T::actor>("actor"),
        field<&T::device>("device"),
        field<&T::reason>("reason", Use::Optional, Privacy::Personal),
        field<&T::message>("message", Use::Optional, Privacy::Personal),
        field<&T::automatic>("automatic"),
    };
    return fields;
}

std::span<const Field<ReservationPersonal>> FieldsOf<ReservationPersonal>::list() {
    using T = ReservationPersonal;
    static constexpr Field<T> fields[] = {
        field<&T::guardian>("guardian", Use::Required, Privacy::Personal),
        field<&T::children>("children", Use::Required, Privacy::Personal),
        field<&T::question>("question", Use::Optional, Privacy::Personal),
        field<&T::reason>("reason", Use::Optional, Privacy::Personal),
        field<&T::message>("message", Use::Optional, Privacy::Personal),
    };
    return fields;
}

std::span<const Field<domain::Reservation>> FieldsOf<domain::Reservation>::list() {
    using T = domain::Reservation;
    static constexpr Field<T> fields[] = {
        field<&T::id>("id", Use::Identity),
        field<&T::meta, &domain::RecordMeta::version>("version", Use::ReadOnly),
        field<&T::meta, &domain::RecordMeta::createdAt>("created_at", Use::ReadOnly),
        field<&T::meta, &domain::RecordMeta::updatedAt>("updated_at", Use::ReadOnly),
        field<&T::slotId>("slot_id", Use::Required),
        field<&T::facilityId>("facility_id", Use::ReadOnly),
        field<&T::status>("status", Use::ReadOnly),
        personalField<&ReservationPersonal::guardian>("guardian", Use::Required),
        personalField<&ReservationPersonal::children>("children", Use::Required),
        personalField<&ReservationPersonal::question>("question", Use::Optional),
        personalField<&ReservationPersonal::reason>("reason", Use::Optional),
        personalField<&ReservationPersonal::message>("message", Use::Optional),
        field<&T::visitors>("visitors"),
        field<&T::channel>("channel", Use::Required),
        field<&T::requestedAt>("requested_at", Use::ReadOnly),
        field<&T::decisionDueAt>("decision_due_at", Use::ReadOnly),
        field<&T::decidedAt>("decided_at", Use::ReadOnly),
        field<&T::decidedBy>("decided_by", Use::ReadOnly),
        field<&T::decidedAutomatically>("decided_automatically", Use::ReadOnly),
        field<&T::ageClasses>("age_classes", Use::ReadOnly),
        field<&T::childrenCount>("children_count", Use::ReadOnly),
        field<&T::hasQuestion>("has_question", Use::ReadOnly),
        field<&T::proposedSlots>("proposed_slots", Use::ReadOnly),
        field<&T::repeatOf>("repeat_of", Use::ReadOnly, Privacy::Inside),
        field<&T::history>("history", Use::ReadOnly),
    };
    return fields;
}

} // namespace wire::detail
