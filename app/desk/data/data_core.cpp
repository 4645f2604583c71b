#include "desk/data/data_core.h"

#include "async/completion.h"
#include "desk/profile/profile_kind.h"
#include "services/change_routes.h"
#include "storage/quarantine.h"
#include "use_cases/view_rows.h"

#include <QFile>
#include <QFileInfo>
#include <QTimer>

#include <algorithm>

#include <algorithm>

namespace services {
namespace {

using domain::ErrorKind;
using domain::fail;

/// Set with the first account. It distinguishes a lost key from a profile that never had one.
constexpr auto sealedMark = "sealed";
/// The longest time that leaving waits for the hub's answers to released acts.
constexpr std::chrono::seconds longestFarewell{2};

} // namespace

DataCore::DataCore(CoreOptions options)
    : m_options(std::move(options)), m_log(*m_options.clock, this), m_folder(m_options.folder),
      m_keys(m_options.profileId, this),
      m_link(m_options.makeHub, m_options.training, *m_options.clock, this),
      m_questions([this](const net::ApiRequest &request) { return m_link.send(request); }, *m_options.clock,
                  this),
      m_notes(*m_options.clock, this) {
    connect(&m_link, &HubLink::hubAheadBy, &m_notes, &ChangeCollector::noteHubAheadBy);
    // Includes edits that the hub's copy has replaced, which only the collector sees.
    connect(&m_notes, &ChangeCollector::changed, this, [this](const QList<EntityKey> &changed) {
        if (std::ranges::any_of(changed, movesCalendars, &EntityKey::kind)) {
            m_calendars.forget();
        }
    });
}

DataCore::~DataCore() {
    shutDown();
}

void DataCore::shutDown() {
    stopSync();
    m_link.drop();
    refuseJobs({.kind = ErrorKind::Cancelled});
    m_notes.watch(nullptr);
    m_context.reset();
    m_held.reset();
    m_store.reset();
    m_log.close();
    m_folder.release();
}

domain::Result<void> DataCore::takeFolder() {
    m_log.close(); // in case an earlier attempt opened it
    m_folder.release();
    if (auto taken = m_folder.take(); !taken) {
        return taken;
    }
    if (auto ours = keepKind(m_folder, profileKind(m_options.training)); !ours) {
        m_folder.release();
        return ours;
    }
    m_log.open(m_folder.log(), m_options.training);
    if (m_options.makeCredentials) {
        m_keys.use(m_options.makeCredentials(), true);
    } else if (m_options.training) {
        m_keys.use(session::trainingFileStore(m_folder.trainingSecrets()), true);
    } else if (QFile::exists(m_folder.passphraseFile())) {
        return fail(ErrorKind::KeychainUnavailable, "passphrase-needed");
    } else {
        m_keys.use(session::keychainStore(QStringLiteral("hokatsu-desk")), true);
    }
    return {};
}

domain::Result<void> DataCore::usePassphrase(const QString &passphrase) {
    if (passphrase.isEmpty()) {
        m_keys.use(session::memoryStore(), false);
        return {};
    }
    auto file = session::passphraseFileStore(m_folder.passphraseFile(), passphrase);
    if (!file) {
        return domain::passOn(file);
    }
    m_keys.use(std::move(*file), true);
    return {};
}

void DataCore::openStore(Done done) {
    m_refusal.reset();
    m_keys.readSealingKey(
        [this, done = std::move(done)](const domain::Result<std::optional<QByteArray>> &key) {
            if (!key) {
                done(domain::passOn(key));
                return;
            }
            auto opened = open(*key);
            if (opened) {
                afterOpen();
            }
            done(opened);
        });
}

storage::Store::Options DataCore::storeOptions() const {
    // Data that must not be stored never reaches the disk.
    const QString path = m_keys.isKept() ? m_folder.store() : QStringLiteral(":memory:");
    return {.path = path, .sealer = m_sealer.get(), .clock = m_options.clock};
}

domain::Result<void> DataCore::open(const std::optional<QByteArray> &key) {
    m_notes.watch(nullptr);
    m_context.reset();
    m_held.reset();
    m_store.reset();
    m_sealer = key ? storage::sealerWithKey(key->toStdString()) : nullptr;
    const auto options = storeOptions();
    auto opened = storage::Store::open(options);
    if (opened) {
        useStore(std::move(*opened));
        return m_store->recoverInFlight();
    }
    if (opened.error().kind != ErrorKind::StorageCorrupt) {
        return domain::passOn(opened);
    }
    return setAside(options, opened.error().code == "wrong-key" ? "key-does-not-fit" : "store-set-aside");
}

/// The old file is kept for inspection; acts that were not sent continue in the new one.
domain::Result<void> DataCore::setAside(const storage::Store::Options &options, const char *code) {
    auto recovered = storage::recover(options);
    if (!recovered) {
        return domain::passOn(recovered);
    }
    m_repairReport =
        domain::Error{.kind = ErrorKind::StorageCorrupt,
                      .code = code,
                      .params = {{"carried", std::to_string(recovered->carried)},
                                 {"lost", std::to_string(recovered->lost)},
                                 {"folder", QFileInfo(recovered->folder).fileName().toStdString()}}};
    m_log.noteRepair(*m_repairReport);
    useStore(std::move(recovered->store));
    return {};
}

domain::Result<void> DataCore::repair() {
    m_notes.watch(nullptr);
    m_context.reset();
    m_held.reset();
    m_store.reset();
    m_damageTold = false;
    if (auto done = setAside(storeOptions(), "store-set-aside"); !done) {
        return done;
    }
    m_notes.watch(m_store.get());
    return {};
}

void DataCore::noteFault(const domain::Error &error) {
    m_log.noteFault(error);
    // Only errors of SQLite itself count: a single value that cannot be opened is not a damaged file.
    const bool damaged = error.kind == ErrorKind::StorageCorrupt && error.code.starts_with("sqlite-");
    if (damaged && m_store && m_keys.isKept() && !std::exchange(m_damageTold, true)) {
        Q_EMIT storeDamaged();
    }
}

void DataCore::useStore(std::unique_ptr<storage::Store> store) {
    m_held.reset();
    m_store = std::move(store);
    m_held = std::make_unique<syncing::HeldActs>(*m_store);
    connect(m_held.get(), &syncing::HeldActs::released, this,
            [this](const std::vector<domain::OperationId> &ids) {
                m_notes.noteOutbox();
                std::erase_if(m_released, [this](auto id) { return !isAnyUnsent({id}); });
                m_released.insert(m_released.end(), ids.begin(), ids.end());
                if (m_engine) {
                    m_engine->sendReleased(ids);
                }
            });
    m_calendars.forget();
    m_context.reset(new UseCaseContext{
        .store = *m_store,
        .calendars = m_calendars,
        .clock = *m_options.clock,
        .random = *m_options.random,
        .user = {},
        .mayKeep = m_keys.isKept(),
        .undoTime = m_options.undoTime,
        .holdBack = [this](domain::OperationId id,
                           std::chrono::milliseconds duration) { m_held->hold(id, duration); },
        .outboxTouched =
            [this](const std::vector<storage::EntityKey> &keys) {
                noteKeys(keys);
                m_notes.noteOutbox();
                if (m_engine) {
                    m_engine->wakeOutbox();
                }
            }});
}

void DataCore::afterOpen() {
    const bool wasSealed = m_store->value(sealedMark).value_or(std::string{}) == "1";
    m_keyLost = wasSealed && !m_sealer;
    m_notes.watch(m_store.get());
    m_opened = true;
    releaseJobs();
}

UseCaseContext &DataCore::context() {
    m_context->user = m_user;
    return *m_context;
}

void DataCore::submit(Job job) {
    if (m_refusal) {
        job(fail(*m_refusal));
    } else if (!m_opened || !m_context) {
        m_waiting.push_back(std::move(job));
    } else {
        job(&context());
        Q_EMIT answered();
    }
}

void DataCore::releaseJobs() {
    std::deque<Job> jobs;
    jobs.swap(m_waiting);
    for (Job &job : jobs) {
        submit(std::move(job));
    }
}

void DataCore::refuseJobs(const domain::Error &problem) {
    m_refusal = problem;
    releaseJobs();
}

void DataCore::setUser(std::optional<domain::User> user) {
    if (!user || !m_user || user->id != m_user->id) {
        m_questions.forget();
    }
    m_user = std::move(user);
}

int DataCore::unsentCount() {
    using storage::OperationState;
    const auto unsent = m_store->operations({OperationState::Pending, OperationState::InFlight});
    return unsent ? static_cast<int>(unsent->size()) : 0;
}

void DataCore::ensureSealed(Done done) {
    if (m_sealer && !m_keyLost) {
        done(m_store->setValue(sealedMark, "1"));
        return;
    }
    m_keys.makeSealingKey([this, done = std::move(done)](const domain::Result<QByteArray> &key) {
        if (!key) {
            done(domain::passOn(key));
            return;
        }
        const auto moved = m_keyLost ? putAsideWithoutKey() : domain::Result<void>{};
        m_keyLost = m_keyLost && !moved;
        done(moved.and_then([&] { return open(*key); }).and_then([&] {
            m_notes.watch(m_store.get());
            return m_store->setValue(sealedMark, "1");
        }));
    });
}

/// The store is moved and not deleted, because the key may come back from the keychain's own backup.
domain::Result<void> DataCore::putAsideWithoutKey() {
    m_notes.watch(nullptr);
    m_context.reset();
    m_held.reset();
    m_store.reset();
    auto moved = setAside(storeOptions(), "key-does-not-fit");
    m_repairReport.reset(); // it was shown before sign-in
    return moved;
}

domain::Result<void> DataCore::wipeStore() {
    setUser({});
    m_calendars.forget();
    auto wiped = m_store->destroy();
    m_notes.noteOutbox();
    return wiped;
}

void DataCore::destroyAll(Done done) {
    stopSync();
    const auto wiped = wipeStore().and_then([this] { return storage::removeSetAside(m_folder.store()); });
    m_keys.removeSealingKey([this, wiped, done = std::move(done)](const domain::Result<void> &removed) {
        m_sealer.reset();
        const auto reopened = open({});
        m_notes.watch(m_store.get());
        done(wiped ? (removed ? reopened : removed) : wiped);
    });
}

domain::Result<void> DataCore::connectHub() {
    return m_link.connectTo(*m_keys.store(), m_keys.tokenKey());
}

void DataCore::forgetToken() {
    if (m_keys.store() != nullptr) {
        async::whenReady(m_keys.store()->remove(m_keys.tokenKey()), this,
                         [](const domain::Result<void> &) {});
    }
}

void DataCore::startSync() {
    if (m_engine) {
        return;
    }
    syncing::Engine::Options options;
    options.firstRetry = m_options.firstRetry;
    m_engine = std::make_unique<syncing::Engine>(
        *m_store, [this](const net::ApiRequest &request) { return m_link.send(request); }, *m_options.clock,
        *m_options.random, options);
    connect(m_engine.get(), &syncing::Engine::changed, this, &DataCore::noteKeys);
    connect(m_engine.get(), &syncing::Engine::outboxChanged, &m_notes, &ChangeCollector::noteOutbox);
    connect(m_engine.get(), &syncing::Engine::outboxRests, &m_notes, &ChangeCollector::tellNow);
    connect(m_engine.get(), &syncing::Engine::connectionChanged, &m_notes, &ChangeCollector::noteConnection);
    connect(m_engine.get(), &syncing::Engine::connectionChanged, this,
            [this](syncing::Connection, const domain::Error &error) { noteFault(error); });
    connect(m_engine.get(), &syncing::Engine::progressed, &m_notes, &ChangeCollector::noteProgress);
    connect(m_engine.get(), &syncing::Engine::caughtUp, &m_notes, &ChangeCollector::noteCaughtUp);
    m_log.follow(*m_engine);
    m_engine->start();
}

void DataCore::stopSync() {
    m_questions.forget();
    if (!m_engine) {
        return;
    }
    m_engine->stop();
    m_link.cancelAll();
    m_engine.reset();
    m_notes.noteConnection(syncing::Connection::SignedOut, {});
}

void DataCore::retryNow() {
    sendHeld({});
    if (m_engine) {
        m_engine->retryNow();
    }
}

bool DataCore::isAnyUnsent(const std::vector<domain::OperationId> &ids) {
    return m_store && std::ranges::any_of(ids, [this](domain::OperationId id) {
               const auto state = m_store->stateOf(id);
               return state && *state && isUnsent(**state);
           });
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): it is kept until the answers have come
void DataCore::sendHeld(std::function<void()> done) {
    if (m_held) {
        m_held->releaseAll();
    }
    if (!done) {
        return;
    }
    const auto ids = m_released; // a page that was hidden may have sent some of them already
    const bool canGoOut = m_engine && m_notes.state().connection == SyncState::Connection::Online;
    if (!canGoOut || !isAnyUnsent(ids)) {
        done();
        return;
    }
    auto *farewell = new QTimer(this);
    farewell->setSingleShot(true);
    const auto leave = [farewell, done = std::move(done)] {
        farewell->disconnect();
        farewell->deleteLater();
        done();
    };
    connect(farewell, &QTimer::timeout, farewell, leave);
    connect(m_engine.get(), &syncing::Engine::outboxChanged, farewell, [this, ids, farewell, leave] {
        if (farewell->isActive() && !isAnyUnsent(ids)) {
            farewell->stop();
            leave();
        }
    });
    farewell->start(longestFarewell);
}

void DataCore::noteKeys(const std::vector<storage::EntityKey> &keys) {
    if (std::ranges::any_of(keys, movesCalendars, &storage::EntityKey::kind)) {
        m_calendars.forget();
    }
    m_notes.noteKeys(keys);
}

} // namespace services
