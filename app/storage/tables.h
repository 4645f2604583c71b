// How each record lies in its table: one list of columns for each, and the two functions that follow its
// order.
#pragma once

#include "domain/kept_records.h"
#include "storage/database.h"
#include "storage/packed.h"
#include "storage/record_sealing.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

namespace storage {

/// The columns of the present row from left to right.
class Row {
public:
    explicit Row(const Statement &statement) : m_statement(statement) {}
    std::int64_t number() { return m_statement.number(m_column++); }
    std::optional<std::int64_t> maybe();
    std::string bytes() { return m_statement.bytes(m_column++); }
    bool flag() { return number() != 0; }
    bool isNull() const { return m_statement.isNull(m_column); }
    template <class Id> Id id() { return Id(uuid()); }
    void skip() { ++m_column; }

private:
    domain::Uuid uuid();
    const Statement &m_statement;
    int m_column = 0;
};

[[nodiscard]] inline std::string_view bytesOf(const domain::Uuid &uuid) {
    return {reinterpret_cast<const char *>(uuid.bytes.data()), uuid.bytes.size()};
}
[[nodiscard]] domain::Uuid uuidOf(std::string_view bytes);
/// The key under which a record lies: 16 bytes where its id is a UUID, the text itself otherwise
/// (municipality code).
[[nodiscard]] std::string keyOf(std::string_view idText);
/// And back.
[[nodiscard]] std::string idTextOf(std::string_view key);

/// A column as the newest version of the store has it.
struct Column {
    std::string_view name;
    std::string_view type;   ///< "INTEGER", "BLOB"
    std::string_view absent; ///< what rows hold that were written before the column came; empty: NULL
};
constexpr Column number(std::string_view name) {
    return {name, "INTEGER", "0"};
}
constexpr Column maybeNumber(std::string_view name) {
    return {name, "INTEGER", {}};
}
constexpr Column bytes(std::string_view name) {
    return {name, "BLOB", "x''"};
}
constexpr Column maybeBytes(std::string_view name) {
    return {name, "BLOB", {}};
}
/// Behind those that every record has.
template <std::size_t Count> constexpr auto withMeta(const std::array<Column, Count> &own) {
    std::array<Column, Count + 4> all{bytes("id"), number("version"), number("created_at"),
                                      number("updated_at")};
    std::ranges::copy(own, all.begin() + 4);
    return all;
}

template <class Record> struct TableName {
    static constexpr std::string_view name = domain::nameOf(domain::KeptRecords::kindOf<Record>());
    static_assert(domain::KeptRecords::has(domain::KeptRecords::kindOf<Record>()));
};
/// Of each kept record: `columns`, and the two functions that follow their order. write() adds the record's
/// values (without running the statement; the record must live until it has run), read() takes them.
template <class Record> struct Table;

template <> struct Table<domain::Municipality> : TableName<domain::Municipality> {
    static constexpr auto columns = withMeta(std::array{
        bytes("name"), maybeNumber("warn_minutes"), maybeNumber("late_minutes"), bytes("extra_closed_days")});
    static void write(Statement &to, const domain::Municipality &record, const RecordSealing &sealing);
    static domain::Municipality read(Row &from, const RecordSealing &sealing);
};

template <> struct Table<domain::Facility> : TableName<domain::Facility> {
    static constexpr auto columns = withMeta(std::array{
        bytes("municipality_code"), bytes("standard_id"), maybeBytes("operator_id"), bytes("profile"),
        bytes("classes"), bytes("open_hours"), number("repeat_policy"), bytes("unknown_columns"),
        maybeNumber("confirmed_on"), maybeNumber("published_version"), number("participating")});
    static void write(Statement &to, const domain::Facility &record, const RecordSealing &sealing);
    static domain::Facility read(Row &from, const RecordSealing &sealing);
};

template <> struct Table<domain::Slot> : TableName<domain::Slot> {
    static constexpr auto columns = withMeta(std::array{
        bytes("facility_id"), number("date"), number("start"), number("finish"), number("starts_at"),
        number("seats"), maybeNumber("visitors_per_family"), number("accepted_ages"), maybeNumber("opens_at"),
        maybeNumber("closes_at"), maybeNumber("cancel_until"), bytes("note"), maybeBytes("series_id"),
        number("status"), bytes("meeting_place")});
    static void write(Statement &to, const domain::Slot &record, const RecordSealing &sealing);
    static domain::Slot read(Row &from, const RecordSealing &sealing);
};

template <> struct Table<domain::SlotSeats> : TableName<domain::SlotSeats> {
    static constexpr auto columns = withMeta(std::array{number("seats_taken")});
    static void write(Statement &to, const domain::SlotSeats &record, const RecordSealing &sealing);
    static domain::SlotSeats read(Row &from, const RecordSealing &sealing);
};

template <> struct Table<domain::Series> : TableName<domain::Series> {
    static constexpr auto columns = withMeta(
        std::array{bytes("facility_id"), bytes("rule"), number("from_date"), number("to_date"),
                   number("start"), number("finish"), number("seats"), maybeNumber("visitors_per_family"),
                   number("accepted_ages"), bytes("note"), bytes("exceptions")});
    static void write(Statement &to, const domain::Series &record, const RecordSealing &sealing);
    static domain::Series read(Row &from, const RecordSealing &sealing);
};

template <> struct Table<domain::Closure> : TableName<domain::Closure> {
    static constexpr auto columns =
        withMeta(std::array{bytes("facility_id"), number("date"), bytes("reason")});
    static void write(Statement &to, const domain::Closure &record, const RecordSealing &sealing);
    static domain::Closure read(Row &from, const RecordSealing &sealing);
};

template <> struct Table<domain::Notice> : TableName<domain::Notice> {
    static constexpr auto columns =
        withMeta(std::array{bytes("audience"), bytes("text"), maybeNumber("from_at"), maybeNumber("to_at")});
    static void write(Statement &to, const domain::Notice &record, const RecordSealing &sealing);
    static domain::Notice read(Row &from, const RecordSealing &sealing);
};

template <> struct Table<domain::WaitlistEntry> : TableName<domain::WaitlistEntry> {
    static constexpr auto columns = withMeta(std::array{
        bytes("facility_id"), number("status"), number("any_slot"), bytes("wishes"), number("age_classes"),
        bytes("channel"), maybeBytes("offer_slot"), maybeNumber("offer_until"), bytes("family")});
    static void write(Statement &to, const domain::WaitlistEntry &record, const RecordSealing &sealing);
    static domain::WaitlistEntry read(Row &from, const RecordSealing &sealing);
};

template <> struct Table<domain::Reservation> : TableName<domain::Reservation> {
    static constexpr auto columns = withMeta(std::array{
        bytes("slot_id"), bytes("facility_id"), number("status"), number("visitors"), bytes("channel"),
        number("requested_at"), maybeNumber("decision_due_at"), maybeNumber("decided_at"),
        number("decided_automatically"), number("age_classes"), number("children_count"),
        number("has_question"), bytes("proposed_slots"), bytes("details")});
    static void write(Statement &to, const domain::Reservation &record, const RecordSealing &sealing);
    static domain::Reservation read(Row &from, const RecordSealing &sealing);
};

/// Only the family of a reservation, from its `details`; absent where there is none or it cannot be opened.
[[nodiscard]] std::optional<domain::ReservationPersonal>
personalOf(domain::ReservationId id, const std::string &details, const RecordSealing &sealing);

// Statements made from the list, for a table with the prefix (schema.h).
/// "id, version, ..." each behind `alias` ("s.").
template <class Record> [[nodiscard]] std::string columnList(std::string_view alias = {}) {
    std::string list;
    for (const Column &column : Table<Record>::columns) {
        list += (list.empty() ? "" : ", ") + std::string(alias) + std::string(column.name);
    }
    return list;
}
/// "INSERT INTO ... VALUES (?, ...)" with room for values of `extraColumns` behind the record's.
[[nodiscard]] std::string insertSql(std::string_view prefix, std::string_view table,
                                    std::span<const Column> columns, std::string_view extraColumn = {});
/// The same, replacing a row that is not newer.
[[nodiscard]] std::string upsertSql(std::string_view prefix, std::string_view table,
                                    std::span<const Column> columns);
template <class Record> [[nodiscard]] std::string upsertSql(std::string_view prefix) {
    return upsertSql(prefix, Table<Record>::name, Table<Record>::columns);
}

} // namespace storage
