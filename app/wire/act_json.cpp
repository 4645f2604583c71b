#include "wire/act_json.h"

#include "wire/record_fields.h"
#include "wire/reservation_calls.h"

namespace wire::detail {

template <> struct FieldsOf<domain::ConflictDecision::Choice> {
    static std::span<const Field<domain::ConflictDecision::Choice>> list() {
        using T = domain::ConflictDecision::Choice;
        static constexpr Field<T> fields[] = {
            field<&T::pointer>("pointer", Use::Required),
            field<&T::mine>("mine"),
            field<&T::theirs>("theirs"),
            field<&T::keptMine>("kept_mine"),
        };
        return fields;
    }
};

template <> struct FieldsOf<domain::ConflictDecision> {
    static std::span<const Field<domain::ConflictDecision>> list() {
        using T = domain::ConflictDecision;
        static constexpr Field<T> fields[] = {
            field<&T::by>("by"),
            field<&T::choices>("choices"),
        };
        return fields;
    }
};

} // namespace wire::detail

namespace wire {

using domain::ActKind;
using domain::Command;
using domain::ErrorKind;
using domain::Result;

namespace {

constexpr std::string_view cancelPatch = R"({"status":"cancelled"})";

Result<Command> noSuchAct() {
    return domain::fail(ErrorKind::Malformed, "malformed");
}

template <class IdType> Result<IdType> idOf(std::string_view recordId) {
    const auto id = IdType::parse(recordId);
    return id ? Result<IdType>(*id) : domain::fail(ErrorKind::Malformed, "malformed");
}

Result<Command> moveIn(domain::ReservationCall call, std::string_view recordId, std::string_view json) {
    const auto id = idOf<domain::ReservationId>(recordId);
    const auto body = callBodyFromJson(json);
    if (!id || !body) {
        return noSuchAct();
    }
    return domain::MoveReservation{
        .reservation = *id, .call = call, .reason = body->reason, .message = body->message};
}

Result<Command> bookingIn(std::string_view recordId, std::string_view json) {
    const auto id = idOf<domain::ReservationId>(recordId);
    auto reservation = reservationFromJson(json, Source::Hub);
    if (!id || !reservation) {
        return noSuchAct();
    }
    reservation->id = *id;
    return domain::Book{std::move(*reservation)};
}

Result<Command> newSlotIn(std::string_view recordId, std::string_view json) {
    const auto id = idOf<domain::SlotId>(recordId);
    auto slot = slotFromJson(json, Source::Hub);
    if (!id || !slot) {
        return noSuchAct();
    }
    slot->id = *id;
    return domain::CreateSlot{std::move(*slot)};
}

Result<Command> batchIn(std::string_view json) {
    return slotBatchFromJson(json).map([](SlotBatch batch) { return Command(std::move(batch)); });
}

Result<Command> cancellingIn(std::string_view recordId, std::string_view json) {
    const auto id = idOf<domain::SlotId>(recordId);
    auto parts = splitFamilies(json);
    if (!id || !parts || parts->first != cancelPatch) {
        return noSuchAct();
    }
    return domain::CancelSlot{.slot = *id, .families = std::move(parts->second)};
}

template <class Edit, class IdType> Result<Command> editIn(std::string_view recordId, std::string_view json) {
    const auto id = idOf<IdType>(recordId);
    if (!id || !mergePatch("{}", json)) {
        return noSuchAct();
    }
    return Edit{*id, std::string(json)};
}

struct Content {
    std::string operator()(std::monostate) const { return "{}"; }
    std::string operator()(const domain::MoveReservation &move) const {
        return toJson(CallBody{.reason = move.reason, .message = move.message});
    }
    std::string operator()(const domain::Book &book) const { return writableJson(book.reservation); }
    std::string operator()(const domain::CreateSlot &create) const { return writableJson(create.slot); }
    std::string operator()(const SlotBatch &batch) const { return toJson(batch); }
    std::string operator()(const domain::EditSlot &edit) const { return edit.changes; }
    std::string operator()(const domain::CancelSlot &cancel) const {
        return cancel.families.empty() ? std::string(cancelPatch)
                                       : withFamilies(cancelPatch, cancel.families);
    }
    std::string operator()(const domain::EditFacility &edit) const { return edit.changes; }
};

} // namespace

std::string actJson(const Command &command) {
    return std::visit(Content{}, command);
}

Result<Command> commandFromJson(ActKind act, std::string_view recordId, std::string_view json) {
    if (const auto call = domain::callOf(act)) {
        return moveIn(*call, recordId, json);
    }
    switch (act) {
    case ActKind::Book:
        return bookingIn(recordId, json);
    case ActKind::CreateSlot:
        return newSlotIn(recordId, json);
    case ActKind::CreateSlots:
        return batchIn(json);
    case ActKind::EditSlot:
        return editIn<domain::EditSlot, domain::SlotId>(recordId, json);
    case ActKind::CancelSlot:
        return cancellingIn(recordId, json);
    case ActKind::EditFacility:
        return editIn<domain::EditFacility, domain::FacilityId>(recordId, json);
    default:
        return noSuchAct();
    }
}

std::string patchOf(const Command &command) {
    switch (domain::actOf(command)) {
    case ActKind::Book:
    case ActKind::CreateSlot:
    case ActKind::EditSlot:
    case ActKind::EditFacility:
        return actJson(command);
    case ActKind::CancelSlot: // what becomes of the families is no member of the slot
        return std::string(cancelPatch);
    default:
        return {};
    }
}

std::string toJson(const domain::ConflictDecision &decision) {
    return detail::jsonOf(decision);
}

Result<domain::ConflictDecision> conflictDecisionFromJson(std::string_view json) {
    return detail::fromJson<domain::ConflictDecision>(json, Source::Hub);
}

} // namespace wire
