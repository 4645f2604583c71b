// LISTEN and NOTIFY on a separate connection and thread.
#pragma once

#include "hub/db/postgres_link.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace hub {

/// Sends messages outside the transaction that made the change, right after its commit. NOTIFY inside a
/// transaction holds a server-wide lock until the commit is on disk, so all writers would commit one by one.
/// If a process dies between commit and message, waiting clients poll when their waiting time expires.
class PostgresNotificationChannel final : public NotificationChannel {
public:
    PostgresNotificationChannel(PostgresAddress address, Database::Heard heard);
    ~PostgresNotificationChannel() override;
    PostgresNotificationChannel(const PostgresNotificationChannel &) = delete;
    PostgresNotificationChannel &operator=(const PostgresNotificationChannel &) = delete;
    /// Starts to listen, or returns the error.
    [[nodiscard]] domain::Result<void> start();
    void tell(std::string text) override;

private:
    void loop();
    [[nodiscard]] domain::Result<void> listen();
    /// False if the connection broke.
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
    int m_wake = -1; ///< an eventfd; it signals a message to send or the end
    std::thread m_thread;
};

} // namespace hub
