// An entry of the waitlist: what is asked for plain, the family sealed.
#include "storage/tables.h"

using namespace domain;

namespace storage {

namespace {

constexpr std::int64_t familyForm = 1;

std::string waitlistContext(const WaitlistEntryId &id) {
    return "waitlist:" + std::string(bytesOf(id.uuid()));
}

/// Without a key nothing of the family lies in the file.
std::string packFamily(const WaitlistEntry &entry, const RecordSealing &sealing) {
    if (!entry.guardian || !sealing.hasKey()) {
        return {};
    }
    Packer packer;
    packer.number(familyForm);
    packer.text(entry.guardian->name);
    packer.text(entry.guardian->kana);
    packer.text(entry.guardian->phone);
    packer.text(entry.guardian->email);
    return sealing.seal(packer.bytes(), waitlistContext(entry.id));
}

/// What cannot be opened is left out; the row itself stays usable.
std::optional<Guardian> unpackFamily(const WaitlistEntryId &id, const std::string &stored,
                                     const RecordSealing &sealing) {
    const auto opened = sealing.open(stored, waitlistContext(id));
    if (!opened || opened->empty()) {
        return std::nullopt;
    }
    Unpacker unpacker(*opened);
    if (unpacker.number() != familyForm) {
        return std::nullopt;
    }
    Guardian guardian;
    guardian.name = unpacker.text();
    guardian.kana = unpacker.text();
    guardian.phone = unpacker.text();
    guardian.email = unpacker.text();
    return guardian;
}

std::string packWishes(const WaitlistEntry &entry) {
    Packer packer;
    packer.number(static_cast<std::int64_t>(entry.dates.size()));
    for (const LocalDate date : entry.dates) {
        packer.number(storage::numberOf(date));
    }
    packer.number(static_cast<std::int64_t>(entry.slotIds.size()));
    for (const SlotId &id : entry.slotIds) {
        packer.text(bytesOf(id.uuid()));
    }
    return packer.bytes();
}

void unpackWishes(WaitlistEntry &entry, const std::string &bytes) {
    Unpacker unpacker(bytes);
    for (std::size_t left = unpacker.count(); left > 0; --left) {
        entry.dates.push_back(dateOfNumber(unpacker.number()));
    }
    for (std::size_t left = unpacker.count(); left > 0; --left) {
        entry.slotIds.emplace_back(uuidOf(unpacker.text()));
    }
}

} // namespace

void Table<WaitlistEntry>::write(Statement &to, const WaitlistEntry &record, const RecordSealing &sealing) {
    to.add(bytesOf(record.id.uuid())).add(record.meta.version);
    to.add(storage::numberOf(record.meta.createdAt)).add(storage::numberOf(record.meta.updatedAt));
    to.add(bytesOf(record.facilityId.uuid())).add(static_cast<std::int64_t>(record.status));
    to.add(std::int64_t(record.anySlot)).add(packWishes(record));
    to.add(static_cast<std::int64_t>(record.ageClasses.to_ulong())).add(record.channel);
    if (record.offer) {
        to.add(bytesOf(record.offer->slotId.uuid())).add(storage::numberOf(record.offer->until));
    } else {
        to.addNull().addNull();
    }
    to.add(packFamily(record, sealing));
}

WaitlistEntry Table<WaitlistEntry>::read(Row &from, const RecordSealing &sealing) {
    WaitlistEntry record;
    record.id = from.id<WaitlistEntryId>();
    record.meta.version = from.number();
    record.meta.createdAt = instantOfNumber(from.number());
    record.meta.updatedAt = instantOfNumber(from.number());
    record.facilityId = from.id<FacilityId>();
    record.status = static_cast<WaitlistStatus>(from.number());
    record.anySlot = from.flag();
    unpackWishes(record, from.bytes());
    record.ageClasses = AgeClasses(static_cast<unsigned long>(from.number()));
    record.channel = from.bytes();
    if (from.isNull()) {
        from.skip();
        from.skip();
    } else {
        const auto slotId = from.id<SlotId>();
        record.offer = WaitlistOffer{slotId, instantOfNumber(from.number())};
    }
    record.guardian = unpackFamily(record.id, from.bytes(), sealing);
    return record;
}

} // namespace storage
