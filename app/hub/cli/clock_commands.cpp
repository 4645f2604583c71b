// Shows whether the hub trusts the machine's clock, and lets a person confirm it.
#include "hub/cli/ops_commands.h"
#include "hub/db/believed_time.h"
#include "hub/records/record_store.h"

#include <array>
#include <cstdio>

namespace hub::cli {
namespace {

using domain::Result;

Result<void> showClock(const Arguments &, LocalHub &local) {
    std::optional<domain::Instant> believed;
    auto read = local.write([&](Context &context) -> Result<void> {
        const auto last = lastBelievedTime(context.db);
        if (!last) {
            return domain::passOn(last);
        }
        believed = *last;
        return {};
    });
    if (!read) {
        return read;
    }
    const domain::Instant now = local.clock().now();
    std::printf("The clock says              %s\n", textInJapan(now).c_str());
    std::printf("Last committed with trust:  %s\n", believed ? textInJapan(*believed).c_str() : "never yet");
    if (believed && now - *believed > believedLeap) {
        std::puts(
            "That is more than a day apart: a hub that starts now, or runs, holds expiring and erasing. If "
            "the clock\nis right (the hub was off), say: hokatsu-hub clock confirm. If not, set the clock.");
    } else {
        std::puts("Expiring and erasing go on.");
    }
    return {};
}

Result<void> confirmClock(const Arguments &, LocalHub &local) {
    auto done = local.write([](Context &context) -> Result<void> {
        if (auto believed = believeTime(context.db, context.now()); !believed) {
            return believed;
        }
        if (auto prepared = prepareHubItself(context.db); !prepared) {
            return prepared;
        }
        ChangeSet changes(context, std::string(hubItself));
        changes.note({.action = "clock.confirm", .objectId = {}, .facility = {}, .members = {}});
        return changes.write();
    });
    if (done) {
        std::printf("%s is right: expiring and erasing go on within seconds.\n",
                    textInJapan(local.clock().now()).c_str());
    }
    return done;
}

constexpr std::array<Command, 2> clockTable = {{
    {"clock show",
     "Says whether expiring and erasing are held because of the clock",
     {},
     {},
     Missing::Refuse,
     showClock,
     {}},
    {"clock confirm",
     "Says that this machine's clock is right, so that expiring and erasing go on",
     {},
     {},
     Missing::Refuse,
     confirmClock,
     "A hub whose clock is more than a day ahead of the last committed time answers as ever, but lets no "
     "request\nexpire and erases nothing until then: after a leap of the clock, and after it was off for so "
     "long. "
     "Look at\nthe date first; nothing that is erased comes back."},
}};

} // namespace

std::span<const Command> clockCommands() {
    return clockTable;
}

std::string textInJapan(domain::Instant instant) {
    // Japan has no daylight saving time.
    const std::string text = domain::textOf(instant + std::chrono::hours(9));
    return text.substr(0, 10) + ' ' + text.substr(11, 5) + " (Japan)";
}

} // namespace hub::cli
