#include "hub/db/believed_time.h"

#include "hub/db/meta.h"

#include <charconv>

namespace hub {

using domain::Instant;
using domain::Result;

namespace {

constexpr std::string_view believedName = "clock_at";

std::optional<Instant> instantIn(const std::string &text) {
    std::int64_t seconds = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size()) {
        return std::nullopt;
    }
    return Instant(std::chrono::seconds(seconds));
}

} // namespace

Result<std::optional<Instant>> lastBelievedTime(Connection &db) {
    const auto kept = metaValue(db, believedName);
    if (!kept) {
        return domain::passOn(kept);
    }
    return *kept ? instantIn(**kept) : std::nullopt;
}

Result<void> believeTime(Connection &db, Instant now) {
    return setMetaValue(db, believedName, std::to_string(now.time_since_epoch().count()));
}

Result<bool> isBelievable(Connection &db, Instant now) {
    const auto believed = lastBelievedTime(db);
    if (!believed) {
        return domain::passOn(believed);
    }
    return !*believed || now - **believed <= believedLeap;
}

} // namespace hub
