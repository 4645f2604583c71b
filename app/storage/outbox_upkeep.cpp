// What is asked of operations without opening them, what is held back, and what happens to many at once:
// after a crash, after a restored hub, with age.
#include "storage/outbox.h"

#include "storage/packed.h"
#include "storage/tables.h"

using domain::passOn;
using domain::Result;

namespace storage {

Result<std::vector<OpenOperation>> Outbox::open() {
    // Pending, InFlight, Conflict, Rejected
    constexpr std::string_view sql =
        "SELECT id, kind, record, state FROM outbox WHERE state IN (0, 1, 3, 4) ORDER BY seq";
    std::vector<OpenOperation> operations;
    const auto done = m_database.prepared(sql).each([&operations](const Statement &present) {
        Row row(present);
        OpenOperation operation{.id = row.id<domain::OperationId>()};
        operation.kind = static_cast<domain::RecordKind>(row.number());
        operation.recordId = idTextOf(row.bytes());
        operation.state = static_cast<OperationState>(row.number());
        operations.push_back(std::move(operation));
    });
    if (!done) {
        return passOn(done);
    }
    return operations;
}

Result<std::optional<OperationState>> Outbox::stateOf(domain::OperationId id) {
    std::optional<OperationState> state;
    const auto done =
        m_database.prepared("SELECT state FROM outbox WHERE id = ?")
            .add(bytesOf(id.uuid()))
            .each([&state](const Statement &row) { state = static_cast<OperationState>(row.number(0)); });
    if (!done) {
        return passOn(done);
    }
    return state;
}

Result<void> Outbox::hold(domain::OperationId id) {
    const auto seq = seqOf(id);
    if (!seq) {
        return passOn(seq);
    }
    m_held[id] = *seq;
    return {};
}

/// A JSON array: SQLite takes a list of any length only as one value.
std::string Outbox::heldPlaces() const {
    std::string places;
    for (const auto &[id, seq] : m_held) {
        places += (places.empty() ? "" : ",") + std::to_string(seq);
    }
    return "[" + places + "]";
}

Result<void> Outbox::recoverInFlight() {
    auto transaction = Transaction::begin(m_database);
    if (!transaction) {
        return passOn(transaction);
    }
    if (auto done = m_database.prepared("UPDATE outbox SET state = 0 WHERE state = 1").run(); !done) {
        return passOn(done);
    }
    return transaction->commit();
}

Result<int> Outbox::sendAppliedAgain() {
    auto transaction = Transaction::begin(m_database);
    if (!transaction) {
        return passOn(transaction);
    }
    auto changed =
        m_database
            .prepared("UPDATE outbox SET state = 0, tries = 1, not_before = NULL, finished_at = NULL "
                      "WHERE state = 2")
            .run();
    if (!changed) {
        return changed;
    }
    if (auto done = transaction->commit(); !done) {
        return passOn(done);
    }
    return *changed;
}

Result<void> Outbox::forget(std::string_view condition, domain::Instant before) {
    auto transaction = Transaction::begin(m_database);
    if (!transaction) {
        return passOn(transaction);
    }
    const std::string sql = "DELETE FROM outbox WHERE " + std::string(condition) + " < ?";
    if (const auto done = m_database.prepared(sql).add(numberOf(before)).run(); !done) {
        return passOn(done);
    }
    return transaction->commit();
}

Result<void> Outbox::forgetAppliedBefore(domain::Instant instant) {
    return forget("state = 2 AND finished_at", instant);
}

Result<void> Outbox::forgetSettledBefore(domain::Instant instant) {
    return forget("state = 5 AND coalesce(finished_at, created_at)", instant); // withdrawn: never finished
}

} // namespace storage
