// One booking as the hub writes it, statement by statement, without a hub: for the floors on both databases.
//
// What the hub does besides (signing the caller in, reading and making JSON, hashing, waking who waits) is
// left out: a floor is what cannot be done without.
#pragma once

#include "bench/hub_load.h"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace bench {

struct FloorValue {
    enum class Kind : std::uint8_t { Null, Number, Text, Blob } kind = Kind::Null;
    std::string text; ///< digits for a number
};
inline FloorValue nothing() {
    return {};
}
inline FloorValue number(std::int64_t value) {
    return {FloorValue::Kind::Number, std::to_string(value)};
}
inline FloorValue words(std::string value) {
    return {FloorValue::Kind::Text, std::move(value)};
}

/// A transaction under way. Statements are literals; their parameters are $1, $2 ... in the order in which
/// they first appear. What fails throws std::runtime_error.
class FloorLink {
public:
    using Row = std::vector<std::string>;
    virtual ~FloorLink() = default;
    virtual void post(const char *sql, const std::vector<FloorValue> &values) = 0;
    /// post() whose first row is wanted.
    virtual void ask(const char *sql, const std::vector<FloorValue> &values) = 0;
    /// Until everything is answered: the first row (empty: none) of each ask() since the last wait.
    virtual std::vector<Row> wait() = 0;
};

/// From the first look to the last row; the transaction around it is the caller's.
void bookDirectly(FloorLink &link, const Place &place, std::mt19937_64 &random);

} // namespace bench
