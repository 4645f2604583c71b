// Randomness for keys and tokens.
#pragma once

#include <cstdint>
#include <span>

namespace platform {

/// Ends the program where the system gives none: every token would be guessable. Thread-safe.
void fillRandom(std::span<std::uint8_t> bytes);

} // namespace platform
