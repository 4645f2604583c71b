#include "domain/random.h"

#include "platform/random_bytes.h"

#include <array>
#include <cassert>
#include <limits>
#include <mutex>

namespace domain {
namespace {

class SystemRandom final : public Random {
public:
    void fill(std::span<std::uint8_t> bytes) override { platform::fillRandom(bytes); }
};

/// SplitMix64: short, the same on every machine, and good enough for sample data.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : m_state(seed) {}
    void fill(std::span<std::uint8_t> bytes) override {
        const std::lock_guard lock(m_mutex);
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < bytes.size(); ++i, word >>= 8) {
            if (i % 8 == 0) {
                word = nextWord();
            }
            bytes[i] = static_cast<std::uint8_t>(word);
        }
    }

private:
    std::uint64_t nextWord() {
        std::uint64_t z = (m_state += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }

    std::mutex m_mutex;
    std::uint64_t m_state;
};

std::uint64_t wordOf(Random &random) {
    std::array<std::uint8_t, 8> bytes{};
    random.fill(bytes);
    std::uint64_t word = 0;
    for (const std::uint8_t byte : bytes) {
        word = word << 8 | byte;
    }
    return word;
}

} // namespace

std::uint64_t Random::below(std::uint64_t bound) {
    assert(bound > 0 && "no number is below 0");
    // Words above the last whole multiple of the bound would favour small numbers, so they are drawn again.
    constexpr std::uint64_t top = std::numeric_limits<std::uint64_t>::max();
    const std::uint64_t excess = (top % bound + 1) % bound;
    std::uint64_t word = wordOf(*this);
    while (word > top - excess) {
        word = wordOf(*this);
    }
    return word % bound;
}

std::unique_ptr<Random> systemRandom() {
    return std::make_unique<SystemRandom>();
}

std::unique_ptr<Random> seededRandom(std::uint64_t seed) {
    return std::make_unique<SeededRandom>(seed);
}

} // namespace domain
