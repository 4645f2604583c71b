// The commands backup, restore, verify and export.
#include "hub/cli/ops_commands.h"
#include "hub/db/believed_time.h"
#include "hub/db/meta.h"
#include "hub/db/read.h"
#include "hub/http/private_file.h"
#include "hub/ops/audit_heads.h"
#include "hub/ops/backup.h"
#include "hub/ops/export.h"
#include "hub/ops/verify.h"

#include <array>
#include <cstdio>

namespace hub::cli {
namespace {

using domain::Result;

constexpr std::array<OptionSpec, 1> toOptions = {
    {{"--to", Takes::One, Presence::Required, "FOLDER", "a new or empty folder"}}};
constexpr std::array<OptionSpec, 1> verifyOptions = {
    {{"--anchors", Takes::Many, Presence::Optional, "FILE",
      "a hub's log, or a backup's backup.json: its heads of chains must still be there"}}};
constexpr std::array<OptionSpec, 3> restoreOptions = {{
    {"--from", Takes::One, Presence::Optional, "FOLDER", "what backup wrote"},
    {"--replace", Takes::Nothing, Presence::Optional, "", "DIR holds data already: replace it"},
    {"--new-epoch", Takes::Nothing, Presence::Optional, "",
     "only say that the database was put back by other means (pg_restore, a snapshot)"},
}};

tl::unexpected<domain::Error> refused(std::string what) {
    return domain::fail(domain::ErrorKind::Conflict, "refused", {{"what", std::move(what)}});
}

/// Replaces errors of the folders by readable sentences; other errors stay as they are.
template <class T> tl::unexpected<domain::Error> inWords(const Result<T> &failed) {
    const domain::Error &error = failed.error();
    const auto param = [&error](const char *name) {
        const auto found = error.params.find(name);
        return found == error.params.end() ? std::string() : found->second;
    };
    if (error.code == "not-empty") {
        return refused(param("directory") + " is not empty");
    }
    if (error.code == "backup-damaged") {
        return refused(param("file") + " in the backup is missing or not what it was; nothing was restored");
    }
    if (error.code == "directory-in-use") {
        return refused("a hub runs on the data directory: stop it first");
    }
    return domain::passOn(failed);
}

Result<void> backup(const Arguments &arguments, LocalHub &local) {
    if (local.database().isShared()) {
        return refused(
            "a PostgreSQL database is saved by its own means: pg_basebackup with WAL archiving, or "
            "pg_dump; keep hub.key of the data directory with it");
    }
    const std::string to = arguments.one("--to");
    std::string heads; // read before the copy, so that the copy contains all of them
    auto read = local.write([&heads](Context &context) -> Result<void> {
        const auto found = ops::auditHeads(context.db, context.settings.key);
        heads = found ? ops::toJson(*found) : std::string();
        return found ? Result<void>() : domain::passOn(found);
    });
    if (!read) {
        return read;
    }
    const auto done = ops::backUp(arguments.one("--data"), to, local.clock().now(), heads);
    if (!done) {
        return inWords(done);
    }
    std::printf("%s holds the hub as it was, with its key: keep it as safe as the hub itself.\n", to.c_str());
    return {};
}

Result<bool> isEmpty(LocalHub &local) {
    bool empty = true;
    auto read = local.write([&](Context &context) {
        return eachRow(context.db, "SELECT count(*) FROM facility", {},
                       [&](const Rows &row) { empty = row.integer(0) == 0; });
    });
    if (!read) {
        return domain::passOn(read);
    }
    return empty;
}

void tellEpoch(const std::string &epoch, const domain::Clock &clock) {
    std::printf("New epoch %s: desks read everything anew and send again what the copy does not know.\n",
                epoch.c_str());
    std::printf("The clock says %s; from now on that is taken for right.\n",
                textInJapan(clock.now()).c_str());
}

Result<void> newEpochOnly(LocalHub &local) {
    const std::string epoch = domain::Uuid::make(local.clock(), local.random()).text();
    auto done = local.write([&](Context &context) {
        auto set = setMetaValue(context.db, "epoch", epoch);
        return set ? believeTime(context.db, context.now()) : set;
    });
    if (done) {
        tellEpoch(epoch, local.clock());
    }
    return done;
}

/// Checks whether a backup may replace the directory's data.
Result<void> mayReplace(const Arguments &arguments, LocalHub &local) {
    if (local.isNew()) {
        return {};
    }
    if (local.isBroken()) {
        return arguments.has("--replace")
                   ? Result<void>()
                   : refused("the hub's data is damaged or not its key's; say --replace to put it aside as "
                             "hub.sqlite.damaged");
    }
    if (local.database().isShared()) {
        return refused("put a PostgreSQL database back by its own means, then run restore --new-epoch");
    }
    const auto empty = isEmpty(local);
    if (!empty) {
        return domain::passOn(empty);
    }
    if (!*empty && !arguments.has("--replace")) {
        return refused("the data directory holds a hub's data; say --replace to give it up");
    }
    return {};
}

Result<void> restore(const Arguments &arguments, LocalHub &local) {
    if (arguments.has("--from") == arguments.has("--new-epoch")) {
        return usage("give either --from or --new-epoch");
    }
    if (arguments.has("--new-epoch")) {
        return local.isNew()      ? refused("there is no hub's data in the data directory")
               : local.isBroken() ? refused("the hub's data is damaged; restore a backup")
                                  : newEpochOnly(local);
    }
    if (auto may = mayReplace(arguments, local); !may) {
        return may;
    }
    local.leaveDatabase();
    const auto epoch =
        ops::restore(arguments.one("--from"), arguments.one("--data"), local.clock(), local.random());
    if (!epoch) {
        return inWords(epoch);
    }
    tellEpoch(*epoch, local.clock());
    return {};
}

/// Reads the chain heads from the named files.
Result<std::vector<ops::SealedHead>> anchorsIn(const Arguments &arguments) {
    std::vector<ops::SealedHead> all;
    for (const std::string &file : arguments.many("--anchors")) {
        const auto text = readWholeFile(file);
        if (!text) {
            return domain::passOn(text);
        }
        const auto heads = ops::headsIn(*text);
        if (heads.empty()) {
            return refused(file +
                           " holds no head of an audit chain (a hub's log or a backup's backup.json does)");
        }
        all.insert(all.end(), heads.begin(), heads.end());
    }
    return all;
}

Result<void> verify(const Arguments &arguments, LocalHub &local) {
    const auto anchors = anchorsIn(arguments);
    if (!anchors) {
        return domain::passOn(anchors);
    }
    ops::Verified verified;
    auto done = local.write([&](Context &context) -> Result<void> {
        auto read = ops::verify(context.db, context.settings.key);
        auto kept = ops::checkHeads(context.db, context.settings.key, *anchors);
        if (!read || !kept) {
            return read ? domain::passOn(kept) : domain::passOn(read);
        }
        verified = std::move(*read);
        verified.faults.insert(verified.faults.end(), kept->begin(), kept->end());
        return {};
    });
    if (!done) {
        return done;
    }
    for (const std::string &fault : verified.faults) {
        std::printf("%s\n", fault.c_str());
    }
    std::printf("%lld audit chains with %lld lines, %lld slots, %lld reservations: %s\n",
                static_cast<long long>(verified.municipalities), static_cast<long long>(verified.auditLines),
                static_cast<long long>(verified.slots), static_cast<long long>(verified.reservations),
                verified.faults.empty() ? "all is well" : "see above");
    return verified.faults.empty()
               ? Result<void>()
               : refused(std::to_string(verified.faults.size()) + " things are not as they should be");
}

Result<void> exportEverything(const Arguments &arguments, LocalHub &local) {
    const std::string to = arguments.one("--to");
    auto done = local.write([&](Context &context) { return ops::exportAll(context.db, to); });
    if (!done) {
        return inWords(done);
    }
    std::printf("%s/README.txt says what is where. The folder holds personal data.\n", to.c_str());
    return {};
}

constexpr std::array<Command, 4> opsTable = {{
    {"backup",
     "Copies database, key and certificates into a folder, also while the hub runs",
     toOptions,
     {},
     Missing::Refuse,
     backup,
     {}},
    {"restore",
     "Puts a backup into the data directory and begins a new epoch",
     restoreOptions,
     {},
     Missing::Restore,
     restore,
     "The hub must be stopped. Every file of the backup is checked before anything is changed."},
    {"verify",
     "Checks audit chains, seats, records and counters; exit code 1 where something is wrong",
     verifyOptions,
     {},
     Missing::Refuse,
     verify,
     "The heads of the chains are in the hub's log twice a day and in each backup.json, under the hub's key: "
     "with "
     "--anchors a\nchain that was cut or made anew shows also where everything else was made to fit."},
    {"export",
     "Writes everything as documented CSV and JSON into a folder",
     toOptions,
     {},
     Missing::Refuse,
     exportEverything,
     "Passwords, second factors and secrets are not in it; personal data is."},
}};

} // namespace

std::span<const Command> opsCommands() {
    return opsTable;
}

} // namespace hub::cli
