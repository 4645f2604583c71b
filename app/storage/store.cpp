#include "storage/store.h"

#include "storage/hub_copy.h"
#include "storage/quarantine.h"
#include "storage/reader.h"
#include "storage/schema.h"
#include "storage/small_values.h"
#include "storage/unreadable.h"

#include <QFile>

using domain::ErrorKind;
using domain::fail;
using domain::passOn;
using domain::Result;

namespace storage {

namespace {

constexpr std::string_view keyCheck = "key_check";
constexpr std::string_view keyCheckContext = "key-check";

/// The open file and everything that works on it; made anew by destroy().
struct Parts {
    Parts(std::unique_ptr<Database> opened, const Sealer *sealer)
        : database(std::move(opened)), sealing(sealer), hubCopy(*database, sealing),
          outbox(*database, sealing), reader(*database, sealing, outbox) {}

    std::unique_ptr<Database> database;
    RecordSealing sealing;
    HubCopy hubCopy;
    Outbox outbox;
    Reader reader;
};

Result<void> rememberKey(Parts &parts) {
    auto transaction = Transaction::begin(*parts.database);
    if (!transaction) {
        return passOn(transaction);
    }
    return writeValue(*parts.database, "internal", keyCheck, parts.sealing.seal("ok", keyCheckContext))
        .and_then([&] { return transaction->commit(); });
}

/// The key must be the one with which the file was written. A file that was filled without any key lacks the
/// families: the next pull brings everything again.
Result<void> checkKey(Parts &parts) {
    if (!parts.sealing.hasKey()) {
        return {};
    }
    const auto stored = readValue(*parts.database, "internal", keyCheck);
    if (!stored) {
        return passOn(stored);
    }
    if (stored->empty()) {
        return parts.hubCopy.forgetCursor().and_then([&] { return rememberKey(parts); });
    }
    if (!parts.sealing.open(*stored, keyCheckContext)) {
        return fail(ErrorKind::StorageCorrupt, "wrong-key");
    }
    return {};
}

Result<std::unique_ptr<Parts>> openParts(const Store::Options &options) {
    auto database = Database::open(options.path);
    if (!database) {
        return passOn(database);
    }
    if (auto migrated = migrate(**database); !migrated) {
        return passOn(migrated);
    }
    auto parts = std::make_unique<Parts>(std::move(*database), options.sealer);
    const auto ready = parts->hubCopy.load().and_then([&] { return checkKey(*parts); });
    if (!ready) {
        return passOn(ready);
    }
    return parts;
}

std::string draftContext(const std::string &key) {
    return "draft:" + key;
}

Result<void> removeFile(const QString &path) {
    for (const QString &suffix : {QString(), QStringLiteral("-wal"), QStringLiteral("-shm")}) {
        if (QFile::exists(path + suffix) && !QFile::remove(path + suffix)) {
            return fail(ErrorKind::StorageReadOnly, "cannot-remove");
        }
    }
    return {};
}

class SqliteStore final : public Store {
public:
    SqliteStore(Options options, std::unique_ptr<Parts> parts)
        : m_options(std::move(options)), m_parts(std::move(parts)) {}

    Result<std::vector<EntityKey>> applyRemote(const wire::ChangePage &page) override {
        return withTextsForgotten(m_parts->hubCopy.apply(page));
    }
    Result<std::vector<EntityKey>> applyAgain(const wire::ChangePage &page,
                                              const std::string &position) override {
        return withTextsForgotten(m_parts->hubCopy.applyAgain(page, position));
    }
    Result<int> countUnreadable() override { return storage::countUnreadable(*m_parts->database); }
    Result<std::vector<std::string>> unreadablePositions() override {
        return storage::unreadablePositions(*m_parts->database);
    }
    Result<std::string> cursor() override { return m_parts->hubCopy.cursor(); }
    Result<void> beginShadow() override { return m_parts->hubCopy.beginShadow(); }
    Result<std::vector<EntityKey>> swapShadow() override {
        return withTextsForgotten(m_parts->hubCopy.swapShadow());
    }
    Result<bool> inShadow() override { return m_parts->hubCopy.inShadow(); }
    Result<bool> inFirstPull() override { return m_parts->hubCopy.inFirstPull(); }

    Result<std::vector<domain::ReservationId>> reservationIds(const ReservationQuery &query) override {
        return m_parts->reader.reservationIds(query);
    }
    Result<std::vector<ReservationRow>>
    reservationRows(const std::vector<domain::ReservationId> &ids) override {
        return m_parts->reader.reservationRows(ids);
    }
    Result<std::vector<domain::ReservationId>>
    searchReservations(const std::vector<domain::ReservationId> &ids, const std::string &searchKey) override {
        return m_parts->reader.search(ids, searchKey);
    }
    Result<int> countReservations(const ReservationQuery &query) override {
        return m_parts->reader.countReservations(query);
    }
    Result<std::vector<SlotRow>> slotRows(domain::FacilityId facility, domain::LocalDate from,
                                          domain::LocalDate to) override {
        return m_parts->reader.slotRows(facility, from, to);
    }
    Result<SlotRow> slotRow(domain::SlotId id) override { return m_parts->reader.slotRow(id); }
    Result<std::vector<domain::Facility>> facilities() override { return m_parts->reader.facilities(); }
    Result<domain::Facility> facility(domain::FacilityId id) override { return m_parts->reader.facility(id); }
    Result<std::vector<domain::Closure>> closures(domain::FacilityId facility) override {
        return m_parts->reader.closures(facility);
    }
    Result<std::vector<domain::KeptRecords::Variant>> recordsOf(domain::RecordKind kind,
                                                                domain::FacilityId facility) override {
        return m_parts->reader.recordsOf(kind, facility);
    }
    Result<std::optional<domain::Municipality>> municipality(const std::string &code) override {
        return m_parts->reader.municipality(code);
    }
    Result<std::vector<domain::Notice>> notices() override { return m_parts->reader.notices(); }

    Result<void> enqueue(const Operation &operation, const Effects &effects) override {
        return m_parts->outbox.enqueue(operation, effects);
    }
    Result<void> inOneTransaction(const std::function<void()> &work) override {
        auto transaction = Transaction::begin(*m_parts->database);
        if (!transaction) {
            return passOn(transaction);
        }
        work();
        return transaction->commit();
    }
    Result<std::vector<OpenOperation>> openOperations() override { return m_parts->outbox.open(); }
    Result<std::optional<Operation>> nextToSend(domain::Instant now) override {
        return m_parts->outbox.nextToSend(now);
    }
    Result<void> hold(domain::OperationId id) override { return m_parts->outbox.hold(id); }
    void release(domain::OperationId id) override { m_parts->outbox.release(id); }
    bool isHeld(domain::OperationId id) override { return m_parts->outbox.isHeld(id); }
    Result<std::optional<domain::Instant>> nextDue(domain::Instant now) override {
        return m_parts->outbox.nextDue(now);
    }
    Result<void> updateOperation(const Operation &operation) override {
        return m_parts->outbox.update(operation);
    }
    Result<std::vector<EntityKey>> finishApplied(const Operation &operation,
                                                 const wire::ChangePage &page) override {
        return withTextsForgotten(m_parts->outbox.finishApplied(operation, page, m_parts->hubCopy));
    }
    Result<void> recoverInFlight() override { return m_parts->outbox.recoverInFlight(); }
    Result<std::vector<Operation>> operations(const std::vector<OperationState> &states) override {
        return m_parts->outbox.list(states);
    }
    Result<std::optional<Operation>> operation(domain::OperationId id) override {
        return m_parts->outbox.one(id);
    }
    Result<std::optional<OperationState>> stateOf(domain::OperationId id) override {
        return m_parts->outbox.stateOf(id);
    }
    Result<void> withdrawOperation(domain::OperationId id) override { return m_parts->outbox.withdraw(id); }
    Result<void> forgetAppliedBefore(domain::Instant instant) override {
        return m_parts->outbox.forgetAppliedBefore(instant);
    }
    Result<void> forgetSettledBefore(domain::Instant instant) override {
        return m_parts->outbox.forgetSettledBefore(instant);
    }
    Result<int> sendAppliedAgain() override { return m_parts->outbox.sendAppliedAgain(); }

    Result<void> saveDraft(const std::string &key, const std::string &json) override;
    Result<std::string> draft(const std::string &key) override;
    Result<void> setValue(const std::string &key, const std::string &value) override;
    Result<std::string> value(const std::string &key) override {
        return readValue(*m_parts->database, "value", key);
    }
    Result<void> destroy() override;

private:
    Result<std::vector<EntityKey>> withTextsForgotten(Result<std::vector<EntityKey>> keys) {
        if (keys) {
            m_parts->reader.forgetTexts(*keys);
        }
        return keys;
    }

    Options m_options;
    std::unique_ptr<Parts> m_parts;
};

Result<void> SqliteStore::saveDraft(const std::string &key, const std::string &json) {
    if (!m_parts->sealing.hasKey()) {
        return fail(ErrorKind::KeychainUnavailable, "no-key");
    }
    Database &database = *m_parts->database;
    auto transaction = Transaction::begin(database);
    if (!transaction) {
        return passOn(transaction);
    }
    Result<int> done;
    if (json.empty()) {
        done = database.prepared("DELETE FROM draft WHERE key = ?").add(key).run();
    } else {
        done = database.prepared("INSERT OR REPLACE INTO draft (key, body) VALUES (?, ?)")
                   .add(key)
                   .add(m_parts->sealing.seal(json, draftContext(key)))
                   .run();
    }
    return done.and_then([&](int) { return transaction->commit(); });
}

Result<std::string> SqliteStore::draft(const std::string &key) {
    std::string stored;
    const auto done = m_parts->database->prepared("SELECT body FROM draft WHERE key = ?")
                          .add(key)
                          .each([&stored](const Statement &row) { stored = row.bytes(0); });
    if (!done) {
        return passOn(done);
    }
    return m_parts->sealing.open(stored, draftContext(key));
}

Result<void> SqliteStore::setValue(const std::string &key, const std::string &value) {
    auto transaction = Transaction::begin(*m_parts->database);
    if (!transaction) {
        return passOn(transaction);
    }
    return writeValue(*m_parts->database, "value", key, value).and_then([&] {
        return transaction->commit();
    });
}

Result<void> SqliteStore::destroy() {
    m_parts.reset();
    auto removed = removeFile(m_options.path);
    auto fresh = openParts(m_options);
    const auto error = fresh ? std::nullopt : std::optional(fresh.error());
    if (!fresh) {
        // What was asked for is that nothing stays; until the next start nothing is kept either.
        Options inMemory = m_options;
        inMemory.path = QStringLiteral(":memory:");
        fresh = openParts(inMemory);
    }
    m_parts = std::move(fresh.value());
    if (!removed) {
        return removed;
    }
    if (error) {
        return fail(*error);
    }
    return {};
}

} // namespace

Result<std::unique_ptr<Store>> Store::open(const Options &options) {
    completeRecovery(options.path);
    auto parts = openParts(options);
    if (!parts) {
        return passOn(parts);
    }
    return std::make_unique<SqliteStore>(options, std::move(*parts));
}

Result<void> Store::removeFiles(const QString &path) {
    return removeFile(path);
}

} // namespace storage
