// A data directory being worked on by one subcommand: its database, its key, the time.
#pragma once

#include "domain/clock.h"
#include "domain/random.h"
#include "hub/calls/context.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace hub::cli {

/// What is to become of a directory without a hub's data. Restore: nothing yet, it is opened as it is; and
/// one whose database or key is lost or damaged is opened all the same, broken.
enum class Missing : std::uint8_t { Refuse, Create, Restore };

/// A PostgreSQL database instead of the directory's hub.sqlite; empty: none.
struct ServerAddress {
    std::string url{};
    std::string passwordFile{};
};

class LocalHub {
public:
    /// A process of root works as the directory's owner from here on, so that the hub's own user can open
    /// what it writes. NotFound "no-data" where there is no hub's data and none is to be made; errors of
    /// storage.
    [[nodiscard]] static domain::Result<std::unique_ptr<LocalHub>>
    open(const std::filesystem::path &directory, Missing missing, const ServerAddress &server = {});

    /// One transaction, committed where `work` succeeds. Waits a few seconds for a hub that runs on the
    /// directory.
    domain::Result<void> write(const std::function<domain::Result<void>(Context &)> &work);
    /// The same on another clock and generator: for invented data.
    domain::Result<void> writeAs(const domain::Clock &clock, domain::Random &random,
                                 const std::function<domain::Result<void>(Context &)> &work);

    /// Only with Missing::Restore: nothing but the clock and the generator may be used then.
    [[nodiscard]] bool isBroken() const { return m_database == nullptr && !m_isNew; }
    /// The same, where there is no hub's data at all.
    [[nodiscard]] bool isNew() const { return m_isNew; }
    /// Lets the database go, whose files are to be replaced; from there on it is as with isBroken().
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
