#include "support/postgres_cluster.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <libpq-fe.h>
#include <memory>
#include <netinet/in.h>
#include <pwd.h>
#include <string_view>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace test {
namespace {

struct Finish {
    void operator()(PGconn *connection) const { PQfinish(connection); }
};
struct Clear {
    void operator()(PGresult *result) const { PQclear(result); }
};
using Connection = std::unique_ptr<PGconn, Finish>;

[[noreturn]] void giveUp(const std::string &why) {
    std::fprintf(stderr, "PostgreSQL for tests: %s\n", why.c_str());
    std::exit(1);
}

/// The newest of Debian's versions.
std::string programs() {
    std::string newest;
    std::error_code none;
    for (const auto &entry : std::filesystem::directory_iterator("/usr/lib/postgresql", none)) {
        if (std::filesystem::exists(entry.path() / "bin" / "initdb")) {
            newest = std::max(newest, (entry.path() / "bin").string());
        }
    }
    if (newest.empty()) {
        giveUp("not installed (apt-get install postgresql)");
    }
    return newest;
}

/// PostgreSQL refuses to run as root.
const passwd *otherUser() {
    return ::geteuid() == 0 ? ::getpwnam("postgres") : nullptr;
}

/// Runs beside us, quietly, and ends (immediate shutdown) when the thread that started it does.
pid_t startProgram(const std::string &folder, const std::vector<std::string> &words) {
    const passwd *user = otherUser();
    const pid_t parent = ::getpid();
    std::vector<char *> argv;
    for (const std::string &word : words) {
        argv.push_back(const_cast<char *>(word.c_str()));
    }
    argv.push_back(nullptr);
    const std::string log = folder + "/log";
    const pid_t child = ::fork();
    if (child != 0) {
        return child;
    }
    if (user != nullptr && (::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0)) {
        ::_exit(126);
    }
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
    if (::getppid() != parent || ::chdir("/") != 0) {
        ::_exit(126);
    }
    const int file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    ::dup2(file, STDOUT_FILENO);
    ::dup2(file, STDERR_FILENO);
    sigset_t none;
    sigemptyset(&none);
    ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
    ::execv(argv[0], argv.data());
    ::_exit(127);
}

int resultOf(pid_t child) {
    int status = -1;
    ::waitpid(child, &status, 0);
    return status;
}

/// One that nobody listens on at this moment.
int freePort() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const int file = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::bind(file, reinterpret_cast<sockaddr *>(&address), size) != 0 ||
        ::getsockname(file, reinterpret_cast<sockaddr *>(&address), &size) != 0) {
        giveUp("no port is free");
    }
    ::close(file);
    return ntohs(address.sin_port);
}

Connection connectTo(const std::string &url) {
    return Connection(PQconnectdb(url.c_str()));
}

} // namespace

PostgresCluster::PostgresCluster(Tls tls) : m_tls(tls) {
    std::string pattern = (std::filesystem::temp_directory_path() / "hokatsu-pg-XXXXXX").string();
    m_folder = ::mkdtemp(pattern.data());
    if (const passwd *user = otherUser(); user != nullptr) {
        if (::chown(m_folder.c_str(), user->pw_uid, user->pw_gid) != 0) {
            giveUp("cannot give the folder away");
        }
    }
    initialise();
    if (tls == Tls::On) {
        makeCertificate();
    }
    start();
}

PostgresCluster::~PostgresCluster() {
    kill();
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
}

PostgresCluster &PostgresCluster::ofProgram() {
    static PostgresCluster cluster;
    return cluster;
}

void PostgresCluster::initialise() const {
    const pid_t made =
        startProgram(m_folder, {programs() + "/initdb", "-D", m_folder + "/data", "-A", "trust", "-U", "hub",
                                "--no-sync", "--locale=C.UTF-8", "-E", "UTF8"});
    if (resultOf(made) != 0) {
        giveUp("initdb failed; see " + m_folder + "/log");
    }
}

void PostgresCluster::makeCertificate() {
    m_port = freePort();
    const pid_t made = startProgram(
        m_folder, {"/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                   "-nodes", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
                   m_folder + "/data/server.key", "-out", certificate()});
    if (resultOf(made) != 0) {
        giveUp("openssl failed; see " + m_folder + "/log");
    }
}

void PostgresCluster::start() {
    const bool tls = m_tls == Tls::On;
    m_server = startProgram(
        m_folder, {programs() + "/postgres", "-D", m_folder + "/data", "-k", m_folder, "-p",
                   std::to_string(m_port), "-clisten_addresses=" + std::string(tls ? "127.0.0.1" : ""),
                   "-cssl=" + std::string(tls ? "on" : "off"), "-cfsync=off", "-cfull_page_writes=off",
                   "-cmax_connections=200", "-cshared_buffers=64MB", "-cautovacuum=off"});
    for (int i = 0; i < 1000; ++i) {
        if (PQstatus(connectTo(urlOf("public")).get()) == CONNECTION_OK) {
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20)); // no sign but its answer
    }
    giveUp("does not answer; see " + m_folder + "/log");
}

void PostgresCluster::kill() {
    if (m_server > 0) {
        // An immediate shutdown: it ends all of its processes and cleans nothing up.
        ::kill(m_server, SIGQUIT);
        resultOf(m_server);
    }
    m_server = -1;
}

std::string PostgresCluster::urlOf(const std::string &schema) const {
    return "postgresql:///postgres?host=" + m_folder + "&port=" + std::to_string(m_port) +
           "&user=hub&options=-csearch_path%3D" + schema;
}

std::string PostgresCluster::newDatabase() {
    const std::string schema = "hub" + std::to_string(++m_made);
    run(urlOf("public"), "CREATE SCHEMA " + schema);
    return urlOf(schema);
}

std::string PostgresCluster::overTls(const std::string &url, const std::string &authorities) const {
    return "postgresql://hub@localhost:" + std::to_string(m_port) +
           "/postgres?sslmode=verify-full&sslrootcert=" + authorities + url.substr(url.find("&options="));
}

std::string PostgresCluster::run(const std::string &url, const std::string &sql) const {
    const Connection connection = connectTo(url);
    const std::unique_ptr<PGresult, Clear> result(PQexec(connection.get(), sql.c_str()));
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        giveUp(PQerrorMessage(connection.get()));
    }
    return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

void PostgresCluster::endConnections() const {
    run(urlOf("public"), "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity "
                         "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
}

bool wantsPostgres() {
    const char *wish = std::getenv("HOKATSU_TEST_DATABASE");
    return wish != nullptr && std::string_view(wish) == "postgresql";
}

} // namespace test
