// Values that are sent to PostgreSQL, and the rows that it returns.
#pragma once

#include "hub/db/database.h"

#include <array>
#include <libpq-fe.h>
#include <span>
#include <vector>

namespace hub {

struct ClearResult {
    void operator()(PGresult *result) const { PQclear(result); }
};
using ResultHandle = std::unique_ptr<PGresult, ClearResult>;

/// The parameters of one statement in the formats of their types. Numbers and bytes are binary, so nothing
/// must be escaped or end with a NUL. It points into the given values and into itself, so both must outlive
/// the call.
class PostgresParams {
public:
    PostgresParams(std::initializer_list<Value> values, std::span<const Oid> types);
    PostgresParams(const PostgresParams &) = delete;
    PostgresParams &operator=(const PostgresParams &) = delete;

    [[nodiscard]] int count() const { return static_cast<int>(m_pointers.size()); }
    [[nodiscard]] const char *const *pointers() const { return m_pointers.data(); }
    [[nodiscard]] const int *lengths() const { return m_lengths.data(); }
    [[nodiscard]] const int *formats() const { return m_formats.data(); }

private:
    void add(const Value &value, Oid type);
    void addBytes(std::string_view bytes);
    void addNumber(std::int64_t number, std::size_t width);
    void addText(std::string text);

    std::vector<const char *> m_pointers;
    std::vector<int> m_lengths;
    std::vector<int> m_formats;
    std::vector<std::array<char, 8>> m_numbers; ///< reserved in advance, so that pointers stay valid
    std::vector<std::string> m_texts;           ///< reserved in advance as well
};

/// All rows of one result, in text form.
class PostgresRows final : public Rows {
public:
    explicit PostgresRows(ResultHandle result) : m_result(std::move(result)) {}
    domain::Result<bool> next() override { return ++m_row < PQntuples(m_result.get()); }
    [[nodiscard]] std::int64_t integer(int column) const override;
    [[nodiscard]] std::string_view text(int column) const override;
    [[nodiscard]] bool isNull(int column) const override;

private:
    ResultHandle m_result;
    int m_row = -1;
    /// The decoded bytes of BYTEA values, which arrive as hexadecimal digits.
    mutable std::vector<std::pair<int, std::string>> m_bytes;
    mutable int m_bytesOf = -1;
};

} // namespace hub
