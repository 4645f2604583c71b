// Which records the desk keeps: the one list from which the line of the feed, its reader, the desk's tables
// and their copies follow.
#pragma once

#include "domain/record_kind.h"
#include "domain/records.h"
#include "domain/waitlist.h"

#include <algorithm>
#include <type_traits>
#include <variant>

namespace domain {

template <RecordKind Kind, class Record> struct KindOfRecord {
    static constexpr RecordKind kind = Kind;
    using Type = Record;
};

/// Records with their kinds, and what is done with all of them.
template <class... Each> struct RecordList {
    /// Any one of them, or none.
    using Variant = std::variant<std::monostate, typename Each::Type...>;
    static constexpr std::array<RecordKind, sizeof...(Each)> kinds{Each::kind...};

    [[nodiscard]] static constexpr bool has(RecordKind kind) { return ((kind == Each::kind) || ...); }
    /// Calls `visitor.operator()<Record>()` for the record of this kind; false where the list has none.
    template <class Visitor> static constexpr bool visit(RecordKind kind, Visitor &&visitor) {
        return ((kind == Each::kind && (visitor.template operator()<typename Each::Type>(), true)) || ...);
    }
    /// The same for each, in the order of the list.
    template <class Visitor> static constexpr void forEach(Visitor &&visitor) {
        (visitor.template operator()<typename Each::Type>(), ...);
    }
    /// The kind of a record of the list; Unknown where it is none of these.
    template <class Record> [[nodiscard]] static constexpr RecordKind kindOf() {
        RecordKind kind = RecordKind::Unknown;
        ((std::is_same_v<Record, typename Each::Type> ? void(kind = Each::kind) : void()), ...);
        return kind;
    }
};

using KeptRecords =
    RecordList<KindOfRecord<RecordKind::Municipality, Municipality>,
               KindOfRecord<RecordKind::Facility, Facility>, KindOfRecord<RecordKind::Slot, Slot>,
               KindOfRecord<RecordKind::SlotSeats, SlotSeats>, KindOfRecord<RecordKind::Series, Series>,
               KindOfRecord<RecordKind::Reservation, Reservation>, KindOfRecord<RecordKind::Closure, Closure>,
               KindOfRecord<RecordKind::Notice, Notice>,
               KindOfRecord<RecordKind::WaitlistEntry, WaitlistEntry>>;

/// Kinds of which this version of the desk keeps nothing.
inline constexpr std::array passedOverKinds{RecordKind::Operator, RecordKind::ApprovalRule,
                                            RecordKind::Vacancy, RecordKind::FollowUp};

static_assert(std::ranges::all_of(recordKinds,
                                  [](RecordKind kind) {
                                      return KeptRecords::has(kind) !=
                                             (std::ranges::find(passedOverKinds, kind) !=
                                              passedOverKinds.end());
                                  }),
              "a kind of record is either kept by the desk or passed over");
static_assert(KeptRecords::kinds.size() + passedOverKinds.size() == recordKinds.size(),
              "a kind of record stands in one list, once");

} // namespace domain
