// The ways to a hub: in this process, and as a program over TLS.
#pragma once

#include "hub/calls/service.h"
#include "hub_under_test.h"

#include <filesystem>

namespace contract {

/// The handlers themselves, on the calling thread. The clock stands still.
[[nodiscard]] std::unique_ptr<Way> wayInProcess(std::unique_ptr<domain::Clock> clock,
                                                std::unique_ptr<domain::Random> random,
                                                std::unique_ptr<hub::Service> service);

/// Starts hokatsu-hub on the directory (and database, where it is not empty) and speaks to it over TLS.
[[nodiscard]] std::unique_ptr<Way> wayToProgram(const std::filesystem::path &data,
                                                const std::string &database);

} // namespace contract
