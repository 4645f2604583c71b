#include "hub/db/postgres_prefetch.h"

#include <algorithm>
#include <array>

namespace hub {
namespace {

std::string textOf(std::initializer_list<Value> values) {
    std::string text;
    for (const Value &value : values) {
        text += static_cast<char>('0' + static_cast<int>(value.type));
        text += std::to_string(value.type == Value::Type::Integer
                                   ? value.integer
                                   : static_cast<std::int64_t>(value.bytes.size()));
        text += ':';
        text += value.bytes;
    }
    return text;
}

bool isOfName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Whether `name` occurs as a whole word: "slot_id" does not contain `slot`.
bool mentions(std::string_view sql, std::string_view name) {
    for (std::size_t at = sql.find(name); at != std::string_view::npos; at = sql.find(name, at + 1)) {
        const std::size_t end = at + name.size();
        if ((at == 0 || !isOfName(sql[at - 1])) && (end == sql.size() || !isOfName(sql[end]))) {
            return true;
        }
    }
    return false;
}

std::string_view nameAtStart(std::string_view text) {
    return text.substr(0, static_cast<std::size_t>(std::ranges::find_if_not(text, isOfName) - text.begin()));
}

bool changesNothing(std::string_view sql) {
    static constexpr std::array<std::string_view, 3> harmless{"SELECT ", "SAVEPOINT ", "RELEASE "};
    return std::ranges::any_of(harmless, [&](std::string_view word) { return sql.starts_with(word); });
}

/// The table that a statement of this program changes; empty if it cannot be determined.
std::string_view changedTable(std::string_view sql) {
    static constexpr std::array<std::string_view, 3> beginnings{"INSERT INTO ", "UPDATE ", "DELETE FROM "};
    for (const std::string_view words : beginnings) {
        if (sql.starts_with(words)) {
            return nameAtStart(sql.substr(words.size()));
        }
    }
    return {};
}

} // namespace

std::vector<PostgresPrefetch::Read>::iterator PostgresPrefetch::find(std::string_view sql,
                                                                     std::string_view values) {
    return std::ranges::find_if(m_reads,
                                [&](const Read &each) { return each->sql == sql && each->values == values; });
}

PostgresPrefetch::Read PostgresPrefetch::expect(std::string_view sql, std::initializer_list<Value> values) {
    std::string text = textOf(values);
    if (find(sql, text) != m_reads.end()) {
        return nullptr;
    }
    m_reads.push_back(std::make_shared<PrefetchedRead>(
        PrefetchedRead{.sql = std::string(sql), .values = std::move(text), .answer = {}}));
    return m_reads.back();
}

PostgresPrefetch::Read PostgresPrefetch::take(std::string_view sql, std::initializer_list<Value> values) {
    if (m_reads.empty()) {
        return nullptr;
    }
    const auto found = find(sql, textOf(values));
    if (found == m_reads.end()) {
        return nullptr;
    }
    Read read = std::move(*found);
    m_reads.erase(found);
    return read;
}

void PostgresPrefetch::runs(std::string_view sql) {
    if (m_reads.empty() || changesNothing(sql)) {
        return;
    }
    const std::string_view table = changedTable(sql);
    if (table.empty()) {
        return clear();
    }
    std::erase_if(m_reads, [&](const Read &each) { return mentions(each->sql, table); });
}

} // namespace hub
