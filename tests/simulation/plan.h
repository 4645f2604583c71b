// What shall happen in a run, all of it drawn from the seed beforehand, so that parts can be left out.
#pragma once

#include "simulated_time.h"

#include <string>
#include <vector>

namespace simulation {

enum class Kind {
    // what people do
    Book,
    TakeBackBooking,
    Decide,
    PhoneBooking,
    OpenSlot,
    OpenSeries,
    ChangeSlot,
    CancelSlot,
    EditFacility,
    SettleRefusal,
    WithdrawAct,
    DueWork,
    // what goes wrong
    BadWeather,
    PullCable,
    KillDesk,
    DeskLosesPower,
    KillHub,
    HubLosesPower,
    DeskDiskFull,
    HubDiskFull,
    DeskClockJumps,
    HubClockJumps,
    DeskAway,
    Backup,
    Restore,
};

struct Item {
    Ms at = 0;
    Kind kind = Kind::Book;
    std::uint64_t dice = 0; ///< who, how long, how bad
};

struct Plan {
    std::vector<Item> items; ///< by their time
    Ms end = 0;
    unsigned desks = 0; ///< one bit for each of the town's
};

[[nodiscard]] Plan planOf(std::uint64_t seed);

} // namespace simulation
