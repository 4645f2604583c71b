// The kinds of records in the change feed: their numbers and their names on the wire.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace domain {

/// Lies as a number in the files of desks (storage/stored_numbers.cpp): a new kind goes to the end, behind
/// Unknown.
enum class RecordKind : std::uint8_t {
    Municipality,
    Operator,
    Facility,
    Slot,
    SlotSeats,
    Series,
    Reservation,
    Closure,
    Notice,
    ApprovalRule,
    Vacancy,
    FollowUp,
    Unknown,
    WaitlistEntry
};

/// The name on the wire. Every other list of kinds follows from this one, which the compiler holds complete.
[[nodiscard]] constexpr std::string_view nameOf(RecordKind kind) {
    switch (kind) {
    case RecordKind::Municipality:
        return "municipality";
    case RecordKind::Operator:
        return "operator";
    case RecordKind::Facility:
        return "facility";
    case RecordKind::Slot:
        return "slot";
    case RecordKind::SlotSeats:
        return "slot_seats";
    case RecordKind::Series:
        return "series";
    case RecordKind::Reservation:
        return "reservation";
    case RecordKind::Closure:
        return "closure";
    case RecordKind::Notice:
        return "notice";
    case RecordKind::ApprovalRule:
        return "approval_rule";
    case RecordKind::Vacancy:
        return "vacancy";
    case RecordKind::FollowUp:
        return "follow_up";
    case RecordKind::WaitlistEntry:
        return "waitlist_entry";
    case RecordKind::Unknown:
        return "unknown";
    }
    return {};
}

/// How many values the enumeration has, Unknown included: those that have a name.
inline constexpr std::size_t recordKindValues = [] {
    std::size_t count = 0;
    while (!nameOf(static_cast<RecordKind>(count)).empty()) {
        ++count;
    }
    return count;
}();

/// All kinds, in the order of their numbers, without Unknown.
inline constexpr auto recordKinds = [] {
    std::array<RecordKind, recordKindValues - 1> kinds{};
    std::size_t place = 0;
    for (std::size_t number = 0; number < recordKindValues; ++number) {
        if (const auto kind = static_cast<RecordKind>(number); kind != RecordKind::Unknown) {
            kinds.at(place++) = kind;
        }
    }
    return kinds;
}();

/// Unknown where no kind has this name.
[[nodiscard]] constexpr RecordKind recordKind(std::string_view name) {
    for (const RecordKind kind : recordKinds) {
        if (nameOf(kind) == name) {
            return kind;
        }
    }
    return RecordKind::Unknown;
}

} // namespace domain
