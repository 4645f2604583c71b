// What every fuzz target needs: a claim that stops the run, and its input in parts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace fuzz {

/// Stops libFuzzer, which then keeps the input.
inline void must(bool holds) {
    if (!holds) {
        std::abort();
    }
}

/// The whole input as text. Copied by whoever needs to know its end exactly: the sanitizer watches the heap.
inline std::string_view textOf(const std::uint8_t *data, std::size_t size) {
    return {reinterpret_cast<const char *>(data), size};
}

/// Takes the first byte away; 0 where there is none.
inline unsigned firstByte(std::string_view &text) {
    if (text.empty()) {
        return 0;
    }
    const auto byte = static_cast<unsigned char>(text.front());
    text.remove_prefix(1);
    return byte;
}

/// Takes a line away, without its end.
inline std::string_view firstLine(std::string_view &text) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(line.size() < text.size() ? line.size() + 1 : line.size());
    return line;
}

} // namespace fuzz
