#include "hub/cli/serve_options.h"

#include "hub/http/proxy_line.h"

#include <charconv>
#include <functional>
#include <map>
#include <type_traits>

namespace hub {
namespace {

using domain::Result;

tl::unexpected<domain::Error> refused(const char *code, const std::string &option) {
    return domain::fail(domain::ErrorKind::Rejected, code, {{"option", option}});
}

/// A whole number in [least, most]; empty otherwise.
std::optional<long> numberIn(const std::string &text, long least, long most) {
    long number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || end != text.data() + text.size() || number < least || number > most) {
        return std::nullopt;
    }
    return number;
}

/// "127.0.0.1:8443", "[::1]:8443", "hub.example:0".
bool readListen(const std::string &text, ServeOptions &options) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0) {
        return false;
    }
    std::string host = text.substr(0, colon);
    if (host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
    } else if (host.find(':') != std::string::npos) {
        return false;
    }
    const auto port = numberIn(text.substr(colon + 1), 0, 65'535);
    if (!port || host.empty()) {
        return false;
    }
    options.host = host;
    options.port = static_cast<std::uint16_t>(*port);
    return true;
}

/// Reads a value into the options. Returns an error code, or null.
using Reader = std::function<const char *(const std::string &, ServeOptions &)>;

template <class T> Reader text(T ServeOptions::*member) {
    return [member](const std::string &value, ServeOptions &options) -> const char * {
        options.*member = value;
        return nullptr;
    };
}

template <class T> Reader number(T ServeOptions::*member, long least, long most) {
    return [member, least, most](const std::string &value, ServeOptions &options) -> const char * {
        const auto read = numberIn(value, least, most);
        if (!read) {
            return "not-a-number";
        }
        options.*member = static_cast<T>(*read);
        return nullptr;
    };
}

std::map<std::string, Reader> readers() {
    std::map<std::string, Reader> all;
    all["--listen"] = [](const std::string &value, ServeOptions &options) {
        return readListen(value, options) ? nullptr : "not-an-address";
    };
    all["--admin-listen"] = [](const std::string &value, ServeOptions &options) -> const char * {
        ServeOptions read;
        if (!readListen(value, read)) {
            return "not-an-address";
        }
        options.adminHost = read.host;
        options.adminPort = read.port;
        return nullptr;
    };
    all["--log"] = [](const std::string &value, ServeOptions &options) {
        options.log = value;
        return value == "off" || value == "faults" || value == "all" ? nullptr : "not-a-log-level";
    };
    all["--keep-personal-days"] = number(&ServeOptions::keepPersonalDays, 0, 36'500);
    all["--webhook-ca"] = text(&ServeOptions::webhookCaFile);
    all["--host"] = [](const std::string &value, ServeOptions &options) -> const char * {
        options.certificateHosts.push_back(value);
        return nullptr;
    };
    all["--data"] = text(&ServeOptions::dataDirectory);
    all["--certificate"] = text(&ServeOptions::certificateFile);
    all["--key"] = text(&ServeOptions::keyFile);
    all["--ready-file"] = text(&ServeOptions::readyFile);
    all["--read-threads"] = number(&ServeOptions::readThreads, 1, 64);
    all["--io-threads"] = number(&ServeOptions::ioThreads, 1, 64);
    all["--calls-per-minute"] = number(&ServeOptions::callsPerMinute, 0, 1'000'000);
    all["--calls-per-minute-before-sign-in"] =
        number(&ServeOptions::callsPerMinuteBeforeSignIn, 0, 1'000'000);
    all["--database"] = text(&ServeOptions::database);
    all["--database-password-file"] = text(&ServeOptions::databasePasswordFile);
    all["--write-links"] = number(&ServeOptions::writeLinks, 1, 256);
    all["--drain"] = number(&ServeOptions::drain, 0, 3600);
    all["--connections"] = number(&ServeOptions::connections, 1, 1'000'000);
    all["--connections-per-address"] = number(&ServeOptions::connectionsPerAddress, 1, 1'000'000);
    all["--new-connections-per-minute"] = number(&ServeOptions::newConnectionsPerMinute, 0, 1'000'000);
    all["--trusted-proxy"] = [](const std::string &value, ServeOptions &options) -> const char * {
        std::string address = canonicalAddress(value);
        if (address.empty()) {
            return "not-an-ip-address";
        }
        options.trustedProxies.push_back(std::move(address));
        return nullptr;
    };
    return all;
}

const std::map<std::string, bool ServeOptions::*> &switches() {
    static const std::map<std::string, bool ServeOptions::*> all{
        {"--training", &ServeOptions::training},
        {"--exit-with-parent", &ServeOptions::exitWithParent},
        {"--help", &ServeOptions::help}};
    return all;
}

Result<ServeOptions> checked(ServeOptions options) {
    if (options.help) {
        return options;
    }
    if (options.dataDirectory.empty()) {
        return refused("data-missing", "--data");
    }
    if (options.certificateFile.empty() != options.keyFile.empty()) {
        return refused("key-without-certificate", options.keyFile.empty() ? "--key" : "--certificate");
    }
    if (options.training && !options.database.empty()) {
        return refused("training-with-database", "--database");
    }
    return options;
}

std::string param(const domain::Error &error, const char *name) {
    const auto found = error.params.find(name);
    return found == error.params.end() ? std::string() : found->second;
}

std::string sentenceOfStorage(domain::ErrorKind kind) {
    switch (kind) {
    case domain::ErrorKind::StorageBusy:
        return "another program uses the hub's database; try again in a moment";
    case domain::ErrorKind::StorageFull:
        return "the disk of the data directory is full";
    case domain::ErrorKind::StorageReadOnly:
        return "the data directory cannot be read and written";
    case domain::ErrorKind::StorageCorrupt:
        return "the hub's database is damaged; nothing was changed";
    case domain::ErrorKind::StorageTooNew:
        return "the data directory was written by a newer hub; install that one";
    default:
        return {};
    }
}

} // namespace

Result<ServeOptions> parseServeOptions(const std::vector<std::string> &args) {
    const auto withValue = readers();
    ServeOptions options;
    for (std::size_t i = 0; i < args.size(); ++i) {
        if (const auto found = switches().find(args[i]); found != switches().end()) {
            options.*(found->second) = true;
            continue;
        }
        const auto reader = withValue.find(args[i]);
        if (reader == withValue.end()) {
            return refused("unknown-option", args[i]);
        }
        if (i + 1 == args.size()) {
            return refused("value-missing", args[i]);
        }
        if (const char *fault = reader->second(args[i + 1], options)) {
            return refused(fault, args[i]);
        }
        ++i;
    }
    return checked(std::move(options));
}

std::string sentenceOf(const domain::Error &error) {
    static const std::map<std::string, std::string> known{
        {"unknown-option", "unknown option {option}; see hokatsu-hub serve --help"},
        {"value-missing", "{option} needs a value"},
        {"not-a-number", "the value of {option} is no number in its range"},
        {"not-an-ip-address", "{option} wants an address such as 192.0.2.1"},
        {"not-an-address", "{option} wants HOST:PORT, for example 127.0.0.1:8443"},
        {"not-a-log-level", "{option} wants off, faults or all"},
        {"not-loopback", "--admin-listen takes addresses of this machine's loopback only, not {host}"},
        {"data-missing", "say with --data where the hub keeps its data"},
        {"key-without-certificate", "--certificate and --key belong together: {option} is missing"},
        {"directory-in-use", "another hub already uses this data directory"},
        {"directory-not-writable", "the data directory cannot be written to"},
        {"directory-is-training", "this data directory holds a training hub; start it with --training"},
        {"not-training", "this data directory holds a real hub; training needs a directory of its own"},
        {"training-with-database", "a training hub keeps its data in its own directory, without {option}"},
        {"not-a-database", "{option} wants postgresql://USER@HOST:PORT/NAME"},
        {"password-in-url", "{option} must not hold the password: everybody here could read it; use "
                            "--database-password-file, PGPASSWORD or PGPASSFILE"},
        {"database-unreachable", "no connection to the database: {reason}"},
        {"database-lost",
         "hub.key is here but its database is not (hub.sqlite is missing or empty); restore the "
         "backup, or remove hub.key to begin anew"},
        {"hub-key-differs", "hub.key in the data directory is not the key of this database; copy it from "
                            "the backup (or from another hub of the same database)"},
        {"hub-key-missing", "this database has a hub.key and the data directory has none; copy it from the "
                            "backup (or from another hub of the same database)"},
        {"file-open-to-others", "others on this machine may read or change {file} (mode {mode}); take that "
                                "away: chmod go= {file}"},
        {"hub-key-damaged", "hub.key in the data directory is damaged; restore it from the backup"},
        {"ca-damaged", "{file} or its key in the data directory is damaged; restore both from the backup"},
        {"unreadable", "{file} in the data directory cannot be read"},
        {"unwritable", "{file} in the data directory cannot be written"},
        {"host-not-usable", "{host} is no host name or address for --host"},
        {"address-in-use", "another program already listens on {host}:{port}"},
        {"address-not-usable", "{host} is no address of this machine that can be listened on"},
        {"certificate-not-usable", "{file} is no certificate in PEM"},
        {"key-not-usable", "{file} is not the key (PEM) of the certificate"}};
    const auto found = known.find(error.code);
    std::string sentence = found == known.end() ? sentenceOfStorage(error.kind) : found->second;
    if (sentence.empty()) {
        return "cannot start: " + error.code;
    }
    for (const char *name : {"option", "file", "host", "port", "reason", "mode"}) {
        for (auto at = sentence.find('{' + std::string(name) + '}'); at != std::string::npos;
             at = sentence.find('{' + std::string(name) + '}')) {
            sentence.replace(at, std::string(name).size() + 2, param(error, name));
        }
    }
    return sentence;
}

std::string serveHelp() {
    return R"(hokatsu-hub serve --data DIR [options]
  --listen HOST:PORT        where to listen (127.0.0.1:8443; port 0: any free one)
  --data DIR                database, keys and certificates; made when it is missing
  --database URL            postgresql://USER@HOST:PORT/NAME?sslmode=verify-full&sslrootcert=F instead of a
                            database in DIR. Several hubs may share it; each DIR must hold the same hub.key
                            (made by the first) and the same ca.pem and ca.key, or --certificate
  --database-password-file F
                            its first line; otherwise PGPASSWORD or PGPASSFILE
  --write-links N           transactions at a time on that database (16)
  --drain SECONDS           on SIGTERM /readyz says no for so long before the door closes (0)
  --host NAME               a further name or address for the hub's own certificate (repeatable)
  --certificate F --key F   a certificate of yours (PEM) instead of the own authority's
  --admin-listen HOST:PORT  /metrics for Prometheus, plain HTTP, loopback addresses only
  --log LEVEL               off, faults (answers from 500) or all; JSON lines on standard error (faults)
  --keep-personal-days N    after the visit, until personal data is erased; 0 = for ever (365)
  --webhook-ca F            authorities (PEM) for webhooks instead of this machine's
  --training                a practice hub with invented facilities and families
  --ready-file F            written when the hub listens: its address and its authority (JSON)
  --exit-with-parent        stop when standard input, a pipe, is closed
  --read-threads N          threads that read the database (2)
  --io-threads N            threads that serve connections (1)
  --calls-per-minute N      for each session, 0 = no limit (600)
  --calls-per-minute-before-sign-in N
                            for each address, 0 = no limit (300)
  --connections N           clients at a time (10000)
  --connections-per-address N
                            of them from one address (2000)
  --new-connections-per-minute N
                            from one address, 0 = no limit (3000); half of them may come at once
  --trusted-proxy ADDRESS   a balancer that passes TLS through: each of its connections must begin with a PROXY
                            line (HAProxy: send-proxy), and counts for the client named there (repeatable)
)";
}

} // namespace hub
