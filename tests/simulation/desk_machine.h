// A desk on a PC of its own: the real store, outbox, sync engine and token gate, and the acts of the
// services, on the simulation's one thread.
#pragma once

#include "ledger.h"
#include "network.h"

#include "session/token_gate.h"
#include "storage/sealer.h"
#include "sync/engine.h"
#include "use_cases/use_case_context.h"

#include <QByteArray>

#include <map>

namespace simulation {

/// The PC's keychain: what was written there stays.
class Keychain final : public session::CredentialStore {
public:
    explicit Keychain(bool late) : m_late(late) {}
    QFuture<domain::Result<std::optional<QByteArray>>> read(const QString &key) override;
    QFuture<domain::Result<void>> write(const QString &key, const QByteArray &value) override;
    QFuture<domain::Result<void>> remove(const QString &key) override;
    /// The PC went down: of a keychain that writes late the last value is gone.
    void losePower();

private:
    bool m_late;
    std::map<QString, QByteArray> m_now;
    std::map<QString, QByteArray> m_durable;
};

/// Who sits at it.
struct Person {
    std::string name; ///< for stories: "the nursery's staff"
    domain::User user;
};

class DeskMachine {
public:
    struct Setting {
        int number = 0;
        Person person;
        std::uint64_t seed = 0;
        Fault fault = Fault::None;
    };
    /// Somebody told this desk that its session is over: the code.
    using Ended = std::function<void(const std::string &)>;
    DeskMachine(Loop &loop, Network &network, Setting setting);
    ~DeskMachine();

    [[nodiscard]] const Person &person() const { return m_setting.person; }
    [[nodiscard]] int number() const { return m_setting.number; }
    [[nodiscard]] test_support::PowerDisk &disk() { return m_disk; }
    [[nodiscard]] WallClock &clock() { return m_clock; }
    [[nodiscard]] Line &line() { return m_line; }
    [[nodiscard]] bool isUp() const { return m_store != nullptr; }
    [[nodiscard]] bool hasSession() const { return m_gate && m_gate->hasSession(); }
    [[nodiscard]] storage::Store &store() { return *m_store; }
    void setEnded(Ended ended) { m_ended = std::move(ended); }

    /// What kept it from starting; empty where it runs.
    [[nodiscard]] std::optional<domain::Error> boot();
    void kill();
    void losePower(std::uint64_t seed);
    bool noticeDeath();
    /// As after signing in.
    void adopt(const std::string &accessToken, const std::string &refreshToken);
    void retryNow();

    /// For the services' acts.
    [[nodiscard]] services::UseCaseContext work();
    [[nodiscard]] domain::Random &random() { return *m_random; }
    [[nodiscard]] QString storePath() const { return QString::fromStdString(m_disk.path("store.sqlite")); }
    /// A store that has never been used, for a machine that is set up.
    static test_support::PowerDisk::Image freshStore();

private:
    void die();
    void startSync();

    Loop &m_loop;
    Network &m_network;
    Setting m_setting;
    test_support::PowerDisk m_disk;
    WallClock m_clock;
    Line m_line;
    Keychain m_keychain;
    std::unique_ptr<domain::Random> m_random;
    std::unique_ptr<storage::Sealer> m_sealer;
    services::Calendars m_calendars;
    Ended m_ended;

    std::unique_ptr<storage::Store> m_store;
    std::unique_ptr<net::HubApi> m_api;
    std::unique_ptr<session::TokenGate> m_gate;
    std::unique_ptr<syncing::Engine> m_engine;
};

} // namespace simulation
