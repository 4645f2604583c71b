#include "hub/db/postgres_address.h"

#include <fstream>
#include <libpq-fe.h>

namespace hub {
namespace {

struct FreeOptions {
    void operator()(PQconninfoOption *options) const { PQconninfoFree(options); }
};

bool hasPassword(const PQconninfoOption *options) {
    for (; options->keyword != nullptr; ++options) {
        if (std::string_view(options->keyword) == "password" && options->val != nullptr &&
            *options->val != '\0') {
            return true;
        }
    }
    return false;
}

domain::Result<std::string> firstLine(const std::string &path) {
    std::ifstream file(path);
    std::string line;
    if (!file || !std::getline(file, line)) {
        return domain::fail(domain::ErrorKind::StorageReadOnly, "unreadable", {{"file", path}});
    }
    if (!line.empty() && line.back() == '\r') {
        line.pop_back();
    }
    return line;
}

} // namespace

domain::Result<PostgresAddress::Parameters> PostgresAddress::parameters() const {
    Parameters all;
    const auto add = [&all](const char *name, std::string value) {
        all.names.emplace_back(name);
        all.values.push_back(std::move(value));
    };
    // A dead server is noticed within seconds. If the URL names several hosts, libpq chooses the one that
    // accepts writes.
    add("connect_timeout", "5");
    add("tcp_user_timeout", "10000");
    add("keepalives_idle", "10");
    add("keepalives_interval", "5");
    add("keepalives_count", "3");
    add("target_session_attrs", "read-write");
    add("application_name", "hokatsu-hub");
    add("dbname", url);
    add("client_encoding", "UTF8");
    if (!passwordFile.empty()) {
        auto password = firstLine(passwordFile);
        if (!password) {
            return domain::passOn(password);
        }
        add("password", std::move(*password));
    }
    return all;
}

domain::Result<PostgresAddress> postgresAddress(const Database::Options &options) {
    const bool isUrl =
        options.server.starts_with("postgresql://") || options.server.starts_with("postgres://");
    const std::unique_ptr<PQconninfoOption, FreeOptions> read(
        isUrl ? PQconninfoParse(options.server.c_str(), nullptr) : nullptr);
    if (!read) {
        return domain::fail(domain::ErrorKind::Rejected, "not-a-database", {{"option", "--database"}});
    }
    if (hasPassword(read.get())) {
        return domain::fail(domain::ErrorKind::Rejected, "password-in-url", {{"option", "--database"}});
    }
    return PostgresAddress{options.server, options.passwordFile};
}

} // namespace hub
