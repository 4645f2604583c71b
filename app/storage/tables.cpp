#include "storage/tables.h"

#include <algorithm>
#include <cstring>

using namespace domain;

namespace storage {

namespace {

constexpr char packedForm = 1;

std::optional<std::int64_t> widened(const std::optional<int> &value) {
    return value;
}

std::optional<int> narrowed(const std::optional<std::int64_t> &value) {
    if (!value) {
        return std::nullopt;
    }
    return static_cast<int>(*value);
}

std::optional<std::int64_t> numberOf(const std::optional<Instant> &value) {
    if (!value) {
        return std::nullopt;
    }
    return storage::numberOf(*value);
}

std::optional<Instant> instantOf(const std::optional<std::int64_t> &value) {
    if (!value) {
        return std::nullopt;
    }
    return instantOfNumber(*value);
}

std::int64_t bitsOf(const AgeClasses &classes) {
    return static_cast<std::int64_t>(classes.to_ulong());
}

AgeClasses agesOfBits(std::int64_t bits) {
    return AgeClasses(static_cast<unsigned long>(bits));
}

template <class Id> void addMaybeId(Statement &to, const std::optional<Id> &id) {
    if (id) {
        to.add(bytesOf(id->uuid()));
    } else {
        to.addNull();
    }
}

template <class Id> std::optional<Id> maybeId(Row &from) {
    if (from.isNull()) {
        from.skip();
        return std::nullopt;
    }
    return from.id<Id>();
}

void writeMeta(Statement &to, const RecordMeta &meta) {
    to.add(meta.version).add(storage::numberOf(meta.createdAt)).add(storage::numberOf(meta.updatedAt));
}

RecordMeta readMeta(Row &from) {
    RecordMeta meta;
    meta.version = from.number();
    meta.createdAt = instantOfNumber(from.number());
    meta.updatedAt = instantOfNumber(from.number());
    return meta;
}

std::string packDates(const std::vector<LocalDate> &dates) {
    Packer packer;
    packer.number(packedForm);
    packer.number(static_cast<std::int64_t>(dates.size()));
    for (const LocalDate date : dates) {
        packer.number(storage::numberOf(date));
    }
    return packer.bytes();
}

std::vector<LocalDate> unpackDates(const std::string &bytes) {
    Unpacker unpacker(bytes);
    unpacker.number();
    std::vector<LocalDate> dates(unpacker.count());
    for (LocalDate &date : dates) {
        date = dateOfNumber(unpacker.number());
    }
    return dates;
}

std::string packTexts(const std::map<std::string, std::string> &texts) {
    Packer packer;
    packer.number(packedForm);
    packer.number(static_cast<std::int64_t>(texts.size()));
    for (const auto &[key, value] : texts) {
        packer.text(key);
        packer.text(value);
    }
    return packer.bytes();
}

std::map<std::string, std::string> unpackTexts(const std::string &bytes) {
    Unpacker unpacker(bytes);
    unpacker.number();
    std::map<std::string, std::string> texts;
    for (std::size_t left = unpacker.count(); left > 0; --left) {
        std::string key = unpacker.text();
        texts[std::move(key)] = unpacker.text();
    }
    return texts;
}

std::string packClasses(const std::vector<ClassPlaces> &classes) {
    Packer packer;
    packer.number(packedForm);
    packer.number(static_cast<std::int64_t>(classes.size()));
    for (const ClassPlaces &places : classes) {
        packer.number(places.age);
        packer.maybe(widened(places.capacity));
        packer.flag(places.accepted);
    }
    return packer.bytes();
}

std::vector<ClassPlaces> unpackClasses(const std::string &bytes) {
    Unpacker unpacker(bytes);
    unpacker.number();
    std::vector<ClassPlaces> classes(unpacker.count());
    for (ClassPlaces &places : classes) {
        places.age = static_cast<int>(unpacker.number());
        places.capacity = narrowed(unpacker.maybe());
        places.accepted = unpacker.flag();
    }
    return classes;
}

std::string packHours(const std::vector<OpenHours> &hours) {
    Packer packer;
    packer.number(packedForm);
    packer.number(static_cast<std::int64_t>(hours.size()));
    for (const OpenHours &day : hours) {
        packer.number(day.weekday);
        packer.number(storage::numberOf(day.from));
        packer.number(storage::numberOf(day.to));
    }
    return packer.bytes();
}

std::vector<OpenHours> unpackHours(const std::string &bytes) {
    Unpacker unpacker(bytes);
    unpacker.number();
    std::vector<OpenHours> hours(unpacker.count());
    for (OpenHours &day : hours) {
        day.weekday = static_cast<int>(unpacker.number());
        day.from = timeOfNumber(unpacker.number());
        day.to = timeOfNumber(unpacker.number());
    }
    return hours;
}

} // namespace

std::optional<std::int64_t> Row::maybe() {
    if (isNull()) {
        skip();
        return std::nullopt;
    }
    return number();
}

Uuid Row::uuid() {
    Uuid uuid;
    m_statement.copyBytes(m_column++, uuid.bytes);
    return uuid;
}

Uuid uuidOf(std::string_view bytes) {
    Uuid uuid;
    if (bytes.size() == uuid.bytes.size()) {
        std::memcpy(uuid.bytes.data(), bytes.data(), bytes.size());
    }
    return uuid;
}

std::string keyOf(std::string_view idText) {
    const auto uuid = Uuid::parse(idText);
    return std::string(uuid ? bytesOf(*uuid) : idText);
}

std::string idTextOf(std::string_view key) {
    return key.size() == Uuid{}.bytes.size() ? uuidOf(key).text() : std::string(key);
}

void Table<Municipality>::write(Statement &to, const Municipality &record, const RecordSealing &) {
    to.add(record.code);
    writeMeta(to, record.meta);
    to.add(record.name).add(widened(record.warnMinutes)).add(widened(record.lateMinutes));
    to.add(packDates(record.extraClosedDays));
}

Municipality Table<Municipality>::read(Row &from, const RecordSealing &) {
    Municipality record;
    record.code = from.bytes();
    record.meta = readMeta(from);
    record.name = from.bytes();
    record.warnMinutes = narrowed(from.maybe());
    record.lateMinutes = narrowed(from.maybe());
    record.extraClosedDays = unpackDates(from.bytes());
    return record;
}

void Table<Facility>::write(Statement &to, const Facility &record, const RecordSealing &) {
    to.add(bytesOf(record.id.uuid()));
    writeMeta(to, record.meta);
    to.add(record.municipalityCode).add(record.standardId);
    addMaybeId(to, record.operatorId);
    to.add(packTexts(record.profile)).add(packClasses(record.classes)).add(packHours(record.openHours));
    to.add(static_cast<std::int64_t>(record.repeatPolicy)).add(packTexts(record.unknownColumns));
    to.add(record.confirmedOn ? std::optional(storage::numberOf(*record.confirmedOn)) : std::nullopt);
    to.add(record.publishedVersion).add(std::int64_t(record.participating));
}

Facility Table<Facility>::read(Row &from, const RecordSealing &) {
    Facility record;
    record.id = from.id<FacilityId>();
    record.meta = readMeta(from);
    record.municipalityCode = from.bytes();
    record.standardId = from.bytes();
    record.operatorId = maybeId<OperatorId>(from);
    record.profile = unpackTexts(from.bytes());
    record.classes = unpackClasses(from.bytes());
    record.openHours = unpackHours(from.bytes());
    record.repeatPolicy = static_cast<RepeatPolicy>(from.number());
    record.unknownColumns = unpackTexts(from.bytes());
    if (const auto date = from.maybe()) {
        record.confirmedOn = dateOfNumber(*date);
    }
    record.publishedVersion = from.maybe();
    record.participating = from.flag();
    return record;
}

void Table<Slot>::write(Statement &to, const Slot &record, const RecordSealing &) {
    to.add(bytesOf(record.id.uuid()));
    writeMeta(to, record.meta);
    to.add(bytesOf(record.facilityId.uuid())).add(storage::numberOf(record.date));
    to.add(storage::numberOf(record.start)).add(storage::numberOf(record.end));
    to.add(storage::numberOf(toInstant(record.date, record.start))); // only to sort and compare by
    to.add(std::int64_t(record.seats))
        .add(widened(record.visitorsPerFamily))
        .add(bitsOf(record.acceptedAges));
    to.add(numberOf(record.opensAt)).add(numberOf(record.closesAt)).add(numberOf(record.cancelUntil));
    to.add(record.note);
    addMaybeId(to, record.seriesId);
    to.add(static_cast<std::int64_t>(record.status)).add(record.meetingPlace);
}

Slot Table<Slot>::read(Row &from, const RecordSealing &) {
    Slot record;
    record.id = from.id<SlotId>();
    record.meta = readMeta(from);
    record.facilityId = from.id<FacilityId>();
    record.date = dateOfNumber(from.number());
    record.start = timeOfNumber(from.number());
    record.end = timeOfNumber(from.number());
    from.skip(); // starts_at
    record.seats = static_cast<int>(from.number());
    record.visitorsPerFamily = narrowed(from.maybe());
    record.acceptedAges = agesOfBits(from.number());
    record.opensAt = instantOf(from.maybe());
    record.closesAt = instantOf(from.maybe());
    record.cancelUntil = instantOf(from.maybe());
    record.note = from.bytes();
    record.seriesId = maybeId<SeriesId>(from);
    record.status = static_cast<SlotStatus>(from.number());
    record.meetingPlace = from.bytes();
    return record;
}

void Table<SlotSeats>::write(Statement &to, const SlotSeats &record, const RecordSealing &) {
    to.add(bytesOf(record.slotId.uuid()));
    writeMeta(to, record.meta);
    to.add(std::int64_t(record.seatsTaken));
}

SlotSeats Table<SlotSeats>::read(Row &from, const RecordSealing &) {
    SlotSeats record;
    record.slotId = from.id<SlotId>();
    record.meta = readMeta(from);
    record.seatsTaken = static_cast<int>(from.number());
    return record;
}

void Table<Series>::write(Statement &to, const Series &record, const RecordSealing &) {
    to.add(bytesOf(record.id.uuid()));
    writeMeta(to, record.meta);
    to.add(bytesOf(record.facilityId.uuid())).add(record.rule);
    to.add(storage::numberOf(record.from)).add(storage::numberOf(record.to));
    to.add(storage::numberOf(record.start)).add(storage::numberOf(record.end));
    to.add(std::int64_t(record.seats))
        .add(widened(record.visitorsPerFamily))
        .add(bitsOf(record.acceptedAges));
    to.add(record.note).add(packDates(record.exceptions));
}

Series Table<Series>::read(Row &from, const RecordSealing &) {
    Series record;
    record.id = from.id<SeriesId>();
    record.meta = readMeta(from);
    record.facilityId = from.id<FacilityId>();
    record.rule = from.bytes();
    record.from = dateOfNumber(from.number());
    record.to = dateOfNumber(from.number());
    record.start = timeOfNumber(from.number());
    record.end = timeOfNumber(from.number());
    record.seats = static_cast<int>(from.number());
    record.visitorsPerFamily = narrowed(from.maybe());
    record.acceptedAges = agesOfBits(from.number());
    record.note = from.bytes();
    record.exceptions = unpackDates(from.bytes());
    return record;
}

void Table<Closure>::write(Statement &to, const Closure &record, const RecordSealing &) {
    to.add(bytesOf(record.id.uuid()));
    writeMeta(to, record.meta);
    to.add(bytesOf(record.facilityId.uuid())).add(storage::numberOf(record.date)).add(record.reason);
}

Closure Table<Closure>::read(Row &from, const RecordSealing &) {
    Closure record;
    record.id = from.id<ClosureId>();
    record.meta = readMeta(from);
    record.facilityId = from.id<FacilityId>();
    record.date = dateOfNumber(from.number());
    record.reason = from.bytes();
    return record;
}

void Table<Notice>::write(Statement &to, const Notice &record, const RecordSealing &) {
    to.add(bytesOf(record.id.uuid()));
    writeMeta(to, record.meta);
    to.add(record.audience).add(record.text).add(numberOf(record.from)).add(numberOf(record.to));
}

Notice Table<Notice>::read(Row &from, const RecordSealing &) {
    Notice record;
    record.id = from.id<NoticeId>();
    record.meta = readMeta(from);
    record.audience = from.bytes();
    record.text = from.bytes();
    record.from = instantOf(from.maybe());
    record.to = instantOf(from.maybe());
    return record;
}

std::string insertSql(std::string_view prefix, std::string_view table, std::span<const Column> columns,
                      std::string_view extraColumn) {
    std::string names;
    std::string marks;
    const auto append = [&](std::string_view column) {
        names += (names.empty() ? "" : ", ") + std::string(column);
        marks += marks.empty() ? "?" : ", ?";
    };
    for (const Column &column : columns) {
        append(column.name);
    }
    if (!extraColumn.empty()) {
        append(extraColumn);
    }
    return "INSERT INTO " + std::string(prefix) + std::string(table) + " (" + names + ") VALUES (" + marks +
           ")";
}

std::string upsertSql(std::string_view prefix, std::string_view table, std::span<const Column> columns) {
    std::string changes;
    for (const Column &column : columns.subspan(1)) {
        const std::string name(column.name);
        changes += (changes.empty() ? "" : ", ") + name + " = excluded." + name;
    }
    const std::string target = std::string(prefix) + std::string(table);
    return insertSql(prefix, table, columns) + " ON CONFLICT (id) DO UPDATE SET " + changes +
           " WHERE excluded.version >= " + target + ".version";
}

} // namespace storage
