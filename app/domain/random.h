// The interface through which all code gets random numbers, so that tests and simulations are repeatable.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

namespace domain {

/// Any thread may call it.
class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> bytes) = 0;
    /// A number in [0, bound) without bias; bound > 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound);
};

/// The operating system's generator (getrandom), suitable for keys and tokens.
[[nodiscard]] std::unique_ptr<Random> systemRandom();
/// Repeatable numbers from a seed, for tests, sample data and simulation; never for secrets.
[[nodiscard]] std::unique_ptr<Random> seededRandom(std::uint64_t seed);

} // namespace domain
