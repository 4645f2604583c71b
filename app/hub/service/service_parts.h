// The parts of a Service. openService() passes the hub's; tests pass their own routes and databases.
#pragma once

#include "hub/calls/context.h"
#include "hub/calls/router.h"
#include "hub/calls/service.h"
#include "hub/service/open_service.h"

#include <functional>
#include <memory>
#include <set>
#include <vector>

namespace hub {

using CallerFinder = std::function<domain::Result<Caller>(std::string_view, Connection &, const HubSettings &,
                                                          domain::Instant)>;
using DueWork = std::function<domain::Result<std::set<ChangedScope>>(Context &)>;

struct ServiceParts {
    std::shared_ptr<void> directoryLock; ///< released last
    std::unique_ptr<Database> database;
    std::vector<Route> routes;
    CallerFinder callerOf;
    DueWork dueWork; ///< may be empty
    /// Whether due work is held because the clock is not trusted; may be empty.
    std::function<bool()> isClockHeld{};
    HubSettings settings;
};

/// Opens the links and starts the threads.
[[nodiscard]] domain::Result<std::unique_ptr<Service>> startService(const ServiceConfig &config,
                                                                    ServiceParts parts,
                                                                    const domain::Clock &clock,
                                                                    domain::Random &random);

} // namespace hub
