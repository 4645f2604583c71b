// What the services do on the data thread: plain functions over the store. They know no thread and no signal,
// so that each rule can be read, and tested, by itself.
#pragma once

#include "domain/random.h"
#include "services/types.h"
#include "storage/store.h"

#include "use_cases/calendars.h"

#include <functional>

namespace services {

struct UseCaseContext {
    storage::Store &store;
    Calendars &calendars;
    const domain::Clock &clock;
    domain::Random &random;
    std::optional<domain::User> user;
    /// False where nothing may be kept on this PC: then an act cannot be "saved" either.
    bool mayKeep = true;
    /// For how long an answer to a family can be taken back before it goes out.
    std::chrono::milliseconds undoTime{0};
    /// Keeps what was just enqueued from going out for that long.
    std::function<void(domain::OperationId, std::chrono::milliseconds)> holdBack = {};
    /// Told after something was enqueued, withdrawn or dismissed, with the records that look different now.
    std::function<void(std::vector<storage::EntityKey>)> outboxTouched;

    [[nodiscard]] domain::Instant now() const { return clock.now(); }
    /// A new operation that carries out the command.
    [[nodiscard]] storage::Operation operation(domain::Command command) const;
    /// Saves it with its visible effect; KeychainUnavailable "reading-only" where nothing may be kept.
    [[nodiscard]] domain::Result<ActReceipt> keep(const storage::Operation &operation,
                                                  const storage::Store::Effects &effects = {}) const;
    /// keep() for what changes a family's plans: it goes out only after undoTime.
    [[nodiscard]] domain::Result<ActReceipt> keepHeld(const storage::Operation &operation) const;
    /// The end of `pending` where it was refused, once the act in its place is kept: not before, or a crash
    /// in between would lose both. Gives `kept`, or why the refused one could not be ended.
    [[nodiscard]] domain::Result<ActReceipt> inPlaceOf(const std::optional<storage::Operation> &pending,
                                                       domain::Result<ActReceipt> kept) const;
    /// A refused operation gives way to a newer act on the same record.
    [[nodiscard]] domain::Result<void> supersede(const storage::Operation &refused) const;
};

[[nodiscard]] domain::Result<void> faultsOf(std::vector<domain::FieldError> fields);
/// Conflict "changed-meanwhile" where the record is newer than what the user saw.
[[nodiscard]] domain::Result<void> unchangedSince(std::int64_t seenVersion, std::int64_t storedVersion,
                                                  const std::string &current);

} // namespace services
