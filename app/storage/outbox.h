// The user's acts on their way to the hub, with what they shall look like until the hub has answered.
#pragma once

#include "storage/database.h"
#include "storage/record_sealing.h"
#include "storage/store.h"

#include <map>

namespace storage {

class HubCopy;

/// What a damaged file still gives.
struct SalvagedOperations {
    std::vector<Operation> read; ///< unfinished ones, oldest first; what was on its way waits again
    int unreadable = 0;          ///< unfinished ones whose content cannot be opened
};

class Outbox {
public:
    Outbox(Database &database, const RecordSealing &sealing) : m_database(database), m_sealing(sealing) {}

    domain::Result<void> enqueue(const Operation &operation, const Store::Effects &effects);
    [[nodiscard]] domain::Result<std::optional<Operation>> nextToSend(domain::Instant now);
    domain::Result<void> hold(domain::OperationId id);
    void release(domain::OperationId id) { m_held.erase(id); }
    [[nodiscard]] bool isHeld(domain::OperationId id) const { return m_held.contains(id); }
    [[nodiscard]] domain::Result<std::optional<domain::Instant>> nextDue(domain::Instant now);
    domain::Result<void> update(const Operation &operation);
    domain::Result<std::vector<EntityKey>> finishApplied(const Operation &operation,
                                                         const wire::ChangePage &page, HubCopy &hubCopy);
    domain::Result<void> recoverInFlight();
    [[nodiscard]] domain::Result<std::vector<Operation>> list(const std::vector<OperationState> &states);
    [[nodiscard]] domain::Result<std::optional<Operation>> one(domain::OperationId id);
    [[nodiscard]] domain::Result<std::optional<OperationState>> stateOf(domain::OperationId id);
    [[nodiscard]] domain::Result<std::vector<OpenOperation>> open();
    domain::Result<void> withdraw(domain::OperationId id);
    domain::Result<void> forgetAppliedBefore(domain::Instant instant);
    domain::Result<void> forgetSettledBefore(domain::Instant instant);
    /// The hub may have lost what it did (restored from a backup): what it has applied goes out again, each
    /// under its own id, so that nothing is done twice. Gives how many.
    domain::Result<int> sendAppliedAgain();
    /// Reads as much as a damaged file gives, from both ends.
    [[nodiscard]] static SalvagedOperations salvage(const QSqlDatabase &database,
                                                    const RecordSealing &sealing);
    /// The newest operation on the record that is not finished.
    [[nodiscard]] domain::Result<std::optional<Operation>> unfinishedOf(std::string_view recordKey);

private:
    [[nodiscard]] domain::Result<std::optional<Operation>> first(Statement &statement);
    domain::Result<void> forget(std::string_view condition, domain::Instant before);
    domain::Result<std::int64_t> insert(const Operation &operation);
    domain::Result<void> insertEffects(std::int64_t seq, const Store::Effects &effects);
    template <class Record>
    domain::Result<void> insertEffect(std::int64_t seq, const Record &record, std::string_view key);
    domain::Result<void> touch(std::int64_t seq, std::string_view recordKey, bool writes);
    domain::Result<std::int64_t> seqOf(domain::OperationId id);
    domain::Result<void> write(const Operation &operation);
    /// write() of one whose words have not changed: nothing is sealed anew.
    domain::Result<void> writePlain(const Operation &operation);
    domain::Result<void> writeUnread(const Operation &operation);
    domain::Result<void> settleEffects(const Operation &operation, std::int64_t seq);
    domain::Result<void> giveFirstVersion(std::int64_t seq);
    domain::Result<void> rebaseLater(const Operation &operation, std::int64_t seq,
                                     const wire::ChangePage &page);
    domain::Result<void> rebaseEffects(const std::string &key, std::int64_t seq, std::int64_t seen,
                                       std::int64_t version);
    [[nodiscard]] std::string packContent(const Operation &operation) const;

    [[nodiscard]] std::string heldPlaces() const;

    Database &m_database;
    const RecordSealing &m_sealing;
    std::map<domain::OperationId, std::int64_t> m_held; ///< with their places (seq)
};

} // namespace storage
