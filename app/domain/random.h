// Randomness comes in through here, so that tests and simulations repeat exactly.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

namespace domain {

/// Implementations may be called from any thread.
class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> bytes) = 0;
    /// A number in [0, bound); bound > 0. Without bias.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound);
};

/// The operating system's generator (getrandom), fit for keys and tokens.
[[nodiscard]] std::unique_ptr<Random> systemRandom();
/// Repeatable numbers from a seed: for tests, invented data and simulation; never for secrets.
[[nodiscard]] std::unique_ptr<Random> seededRandom(std::uint64_t seed);

} // namespace domain
