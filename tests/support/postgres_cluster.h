// A PostgreSQL cluster for one test program. It is created at the first use and ends with the program, even
// if that is killed. It listens only on a Unix socket in its own folder.
#pragma once

#include <atomic>
#include <string>
#include <sys/types.h>
#include <vector>

namespace test {

class PostgresCluster {
public:
    /// Starts a new cluster in about two seconds, without fsync, as test data need not survive a crash. Ends
    /// the program with a message on stderr if Debian's postgresql is not installed.
    PostgresCluster() : PostgresCluster(Tls::Off) {}
    /// With Tls::On it also listens on a loopback port with its own certificate for "localhost".
    enum class Tls { Off, On };
    explicit PostgresCluster(Tls tls);
    ~PostgresCluster();
    PostgresCluster(const PostgresCluster &) = delete;
    PostgresCluster &operator=(const PostgresCluster &) = delete;

    /// The program's one cluster. The first call must be on the main thread.
    static PostgresCluster &ofProgram();

    /// Makes a new, empty schema for a hub's tables (a hundred times smaller than a database) and returns its
    /// URL.
    std::string newDatabase();
    /// The URL of the same schema over TLS, verified against a file of certificates.
    [[nodiscard]] std::string overTls(const std::string &url, const std::string &authorities) const;
    /// The certificate of its server.
    [[nodiscard]] std::string certificate() const { return m_folder + "/data/server.crt"; }
    /// Runs a statement outside any hub and returns the first column of the first row. Ends the test program
    /// if the statement fails.
    std::string run(const std::string &url, const std::string &sql) const;
    /// Ends every connection to the cluster except its own.
    void endConnections() const;
    void start();
    /// Kills the server like a crash: nothing is finished and no client is told.
    void kill();

private:
    [[nodiscard]] std::string urlOf(const std::string &schema) const;
    void initialise() const;
    void makeCertificate();

    std::string m_folder;
    int m_port = 5432; ///< also part of the socket's file name
    Tls m_tls;
    pid_t m_server = -1;
    std::atomic<unsigned> m_made{0};
};

/// "postgresql" in HOKATSU_TEST_DATABASE: tests that can run on either database take PostgreSQL.
[[nodiscard]] bool wantsPostgres();

} // namespace test
