// A hub's data directory that a subcommand works on directly: its database, its key, a clock.
#pragma once

#include "domain/clock.h"
#include "domain/random.h"
#include "hub/calls/context.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace hub::cli {

/// What open() does with a directory without a hub's data. Restore opens it without creating anything, and
/// also opens a directory whose database or key is missing or damaged; isBroken() is then true.
enum class Missing : std::uint8_t { Refuse, Create, Restore };

/// A PostgreSQL database instead of the directory's hub.sqlite; empty if there is none.
struct ServerAddress {
    std::string url{};
    std::string passwordFile{};
};

class LocalHub {
public:
    /// If root runs the process, it continues as the directory's owner, so that the hub's own user can open
    /// the files that it writes. NotFound "no-data" if there is no hub's data and none may be created; errors
    /// of storage.
    [[nodiscard]] static domain::Result<std::unique_ptr<LocalHub>>
    open(const std::filesystem::path &directory, Missing missing, const ServerAddress &server = {});

    /// Runs `work` in one transaction, which is committed if `work` succeeds. Waits a few seconds for a hub
    /// that runs on the directory.
    domain::Result<void> write(const std::function<domain::Result<void>(Context &)> &work);
    /// Like write(), with another clock and generator; for sample data.
    domain::Result<void> writeAs(const domain::Clock &clock, domain::Random &random,
                                 const std::function<domain::Result<void>(Context &)> &work);

    /// Only with Missing::Restore. Only the clock and the generator may then be used.
    [[nodiscard]] bool isBroken() const { return m_database == nullptr && !m_isNew; }
    /// Only with Missing::Restore: the directory has no hub's data at all.
    [[nodiscard]] bool isNew() const { return m_isNew; }
    /// Closes the database, because its files are to be replaced. Afterwards the rules of isBroken() apply.
    void leaveDatabase();
    [[nodiscard]] Database &database() { return *m_database; }
    [[nodiscard]] const domain::Clock &clock() const { return *m_clock; }
    [[nodiscard]] domain::Random &random() { return *m_random; }

private:
    LocalHub();
    domain::Result<void> openData(const std::filesystem::path &directory, const ServerAddress &server);
    std::unique_ptr<domain::Clock> m_clock;
    std::unique_ptr<domain::Random> m_random;
    HubSettings m_settings;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Link> m_link;
    bool m_isNew = false;
};

} // namespace hub::cli
