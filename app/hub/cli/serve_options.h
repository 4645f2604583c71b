// The command-line options of `hokatsu-hub serve`.
#pragma once

#include "domain/result.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace hub {

struct ServeOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8443;
    std::filesystem::path dataDirectory;
    std::vector<std::string> certificateHosts; ///< --host: names for the certificate of the own CA
    std::string certificateFile;
    std::string keyFile;
    std::filesystem::path readyFile;
    std::optional<std::uint16_t> adminPort; ///< of the unencrypted, loopback-only admin server; empty: none
    std::string adminHost = "127.0.0.1";
    std::string log = "faults";          ///< off, faults, all
    int keepPersonalDays = 365;          ///< days after the visit; 0 = for ever
    std::filesystem::path webhookCaFile; ///< PEM; empty: the system's authorities
    bool training = false;
    bool exitWithParent = false;
    bool help = false;
    int readThreads = 2;
    int ioThreads = 1;
    std::optional<int> callsPerMinute;
    std::optional<int> callsPerMinuteBeforeSignIn;
    std::size_t connections = 10'000;
    std::size_t connectionsPerAddress = 2'000;
    int newConnectionsPerMinute = 3'000;     ///< from one address
    std::vector<std::string> trustedProxies; ///< balancers that send a PROXY line
    std::string database;                    ///< postgresql://...; empty: hub.sqlite in the data directory
    std::string databasePasswordFile;        ///< the password is its first line
    int writeLinks = 16;                     ///< connections that write to a PostgreSQL database
    std::chrono::seconds drain{0}; ///< time between "not ready" and closing, after a request to stop
};

/// `args` does not include program and subcommand. Rejected with param "option" and one of the codes
/// "unknown-option", "value-missing", "not-a-number", "not-an-address", "data-missing",
/// "key-without-certificate", "training-with-database".
[[nodiscard]] domain::Result<ServeOptions> parseServeOptions(const std::vector<std::string> &args);

/// One sentence about an error of the options, the directory, the CA or the socket, for the person at the
/// terminal.
[[nodiscard]] std::string sentenceOf(const domain::Error &error);

/// The lines of --help.
[[nodiscard]] std::string serveHelp();

} // namespace hub
