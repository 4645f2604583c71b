#include "hub/db/postgres_database.h"

#include "hub/db/migrations.h"
#include "hub/db/postgres_notification_channel.h"
#include "hub/db/postgres_schema.h"
#include "hub/db/read.h"

namespace hub {
namespace {

using domain::Result;

class PostgresDatabase final : public Database {
public:
    explicit PostgresDatabase(PostgresAddress address) : m_address(std::move(address)) {}
    Result<std::unique_ptr<Link>> link(Mode mode) override {
        return PostgresLink::open(m_address, mode).map([](std::unique_ptr<PostgresLink> link) {
            return std::unique_ptr<Link>(std::move(link));
        });
    }
    [[nodiscard]] bool isShared() const override { return true; }
    Result<std::unique_ptr<NotificationChannel>> notificationChannel(Heard heard) override {
        auto made = std::make_unique<PostgresNotificationChannel>(m_address, std::move(heard));
        if (auto started = made->start(); !started) {
            return domain::passOn(started);
        }
        return std::unique_ptr<NotificationChannel>(std::move(made));
    }

private:
    PostgresAddress m_address;
};

Result<std::int64_t> versionOf(PostgresLink &link) {
    if (auto made = link.runScript("CREATE TABLE IF NOT EXISTS schema_version (number BIGINT NOT NULL)");
        !made) {
        return domain::passOn(made);
    }
    auto found = firstRow(link, "SELECT max(number) FROM schema_version", {},
                          [](const Rows &row) { return row.isNull(0) ? 0 : row.integer(0); });
    if (!found) {
        return domain::passOn(found);
    }
    return found->value_or(0);
}

Result<void> apply(PostgresLink &link, const Migration &migration) {
    for (const std::string_view script : migration.scripts) {
        if (auto done = link.runScript(postgresDdl(script)); !done) {
            return done;
        }
    }
    return run(link, "INSERT INTO schema_version (number) VALUES ($1)", {migration.number});
}

/// Migrates under a lock that only one process gets at a time. The other processes then find nothing to do.
Result<void> migrate(PostgresLink &link) {
    if (auto claimed = link.claim("migration"); !claimed) {
        return claimed;
    }
    auto version = versionOf(link);
    if (!version) {
        return domain::passOn(version);
    }
    const auto steps = migrations();
    if (*version > steps.back().number) {
        return domain::fail(domain::ErrorKind::StorageTooNew, "unavailable",
                            {{"found", std::to_string(*version)}});
    }
    for (const Migration &step : steps.subspan(static_cast<std::size_t>(*version))) {
        if (auto done = apply(link, step); !done) {
            return done;
        }
    }
    return {};
}

} // namespace

Result<std::unique_ptr<Database>> openPostgres(const Database::Options &options) {
    auto address = postgresAddress(options);
    if (!address) {
        return domain::passOn(address);
    }
    auto link = PostgresLink::open(*address, Database::Mode::Write);
    if (!link) {
        return domain::passOn(link);
    }
    if (auto begun = (*link)->begin(); !begun) {
        return domain::passOn(begun);
    }
    if (auto migrated = migrate(**link); !migrated) {
        return domain::passOn(migrated);
    }
    if (auto committed = (*link)->commit(); !committed) {
        return domain::passOn(committed);
    }
    return std::unique_ptr<Database>(std::make_unique<PostgresDatabase>(std::move(*address)));
}

} // namespace hub
