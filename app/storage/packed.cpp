#include "storage/packed.h"

namespace storage {

void Packer::number(std::int64_t value) {
    // Zigzag, so that small negative numbers stay short.
    auto rest = (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
    while (rest >= 0x80) {
        m_bytes.push_back(static_cast<char>(rest | 0x80));
        rest >>= 7;
    }
    m_bytes.push_back(static_cast<char>(rest));
}

void Packer::text(std::string_view value) {
    number(static_cast<std::int64_t>(value.size()));
    m_bytes.append(value);
}

void Packer::maybe(const std::optional<std::int64_t> &value) {
    flag(value.has_value());
    if (value) {
        number(*value);
    }
}

unsigned char Unpacker::byte() {
    if (m_rest.empty()) {
        m_ok = false;
        return 0;
    }
    const auto first = static_cast<unsigned char>(m_rest.front());
    m_rest.remove_prefix(1);
    return first;
}

std::int64_t Unpacker::number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const unsigned char next = byte();
        value |= static_cast<std::uint64_t>(next & 0x7f) << shift;
        if ((next & 0x80) == 0) {
            return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
        }
    }
    m_ok = false;
    return 0;
}

std::size_t Unpacker::count() {
    const std::int64_t value = number();
    if (m_ok && value >= 0 && static_cast<std::uint64_t>(value) <= m_rest.size()) {
        return static_cast<std::size_t>(value);
    }
    m_ok = false;
    return 0;
}

std::string Unpacker::text() {
    const std::size_t size = count();
    std::string value(m_rest.substr(0, size));
    m_rest.remove_prefix(size);
    return value;
}

bool Unpacker::flag() {
    return byte() != 0;
}

std::optional<std::int64_t> Unpacker::maybe() {
    if (!flag()) {
        return std::nullopt;
    }
    return number();
}

std::int64_t numberOf(domain::LocalDate date) {
    return static_cast<int>(date.year()) * 10'000LL + static_cast<unsigned>(date.month()) * 100LL +
           static_cast<unsigned>(date.day());
}

domain::LocalDate dateOfNumber(std::int64_t number) {
    return {std::chrono::year(static_cast<int>(number / 10'000)),
            std::chrono::month(static_cast<unsigned>(number / 100 % 100)),
            std::chrono::day(static_cast<unsigned>(number % 100))};
}

std::int64_t numberOf(domain::LocalMonth month) {
    return static_cast<int>(month.year()) * 100LL + static_cast<unsigned>(month.month());
}

domain::LocalMonth monthOfNumber(std::int64_t number) {
    return {std::chrono::year(static_cast<int>(number / 100)),
            std::chrono::month(static_cast<unsigned>(number % 100))};
}

} // namespace storage
