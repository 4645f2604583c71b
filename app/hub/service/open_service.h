// Opens the hub with its data directory and database.
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
    std::filesystem::path dataDirectory; ///< contains hub.sqlite and hub.key; must exist
    bool training = false;               ///< the hub is a practice hub
    int readThreads = 2;
    int hashThreads = 1;   ///< for password hashing; a queue longer than 64 answers 429
    bool inMemory = false; ///< for tests: a database in memory
    /// For tests only: cheap password hashing (Argon2id's minimum).
    bool cheapPasswords = false;
    /// The number of days after the visit until a reservation's personal members are erased; 0 means never.
    int keepPersonalDays = 0;
    /// Routes in addition to the contract's, for example those of the practice hub (hub/calls/router.h).
    std::shared_ptr<const std::vector<Route>> extraRoutes;
    /// Calls per minute for each session of an account on a device (a connected system gets ten times as
    /// many); 0 means no limit. If empty: 600, or no limit for a database in memory. Only submit() counts.
    std::optional<int> callsPerMinute;
    /// Calls per minute for each address on routes before sign-in; 0 means no limit. If empty: 300, or no
    /// limit for a database in memory.
    std::optional<int> callsPerMinuteBeforeSignIn;
    /// A PostgreSQL database instead of dataDirectory/hub.sqlite (Database::Options::server and
    /// passwordFile). The directory still contains hub.key, which must be the same for every hub of the
    /// database: it signs tokens, encrypts second factors and keys the hashes of personal data. A hub with
    /// another key would refuse everybody, so it does not start (Rejected "hub-key-differs"). Everything else
    /// that hubs must agree on is in the database: the epoch, sessions, used TOTP steps, sign-in's waits and
    /// locks, stored answers, counters and the audit chain. Each hub counts calls per minute for itself, so
    /// an account behind a balancer may make that many at every hub.
    std::string databaseServer{};
    std::string databasePasswordFile{};
    int writeLinks = 16; ///< transactions at a time; PostgreSQL only, because SQLite has one writer
};

/// Opens and migrates the database and creates its epoch once. `clock` and `random` must outlive the service.
/// Errors: StorageBusy (another hub uses the directory), StorageFull, StorageReadOnly, StorageCorrupt,
/// StorageTooNew.
[[nodiscard]] domain::Result<std::unique_ptr<Service>>
openService(const ServiceConfig &config, const domain::Clock &clock, domain::Random &random);

} // namespace hub
