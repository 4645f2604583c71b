// The member lists of the records. Internal to wire.
#pragma once

#include "wire/fields.h"

namespace wire::detail {

template <> struct FieldsOf<domain::Municipality> {
    static std::span<const Field<domain::Municipality>> list();
};
template <> struct FieldsOf<domain::ClassPlaces> {
    static std::span<const Field<domain::ClassPlaces>> list();
};
template <> struct FieldsOf<domain::OpenHours> { static std::span<const Field<domain::OpenHours>> list(); };
template <> struct FieldsOf<domain::Facility> { static std::span<const Field<domain::Facility>> list(); };
template <> struct FieldsOf<domain::Slot> { static std::span<const Field<domain::Slot>> list(); };
template <> struct FieldsOf<domain::SlotSeats> { static std::span<const Field<domain::SlotSeats>> list(); };
template <> struct FieldsOf<domain::Series> { static std::span<const Field<domain::Series>> list(); };
template <> struct FieldsOf<domain::Guardian> { static std::span<const Field<domain::Guardian>> list(); };
template <> struct FieldsOf<domain::Child> { static std::span<const Field<domain::Child>> list(); };
template <> struct FieldsOf<domain::HistoryEntry> {
    static std::span<const Field<domain::HistoryEntry>> list();
};
template <> struct FieldsOf<domain::ReservationPersonal> {
    static std::span<const Field<domain::ReservationPersonal>> list();
};
template <> struct FieldsOf<domain::Reservation> {
    static std::span<const Field<domain::Reservation>> list();
};
template <> struct FieldsOf<domain::Closure> { static std::span<const Field<domain::Closure>> list(); };
template <> struct FieldsOf<domain::Notice> { static std::span<const Field<domain::Notice>> list(); };
template <> struct FieldsOf<domain::User> { static std::span<const Field<domain::User>> list(); };
template <> struct FieldsOf<domain::ApprovalRule> {
    static std::span<const Field<domain::ApprovalRule>> list();
};
template <> struct FieldsOf<domain::Vacancy> { static std::span<const Field<domain::Vacancy>> list(); };
template <> struct FieldsOf<domain::FollowUp> { static std::span<const Field<domain::FollowUp>> list(); };
template <> struct FieldsOf<domain::WaitlistEntry> {
    static std::span<const Field<domain::WaitlistEntry>> list();
};

/// Records that only the hub keeps. An operator is no record of the feed yet.
using HubRecords =
    domain::RecordList<domain::KindOfRecord<domain::RecordKind::ApprovalRule, domain::ApprovalRule>,
                       domain::KindOfRecord<domain::RecordKind::Vacancy, domain::Vacancy>,
                       domain::KindOfRecord<domain::RecordKind::FollowUp, domain::FollowUp>>;
static_assert(std::ranges::all_of(domain::recordKinds,
                                  [](domain::RecordKind kind) {
                                      return domain::KeptRecords::has(kind) != HubRecords::has(kind) ||
                                             kind == domain::RecordKind::Operator;
                                  }),
              "each kind of record has its list of members");

} // namespace wire::detail
