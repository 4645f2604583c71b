#include "hub/db/postgres_notification_channel.h"

#include "hub/db/postgres_error.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace hub {
namespace {

constexpr int reconnectPauseMs = 250;
/// PostgreSQL refuses payloads of 8,000 bytes and more.
constexpr std::size_t longestText = 7000;
/// Each message is a transaction of its own. In a burst of bookings the messages of this span are sent
/// together; otherwise they would cost the database a large part of what the bookings cost.
constexpr std::chrono::milliseconds restAfterTelling{5};

struct FreeNotify {
    void operator()(PGnotify *notify) const { PQfreemem(notify); }
};

} // namespace

PostgresNotificationChannel::PostgresNotificationChannel(PostgresAddress address, Database::Heard heard)
    : m_address(std::move(address)), m_heard(std::move(heard)),
      m_wake(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}

PostgresNotificationChannel::~PostgresNotificationChannel() {
    {
        const std::scoped_lock lock(m_mutex);
        m_stop = true;
    }
    eventfd_write(m_wake, 1);
    if (m_thread.joinable()) {
        m_thread.join();
    }
    close(m_wake);
}

domain::Result<void> PostgresNotificationChannel::start() {
    auto listening = listen();
    if (listening) {
        m_thread = std::thread([this] { loop(); });
    }
    return listening;
}

void PostgresNotificationChannel::tell(std::string text) {
    if (text.size() > longestText) {
        return;
    }
    {
        const std::scoped_lock lock(m_mutex);
        if (m_outgoing.empty() || m_outgoing.back().size() + text.size() > longestText) {
            m_outgoing.push_back(std::move(text));
        } else {
            m_outgoing.back() += text;
        }
    }
    eventfd_write(m_wake, 1);
}

domain::Result<void> PostgresNotificationChannel::listen() {
    auto made = connectTo(m_address, Database::Mode::Write);
    if (!made) {
        return domain::passOn(made);
    }
    // A message need not survive a crash of the server, so nobody waits until it is on disk or on a standby.
    for (const char *sql : {"SET synchronous_commit = off", "LISTEN hokatsu_hub"}) {
        const ResultHandle done(PQexec(made->get(), sql));
        if (PQresultStatus(done.get()) != PGRES_COMMAND_OK) {
            return domain::fail(connectionLost());
        }
    }
    m_connection = std::move(*made);
    return {};
}

bool PostgresNotificationChannel::sendOutgoing() {
    std::vector<std::string> texts;
    {
        const std::scoped_lock lock(m_mutex);
        texts.swap(m_outgoing);
    }
    for (const std::string &text : texts) {
        const std::array<const char *, 1> values{text.c_str()};
        const ResultHandle done(PQexecParams(m_connection.get(), "SELECT pg_notify('hokatsu_hub', $1)", 1,
                                             nullptr, values.data(), nullptr, nullptr, 0));
        if (PQresultStatus(done.get()) != PGRES_TUPLES_OK) {
            return false;
        }
    }
    if (!texts.empty()) {
        std::this_thread::sleep_for(restAfterTelling);
    }
    return true;
}

bool PostgresNotificationChannel::readIncoming() {
    if (PQconsumeInput(m_connection.get()) != 1) {
        return false;
    }
    for (;;) {
        const std::unique_ptr<PGnotify, FreeNotify> notify(PQnotifies(m_connection.get()));
        if (!notify) {
            return PQstatus(m_connection.get()) == CONNECTION_OK;
        }
        if (notify->be_pid != PQbackendPID(m_connection.get())) {
            m_heard(std::string(notify->extra));
        }
    }
}

void PostgresNotificationChannel::awaitSomething(bool withConnection) {
    std::array<pollfd, 2> files{
        {{m_wake, POLLIN, 0}, {withConnection ? PQsocket(m_connection.get()) : -1, POLLIN, 0}}};
    poll(files.data(), files.size(), withConnection ? -1 : reconnectPauseMs);
    eventfd_t ignored = 0;
    if (files[0].revents != 0) {
        eventfd_read(m_wake, &ignored);
    }
}

void PostgresNotificationChannel::reconnect() {
    m_connection.reset();
    if (!listen()) {
        awaitSomething(false);
        return;
    }
    m_heard(std::nullopt); // messages sent during the interruption were missed
}

void PostgresNotificationChannel::loop() {
    for (;;) {
        {
            const std::scoped_lock lock(m_mutex);
            if (m_stop) {
                break;
            }
        }
        if (!m_connection) {
            reconnect();
            continue;
        }
        if (!sendOutgoing() || !readIncoming()) {
            m_connection.reset();
            continue;
        }
        awaitSomething(true);
    }
    if (m_connection) {
        static_cast<void>(sendOutgoing()); // sends the remaining messages
    }
}

} // namespace hub
