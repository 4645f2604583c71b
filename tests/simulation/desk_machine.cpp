#include "desk_machine.h"

#include "async/promise.h"

namespace simulation {
namespace {

using async::readyFuture;
using domain::Result;

const QString &tokenKey() {
    static const QString key = QStringLiteral("refresh-token");
    return key;
}

std::string sealingKey() {
    return std::string(storage::sealingKeyBytes, 's');
}

} // namespace

QFuture<Result<std::optional<QByteArray>>> Keychain::read(const QString &key) {
    const auto found = m_now.find(key);
    return async::readyFuture(Result<std::optional<QByteArray>>(
        found == m_now.end() ? std::nullopt : std::optional(found->second)));
}

QFuture<Result<void>> Keychain::write(const QString &key, const QByteArray &value) {
    if (m_late) {
        m_durable = m_now; // the one before
    }
    m_now[key] = value;
    return async::readyFuture(Result<void>());
}

QFuture<Result<void>> Keychain::remove(const QString &key) {
    m_now.erase(key);
    return async::readyFuture(Result<void>());
}

void Keychain::losePower() {
    if (m_late) {
        m_now = m_durable;
    }
}

DeskMachine::DeskMachine(Loop &loop, Network &network, Setting setting)
    : m_loop(loop), m_network(network), m_setting(std::move(setting)),
      m_disk("desk-" + std::to_string(m_setting.number)), m_clock(loop), m_line(m_setting.seed),
      m_keychain(m_setting.fault == Fault::TokenKeptLate), m_random(domain::seededRandom(m_setting.seed + 1)),
      m_sealer(storage::sealerWithKey(sealingKey())) {
    m_disk.ignoreSyncs(m_setting.fault == Fault::DeskDiskLies);
}

DeskMachine::~DeskMachine() {
    die();
}

std::optional<domain::Error> DeskMachine::boot() {
    m_disk.powerOn();
    auto opened = storage::Store::open({.path = storePath(), .sealer = m_sealer.get(), .clock = &m_clock});
    if (!opened) {
        return opened.error();
    }
    m_store = spoil(std::move(*opened), m_setting.fault);
    if (auto recovered = m_store->recoverInFlight(); !recovered) {
        die();
        return recovered.error();
    }
    m_calendars.forget();
    m_api = spoil(std::make_unique<SimulatedApi>(m_network, m_line), m_setting.fault, *m_random);
    m_gate = std::make_unique<session::TokenGate>(*m_api, m_keychain, tokenKey());
    QObject::connect(m_gate.get(), &session::TokenGate::ended, m_gate.get(), [this](const QString &code) {
        m_loop.after(0, [this, code = code.toStdString()] { m_ended(code); });
    });
    static_cast<void>(m_gate->restore());
    if (m_gate->hasSession()) {
        startSync();
    }
    return {};
}

/// As services::DataCore does it.
void DeskMachine::startSync() {
    m_engine.reset();
    m_engine = std::make_unique<syncing::Engine>(
        *m_store, [this](const net::ApiRequest &request) { return m_gate->send(request); }, m_clock,
        *m_random, syncing::Engine::Options{});
    m_engine->start();
}

/// What is in memory goes, in the order of a process that ends.
void DeskMachine::die() {
    m_engine.reset();
    m_gate.reset();
    m_api.reset();
    m_store.reset();
}

void DeskMachine::kill() {
    m_disk.endProcess();
    die();
}

void DeskMachine::losePower(std::uint64_t seed) {
    m_disk.losePower(seed);
    m_keychain.losePower();
    die();
}

bool DeskMachine::noticeDeath() {
    if (!m_store || !m_disk.isDown()) {
        return false;
    }
    m_keychain.losePower();
    die();
    return true;
}

void DeskMachine::adopt(const std::string &accessToken, const std::string &refreshToken) {
    if (!isUp()) {
        return;
    }
    static_cast<void>(
        m_gate->adopt(QByteArray::fromStdString(accessToken), QByteArray::fromStdString(refreshToken)));
    startSync();
}

void DeskMachine::retryNow() {
    if (m_engine) {
        m_engine->retryNow();
    }
}

services::UseCaseContext DeskMachine::work() {
    return {.store = *m_store,
            .calendars = m_calendars,
            .clock = m_clock,
            .random = *m_random,
            .user = m_setting.person.user,
            .mayKeep = true,
            .outboxTouched = [this](const std::vector<storage::EntityKey> &) {
                if (m_engine && !m_disk.isDown()) {
                    m_engine->wakeOutbox();
                }
            }};
}

test_support::PowerDisk::Image DeskMachine::freshStore() {
    test_support::PowerDisk disk("shop");
    const auto sealer = storage::sealerWithKey(sealingKey());
    const domain::ManualClock clock(WallClock::start());
    {
        const auto store = storage::Store::open({.path = QString::fromStdString(disk.path("store.sqlite")),
                                                 .sealer = sealer.get(),
                                                 .clock = &clock});
        if (!store) {
            return {};
        }
    }
    return disk.image();
}

} // namespace simulation
