// Everything that lives on the data thread, in its order of construction: profile folder, secrets, store,
// connection to the hub, sync.
#pragma once

#include "desk/data/change_collector.h"
#include "desk/data/desk_log.h"
#include "desk/data/hub_link.h"
#include "desk/profile/key_ring.h"
#include "desk/profile/profile_folder.h"
#include "storage/sealer.h"
#include "sync/engine.h"
#include "sync/held_acts.h"
#include "sync/questions.h"
#include "use_cases/use_case_context.h"

#include <QObject>

#include <cassert>
#include <deque>
#include <functional>

namespace services {

struct CoreOptions {
    QString folder;
    QString profileId;
    bool training = false;
    const domain::Clock *clock = nullptr;
    domain::Random *random = nullptr;
    HubLink::MakeHub makeHub;
    std::function<std::unique_ptr<session::CredentialStore>()> makeCredentials;
    std::chrono::milliseconds firstRetry{1'000};
    std::chrono::milliseconds undoTime{8'000};
};

class DataCore : public QObject {
    Q_OBJECT
public:
    using Job = std::function<void(domain::Result<UseCaseContext *>)>;
    using Done = std::function<void(domain::Result<void>)>;

    explicit DataCore(CoreOptions options);
    ~DataCore() override;

    // The profile.
    /// Locks the folder and chooses the store for secrets. Forbidden "wrong-profile-kind" for a folder of the
    /// other kind. KeychainUnavailable "passphrase-needed" if there is an encrypted file.
    [[nodiscard]] domain::Result<void> takeFolder();
    /// Stores secrets in a file with this passphrase; in memory if the passphrase is empty.
    [[nodiscard]] domain::Result<void> usePassphrase(const QString &passphrase);
    /// Reads the key and opens the store. Errors: KeychainUnavailable or those of the store.
    void openStore(Done done);
    /// After StorageCorrupt at run time: moves the damaged file away and opens a new one with everything that
    /// could be copied.
    [[nodiscard]] domain::Result<void> repair();
    /// The result of a repair, returned once: StorageCorrupt "store-set-aside" or "key-does-not-fit" with the
    /// params "carried", "lost" and "folder".
    [[nodiscard]] std::optional<domain::Error> takeRepairReport() {
        return std::exchange(m_repairReport, {});
    }
    /// Handles the error of a job: storeDamaged() reports a damaged file; disk errors go into the log.
    void noteFault(const domain::Error &error);
    /// True after a start with a store whose key is lost, so that its encrypted values cannot be read.
    [[nodiscard]] bool isKeyLost() const { return m_keyLost; }
    /// Jobs wait for openStore(). If a `problem` prevents that, they are answered with it.
    void submit(Job job);
    void refuseJobs(const domain::Error &problem);

    // --- the account's values in the store ---
    /// Only while hasStore().
    [[nodiscard]] storage::Store &store() {
        assert(m_store && "openStore() comes first");
        return *m_store;
    }
    [[nodiscard]] bool hasStore() const { return m_store != nullptr; }
    [[nodiscard]] const std::optional<domain::User> &user() const { return m_user; }
    /// Whoever comes after another person gets no answers of that one.
    void setUser(std::optional<domain::User> user);
    [[nodiscard]] int unsentCount();
    /// Makes sure that there is a sealing key and a store that uses it. If the key is lost, the old store is
    /// moved away.
    void ensureSealed(Done done);
    /// Deletes everything of the account: rows, outbox, drafts. The key stays.
    [[nodiscard]] domain::Result<void> wipeStore();
    /// Deletes the store, its set-aside copies and its key, after the hub has ordered a wipe for a lost PC.
    void destroyAll(Done done);

    // The hub.
    [[nodiscard]] HubLink &link() { return m_link; }
    [[nodiscard]] domain::Result<void> connectHub();
    /// Deletes the token of a session that this run does not use.
    void forgetToken();
    void startSync();
    void stopSync();
    void retryNow();
    /// Sends the acts that are held back for undo. Calls `done` when the hub has answered or cannot be
    /// reached, at the latest after two seconds.
    void sendHeld(std::function<void()> done);
    /// What only the hub knows, beside pull and push.
    [[nodiscard]] syncing::Questions &questions() { return m_questions; }
    [[nodiscard]] bool isSyncing() const { return m_engine != nullptr; }
    [[nodiscard]] ChangeCollector &notes() { return m_notes; }
    [[nodiscard]] DeskLog &log() { return m_log; }
    [[nodiscard]] const domain::Clock &clock() const { return *m_options.clock; }
    [[nodiscard]] bool training() const { return m_options.training; }
    [[nodiscard]] std::chrono::milliseconds firstRetry() const { return m_options.firstRetry; }
    void shutDown();

Q_SIGNALS:
    /// The store answered a question.
    void answered();
    void storeDamaged();

private:
    [[nodiscard]] domain::Result<void> open(const std::optional<QByteArray> &key);
    [[nodiscard]] domain::Result<void> setAside(const storage::Store::Options &options, const char *code);
    [[nodiscard]] domain::Result<void> putAsideWithoutKey();
    void useStore(std::unique_ptr<storage::Store> store);
    [[nodiscard]] storage::Store::Options storeOptions() const;
    void afterOpen();
    [[nodiscard]] UseCaseContext &context();
    void releaseJobs();
    void noteKeys(const std::vector<storage::EntityKey> &keys);
    [[nodiscard]] bool isAnyUnsent(const std::vector<domain::OperationId> &ids);

    CoreOptions m_options;
    DeskLog m_log;
    ProfileFolder m_folder;
    KeyRing m_keys;
    std::unique_ptr<storage::Sealer> m_sealer;
    std::unique_ptr<storage::Store> m_store;
    std::unique_ptr<syncing::HeldActs> m_held;   ///< of the current store
    std::vector<domain::OperationId> m_released; ///< released acts; some may not have been sent yet
    HubLink m_link;
    syncing::Questions m_questions;
    ChangeCollector m_notes;
    std::unique_ptr<syncing::Engine> m_engine;
    Calendars m_calendars;
    std::optional<domain::User> m_user;
    std::unique_ptr<UseCaseContext> m_context;
    std::deque<Job> m_waiting;
    std::optional<domain::Error> m_refusal;
    std::optional<domain::Error> m_repairReport;
    bool m_damageTold = false;
    bool m_opened = false;
    bool m_keyLost = false;
};

} // namespace services
