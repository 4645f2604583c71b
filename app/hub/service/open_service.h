// Opens the hub on its data directory and database.
#pragma once

#include "domain/clock.h"
#include "domain/random.h"
#include "hub/calls/router.h"
#include "hub/calls/service.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hub {

struct ServiceConfig {
    std::filesystem::path dataDirectory; ///< holds hub.sqlite and hub.key; must exist
    bool training = false;               ///< realm
    int readThreads = 2;
    int hashThreads = 1;   ///< password hashing; a queue longer than 64 answers 429
    bool inMemory = false; ///< tests: the database lives in memory
    /// Tests: cheap password hashing (Argon2id's minimum), never outside tests.
    bool cheapPasswords = false;
    /// Days after the visit until personal members of reservations are erased; 0 = never.
    int keepPersonalDays = 0;
    /// Calls beside the contract's own, for example those of the training realm (hub/calls/router.h).
    std::shared_ptr<const std::vector<Route>> extraRoutes;
    /// Calls a minute for each session of an account on a device (a connected system gets ten times as many);
    /// 0 = no limit. Empty: 600, or no limit where the database lives in memory. Only submit() counts.
    std::optional<int> callsPerMinute;
    /// Calls a minute for each address on routes before sign-in; 0 = no limit. Empty: 300, or as above.
    std::optional<int> callsPerMinuteBeforeSignIn;
    /// A PostgreSQL database instead of dataDirectory/hub.sqlite (Database::Options::server and
    /// passwordFile). The directory still holds hub.key, which must be the same file at every hub of that
    /// database: it signs tokens, seals second factors and keys the hashes of personal data, so that a hub
    /// with another key would refuse everybody; such a one does not start (Rejected "hub-key-differs").
    /// Everything else that hubs must agree on is in the database: the epoch, sessions, used TOTP steps,
    /// sign-in's growing waits and locks, stored answers, counters and the audit chain. Calls a minute are
    /// counted by each hub for itself: behind a balancer an account may make that many at every hub.
    std::string databaseServer{};
    std::string databasePasswordFile{};
    int writeLinks = 16; ///< transactions at a time; PostgreSQL only, SQLite has one
};

/// Opens (and migrates) the database. `clock` and `random` must outlive the service. The epoch is made
/// once. Errors: StorageBusy (another hub uses the directory), StorageFull, StorageReadOnly,
/// StorageCorrupt, StorageTooNew.
[[nodiscard]] domain::Result<std::unique_ptr<Service>>
openService(const ServiceConfig &config, const domain::Clock &clock, domain::Random &random);

} // namespace hub
