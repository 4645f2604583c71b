// hokatsu-hub: only puts the parts of `serve` together; the other subcommands are in hub/cli.
#include "domain/clock.h"
#include "domain/random.h"
#include "hub/auth/hub_key.h"
#include "hub/calls/router.h"
#include "hub/calls/service.h"
#include "hub/cli/cli.h"
#include "hub/cli/serve_options.h"
#include "hub/http/http_server.h"
#include "hub/http/own_ca.h"
#include "hub/http/private_file.h"
#include "hub/ops/admin_server.h"
#include "hub/ops/audit_heads.h"
#include "hub/ops/log.h"
#include "hub/service/hub_routes.h"
#include "hub/service/open_service.h"
#include "hub/webhooks/sender.h"
#include "platform/private_file.h"
#include "platform/process.h"
#include "platform/signals.h"
#include "training/training_hub.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace {

using domain::Result;

constexpr std::chrono::seconds grace{5};
constexpr std::chrono::hours betweenUpkeeps{12};

int refuse(const domain::Error &error) {
    std::fprintf(stderr, "hokatsu-hub: %s\n", hub::sentenceOf(error).c_str());
    return 1;
}

/// Everything that runs, in the order in which it must go again.
struct Running {
    std::unique_ptr<domain::Clock> clock = domain::systemClock();
    std::unique_ptr<domain::Random> random = domain::systemRandom();
    std::unique_ptr<hub::ops::Metrics> metrics; ///< outlives the calls that it counts
    std::unique_ptr<training::Parents> parents;
    std::unique_ptr<hub::Service> service;
    std::unique_ptr<hub::HttpServer> server;
    std::unique_ptr<hub::webhooks::Sender> sender;
    std::unique_ptr<hub::ops::AdminServer> admin;
    hub::OwnCa ca;
    training::Trainee trainee;
};

Result<void> prepareDirectory(const hub::ServeOptions &options) {
    std::error_code error;
    if (!std::filesystem::exists(options.dataDirectory, error)) {
        std::filesystem::create_directories(options.dataDirectory, error);
        if (!error) {
            std::filesystem::permissions(options.dataDirectory, std::filesystem::perms::owner_all, error);
        }
    }
    if (error || !std::filesystem::is_directory(options.dataDirectory, error)) {
        return domain::fail(domain::ErrorKind::StorageReadOnly, "directory-not-writable");
    }
    if (!options.training && std::filesystem::exists(options.dataDirectory / "trainee.json", error)) {
        return domain::fail(domain::ErrorKind::Rejected, "directory-is-training");
    }
    if (!options.readyFile.empty()) {
        std::filesystem::remove(options.readyFile, error); // of an earlier run
    }
    return {};
}

Result<void> openService(const hub::ServeOptions &options, Running &running) {
    hub::ServiceConfig config{.dataDirectory = options.dataDirectory,
                              .training = options.training,
                              .readThreads = options.readThreads,
                              .extraRoutes = {},
                              .callsPerMinute = options.callsPerMinute,
                              .callsPerMinuteBeforeSignIn = options.callsPerMinuteBeforeSignIn,
                              .databaseServer = options.database,
                              .databasePasswordFile = options.databasePasswordFile,
                              .writeLinks = options.writeLinks};
    config.keepPersonalDays = options.training ? 0 : options.keepPersonalDays;
    if (options.training) {
        running.parents = std::make_unique<training::Parents>(*running.clock, *running.random);
        config.extraRoutes =
            std::make_shared<const std::vector<hub::Route>>(training::trainingRoutes(*running.parents));
    }
    auto service = hub::openService(config, *running.clock, *running.random);
    if (!service) {
        return domain::passOn(service);
    }
    running.service = std::move(*service);
    if (!options.training) {
        return {};
    }
    auto trainee =
        training::prepareTraining(*running.service, options.dataDirectory, *running.clock, *running.random);
    if (!trainee) {
        return domain::passOn(trainee);
    }
    running.trainee = std::move(*trainee);
    return running.parents->start(*running.service, options.dataDirectory);
}

hub::ops::LogLevel logLevelOf(const std::string &name) {
    if (name == "off") {
        return hub::ops::LogLevel::Off;
    }
    return name == "all" ? hub::ops::LogLevel::All : hub::ops::LogLevel::Faults;
}

hub::HttpServer::Handler watchedService(Running &running) {
    hub::Service &service = *running.service;
    hub::ops::Metrics &metrics = *running.metrics;
    return [&service, &metrics](hub::Request request, hub::HttpServer::Done done) {
        return metrics.watch(std::move(request), std::move(done),
                             [&service](hub::Request watched, hub::Service::Done answered) {
                                 return service.submit(std::move(watched), std::move(answered));
                             });
    };
}

/// Starts the work beside the calls: sending webhooks and serving the metrics.
Result<void> startBeside(const hub::ServeOptions &options, Running &running) {
    hub::webhooks::Sender::Options sending;
    sending.limits.caFile = options.webhookCaFile;
    running.sender = std::make_unique<hub::webhooks::Sender>(*running.service, *running.clock, sending);
    if (!options.training) {
        running.sender->start();
    }
    if (!options.adminPort) {
        return {};
    }
    auto admin = hub::ops::AdminServer::start(
        options.adminHost, *options.adminPort,
        [&running] {
            auto gauges = hub::ops::gaugesOf(*running.service, *running.clock);
            gauges.connections = running.server->connections();
            return running.metrics->text(gauges);
        },
        *running.clock);
    if (!admin) {
        return domain::passOn(admin);
    }
    running.admin = std::move(*admin);
    return {};
}

Result<hub::OwnCa> ownCa(const hub::ServeOptions &options, const Running &running) {
    return hub::prepareOwnCa(options.dataDirectory, options.certificateHosts, running.clock->now());
}

/// Reloads the certificate, because a hub may run longer than a certificate is valid: its own one is renewed
/// in time, and another one's file may have been replaced.
void renewCertificate(const hub::ServeOptions &options, const Running &running) {
    Result<void> renewed;
    if (options.certificateFile.empty()) {
        renewed = ownCa(options, running).map([](const hub::OwnCa &) {});
    }
    if (renewed) {
        renewed = running.server->renewCertificate();
    }
    if (!renewed) {
        refuse(renewed.error()); // the current certificate stays in use
    }
}

/// Logs the audit heads. The log is not stored with the database, so its heads show if a chain was shortened.
void keepAuditHeads(const hub::ServeOptions &options, const Running &running) {
    if (!options.training && logLevelOf(options.log) != hub::ops::LogLevel::Off) {
        hub::ops::logAuditHeads(*running.service, *running.clock);
    }
}

/// Warns and does not refuse, because a private folder may protect the files.
void tellOfOpenFiles(const hub::ServeOptions &options) {
    for (const std::string &name : hub::filesOpenToOthers(options.dataDirectory)) {
        std::fprintf(
            stderr,
            "hokatsu-hub: others on this machine may read %s, with families' names in it: chmod go= %s\n",
            name.c_str(), (options.dataDirectory / name).c_str());
    }
}

Result<void> listen(const hub::ServeOptions &options, Running &running) {
    hub::HttpServerConfig config{.host = options.host,
                                 .port = options.port,
                                 .certificateFile = options.certificateFile,
                                 .keyFile = options.keyFile,
                                 .threads = options.ioThreads,
                                 .connections = options.connections,
                                 .connectionsPerAddress = options.connectionsPerAddress,
                                 .newConnectionsPerMinute = options.newConnectionsPerMinute,
                                 .trustedProxies = options.trustedProxies};
    if (options.certificateFile.empty()) {
        auto ca = ownCa(options, running);
        if (!ca) {
            return domain::passOn(ca);
        }
        running.ca = std::move(*ca);
        config.certificateFile = running.ca.certificateFile;
        config.keyFile = running.ca.keyFile;
    }
    running.metrics = std::make_unique<hub::ops::Metrics>(
        hub::hubRoutes(), hub::ops::logTo(logLevelOf(options.log), *running.clock));
    auto server = hub::HttpServer::start(config, watchedService(running), *running.clock, *running.random);
    if (!server) {
        return domain::passOn(server);
    }
    running.server = std::move(*server);
    return {};
}

/// The hub's URL for a client on this machine, or with the first name of the certificate.
std::string urlOf(const hub::ServeOptions &options, std::uint16_t port) {
    std::string host = options.host;
    if (host == "0.0.0.0" || host == "::") {
        host = options.certificateHosts.empty() ? "localhost" : options.certificateHosts.front();
    }
    if (host.find(':') != std::string::npos) {
        host = '[' + host + ']';
    }
    return "https://" + host + ':' + std::to_string(port);
}

using JsonWriter = rapidjson::Writer<rapidjson::StringBuffer>;

void writeMember(JsonWriter &writer, const char *name, const std::string &value) {
    writer.Key(name);
    writer.String(value.c_str(), static_cast<rapidjson::SizeType>(value.size()));
}

void writeCredentials(JsonWriter &writer, const char *name, const training::Credentials &credentials) {
    writer.Key(name);
    writer.StartObject();
    writeMember(writer, "login_id", credentials.loginId);
    writeMember(writer, "password", credentials.password);
    writeMember(writer, "totp_secret", credentials.totpSecret);
    writer.EndObject();
}

Result<void> writeReadyFile(const hub::ServeOptions &options, const Running &running) {
    if (options.readyFile.empty()) {
        return {};
    }
    rapidjson::StringBuffer text;
    JsonWriter writer(text);
    writer.StartObject();
    writeMember(writer, "url", urlOf(options, running.server->port()));
    const std::string caFile =
        running.ca.caFile.empty() ? std::string() : std::filesystem::absolute(running.ca.caFile).string();
    writeMember(writer, "ca_file", caFile);
    writeMember(writer, "ca_sha256", running.ca.caSha256);
    if (running.admin) {
        writeMember(writer, "admin_url",
                    "http://" +
                        (options.adminHost.find(':') == std::string::npos ? options.adminHost
                                                                          : '[' + options.adminHost + ']') +
                        ':' + std::to_string(running.admin->port()));
    }
    if (options.training) {
        writeCredentials(writer, "trainee", running.trainee);
        writeCredentials(writer, "municipal_trainee", running.trainee.municipal);
    }
    writer.EndObject();
    return hub::writePrivateFile(options.readyFile, {text.GetString(), text.GetSize()}, hub::Overwrite::Yes);
}

void announce(const hub::ServeOptions &options, const Running &running) {
    std::printf("Hokatsu Hub %s%s listens on %s\n", HOKATSU_VERSION, options.training ? " (training)" : "",
                urlOf(options, running.server->port()).c_str());
    if (!running.ca.caFile.empty()) {
        std::printf("%s authority: %s\nSHA-256: %s\n", running.ca.madeCa ? "New certificate" : "Certificate",
                    running.ca.caFile.c_str(), running.ca.caSha256.c_str());
    }
    std::fflush(stdout);
}

/// Stops in order: refuses new clients, answers held calls with their latest answer, finishes running
/// answers, and closes the database.
void stop(Running &running) {
    running.admin.reset();
    running.server->stopAccepting();
    running.sender->stop();
    if (running.parents) {
        running.parents->stop();
    }
    running.service->stop();
    running.server->stop(grace);
    running.service.reset();
}

Result<void> start(const hub::ServeOptions &options, Running &running) {
    if (auto directory = prepareDirectory(options); !directory) {
        return directory;
    }
    if (auto opened = openService(options, running); !opened) {
        return opened;
    }
    if (auto listening = listen(options, running); !listening) {
        return listening;
    }
    if (auto beside = startBeside(options, running); !beside) {
        return beside;
    }
    return writeReadyFile(options, running);
}

int serve(const std::vector<std::string> &args) {
    const auto options = hub::parseServeOptions(args);
    if (!options) {
        refuse(options.error());
        return 2;
    }
    if (options->help) {
        std::fputs(hub::serveHelp().c_str(), stdout);
        return 0;
    }
    platform::keepNewFilesPrivate();
    platform::ignoreBrokenPipes();
    const platform::EndSignals signals;
    platform::raiseFileLimit();
    Running running;
    if (const auto started = start(*options, running); !started) {
        if (running.parents) {
            running.parents->stop();
        }
        return refuse(started.error());
    }
    announce(*options, running);
    tellOfOpenFiles(*options);
    keepAuditHeads(*options, running);
    signals.waitForEnd(options->exitWithParent && platform::inputIsPipe(), betweenUpkeeps, [&] {
        renewCertificate(*options, running);
        keepAuditHeads(*options, running);
    });
    if (options->drain > std::chrono::seconds(0)) {
        running.service->drain(); // a load balancer reads /readyz and then sends no more requests
        signals.waitAtMost(options->drain);
    }
    stop(running);
    if (std::error_code ignored; !options->readyFile.empty()) {
        std::filesystem::remove(options->readyFile, ignored);
    }
    return 0;
}

/// Prints all calls, one per line; a test compares them with the interface's description.
int listRoutes() {
    for (const hub::Route &route : hub::hubRoutes()) {
        std::printf("%.*s %.*s\n", static_cast<int>(route.method.size()), route.method.data(),
                    static_cast<int>(route.pattern.size()), route.pattern.data());
    }
    return 0;
}

void help() {
    std::fputs("Hokatsu Hub: the hub between parents' systems, nurseries and municipalities.\n\n", stdout);
    std::fputs(hub::serveHelp().c_str(), stdout);
    std::fputs(hub::cli::summary().c_str(), stdout);
}

} // namespace

int main(int argc, char **argv) {
    platform::keepMemoryPrivate(); // it holds the hub's key and families' names
    const std::vector<std::string> args(argv + 1, argv + argc);
    if (args.empty() || args.front() == "--help" || args.front() == "help") {
        help();
        return args.empty() ? 2 : 0;
    }
    if (args.front() == "--version") {
        std::printf("hokatsu-hub %s\n", HOKATSU_VERSION);
        return 0;
    }
    if (args.front() == "routes") {
        return listRoutes();
    }
    if (args.front() == "serve") {
        return serve({args.begin() + 1, args.end()});
    }
    const int status = hub::cli::run(args);
    if (status >= 0) {
        return status;
    }
    std::fprintf(stderr, "hokatsu-hub: unknown subcommand %s; see hokatsu-hub --help\n",
                 args.front().c_str());
    return 2;
}
