// A compact binary form for the parts of a record that no query looks into: lengths and numbers as varints,
// no names. The first byte of whatever is packed is the form's number, so that a later form can be told
// apart.
#pragma once

#include "domain/calendar.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace storage {

class Packer {
public:
    void number(std::int64_t value);
    void text(std::string_view value);
    void flag(bool value) { m_bytes.push_back(value ? '\1' : '\0'); }
    void maybe(const std::optional<std::int64_t> &value);
    [[nodiscard]] const std::string &bytes() const { return m_bytes; }
    void reserve(std::size_t size) { m_bytes.reserve(size); }

private:
    std::string m_bytes;
};

/// Reads what a Packer wrote. Once the bytes run out everything read is empty and ok() says so.
class Unpacker {
public:
    explicit Unpacker(std::string_view bytes) : m_rest(bytes) {}
    std::int64_t number();
    std::string text();
    bool flag();
    std::optional<std::int64_t> maybe();
    /// A length that cannot be longer than what is left, so that damaged bytes do not ask for gigabytes.
    std::size_t count();
    [[nodiscard]] bool ok() const { return m_ok; }

private:
    unsigned char byte();
    std::string_view m_rest;
    bool m_ok = true;
};

// Dates as numbers that sort: 20261122, 202611; the zero date stays zero.
[[nodiscard]] std::int64_t numberOf(domain::LocalDate date);
[[nodiscard]] domain::LocalDate dateOfNumber(std::int64_t number);
[[nodiscard]] std::int64_t numberOf(domain::LocalMonth month);
[[nodiscard]] domain::LocalMonth monthOfNumber(std::int64_t number);
[[nodiscard]] inline std::int64_t numberOf(domain::Instant instant) {
    return instant.time_since_epoch().count();
}
[[nodiscard]] inline domain::Instant instantOfNumber(std::int64_t number) {
    return domain::Instant(std::chrono::seconds(number));
}
[[nodiscard]] inline std::int64_t numberOf(domain::LocalTime time) {
    return time.sinceMidnight.count();
}
[[nodiscard]] inline domain::LocalTime timeOfNumber(std::int64_t number) {
    return domain::LocalTime{std::chrono::minutes(number)};
}

} // namespace storage
