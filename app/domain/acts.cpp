#include "domain/acts.h"

#include <algorithm>
#include <array>

namespace domain {
namespace {

template <class... Ts> struct Overloaded : Ts... { using Ts::operator()...; };

constexpr std::array<std::pair<ActKind, std::string_view>, 15> actNames{{
    {ActKind::Approve, "approve"},
    {ActKind::Decline, "decline"},
    {ActKind::Propose, "propose"},
    {ActKind::Withdraw, "withdraw"},
    {ActKind::Cancel, "cancel"},
    {ActKind::Attend, "attend"},
    {ActKind::NoShow, "no-show"},
    {ActKind::Reschedule, "reschedule"},
    {ActKind::Correct, "correct"},
    {ActKind::Book, "book"},
    {ActKind::CreateSlot, "slot-create"},
    {ActKind::CreateSlots, "slots-create"},
    {ActKind::EditSlot, "slot-edit"},
    {ActKind::CancelSlot, "slot-cancel"},
    {ActKind::EditFacility, "facility-edit"},
}};

ActTarget targetOfBatch(const SlotBatch &batch) {
    if (batch.series) {
        return {RecordKind::Series, batch.series->id.text()};
    }
    return {RecordKind::Slot, batch.slots.empty() ? std::string() : batch.slots.front().id.text()};
}

} // namespace

std::string_view nameOf(ActKind act) {
    const auto found = std::ranges::find(actNames, act, &std::pair<ActKind, std::string_view>::first);
    return found == actNames.end() ? std::string_view() : found->second;
}

ActKind actKind(std::string_view name) {
    const auto found = std::ranges::find(actNames, name, &std::pair<ActKind, std::string_view>::second);
    return found == actNames.end() ? ActKind::Unknown : found->first;
}

ActKind actOf(ReservationCall call) {
    return call == ReservationCall::Expire ? ActKind::Unknown : actKind(nameOf(call));
}

std::optional<ReservationCall> callOf(ActKind act) {
    return reservationCall(nameOf(act));
}

ActKind actOf(const Command &command) {
    return std::visit(Overloaded{[](std::monostate) { return ActKind::Unknown; },
                                 [](const MoveReservation &move) { return actOf(move.call); },
                                 [](const Book &) { return ActKind::Book; },
                                 [](const CreateSlot &) { return ActKind::CreateSlot; },
                                 [](const SlotBatch &) { return ActKind::CreateSlots; },
                                 [](const EditSlot &) { return ActKind::EditSlot; },
                                 [](const CancelSlot &) { return ActKind::CancelSlot; },
                                 [](const EditFacility &) { return ActKind::EditFacility; }},
                      command);
}

ActTarget targetOf(const Command &command) {
    return std::visit(Overloaded{[](std::monostate) { return ActTarget{}; },
                                 [](const MoveReservation &move) {
                                     return ActTarget{RecordKind::Reservation, move.reservation.text()};
                                 },
                                 [](const Book &book) {
                                     return ActTarget{RecordKind::Reservation, book.reservation.id.text()};
                                 },
                                 [](const CreateSlot &create) {
                                     return ActTarget{RecordKind::Slot, create.slot.id.text()};
                                 },
                                 [](const SlotBatch &batch) { return targetOfBatch(batch); },
                                 [](const EditSlot &edit) {
                                     return ActTarget{RecordKind::Slot, edit.slot.text()};
                                 },
                                 [](const CancelSlot &cancel) {
                                     return ActTarget{RecordKind::Slot, cancel.slot.text()};
                                 },
                                 [](const EditFacility &edit) {
                                     return ActTarget{RecordKind::Facility, edit.facility.text()};
                                 }},
                      command);
}

std::vector<std::string> neededBy(const Command &command) {
    if (const auto *book = std::get_if<Book>(&command)) {
        return {book->reservation.slotId.text()};
    }
    if (const auto *create = std::get_if<CreateSlot>(&command); create && create->slot.seriesId) {
        return {create->slot.seriesId->text()};
    }
    return {};
}

bool makesRecord(ActKind act) {
    return act == ActKind::Book || act == ActKind::CreateSlot || act == ActKind::CreateSlots;
}

bool editsRecord(ActKind act) {
    return act == ActKind::EditSlot || act == ActKind::CancelSlot || act == ActKind::EditFacility;
}

Command withChanges(Command edit, const std::string &changes) {
    if (auto *slot = std::get_if<EditSlot>(&edit)) {
        slot->changes = changes;
    } else if (auto *facility = std::get_if<EditFacility>(&edit)) {
        facility->changes = changes;
    }
    return edit;
}

} // namespace domain
