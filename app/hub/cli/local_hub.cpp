#include "hub/cli/local_hub.h"

#include "hub/auth/hub_key.h"
#include "hub/db/meta.h"
#include "platform/private_file.h"

namespace hub::cli {
namespace {

domain::Result<void> ensureDirectory(const std::filesystem::path &directory, Missing missing,
                                     const ServerAddress &server) {
    std::error_code error;
    const bool there = std::filesystem::exists(directory / "hub.sqlite", error);
    if (there) {
        return {};
    }
    // With a server's database the directory contains only the hub's key, which is checked when the database
    // opens.
    if (missing == Missing::Refuse && server.url.empty()) {
        return domain::fail(domain::ErrorKind::NotFound, "no-data", {{"directory", directory.string()}});
    }
    if (missing == Missing::Restore && server.url.empty()) {
        return {}; // the directory is created after the backup has been checked
    }
    if (std::filesystem::create_directories(directory, error)) {
        std::filesystem::permissions(directory, std::filesystem::perms::owner_all, error);
    }
    if (error || !std::filesystem::is_directory(directory, error)) {
        return domain::fail(domain::ErrorKind::StorageReadOnly, "directory-not-writable");
    }
    return {};
}

} // namespace

LocalHub::LocalHub() : m_clock(domain::systemClock()), m_random(domain::systemRandom()) {}

domain::Result<std::unique_ptr<LocalHub>> LocalHub::open(const std::filesystem::path &directory,
                                                         Missing missing, const ServerAddress &server) {
    if (auto ensured = ensureDirectory(directory, missing, server); !ensured) {
        return domain::passOn(ensured);
    }
    platform::actAsOwnerOf(directory);
    platform::keepNewFilesPrivate();
    std::unique_ptr<LocalHub> local(new LocalHub);
    std::error_code error;
    local->m_isNew = missing == Missing::Restore && server.url.empty() &&
                     !std::filesystem::exists(directory / "hub.sqlite", error) &&
                     !std::filesystem::exists(directory / "hub.key", error);
    if (local->m_isNew) {
        return local;
    }
    const auto opened = local->openData(directory, server);
    const bool mayBeBroken = missing == Missing::Restore && server.url.empty();
    if (!opened && !(mayBeBroken && opened.error().kind == domain::ErrorKind::StorageCorrupt)) {
        return domain::passOn(opened);
    }
    return local;
}

domain::Result<void> LocalHub::openData(const std::filesystem::path &directory, const ServerAddress &server) {
    if (auto kept = databaseIsKept(directory); !kept && server.url.empty()) {
        return kept;
    }
    auto database = Database::open({.path = (directory / "hub.sqlite").string(),
                                    .server = server.url,
                                    .passwordFile = server.passwordFile});
    if (!database) {
        return domain::passOn(database);
    }
    auto key = keyOfDatabase(directory, **database, *m_random);
    if (!key) {
        return domain::passOn(key);
    }
    if (auto kept = keysArePrivate(directory); !kept) {
        return kept;
    }
    m_settings.key = std::move(*key);
    auto link = (*database)->link(Database::Mode::Write);
    if (!link) {
        return domain::passOn(link);
    }
    m_database = std::move(*database);
    m_link = std::move(*link);
    return {};
}

void LocalHub::leaveDatabase() {
    m_link.reset();
    m_database.reset();
}

domain::Result<void> LocalHub::write(const std::function<domain::Result<void>(Context &)> &work) {
    return writeAs(*m_clock, *m_random, work);
}

domain::Result<void> LocalHub::writeAs(const domain::Clock &clock, domain::Random &random,
                                       const std::function<domain::Result<void>(Context &)> &work) {
    if (auto begun = m_link->beginSnapshot(); !begun) {
        return begun;
    }
    Context context{.db = *m_link, .clock = clock, .random = random, .settings = m_settings};
    if (auto done = work(context); !done) {
        m_link->rollback();
        return done;
    }
    return m_link->commit();
}

} // namespace hub::cli
