// A PostgreSQL cluster of a test program's own: made at the first use, ended with the program, also when that
// is killed. Listens on a Unix socket in a folder of its own only.
#pragma once

#include <atomic>
#include <string>
#include <sys/types.h>
#include <vector>

namespace test {

class PostgresCluster {
public:
    /// Makes and starts the cluster, about two seconds; ends the program with a sentence on stderr where
    /// Debian's postgresql is not installed. Without fsync: a test's data need not outlive the machine.
    PostgresCluster() : PostgresCluster(Tls::Off) {}
    /// With Tls::On it also listens on a loopback port, with a certificate of its own for "localhost".
    enum class Tls { Off, On };
    explicit PostgresCluster(Tls tls);
    ~PostgresCluster();
    PostgresCluster(const PostgresCluster &) = delete;
    PostgresCluster &operator=(const PostgresCluster &) = delete;

    /// The program's one cluster; first called on the main thread.
    static PostgresCluster &ofProgram();

    /// A new, empty place for a hub's tables (a schema: a hundred times smaller than a database); gives its
    /// URL.
    std::string newDatabase();
    /// The same place over TLS, verified against a file of certificates.
    [[nodiscard]] std::string overTls(const std::string &url, const std::string &authorities) const;
    /// The certificate that its server shows.
    [[nodiscard]] std::string certificate() const { return m_folder + "/data/server.crt"; }
    /// Runs a statement outside of any hub; gives the first column of the first row. Ends the test program
    /// where it fails.
    std::string run(const std::string &url, const std::string &sql) const;
    /// Ends every connection to the cluster but the one it uses for that.
    void endConnections() const;
    void start();
    /// As a crash does: nothing is finished, nothing is said to anybody.
    void kill();

private:
    [[nodiscard]] std::string urlOf(const std::string &schema) const;
    void initialise() const;
    void makeCertificate();

    std::string m_folder;
    int m_port = 5432; ///< names the socket's file too
    Tls m_tls;
    pid_t m_server = -1;
    std::atomic<unsigned> m_made{0};
};

/// "postgresql" in HOKATSU_TEST_DATABASE: tests that can run on either database take PostgreSQL.
[[nodiscard]] bool wantsPostgres();

} // namespace test
