#include "support/power_vfs.h"

#include "support/power_file.h"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <new>
#include <random>
#include <sqlite3.h>

namespace test_support {

using power::Disk;
using power::File;

struct PowerDisk::Contents : Disk {};

namespace {

constexpr std::string_view root = "/power/";

struct Vfs {
    sqlite3_vfs *usual = nullptr; ///< the operating system's
    sqlite3_vfs own{};
    std::map<std::string, std::weak_ptr<Disk>, std::less<>> disks;
    std::optional<std::mt19937_64> random;
};

Vfs &vfs() {
    static Vfs one;
    return one;
}

/// The disk of a path and the file's name on it; nothing where the path is not ours.
std::pair<std::shared_ptr<Disk>, std::string> find(const char *path) {
    const std::string_view text = path == nullptr ? std::string_view() : std::string_view(path);
    if (!text.starts_with(root)) {
        return {};
    }
    const std::string_view rest = text.substr(root.size());
    const auto slash = rest.find('/');
    const auto found = vfs().disks.find(rest.substr(0, slash));
    if (found == vfs().disks.end() || slash == std::string_view::npos) {
        return {};
    }
    return {found->second.lock(), std::string(rest.substr(slash + 1))};
}

bool isOurs(const char *path) {
    return path != nullptr && std::string_view(path).starts_with(root);
}

int openFile(sqlite3_vfs *, const char *path, sqlite3_file *file, int flags, int *outFlags) {
    if (!isOurs(path)) {
        return vfs().usual->xOpen(vfs().usual, path, file, flags, outFlags);
    }
    const std::scoped_lock lock(power::mutex());
    file->pMethods = nullptr;
    const auto [disk, name] = find(path);
    if (!disk || disk->down) {
        return SQLITE_CANTOPEN;
    }
    if ((flags & SQLITE_OPEN_CREATE) == 0 && !disk->nodes.contains(name)) {
        return SQLITE_CANTOPEN;
    }
    if (disk->full && !disk->nodes.contains(name)) {
        return SQLITE_FULL;
    }
    if (outFlags != nullptr) {
        *outFlags = flags;
    }
    power::open(*file, disk, name, (flags & SQLITE_OPEN_DELETEONCLOSE) != 0);
    return SQLITE_OK;
}

int removeFile(sqlite3_vfs *, const char *path, int syncFolder) {
    if (!isOurs(path)) {
        return vfs().usual->xDelete(vfs().usual, path, syncFolder);
    }
    const std::scoped_lock lock(power::mutex());
    const auto [disk, name] = find(path);
    if (!disk || !disk->mayWrite()) {
        return SQLITE_IOERR_DELETE;
    }
    return disk->remove(name, syncFolder != 0) ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
}

int hasAccess(sqlite3_vfs *, const char *path, int flags, int *result) {
    if (!isOurs(path)) {
        return vfs().usual->xAccess(vfs().usual, path, flags, result);
    }
    const std::scoped_lock lock(power::mutex());
    const auto [disk, name] = find(path);
    if (!disk || disk->down) {
        return SQLITE_IOERR_ACCESS;
    }
    const auto found = disk->nodes.find(name);
    // As on Unix: an empty file does not exist, to whom only asks for that.
    *result =
        found != disk->nodes.end() && (flags != SQLITE_ACCESS_EXISTS || !found->second->now.empty()) ? 1 : 0;
    return SQLITE_OK;
}

int fullName(sqlite3_vfs *, const char *path, int size, char *out) {
    if (!isOurs(path)) {
        return vfs().usual->xFullPathname(vfs().usual, path, size, out);
    }
    if (std::strlen(path) + 1 > static_cast<std::size_t>(size)) {
        return SQLITE_CANTOPEN;
    }
    std::strcpy(out, path);
    return SQLITE_OK;
}

int randomBytes(sqlite3_vfs *, int size, char *out) {
    const std::scoped_lock lock(power::mutex());
    if (!vfs().random) {
        return vfs().usual->xRandomness(vfs().usual, size, out);
    }
    for (int i = 0; i < size; ++i) {
        out[i] = static_cast<char>((*vfs().random)());
    }
    return size;
}

int sleepFor(sqlite3_vfs *, int microseconds) {
    return vfs().random ? microseconds : vfs().usual->xSleep(vfs().usual, microseconds);
}

/// Once in the life of the process: SQLite keeps the address.
void install() {
    Vfs &all = vfs();
    if (all.usual != nullptr) {
        return;
    }
    sqlite3_initialize();
    all.usual = sqlite3_vfs_find(nullptr);
    all.own = *all.usual;
    all.own.zName = "power";
    all.own.pNext = nullptr;
    all.own.szOsFile = std::max(all.usual->szOsFile, power::fileSize());
    all.own.xOpen = openFile;
    all.own.xDelete = removeFile;
    all.own.xAccess = hasAccess;
    all.own.xFullPathname = fullName;
    all.own.xRandomness = randomBytes;
    all.own.xSleep = sleepFor;
    sqlite3_vfs_register(&all.own, 1);
}

} // namespace

PowerDisk::PowerDisk(const std::string &name) : m_name(name), m_contents(std::make_shared<Contents>()) {
    const std::scoped_lock lock(power::mutex());
    install();
    vfs().disks[name] = m_contents;
}

PowerDisk::~PowerDisk() {
    const std::scoped_lock lock(power::mutex());
    m_contents->down = true;
    m_contents->killHandles();
    vfs().disks.erase(m_name);
}

std::string PowerDisk::folder() const {
    return std::string(root) + m_name;
}

void PowerDisk::endProcess() {
    const std::scoped_lock lock(power::mutex());
    m_contents->killHandles();
}

void PowerDisk::losePower(std::uint64_t seed) {
    const std::scoped_lock lock(power::mutex());
    m_contents->losePower(seed);
}

void PowerDisk::losePowerAtWrite(std::uint64_t n, std::uint64_t seed) {
    const std::scoped_lock lock(power::mutex());
    m_contents->cut = Disk::Cut{.atWrite = m_contents->writes + n, .losing = seed};
}

void PowerDisk::endProcessAtWrite(std::uint64_t n) {
    const std::scoped_lock lock(power::mutex());
    m_contents->cut = Disk::Cut{.atWrite = m_contents->writes + n, .losing = {}};
}

bool PowerDisk::isDown() const {
    const std::scoped_lock lock(power::mutex());
    return m_contents->down;
}

void PowerDisk::powerOn() {
    const std::scoped_lock lock(power::mutex());
    m_contents->down = false;
    m_contents->cut.reset();
}

void PowerDisk::setFull(bool full) {
    const std::scoped_lock lock(power::mutex());
    m_contents->full = full;
}

void PowerDisk::ignoreSyncs(bool ignore) {
    const std::scoped_lock lock(power::mutex());
    m_contents->ignoresSyncs = ignore;
}

std::uint64_t PowerDisk::writes() const {
    const std::scoped_lock lock(power::mutex());
    return m_contents->writes;
}

PowerDisk::Image PowerDisk::image() const {
    const std::scoped_lock lock(power::mutex());
    Image image;
    for (const auto &[name, node] : m_contents->nodes) {
        image[name] = node->now;
    }
    return image;
}

void PowerDisk::put(const Image &image) {
    const std::scoped_lock lock(power::mutex());
    m_contents->killHandles();
    m_contents->nodes.clear();
    m_contents->ghosts.clear();
    for (const auto &[name, bytes] : image) {
        auto node = std::make_shared<power::Node>();
        node->now = bytes;
        node->synced = bytes;
        m_contents->nodes[name] = std::move(node);
    }
}

void makeSqliteRepeatable(std::uint64_t seed) {
    const std::scoped_lock lock(power::mutex());
    install();
    vfs().random.emplace(seed);
    // SQLite mixes its generator only once; from here it begins anew.
    sqlite3_randomness(0, nullptr);
}

} // namespace test_support
