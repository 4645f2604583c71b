// openService(): locks the data directory and opens the hub's key, the database and its epoch.
#include "hub/service/open_service.h"
#include "hub/auth/caller.h"
#include "hub/service/hub_routes.h"

#include "hub/auth/hub_key.h"
#include "hub/calls/clock_guard.h"
#include "hub/db/database.h"
#include "hub/db/meta.h"
#include "hub/http/private_file.h"
#include "hub/service/due_work.h"
#include "hub/service/service_parts.h"

namespace hub {
namespace {

using domain::Result;

Result<std::string> readEpoch(Database &database, const domain::Clock &clock, domain::Random &random) {
    auto link = database.link(Database::Mode::Write);
    if (!link) {
        return domain::passOn(link);
    }
    if (auto begun = (*link)->begin(); !begun) {
        return domain::passOn(begun);
    }
    // Two hubs that start on a new database at the same time must not both create an epoch.
    static_cast<void>((*link)->claim("epoch"));
    auto epoch = epochOf(**link, clock, random);
    if (!epoch) {
        (*link)->rollback();
        return epoch;
    }
    if (auto committed = (*link)->commit(); !committed) {
        return domain::passOn(committed);
    }
    return epoch;
}

Database::Options databaseOf(const ServiceConfig &config) {
    return {.path = (config.dataDirectory / "hub.sqlite").string(),
            .inMemory = config.inMemory,
            .server = config.databaseServer,
            .passwordFile = config.databasePasswordFile};
}

/// Locks the directory for a database in SQLite or in memory, which only one hub may use. Hubs on one server
/// may share a directory.
Result<std::shared_ptr<void>> lockIfAlone(const ServiceConfig &config) {
    if (config.inMemory || !config.databaseServer.empty()) {
        return nullptr;
    }
    auto lock = lockDataDirectory(config.dataDirectory);
    if (const auto kept = databaseIsKept(config.dataDirectory); lock && !kept) {
        return domain::passOn(kept);
    }
    return lock;
}

Result<std::string> keyOf(const ServiceConfig &config, Database &database, domain::Random &random) {
    if (config.inMemory && config.databaseServer.empty()) {
        return newHubKey(random);
    }
    auto key = keyOfDatabase(config.dataDirectory, database, random);
    if (const auto kept = keysArePrivate(config.dataDirectory); key && !kept) {
        return domain::passOn(kept);
    }
    return key;
}

/// The practice hub has no guard: its data is invented, and it may stay unused for months.
void guardDueWork(ServiceParts &parts, const domain::Clock &clock) {
    if (parts.settings.training) {
        parts.dueWork = hub::runDueWork;
        return;
    }
    using ops::ClockGuard;
    const auto server = parts.database->isShared() ? ClockGuard::Server::HasAClock : ClockGuard::Server::None;
    const auto guard = std::make_shared<ClockGuard>(clock, server);
    parts.isClockHeld = [guard] { return guard->isHeld(); };
    parts.dueWork = [guard](Context &context) -> Result<std::set<ChangedScope>> {
        // The work uses the time that was judged, even if the clock is set at this moment.
        const domain::ManualClock now(context.now());
        const auto may = guard->judge(context.db, now.now());
        if (!may || !*may) {
            return may ? Result<std::set<ChangedScope>>(std::set<ChangedScope>()) : domain::passOn(may);
        }
        Context still{.db = context.db, .clock = now, .random = context.random, .settings = context.settings};
        return hub::runDueWork(still);
    };
}

Result<ServiceParts> openParts(const ServiceConfig &config, const domain::Clock &clock,
                               domain::Random &random) {
    ServiceParts parts;
    auto lock = lockIfAlone(config);
    if (!lock) {
        return domain::passOn(lock);
    }
    parts.directoryLock = std::move(*lock);
    auto database = Database::open(databaseOf(config));
    if (!database) {
        return domain::passOn(database);
    }
    parts.database = std::move(*database);
    auto key = keyOf(config, *parts.database, random);
    if (!key) {
        return domain::passOn(key);
    }
    auto epoch = readEpoch(*parts.database, clock, random);
    if (!epoch) {
        return domain::passOn(epoch);
    }
    parts.settings = {.training = config.training,
                      .epoch = std::move(*epoch),
                      .key = std::move(*key),
                      .cheapPasswords = config.cheapPasswords,
                      .keepPersonalDays = config.keepPersonalDays};
    parts.routes = hubRoutes();
    parts.callerOf = callerOf;
    guardDueWork(parts, clock);
    return parts;
}

} // namespace

Result<std::unique_ptr<Service>> openService(const ServiceConfig &config, const domain::Clock &clock,
                                             domain::Random &random) {
    auto parts = openParts(config, clock, random);
    if (!parts) {
        return domain::passOn(parts);
    }
    return startService(config, std::move(*parts), clock, random);
}

} // namespace hub
