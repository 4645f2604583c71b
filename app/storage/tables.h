// How each record lies in its table: one list of columns for each, and the two functions that follow its
// order.
#pragma once

#include "domain/records.h"
#include "storage/database.h"
#include "storage/packed.h"
#include "storage/record_sealing.h"

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

/// write() adds the record's values in the order of `columns` (without running the statement; the record must
/// live until it has run), read() takes them in the same order.
template <class Record> struct Table;

template <> struct Table<domain::Municipality> {
    static constexpr std::string_view name = "municipality";
    static constexpr auto columns =
        std::to_array<std::string_view>({"id", "version", "created_at", "updated_at", "name", "warn_minutes",
                                         "late_minutes", "extra_closed_days"});
    static void write(Statement &to, const domain::Municipality &record, const RecordSealing &sealing);
    static domain::Municipality read(Row &from, const RecordSealing &sealing);
};

template <> struct Table<domain::Facility> {
    static constexpr std::string_view name = "facility";
    static constexpr auto columns = std::to_array<std::string_view>(
        {"id", "version", "created_at", "updated_at", "municipality_code", "standard_id", "operator_id",
         "profile", "classes", "open_hours", "repeat_policy", "unknown_columns", "confirmed_on",
         "published_version", "participating"});
    static void write(Statement &to, const domain::Facility &record, const RecordSealing &sealing);
    static domain::Facility read(Row &from, const RecordSealing &sealing);
};

template <> struct Table<domain::Slot> {
    static constexpr std::string_view name = "slot";
    static constexpr auto columns = std::to_array<std::string_view>(
        {"id", "version", "created_at", "updated_at", "facility_id", "date", "start", "finish", "starts_at",
         "seats", "visitors_per_family", "accepted_ages", "opens_at", "closes_at", "cancel_until", "note",
         "series_id", "status"});
    static void write(Statement &to, const domain::Slot &record, const RecordSealing &sealing);
    static domain::Slot read(Row &from, const RecordSealing &sealing);
};

template <> struct Table<domain::SlotSeats> {
    static constexpr std::string_view name = "slot_seats";
    static constexpr auto columns =
        std::to_array<std::string_view>({"id", "version", "created_at", "updated_at", "seats_taken"});
    static void write(Statement &to, const domain::SlotSeats &record, const RecordSealing &sealing);
    static domain::SlotSeats read(Row &from, const RecordSealing &sealing);
};

template <> struct Table<domain::Series> {
    static constexpr std::string_view name = "series";
    static constexpr auto columns = std::to_array<std::string_view>(
        {"id", "version", "created_at", "updated_at", "facility_id", "rule", "from_date", "to_date", "start",
         "finish", "seats", "visitors_per_family", "accepted_ages", "note", "exceptions"});
    static void write(Statement &to, const domain::Series &record, const RecordSealing &sealing);
    static domain::Series read(Row &from, const RecordSealing &sealing);
};

template <> struct Table<domain::Closure> {
    static constexpr std::string_view name = "closure";
    static constexpr auto columns = std::to_array<std::string_view>(
        {"id", "version", "created_at", "updated_at", "facility_id", "date", "reason"});
    static void write(Statement &to, const domain::Closure &record, const RecordSealing &sealing);
    static domain::Closure read(Row &from, const RecordSealing &sealing);
};

template <> struct Table<domain::Notice> {
    static constexpr std::string_view name = "notice";
    static constexpr auto columns = std::to_array<std::string_view>(
        {"id", "version", "created_at", "updated_at", "audience", "text", "from_at", "to_at"});
    static void write(Statement &to, const domain::Notice &record, const RecordSealing &sealing);
    static domain::Notice read(Row &from, const RecordSealing &sealing);
};

template <> struct Table<domain::Reservation> {
    static constexpr std::string_view name = "reservation";
    static constexpr auto columns = std::to_array<std::string_view>(
        {"id", "version", "created_at", "updated_at", "slot_id", "facility_id", "status", "visitors",
         "channel", "requested_at", "decision_due_at", "decided_at", "decided_automatically", "age_classes",
         "children_count", "has_question", "proposed_slots", "details"});
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
    for (const std::string_view column : Table<Record>::columns) {
        list += (list.empty() ? "" : ", ") + std::string(alias) + std::string(column);
    }
    return list;
}
/// "INSERT INTO ... VALUES (?, ...)" with room for values of `extraColumns` behind the record's.
[[nodiscard]] std::string insertSql(std::string_view prefix, std::string_view table,
                                    std::span<const std::string_view> columns,
                                    std::string_view extraColumn = {});
/// The same, replacing a row that is not newer.
[[nodiscard]] std::string upsertSql(std::string_view prefix, std::string_view table,
                                    std::span<const std::string_view> columns);
template <class Record> [[nodiscard]] std::string upsertSql(std::string_view prefix) {
    return upsertSql(prefix, Table<Record>::name, Table<Record>::columns);
}

} // namespace storage
