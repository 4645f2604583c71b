#include "hub/ops/backup.h"

#include "hub/auth/hub_key.h"
#include "hub/db/believed_time.h"
#include "hub/db/database.h"
#include "hub/db/meta.h"
#include "hub/http/private_file.h"
#include "hub/ops/new_folder.h"
#include "platform/private_file.h"
#include "wire/auth_json.h"

#include <array>
#include <memory>
#include <openssl/evp.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <sqlite3.h>
#include <vector>

namespace hub::ops {
namespace {

using domain::ErrorKind;
using domain::Result;
namespace fs = std::filesystem;

constexpr const char *databaseName = "hub.sqlite";
constexpr const char *readyName = "hub.sqlite.restored";
constexpr const char *replaced = ".replaced"; ///< suffix of the old database until the new one is in place
constexpr const char *damaged = ".damaged";
constexpr const char *manifestName = "backup.json";
/// Files beside the database that cannot be made again.
constexpr std::array<const char *, 5> keyFiles = {"hub.key", "ca.pem", "ca.key", "server.pem", "server.key"};

struct SqliteDeleter {
    void operator()(sqlite3 *handle) const { sqlite3_close_v2(handle); }
};
using Sqlite = std::unique_ptr<sqlite3, SqliteDeleter>;

Sqlite opened(const fs::path &file, int flags) {
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
    Sqlite result(handle);
    if (code != SQLITE_OK) {
        return nullptr;
    }
    sqlite3_busy_timeout(handle, 10'000);
    return result;
}

ErrorKind kindOf(int code) {
    switch (code & 0xff) {
    case SQLITE_FULL:
        return ErrorKind::StorageFull;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorKind::StorageBusy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorKind::StorageCorrupt;
    default:
        return ErrorKind::StorageReadOnly;
    }
}

/// Copies all pages in one step, which is one read transaction, so the copy shows the source at one moment.
Result<void> copyDatabase(const fs::path &from, const fs::path &to) {
    // Writable, because a write-ahead log may need its shared memory.
    const Sqlite source = opened(from, SQLITE_OPEN_READWRITE);
    const Sqlite target = opened(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (source == nullptr || target == nullptr) {
        return domain::fail(ErrorKind::StorageReadOnly, "unreadable", {{"file", from.filename().string()}});
    }
    sqlite3_backup *backup = sqlite3_backup_init(target.get(), "main", source.get(), "main");
    if (backup == nullptr) {
        return domain::fail(kindOf(sqlite3_errcode(target.get())), "unavailable");
    }
    const int stepped = sqlite3_backup_step(backup, -1);
    sqlite3_backup_finish(backup);
    if (stepped != SQLITE_DONE) {
        return domain::fail(kindOf(stepped), "unavailable");
    }
    // The copy consists of one file.
    sqlite3_exec(target.get(), "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr);
    return {};
}

Result<std::string> sha256Of(const fs::path &file) {
    const auto content = readWholeFile(file);
    if (!content) {
        return domain::passOn(content);
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned length = 0;
    EVP_Digest(content->data(), content->size(), hash.data(), &length, EVP_sha256(), nullptr);
    std::string text;
    for (unsigned i = 0; i < length; ++i) {
        constexpr const char *digits = "0123456789abcdef";
        text += digits[hash.at(i) >> 4];
        text += digits[hash.at(i) & 15];
    }
    return text;
}

Result<std::string> manifestOf(const fs::path &folder, domain::Instant now, std::string_view auditHeads) {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    const auto member = [&writer](const char *name, const std::string &value) {
        writer.Key(name);
        writer.String(value.c_str(), static_cast<rapidjson::SizeType>(value.size()));
    };
    writer.StartObject();
    member("program", "hokatsu-hub " HOKATSU_VERSION);
    member("made_at", domain::textOf(now));
    for (const auto &entry : fs::directory_iterator(folder)) {
        auto hash = sha256Of(entry.path());
        if (!hash) {
            return hash;
        }
        member(entry.path().filename().c_str(), *hash);
    }
    if (!auditHeads.empty()) {
        writer.Key("audit_heads");
        writer.RawValue(auditHeads.data(), auditHeads.size(), rapidjson::kArrayType);
    }
    writer.EndObject();
    return std::string(buffer.GetString(), buffer.GetSize());
}

Result<void> copyPrivate(const fs::path &from, const fs::path &to) {
    const auto content = readWholeFile(from);
    return content ? writePrivateFile(to, *content, Overwrite::Yes) : domain::passOn(content);
}

Result<void> copyKeys(const fs::path &from, const fs::path &to) {
    for (const char *name : keyFiles) {
        if (std::error_code error; !fs::exists(from / name, error)) {
            continue;
        }
        if (auto copied = copyPrivate(from / name, to / name); !copied) {
            return copied;
        }
    }
    return {};
}

Result<void> check(const fs::path &folder) {
    const auto manifest = readWholeFile(folder / manifestName);
    if (!manifest) {
        return domain::fail(ErrorKind::StorageCorrupt, "backup-damaged", {{"file", manifestName}});
    }
    for (const auto &entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (name == manifestName) {
            continue;
        }
        const auto said = wire::stringMember(*manifest, name);
        const auto is = sha256Of(entry.path());
        if (!said || !is || *said != *is) {
            return domain::fail(ErrorKind::StorageCorrupt, "backup-damaged", {{"file", name}});
        }
    }
    for (const char *needed : {databaseName, "hub.key"}) {
        if (std::error_code error; !fs::exists(folder / needed, error)) {
            return domain::fail(ErrorKind::StorageCorrupt, "backup-damaged", {{"file", needed}});
        }
    }
    return {};
}

/// What a restore that fails has made on its way goes with it: a key or a lock file in a folder that was new
/// would begin an empty hub.
class Traces {
public:
    explicit Traces(const fs::path &data) : m_data(data) {
        std::error_code error;
        m_madeFolder = fs::create_directories(data, error);
        if (m_madeFolder) {
            fs::permissions(data, fs::perms::owner_all, error);
        }
        for (const char *name : keyFiles) {
            note(name);
        }
        note("hub.lock");
    }
    ~Traces() {
        std::error_code ignored;
        for (const fs::path &file : m_absent) {
            fs::remove(file, ignored);
        }
        if (m_madeFolder && !m_kept) {
            fs::remove(m_data, ignored);
        }
    }
    Traces(const Traces &) = delete;
    Traces &operator=(const Traces &) = delete;
    void keep() {
        m_kept = true;
        m_absent.clear();
    }

private:
    void note(const char *name) {
        if (std::error_code error; !fs::exists(m_data / name, error)) {
            m_absent.push_back(m_data / name);
        }
    }

    fs::path m_data;
    std::vector<fs::path> m_absent;
    bool m_madeFolder = false;
    bool m_kept = false;
};

/// A database file and its log files.
constexpr std::array<const char *, 3> databaseFiles = {"", "-wal", "-shm"};

void removeDatabase(const fs::path &database) {
    for (const char *suffix : databaseFiles) {
        std::error_code ignored;
        fs::remove(database.string() + suffix, ignored);
    }
}

Result<void> moveDatabase(const fs::path &from, const fs::path &to) {
    for (const char *suffix : databaseFiles) {
        std::error_code error;
        fs::rename(from.string() + suffix, to.string() + suffix, error);
        if (error && error != std::errc::no_such_file_or_directory) {
            return domain::fail(ErrorKind::StorageReadOnly, "directory-not-writable");
        }
    }
    return {};
}

bool isOfItsKey(Database &database, const fs::path &data) {
    const auto link = database.link(Database::Mode::Read);
    if (!link || !(*link)->begin()) {
        return false;
    }
    const bool fits = keyFits(data, **link);
    (*link)->rollback();
    return fits;
}

/// The new name for the existing database. A database that cannot be opened is kept, because somebody may
/// still recover it; opening a good one writes its log back.
Result<fs::path> asideOf(const fs::path &place) {
    const auto at = [&place](const char *suffix) { return fs::path(place.string() + suffix); };
    if (std::error_code error; !fs::exists(place, error) || fs::is_empty(place, error)) {
        return at(replaced); // opening it would create a new database
    }
    auto opened = Database::open({.path = place.string()});
    if (!opened && opened.error().kind != ErrorKind::StorageCorrupt) {
        return domain::passOn(opened);
    }
    return at(opened && isOfItsKey(**opened, place.parent_path()) ? replaced : damaged);
}

/// The old database moves together with its log; beside another database the log would be read as that one's.
Result<void> takePlace(const fs::path &ready, const fs::path &place, const fs::path &aside) {
    removeDatabase(aside);
    if (auto moved = moveDatabase(place, aside); !moved) {
        return moved;
    }
    auto placed = moveDatabase(ready, place);
    if (!placed) {
        std::ignore = moveDatabase(aside, place);
    }
    platform::syncFolder(place.parent_path());
    return placed;
}

} // namespace

Result<std::string> newEpoch(const fs::path &file, const domain::Clock &clock, domain::Random &random) {
    auto database = Database::open({.path = file.string()});
    if (!database) {
        return domain::passOn(database);
    }
    auto link = (*database)->link(Database::Mode::Write);
    if (!link) {
        return domain::passOn(link);
    }
    if (auto begun = (*link)->begin(); !begun) {
        return domain::passOn(begun);
    }
    std::string epoch = domain::Uuid::make(clock, random).text();
    if (auto stored = setMetaValue(**link, "epoch", epoch); !stored) {
        return domain::passOn(stored);
    }
    // A restored copy would otherwise take the time since the backup for a leap of the clock. The command
    // prints the time, so the operator can check it.
    if (auto believed = believeTime(**link, clock.now()); !believed) {
        return domain::passOn(believed);
    }
    if (auto committed = (*link)->commit(); !committed) {
        return domain::passOn(committed);
    }
    return epoch;
}

Result<void> backUp(const fs::path &data, const fs::path &to, domain::Instant now,
                    std::string_view auditHeads) {
    if (auto made = makeNewFolder(to); !made) {
        return made;
    }
    if (auto copied = copyDatabase(data / databaseName, to / databaseName); !copied) {
        return copied;
    }
    if (auto copied = copyKeys(data, to); !copied) {
        return copied;
    }
    const auto manifest = manifestOf(to, now, auditHeads);
    return manifest ? writePrivateFile(to / manifestName, *manifest, Overwrite::No)
                    : domain::passOn(manifest);
}

Result<std::string> restore(const fs::path &from, const fs::path &data, const domain::Clock &clock,
                            domain::Random &random) {
    if (auto sound = check(from); !sound) {
        return domain::passOn(sound);
    }
    Traces traces(data);
    const auto alone = lockDataDirectory(data); // as a running hub holds it
    if (!alone) {
        return domain::passOn(alone);
    }
    const fs::path place = data / databaseName;
    const auto aside = asideOf(place);
    if (!aside) {
        return domain::passOn(aside);
    }
    // The new database is prepared beside the old one. If space or power fails, the old one is unchanged, and
    // an old copy never keeps the epoch of the hub before.
    const fs::path ready = data / readyName;
    removeDatabase(ready);
    auto epoch =
        copyDatabase(from / databaseName, ready).and_then([&] { return newEpoch(ready, clock, random); });
    if (epoch) {
        const auto placed = copyKeys(from, data).and_then([&] { return takePlace(ready, place, *aside); });
        if (!placed) {
            epoch = domain::passOn(placed);
        }
    }
    removeDatabase(ready); // has no effect if it has taken its place
    if (epoch) {
        traces.keep();
    }
    if (epoch && aside->extension() == replaced) {
        removeDatabase(*aside);
    }
    return epoch;
}

} // namespace hub::ops
