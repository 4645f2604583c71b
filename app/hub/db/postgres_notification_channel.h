// LISTEN and NOTIFY on a connection and a thread of their own.
#pragma once

#include "hub/db/postgres_link.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace hub {

/// Tells outside of the transactions that changed something, right after their commit: NOTIFY inside one
/// holds a lock of the whole server's until the commit is on the disk, so that all writers would commit one
/// by one. A process that dies between the commit and its word is covered by the waiting time of those who
/// wait.
class PostgresNotificationChannel final : public NotificationChannel {
public:
    PostgresNotificationChannel(PostgresAddress address, Database::Heard heard);
    ~PostgresNotificationChannel() override;
    PostgresNotificationChannel(const PostgresNotificationChannel &) = delete;
    PostgresNotificationChannel &operator=(const PostgresNotificationChannel &) = delete;
    /// Listens from here on, or says why it can't.
    [[nodiscard]] domain::Result<void> start();
    void tell(std::string text) override;

private:
    void loop();
    [[nodiscard]] domain::Result<void> listen();
    /// False when the connection broke.
    [[nodiscard]] bool sendOutgoing();
    [[nodiscard]] bool readIncoming();
    void awaitSomething(bool withConnection);
    void reconnect();

    PostgresAddress m_address;
    Database::Heard m_heard;
    ConnectionHandle m_connection;
    std::mutex m_mutex;
    std::vector<std::string> m_outgoing;
    bool m_stop = false;
    int m_wake = -1; ///< an eventfd: something to tell, or the end
    std::thread m_thread;
};

} // namespace hub
