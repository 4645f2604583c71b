#include "hub/http/own_ca.h"

#include "hub/http/private_file.h"
#include "hub/http/x509.h"
#include "platform/process.h"

#include <algorithm>

namespace hub {
namespace {

using domain::Result;

constexpr std::chrono::days caLife{3650};
constexpr std::chrono::days serverLife{820}; // clients reject more than 825
constexpr std::chrono::days renewBefore{30};
constexpr std::chrono::days backdated{1}; // for desks whose clock is slow

struct Pair {
    x509::Key key;
    x509::Certificate certificate;
};

tl::unexpected<domain::Error> damaged(const char *file) {
    return domain::fail(domain::ErrorKind::StorageCorrupt, "ca-damaged", {{"file", file}});
}

/// Letters, digits, points and hyphens, and colons for IPv6. Other characters have a meaning in OpenSSL's
/// syntax.
bool isPlainHost(const std::string &host) {
    return !host.empty() && host.size() <= 253 && std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
               c == '-' || c == ':';
    });
}

std::vector<std::string> hostsOf(const std::vector<std::string> &wished) {
    std::vector<std::string> hosts{"localhost", "127.0.0.1", "::1"};
    if (const auto own = platform::hostName(); own && isPlainHost(*own)) {
        hosts.push_back(*own);
    }
    for (const std::string &host : wished) {
        if (std::find(hosts.begin(), hosts.end(), host) == hosts.end()) {
            hosts.push_back(host);
        }
    }
    return hosts;
}

Result<Pair> readPair(const std::filesystem::path &certificate, const std::filesystem::path &key) {
    const auto certificateText = readWholeFile(certificate);
    if (!certificateText) {
        return domain::passOn(certificateText);
    }
    const auto keyText = readWholeFile(key);
    if (!keyText) {
        return domain::passOn(keyText);
    }
    Pair pair{x509::keyFromPem(*keyText), x509::certificateFromPem(*certificateText)};
    if (!pair.key || !pair.certificate ||
        X509_check_private_key(pair.certificate.get(), pair.key.get()) != 1) {
        return damaged(certificate.filename().c_str());
    }
    return pair;
}

/// Writes the key first. A certificate without its key counts as damage; a key without a certificate is only
/// an interrupted start.
Result<void> writePair(const Pair &pair, const std::filesystem::path &certificate,
                       const std::filesystem::path &key) {
    if (auto written = writePrivateFile(key, x509::pemOf(pair.key.get()), Overwrite::Yes); !written) {
        return written;
    }
    if (auto written = writePrivateFile(certificate, x509::pemOf(pair.certificate.get()), Overwrite::Yes);
        !written) {
        return written;
    }
    std::error_code ignored; // a failure does not matter: readers only compare the file
    std::filesystem::permissions(certificate, std::filesystem::perms(0644), ignored);
    return {};
}

Result<Pair> makeCa(domain::Instant now, const std::filesystem::path &certificate,
                    const std::filesystem::path &key) {
    Pair pair;
    pair.key = x509::newKey();
    const x509::Wanted wanted{.commonName =
                                  "Hokatsu Hub CA " + std::to_string(now.time_since_epoch().count()),
                              .from = now - backdated,
                              .until = now + caLife,
                              .hosts = {}};
    if (pair.key) {
        pair.certificate = x509::newCa(wanted, pair.key.get());
    }
    if (!pair.certificate) {
        return domain::fail(domain::ErrorKind::Bug, "no-certificate");
    }
    if (auto written = writePair(pair, certificate, key); !written) {
        return domain::passOn(written);
    }
    return pair;
}

bool stillFits(const Pair &server, const Pair &ca, const std::vector<std::string> &hosts,
               domain::Instant now) {
    return x509::isIssuedBy(server.certificate.get(), ca.certificate.get()) &&
           !x509::endsBefore(server.certificate.get(), now + renewBefore) &&
           std::all_of(hosts.begin(), hosts.end(), [&server](const std::string &host) {
               return x509::names(server.certificate.get(), host);
           });
}

Result<void> makeServer(const Pair &ca, const std::vector<std::string> &hosts, domain::Instant now,
                        const OwnCa &files) {
    Pair pair;
    pair.key = x509::newKey();
    const x509::Wanted wanted{
        .commonName = "Hokatsu Hub", .from = now - backdated, .until = now + serverLife, .hosts = hosts};
    if (pair.key) {
        pair.certificate = x509::newServer(wanted, pair.key.get(), ca.certificate.get(), ca.key.get());
    }
    if (!pair.certificate) {
        return domain::fail(domain::ErrorKind::Rejected, "host-not-usable");
    }
    return writePair(pair, files.certificateFile, files.keyFile);
}

} // namespace

Result<OwnCa> prepareOwnCa(const std::filesystem::path &directory, const std::vector<std::string> &wished,
                           domain::Instant now) {
    for (const std::string &host : wished) {
        if (!isPlainHost(host)) {
            return domain::fail(domain::ErrorKind::Rejected, "host-not-usable", {{"host", host}});
        }
    }
    OwnCa files{.caFile = directory / "ca.pem",
                .certificateFile = directory / "server.pem",
                .keyFile = directory / "server.key",
                .caSha256 = {}};
    const auto caKey = directory / "ca.key";
    files.madeCa = !std::filesystem::exists(files.caFile);
    const auto ca = files.madeCa ? makeCa(now, files.caFile, caKey) : readPair(files.caFile, caKey);
    if (!ca) {
        return domain::passOn(ca);
    }
    files.caSha256 = x509::sha256Of(ca->certificate.get());
    const auto hosts = hostsOf(wished);
    const auto server = readPair(files.certificateFile, files.keyFile);
    files.madeCertificate = !server || !stillFits(*server, *ca, hosts, now);
    if (files.madeCertificate) {
        if (auto made = makeServer(*ca, hosts, now, files); !made) {
            return domain::passOn(made);
        }
    }
    return files;
}

Result<std::string> fingerprintOf(const std::filesystem::path &certificateFile) {
    const auto text = readWholeFile(certificateFile);
    if (!text) {
        return domain::passOn(text);
    }
    const auto certificate = x509::certificateFromPem(*text);
    if (!certificate) {
        return domain::fail(domain::ErrorKind::Malformed, "not-a-certificate");
    }
    return x509::sha256Of(certificate.get());
}

} // namespace hub
