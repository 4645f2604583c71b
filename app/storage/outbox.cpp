#include "storage/outbox.h"

#include "storage/hub_copy.h"
#include "storage/schema.h"
#include "storage/tables.h"

#include "wire/act_json.h"
#include "wire/problem.h"

#include <algorithm>
#include <set>

using domain::ErrorKind;
using domain::fail;
using domain::passOn;
using domain::Result;

namespace storage {

namespace {

// The states lie in the file by their number.
static_assert(static_cast<int>(OperationState::Pending) == 0 &&
              static_cast<int>(OperationState::InFlight) == 1);
static_assert(static_cast<int>(OperationState::Superseded) == 5);
constexpr std::string_view unfinishedStates = "(0, 1, 3, 4)"; // Pending, InFlight, Conflict, Rejected

/// 2 added the decision on a conflict.
constexpr std::int64_t contentForm = 2;

constexpr std::string_view selectOperation =
    "SELECT o.id, o.send_key, o.kind, o.record, o.act, o.base_version, o.state, o.tries, o.created_at, "
    "o.not_before, o.finished_at, o.error_code, o.content FROM outbox o ";

std::string contextOf(const Operation &operation) {
    return "operation:" + std::string(bytesOf(operation.id.uuid()));
}

std::optional<std::int64_t> maybeNumber(const std::optional<domain::Instant> &instant) {
    if (!instant) {
        return std::nullopt;
    }
    return numberOf(*instant);
}

std::optional<domain::Instant> maybeInstant(const std::optional<std::int64_t> &number) {
    if (!number) {
        return std::nullopt;
    }
    return instantOfNumber(*number);
}

Operation readPlain(Row &row) {
    Operation operation;
    operation.id = row.id<domain::OperationId>();
    if (row.isNull()) {
        row.skip();
    } else {
        operation.sendKey = row.id<domain::OperationId>();
    }
    operation.kind = static_cast<domain::RecordKind>(row.number());
    operation.recordId = idTextOf(row.bytes());
    operation.act = domain::actKind(row.bytes());
    operation.baseVersion = row.number();
    operation.state = static_cast<OperationState>(row.number());
    operation.tries = static_cast<int>(row.number());
    operation.createdAt = instantOfNumber(row.number());
    operation.notBefore = maybeInstant(row.maybe());
    operation.finishedAt = maybeInstant(row.maybe());
    operation.errorCode = row.bytes();
    return operation;
}

bool createdAtHub(const Operation &operation) {
    return domain::makesRecord(operation.act) && operation.state == OperationState::Applied;
}

std::optional<domain::ConflictDecision> decisionIn(const std::string &json) {
    const auto decision = wire::conflictDecisionFromJson(json);
    return decision ? std::optional(*decision) : std::nullopt;
}

/// False where it cannot be opened, or says nothing that this version knows as such an act.
bool unpackContent(Operation &operation, const std::string &stored, const RecordSealing &sealing) {
    const auto opened = sealing.open(stored, contextOf(operation));
    if (!opened) {
        return false;
    }
    Unpacker unpacker(*opened);
    const std::int64_t form = unpacker.number();
    if (form < 1 || form > contentForm) {
        return false;
    }
    const std::string said = unpacker.text();
    operation.base = unpacker.text();
    operation.errorDetail = unpacker.text();
    operation.errorFields = wire::faultsFromJson(unpacker.text());
    operation.current = unpacker.text();
    if (form >= 2) {
        operation.decision = decisionIn(unpacker.text());
    }
    if (!unpacker.ok()) {
        return false;
    }
    auto command = wire::commandFromJson(operation.act, operation.recordId, said);
    if (!command) {
        return false;
    }
    operation.command = std::move(*command);
    return true;
}

} // namespace

Operation operationFor(domain::OperationId id, domain::Command command, domain::Instant createdAt) {
    const domain::ActTarget target = domain::targetOf(command);
    Operation operation;
    operation.id = id;
    operation.act = domain::actOf(command);
    operation.command = std::move(command);
    operation.kind = target.kind;
    operation.recordId = target.id;
    operation.createdAt = createdAt;
    return operation;
}

std::string Outbox::packContent(const Operation &operation) const {
    Packer packer;
    packer.number(contentForm);
    packer.text(wire::actJson(operation.command));
    packer.text(operation.base);
    packer.text(operation.errorDetail);
    packer.text(wire::faultsJson(operation.errorFields));
    packer.text(operation.current);
    packer.text(operation.decision ? wire::toJson(*operation.decision) : std::string());
    return m_sealing.seal(packer.bytes(), contextOf(operation));
}

Result<std::int64_t> Outbox::insert(const Operation &operation) {
    Statement &statement = m_database.prepared(
        "INSERT INTO outbox (id, send_key, kind, record, act, base_version, creates, state, tries, "
        "created_at, not_before, finished_at, error_code, content) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    statement.add(bytesOf(operation.id.uuid()));
    if (operation.sendKey) {
        statement.add(bytesOf(operation.sendKey->uuid()));
    } else {
        statement.addNull();
    }
    const auto inserted = statement.add(static_cast<std::int64_t>(operation.kind))
                              .add(keyOf(operation.recordId))
                              .add(domain::nameOf(operation.act))
                              .add(operation.baseVersion)
                              .add(std::int64_t(domain::makesRecord(operation.act)))
                              .add(static_cast<std::int64_t>(operation.state))
                              .add(std::int64_t(operation.tries))
                              .add(numberOf(operation.createdAt))
                              .add(maybeNumber(operation.notBefore))
                              .add(maybeNumber(operation.finishedAt))
                              .add(operation.errorCode)
                              .add(packContent(operation))
                              .run();
    if (!inserted) {
        return passOn(inserted);
    }
    return seqOf(operation.id);
}

Result<std::int64_t> Outbox::seqOf(domain::OperationId id) {
    std::optional<std::int64_t> seq;
    const auto done = m_database.prepared("SELECT seq FROM outbox WHERE id = ?")
                          .add(bytesOf(id.uuid()))
                          .each([&seq](const Statement &row) { seq = row.number(0); });
    if (!done) {
        return passOn(done);
    }
    if (!seq) {
        return fail(ErrorKind::NotFound, "no-such-operation");
    }
    return *seq;
}

Result<void> Outbox::touch(std::int64_t seq, std::string_view recordKey, bool writes) {
    return withoutValue(
        m_database
            .prepared("INSERT INTO outbox_touch (record, seq, writes) VALUES (?, ?, ?) "
                      "ON CONFLICT (record, seq) DO UPDATE SET writes = max(writes, excluded.writes)")
            .add(recordKey)
            .add(seq)
            .add(std::int64_t(writes))
            .run());
}

Result<void> Outbox::enqueue(const Operation &operation, const Store::Effects &effects) {
    if (!m_sealing.hasKey()) {
        return fail(ErrorKind::KeychainUnavailable, "no-key");
    }
    if (std::holds_alternative<std::monostate>(operation.command)) {
        return fail(ErrorKind::Bug, "no-command");
    }
    auto transaction = Transaction::begin(m_database);
    if (!transaction) {
        return passOn(transaction);
    }
    const auto seq = insert(operation);
    if (!seq) {
        return passOn(seq);
    }
    if (auto touched = touch(*seq, keyOf(operation.recordId), true); !touched) {
        return touched;
    }
    for (const std::string &id : domain::neededBy(operation.command)) {
        if (auto touched = touch(*seq, keyOf(id), false); !touched) {
            return touched;
        }
    }
    return insertEffects(*seq, effects).and_then([&] { return transaction->commit(); });
}

Result<std::optional<Operation>> Outbox::first(Statement &statement) {
    std::optional<Operation> found;
    const auto done = statement.each([&](const Statement &present) {
        Row row(present);
        found = readPlain(row);
        unpackContent(*found, row.bytes(), m_sealing);
    });
    if (!done) {
        return passOn(done);
    }
    return found;
}

Result<std::optional<Operation>> Outbox::nextToSend(domain::Instant now) {
    if (!m_sealing.hasKey()) {
        return std::optional<Operation>(); // what is stored cannot be opened
    }
    // Waits behind an earlier one that is on its way or waiting and writes a record that this one touches.
    static const std::string sql =
        std::string(selectOperation) +
        "WHERE o.state = 0 AND (o.not_before IS NULL OR o.not_before <= ?1 OR o.not_before > ?2) "
        "AND o.seq NOT IN (SELECT value FROM json_each(?3)) AND NOT EXISTS ("
        "SELECT 1 FROM outbox_touch mine JOIN outbox_touch other ON other.record = mine.record "
        "AND other.seq < mine.seq AND other.writes = 1 JOIN outbox earlier ON earlier.seq = other.seq "
        "AND earlier.state IN (0, 1) WHERE mine.seq = o.seq) ORDER BY o.seq LIMIT 1";
    const auto farthest = std::min(now, domain::Instant::max() - longestWait) + longestWait;
    return first(m_database.prepared(sql).add(numberOf(now)).add(numberOf(farthest)).add(heldPlaces()));
}

Result<std::optional<domain::Instant>> Outbox::nextDue(domain::Instant now) {
    std::optional<domain::Instant> due;
    const auto done =
        m_database.prepared("SELECT min(not_before) FROM outbox WHERE state = 0 AND not_before > ?")
            .add(numberOf(now))
            .each([&due](const Statement &row) {
                if (!row.isNull(0)) {
                    due = instantOfNumber(row.number(0));
                }
            });
    if (!done) {
        return passOn(done);
    }
    return due;
}

Result<void> Outbox::writePlain(const Operation &operation) {
    return withoutValue(
        m_database
            .prepared("UPDATE outbox SET state = ?, tries = ?, not_before = ?, finished_at = ? WHERE id = ?")
            .add(static_cast<std::int64_t>(operation.state))
            .add(std::int64_t(operation.tries))
            .add(maybeNumber(operation.notBefore))
            .add(maybeNumber(operation.finishedAt))
            .add(bytesOf(operation.id.uuid()))
            .run());
}

/// What cannot be read is left as it lies there: a later version may know more.
Result<void> Outbox::writeUnread(const Operation &operation) {
    return writePlain(operation).and_then([&] {
        return withoutValue(m_database.prepared("UPDATE outbox SET error_code = ? WHERE id = ?")
                                .add(operation.errorCode)
                                .add(bytesOf(operation.id.uuid()))
                                .run());
    });
}

Result<void> Outbox::write(const Operation &operation) {
    if (operation.state == OperationState::InFlight || operation.state == OperationState::Applied) {
        return writePlain(operation);
    }
    if (std::holds_alternative<std::monostate>(operation.command)) {
        return writeUnread(operation);
    }
    Statement &statement = m_database.prepared(
        "UPDATE outbox SET send_key = ?, base_version = ?, state = ?, tries = ?, not_before = ?, "
        "finished_at = ?, error_code = ?, content = ? WHERE id = ?");
    if (operation.sendKey) {
        statement.add(bytesOf(operation.sendKey->uuid()));
    } else {
        statement.addNull();
    }
    return withoutValue(statement.add(operation.baseVersion)
                            .add(static_cast<std::int64_t>(operation.state))
                            .add(std::int64_t(operation.tries))
                            .add(maybeNumber(operation.notBefore))
                            .add(maybeNumber(operation.finishedAt))
                            .add(operation.errorCode)
                            .add(packContent(operation))
                            .add(bytesOf(operation.id.uuid()))
                            .run());
}

Result<void> Outbox::update(const Operation &operation) {
    if (!m_sealing.hasKey()) {
        return fail(ErrorKind::KeychainUnavailable, "no-key");
    }
    auto transaction = Transaction::begin(m_database);
    if (!transaction) {
        return passOn(transaction);
    }
    const auto seq = seqOf(operation.id);
    if (!seq) {
        return passOn(seq);
    }
    return write(operation).and_then([&] { return settleEffects(operation, *seq); }).and_then([&] {
        return transaction->commit();
    });
}

Result<std::vector<EntityKey>> Outbox::finishApplied(const Operation &operation, const wire::ChangePage &page,
                                                     HubCopy &hubCopy) {
    if (!m_sealing.hasKey()) {
        return fail(ErrorKind::KeychainUnavailable, "no-key");
    }
    auto transaction = Transaction::begin(m_database);
    if (!transaction) {
        return passOn(transaction);
    }
    const auto seq = seqOf(operation.id);
    if (!seq) {
        return passOn(seq);
    }
    auto keys = hubCopy.applyAnswer(page);
    if (!keys) {
        return keys;
    }
    const auto rest =
        rebaseLater(operation, *seq, page)
            .and_then([&] { return createdAtHub(operation) ? giveFirstVersion(*seq) : Result<void>(); })
            .and_then([&] { return write(operation); })
            .and_then([&] { return settleEffects(operation, *seq); })
            .and_then([&] { return transaction->commit(); });
    if (!rest) {
        return passOn(rest);
    }
    return keys;
}

Result<std::vector<Operation>> Outbox::list(const std::vector<OperationState> &states) {
    std::string in;
    for (const OperationState state : states) {
        in += (in.empty() ? "" : ",") + std::to_string(static_cast<int>(state));
    }
    std::vector<Operation> operations;
    const auto done =
        m_database.prepared(std::string(selectOperation) + "WHERE o.state IN (" + in + ") ORDER BY o.seq")
            .each([&](const Statement &present) {
                Row row(present);
                operations.push_back(readPlain(row));
                unpackContent(operations.back(), row.bytes(), m_sealing);
            });
    if (!done) {
        return passOn(done);
    }
    return operations;
}

Result<std::optional<Operation>> Outbox::one(domain::OperationId id) {
    static const std::string sql = std::string(selectOperation) + "WHERE o.id = ?";
    return first(m_database.prepared(sql).add(bytesOf(id.uuid())));
}

Result<std::optional<Operation>> Outbox::unfinishedOf(std::string_view recordKey) {
    static const std::string sql =
        std::string(selectOperation) +
        "JOIN outbox_touch t ON t.seq = o.seq WHERE t.record = ? AND t.writes = 1 AND "
        "o.state IN " +
        std::string(unfinishedStates) + " ORDER BY o.seq DESC LIMIT 1";
    return first(m_database.prepared(sql).add(recordKey));
}

Result<void> Outbox::withdraw(domain::OperationId id) {
    auto found = one(id);
    if (!found) {
        return passOn(found);
    }
    if (!*found) {
        return fail(ErrorKind::NotFound, "no-such-operation");
    }
    Operation operation = std::move(**found);
    if (operation.state != OperationState::Pending || operation.tries > 0) {
        return fail(ErrorKind::Conflict, "already-sent");
    }
    operation.state = OperationState::Superseded;
    return update(operation).map([&] { release(id); });
}

SalvagedOperations Outbox::salvage(const QSqlDatabase &database, const RecordSealing &sealing) {
    SalvagedOperations salvaged;
    std::set<domain::OperationId> seen;
    // From both sides of a damaged page. The plus keeps SQLite from an index and from sorting.
    std::ptrdiff_t fromStart = 0;
    for (const std::string_view order : {" ORDER BY o.seq", " ORDER BY o.seq DESC"}) {
        fromStart = std::ssize(salvaged.read);
        std::ignore = Statement(database, std::string(selectOperation) + "WHERE +o.state IN " +
                                              std::string(unfinishedStates) + std::string(order))
                          .each([&](const Statement &present) {
                              Row row(present);
                              Operation operation = readPlain(row);
                              if (!seen.insert(operation.id).second) {
                                  return;
                              }
                              if (!unpackContent(operation, row.bytes(), sealing)) {
                                  ++salvaged.unreadable;
                                  return;
                              }
                              if (operation.state == OperationState::InFlight) {
                                  operation.state = OperationState::Pending;
                              }
                              salvaged.read.push_back(std::move(operation));
                          });
    }
    std::reverse(salvaged.read.begin() + fromStart, salvaged.read.end());
    return salvaged;
}

} // namespace storage
