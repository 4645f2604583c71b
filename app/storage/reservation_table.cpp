// A reservation's row: what is asked for plain, everything about people in one sealed part.
#include "storage/tables.h"

using namespace domain;

namespace storage {

namespace {

constexpr std::int64_t detailsForm = 1;

std::string contextOf(const ReservationId &id) {
    return "reservation:" + std::string(bytesOf(id.uuid()));
}

std::optional<std::int64_t> maybeNumber(const std::optional<LocalDate> &date) {
    if (!date) {
        return std::nullopt;
    }
    return numberOf(*date);
}

std::optional<LocalDate> maybeDate(const std::optional<std::int64_t> &number) {
    if (!number) {
        return std::nullopt;
    }
    return dateOfNumber(*number);
}

void pack(Packer &to, const Child &child) {
    to.text(child.name);
    to.text(child.kana);
    to.maybe(maybeNumber(child.birthDate));
    to.maybe(maybeNumber(child.dueDate));
    to.maybe(child.wishedMonth ? std::optional(numberOf(*child.wishedMonth)) : std::nullopt);
}

Child unpackChild(Unpacker &from) {
    Child child;
    child.name = from.text();
    child.kana = from.text();
    child.birthDate = maybeDate(from.maybe());
    child.dueDate = maybeDate(from.maybe());
    if (const auto month = from.maybe()) {
        child.wishedMonth = monthOfNumber(*month);
    }
    return child;
}

void pack(Packer &to, const ReservationPersonal &personal) {
    to.text(personal.guardian.name);
    to.text(personal.guardian.kana);
    to.text(personal.guardian.phone);
    to.text(personal.guardian.email);
    to.number(static_cast<std::int64_t>(personal.children.size()));
    for (const Child &child : personal.children) {
        pack(to, child);
    }
    to.text(personal.question);
    to.text(personal.reason);
    to.text(personal.message);
}

ReservationPersonal unpackPersonal(Unpacker &from) {
    ReservationPersonal personal;
    personal.guardian.name = from.text();
    personal.guardian.kana = from.text();
    personal.guardian.phone = from.text();
    personal.guardian.email = from.text();
    for (std::size_t left = from.count(); left > 0; --left) {
        personal.children.push_back(unpackChild(from));
    }
    personal.question = from.text();
    personal.reason = from.text();
    personal.message = from.text();
    return personal;
}

void pack(Packer &to, const HistoryEntry &entry, bool withTexts) {
    to.number(numberOf(entry.at));
    to.text(entry.action);
    to.maybe(entry.from ? std::optional(static_cast<std::int64_t>(*entry.from)) : std::nullopt);
    to.number(static_cast<std::int64_t>(entry.to));
    to.text(entry.actorKind);
    to.text(entry.actor);
    to.text(entry.device);
    to.text(withTexts ? std::string_view(entry.reason) : std::string_view());
    to.text(withTexts ? std::string_view(entry.message) : std::string_view());
    to.flag(entry.automatic);
}

HistoryEntry unpackEntry(Unpacker &from) {
    HistoryEntry entry;
    entry.at = instantOfNumber(from.number());
    entry.action = from.text();
    if (const auto status = from.maybe()) {
        entry.from = static_cast<ReservationStatus>(*status);
    }
    entry.to = static_cast<ReservationStatus>(from.number());
    entry.actorKind = from.text();
    entry.actor = from.text();
    entry.device = from.text();
    entry.reason = from.text();
    entry.message = from.text();
    entry.automatic = from.flag();
    return entry;
}

/// Without a key only what may lie in the open: no family, no texts.
std::string packDetails(const Reservation &record, const RecordSealing &sealing) {
    Packer packer;
    packer.reserve(512);
    packer.number(detailsForm);
    packer.text(record.decidedBy);
    packer.number(static_cast<std::int64_t>(record.history.size()));
    for (const HistoryEntry &entry : record.history) {
        pack(packer, entry, sealing.hasKey());
    }
    packer.flag(record.personal && sealing.hasKey());
    if (record.personal && sealing.hasKey()) {
        pack(packer, *record.personal);
    }
    // Younger than the form: rows that were written before end here, and older programs read no further.
    packer.text(record.repeatOf ? record.repeatOf->text() : std::string());
    return sealing.seal(packer.bytes(), contextOf(record.id));
}

/// What cannot be opened is left out; the row itself stays usable.
void unpackDetails(Reservation &record, const std::string &stored, const RecordSealing &sealing) {
    const auto opened = sealing.open(stored, contextOf(record.id));
    if (!opened) {
        return;
    }
    Unpacker unpacker(*opened);
    if (unpacker.number() != detailsForm) {
        return;
    }
    record.decidedBy = unpacker.text();
    for (std::size_t left = unpacker.count(); left > 0 && unpacker.ok(); --left) {
        record.history.push_back(unpackEntry(unpacker));
    }
    if (unpacker.flag()) {
        record.personal = unpackPersonal(unpacker);
    }
    if (const auto earlier = ReservationId::parse(unpacker.text())) {
        record.repeatOf = *earlier;
    }
}

std::string packSlots(const std::vector<SlotId> &slotIds) {
    std::string packed;
    for (const SlotId &id : slotIds) {
        packed += bytesOf(id.uuid());
    }
    return packed;
}

std::vector<SlotId> unpackSlots(const std::string &packed) {
    constexpr std::size_t size = sizeof(Uuid::bytes);
    std::vector<SlotId> slotIds;
    for (std::size_t at = 0; at + size <= packed.size(); at += size) {
        slotIds.emplace_back(uuidOf(std::string_view(packed).substr(at, size)));
    }
    return slotIds;
}

std::optional<std::int64_t> maybeSeconds(const std::optional<Instant> &instant) {
    if (!instant) {
        return std::nullopt;
    }
    return numberOf(*instant);
}

std::optional<Instant> instantFrom(const std::optional<std::int64_t> &number) {
    if (!number) {
        return std::nullopt;
    }
    return instantOfNumber(*number);
}

} // namespace

void Table<Reservation>::write(Statement &to, const Reservation &record, const RecordSealing &sealing) {
    to.add(bytesOf(record.id.uuid())).add(record.meta.version);
    to.add(numberOf(record.meta.createdAt)).add(numberOf(record.meta.updatedAt));
    to.add(bytesOf(record.slotId.uuid())).add(bytesOf(record.facilityId.uuid()));
    to.add(static_cast<std::int64_t>(record.status)).add(std::int64_t(record.visitors)).add(record.channel);
    to.add(numberOf(record.requestedAt))
        .add(maybeSeconds(record.decisionDueAt))
        .add(maybeSeconds(record.decidedAt));
    to.add(std::int64_t(record.decidedAutomatically));
    to.add(static_cast<std::int64_t>(record.ageClasses.to_ulong())).add(std::int64_t(record.childrenCount));
    to.add(std::int64_t(record.hasQuestion))
        .add(packSlots(record.proposedSlots))
        .add(packDetails(record, sealing));
}

std::optional<ReservationPersonal> personalOf(ReservationId id, const std::string &details,
                                              const RecordSealing &sealing) {
    Reservation record;
    record.id = id;
    unpackDetails(record, details, sealing);
    return std::move(record.personal);
}

Reservation Table<Reservation>::read(Row &from, const RecordSealing &sealing) {
    Reservation record;
    record.id = from.id<ReservationId>();
    record.meta.version = from.number();
    record.meta.createdAt = instantOfNumber(from.number());
    record.meta.updatedAt = instantOfNumber(from.number());
    record.slotId = from.id<SlotId>();
    record.facilityId = from.id<FacilityId>();
    record.status = static_cast<ReservationStatus>(from.number());
    record.visitors = static_cast<int>(from.number());
    record.channel = from.bytes();
    record.requestedAt = instantOfNumber(from.number());
    record.decisionDueAt = instantFrom(from.maybe());
    record.decidedAt = instantFrom(from.maybe());
    record.decidedAutomatically = from.flag();
    record.ageClasses = AgeClasses(static_cast<unsigned long>(from.number()));
    record.childrenCount = static_cast<int>(from.number());
    record.hasQuestion = from.flag();
    record.proposedSlots = unpackSlots(from.bytes());
    unpackDetails(record, from.bytes(), sealing);
    return record;
}

} // namespace storage
