#include "hub/db/postgres_values.h"

#include <charconv>

namespace hub {
namespace {

constexpr Oid byteaType = 17;
constexpr Oid bigintType = 20;
constexpr Oid smallintType = 21;
constexpr Oid integerType = 23;
constexpr Oid textType = 25;
constexpr Oid varcharType = 1043;

/// The size in bytes of an integer type; 0 for other types.
std::size_t widthOf(Oid type) {
    switch (type) {
    case bigintType:
        return 8;
    case integerType:
        return 4;
    case smallintType:
        return 2;
    default:
        return 0;
    }
}

bool takesBytes(Oid type) {
    return type == textType || type == varcharType || type == byteaType;
}

int valueOfDigit(char digit) {
    return digit <= '9' ? digit - '0' : digit - 'a' + 10;
}

/// "\x6162" -> "ab"
std::string fromHex(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 2; i + 1 < text.size(); i += 2) {
        bytes += static_cast<char>(valueOfDigit(text[i]) * 16 + valueOfDigit(text[i + 1]));
    }
    return bytes;
}

} // namespace

PostgresParams::PostgresParams(std::initializer_list<Value> values, std::span<const Oid> types) {
    m_pointers.reserve(values.size());
    m_lengths.reserve(values.size());
    m_formats.reserve(values.size());
    m_numbers.reserve(values.size());
    m_texts.reserve(values.size());
    std::size_t index = 0;
    for (const Value &value : values) {
        add(value, index < types.size() ? types[index] : 0);
        ++index;
    }
}

void PostgresParams::add(const Value &value, Oid type) {
    if (value.type == Value::Type::Null) {
        m_pointers.push_back(nullptr);
        m_lengths.push_back(0);
        m_formats.push_back(0);
    } else if (value.type == Value::Type::Integer && widthOf(type) != 0) {
        addNumber(value.integer, widthOf(type));
    } else if (value.type == Value::Type::Integer) {
        addText(std::to_string(value.integer));
    } else if (takesBytes(type)) {
        addBytes(value.bytes);
    } else {
        addText(std::string(value.bytes));
    }
}

void PostgresParams::addBytes(std::string_view bytes) {
    m_pointers.push_back(bytes.data() == nullptr ? "" : bytes.data()); // a null pointer would mean NULL
    m_lengths.push_back(static_cast<int>(bytes.size()));
    m_formats.push_back(1);
}

/// Adds the number in network byte order. A number that is too large for a narrow type is cut; our columns
/// are never narrow.
void PostgresParams::addNumber(std::int64_t number, std::size_t width) {
    std::array<char, 8> &bytes = m_numbers.emplace_back();
    auto rest = static_cast<std::uint64_t>(number);
    for (std::size_t i = width; i > 0; --i, rest >>= 8) {
        bytes[i - 1] = static_cast<char>(rest & 0xff);
    }
    m_pointers.push_back(bytes.data());
    m_lengths.push_back(static_cast<int>(width));
    m_formats.push_back(1);
}

void PostgresParams::addText(std::string text) {
    m_texts.push_back(std::move(text));
    m_pointers.push_back(m_texts.back().c_str());
    m_lengths.push_back(0);
    m_formats.push_back(0);
}

std::int64_t PostgresRows::integer(int column) const {
    const std::string_view digits = text(column);
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return digits == "t" ? 1 : number;
}

std::string_view PostgresRows::text(int column) const {
    const std::string_view plain(PQgetvalue(m_result.get(), m_row, column),
                                 static_cast<std::size_t>(PQgetlength(m_result.get(), m_row, column)));
    if (PQftype(m_result.get(), column) != byteaType) {
        return plain;
    }
    if (m_bytesOf != m_row) {
        m_bytes.clear();
    }
    m_bytesOf = m_row;
    // Earlier texts must keep their address.
    m_bytes.reserve(static_cast<std::size_t>(PQnfields(m_result.get())));
    for (const auto &[known, bytes] : m_bytes) {
        if (known == column) {
            return bytes;
        }
    }
    return m_bytes.emplace_back(column, fromHex(plain)).second;
}

bool PostgresRows::isNull(int column) const {
    return PQgetisnull(m_result.get(), m_row, column) != 0;
}

} // namespace hub
