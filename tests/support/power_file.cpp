#include "support/power_file.h"

#include <algorithm>
#include <cstring>
#include <random>
#include <sqlite3.h>
#include <utility>

namespace test_support::power {

std::mutex &mutex() {
    static std::mutex one;
    return one;
}

// ---- what a file holds

void Node::write(std::int64_t at, const char *bytes, std::size_t size) {
    const auto end = static_cast<std::size_t>(at) + size;
    if (end > now.size()) {
        now.resize(end);
    }
    std::memcpy(now.data() + at, bytes, size);
    pending.push_back({.at = at, .bytes = std::string(bytes, size)});
}

void Node::setLength(std::int64_t length) {
    now.resize(static_cast<std::size_t>(length));
    pending.push_back({.at = length, .bytes = {}, .isLength = true});
}

namespace {

void put(std::string &content, std::int64_t at, std::string_view bytes) {
    const auto end = static_cast<std::size_t>(at) + bytes.size();
    if (end > content.size()) {
        content.resize(end);
    }
    std::copy(bytes.begin(), bytes.end(), content.begin() + at);
}

void apply(std::string &content, const Pending &one) {
    if (one.isLength) {
        content.resize(static_cast<std::size_t>(one.at));
    } else {
        put(content, one.at, one.bytes);
    }
}

/// A disk writes whole sectors; of a torn write any of them may be missing.
void applyTorn(std::string &content, const Pending &one, std::mt19937_64 &random) {
    constexpr std::size_t sector = 512;
    for (std::size_t from = 0; from < one.bytes.size(); from += sector) {
        if (random() % 2 == 0) {
            put(content, one.at + static_cast<std::int64_t>(from),
                std::string_view(one.bytes).substr(from, sector));
        }
    }
}

} // namespace

void Node::sync() {
    for (const Pending &one : pending) {
        apply(synced, one);
    }
    pending.clear();
}

std::string Node::afterLoss(std::uint64_t seed) const {
    std::mt19937_64 random(seed);
    std::string left = synced;
    const auto mood = random() % 4; // all lost, all kept, or each for itself
    for (const Pending &one : pending) {
        const auto fate = mood == 0 ? 0 : mood == 1 ? 1 : random() % 3;
        if (fate == 1) {
            apply(left, one);
        } else if (fate == 2 && !one.isLength) {
            applyTorn(left, one, random);
        }
    }
    return left;
}

// ---- the disk

bool Disk::mayWrite() {
    if (down) {
        return false;
    }
    ++writes;
    if (!cut || writes < cut->atWrite) {
        return true;
    }
    const auto losing = cut->losing;
    cut.reset();
    if (losing) {
        losePower(*losing);
    } else {
        killHandles();
    }
    down = true;
    return false;
}

bool Disk::remove(const std::string &name, bool synced) {
    const auto found = nodes.find(name);
    if (found == nodes.end()) {
        return false;
    }
    if (!synced && !ignoresSyncs) {
        ghosts[name] = found->second->synced;
    } else {
        ghosts.erase(name);
    }
    nodes.erase(found);
    return true;
}

void Disk::killHandles() {
    ++life;
    for (auto &[name, node] : nodes) {
        auto left = std::make_shared<Node>();     // without anybody's locks
        left->now = std::exchange(node->now, {}); // the handles on it are dead
        left->synced = std::exchange(node->synced, {});
        left->pending = std::exchange(node->pending, {});
        node = std::move(left);
    }
}

void Disk::losePower(std::uint64_t seed) {
    ++life;
    for (auto &[name, node] : nodes) {
        auto left = std::make_shared<Node>();
        if (!node->pending.empty()) {
            left->now = node->afterLoss(seed ^ std::hash<std::string>{}(name));
        } else {
            left->now = std::exchange(node->synced, {}); // the handles on it are dead
        }
        left->synced = left->now;
        node = std::move(left);
    }
    for (auto &[name, bytes] : std::exchange(ghosts, {})) {
        if ((seed & 1) != 0 && !nodes.contains(name)) {
            auto back = std::make_shared<Node>();
            back->now = bytes;
            back->synced = bytes;
            nodes[name] = std::move(back);
        }
    }
}

// ---- SQLite's handles

class File {
public:
    File(std::shared_ptr<Disk> disk, std::string name, bool deleteOnClose)
        : m_disk(std::move(disk)), m_name(std::move(name)), m_life(m_disk->life),
          m_deleteOnClose(deleteOnClose) {
        auto &node = m_disk->nodes[m_name];
        if (!node) {
            node = std::make_shared<Node>();
            m_disk->ghosts.erase(m_name);
        }
        m_node = node;
    }
    ~File() {
        unlock(SQLITE_LOCK_NONE);
        unmap();
        if (m_deleteOnClose && isAlive()) {
            m_disk->remove(m_name, false);
        }
    }
    File(const File &) = delete;
    File &operator=(const File &) = delete;

    [[nodiscard]] bool isAlive() const { return !m_disk->down && m_life == m_disk->life; }

    int read(void *out, int size, std::int64_t at) const;
    int write(const void *bytes, int size, std::int64_t at);
    int setLength(std::int64_t length);
    int sync();
    int length(sqlite3_int64 *out) const;
    int lock(int level);
    int unlock(int level);
    int isReserved(int *out) const;
    int map(int region, bool extend, void volatile **out);
    int lockMap(int first, int count, int flags);
    void unmap();

private:
    [[nodiscard]] bool othersShare() const {
        return m_node->shared > (m_level >= SQLITE_LOCK_SHARED ? 1 : 0);
    }

    std::shared_ptr<Disk> m_disk;
    std::string m_name;
    std::shared_ptr<Node> m_node;
    std::uint64_t m_life;
    bool m_deleteOnClose;
    int m_level = SQLITE_LOCK_NONE;
    bool m_mapped = false;
    unsigned m_shmShared = 0;
    unsigned m_shmExclusive = 0;
};

int File::read(void *out, int size, std::int64_t at) const {
    if (!isAlive()) {
        return SQLITE_IOERR_READ;
    }
    const auto here = static_cast<std::int64_t>(m_node->now.size());
    const auto given = static_cast<std::size_t>(std::clamp<std::int64_t>(here - at, 0, size));
    std::memcpy(out, m_node->now.data() + std::min(at, here), given);
    if (given == static_cast<std::size_t>(size)) {
        return SQLITE_OK;
    }
    std::memset(static_cast<char *>(out) + given, 0, static_cast<std::size_t>(size) - given);
    return SQLITE_IOERR_SHORT_READ;
}

int File::write(const void *bytes, int size, std::int64_t at) {
    if (!isAlive() || !m_disk->mayWrite()) {
        return SQLITE_IOERR_WRITE;
    }
    if (m_disk->full && at + size > static_cast<std::int64_t>(m_node->now.size())) {
        return SQLITE_FULL;
    }
    m_node->write(at, static_cast<const char *>(bytes), static_cast<std::size_t>(size));
    return SQLITE_OK;
}

int File::setLength(std::int64_t length) {
    if (!isAlive() || !m_disk->mayWrite()) {
        return SQLITE_IOERR_TRUNCATE;
    }
    m_node->setLength(length);
    return SQLITE_OK;
}

int File::sync() {
    if (!isAlive() || !m_disk->mayWrite()) {
        return SQLITE_IOERR_FSYNC;
    }
    if (!m_disk->ignoresSyncs) {
        m_node->sync();
        m_disk->ghosts.clear(); // file systems keep the order of what happens to their folders
    }
    return SQLITE_OK;
}

int File::length(sqlite3_int64 *out) const {
    if (!isAlive()) {
        return SQLITE_IOERR_FSTAT;
    }
    *out = static_cast<sqlite3_int64>(m_node->now.size());
    return SQLITE_OK;
}

int File::lock(int level) {
    if (!isAlive()) {
        return SQLITE_IOERR_LOCK;
    }
    if (m_level >= level) {
        return SQLITE_OK;
    }
    Node &node = *m_node;
    const bool othersPend = node.pendingLock != nullptr && node.pendingLock != this;
    const bool othersReserve = node.reserved != nullptr && node.reserved != this;
    const bool othersHave = node.exclusive != nullptr && node.exclusive != this;
    if (othersHave || (level == SQLITE_LOCK_SHARED ? othersPend : othersReserve || othersPend)) {
        return SQLITE_BUSY;
    }
    if (level == SQLITE_LOCK_SHARED) {
        ++node.shared;
    } else if (level == SQLITE_LOCK_RESERVED) {
        node.reserved = this;
    } else {
        node.pendingLock = this;
        if (othersShare()) {
            m_level = std::max(m_level, SQLITE_LOCK_PENDING);
            return SQLITE_BUSY;
        }
        node.exclusive = this;
    }
    m_level = level;
    return SQLITE_OK;
}

int File::unlock(int level) {
    Node &node = *m_node;
    if (m_level <= level) {
        return SQLITE_OK;
    }
    for (const File **owner : {&node.exclusive, &node.pendingLock, &node.reserved}) {
        if (*owner == this) {
            *owner = nullptr;
        }
    }
    if (level == SQLITE_LOCK_NONE) {
        --node.shared;
    }
    m_level = level;
    return SQLITE_OK;
}

int File::isReserved(int *out) const {
    *out = m_node->reserved != nullptr || m_node->exclusive != nullptr ? 1 : 0;
    return SQLITE_OK;
}

int File::map(int region, bool extend, void volatile **out) {
    *out = nullptr;
    if (!isAlive()) {
        return SQLITE_IOERR_SHMOPEN;
    }
    if (!m_mapped) {
        ++m_node->mappers;
    }
    m_mapped = true;
    auto &regions = m_node->regions;
    if (region >= static_cast<int>(regions.size())) {
        if (!extend) {
            return SQLITE_OK;
        }
        if (m_disk->full) {
            return SQLITE_IOERR_SHMSIZE;
        }
        while (region >= static_cast<int>(regions.size())) {
            regions.push_back(std::make_unique<std::array<char, 32768>>());
        }
    }
    *out = regions[static_cast<std::size_t>(region)]->data();
    return SQLITE_OK;
}

int File::lockMap(int first, int count, int flags) {
    if (!isAlive()) {
        return SQLITE_IOERR_SHMLOCK;
    }
    const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    const bool give = (flags & SQLITE_SHM_UNLOCK) != 0;
    unsigned &mine = exclusive ? m_shmExclusive : m_shmShared;
    for (int i = first; i < first + count && !give; ++i) {
        const auto index = static_cast<std::size_t>(i);
        const bool iShare = (m_shmShared >> index & 1U) != 0;
        const File *owner = m_node->shmExclusive[index];
        const bool othersShare = m_node->shmShared[index] > (iShare ? 1 : 0);
        if ((owner != nullptr && owner != this) || (exclusive && othersShare)) {
            return SQLITE_BUSY;
        }
    }
    for (int i = first; i < first + count; ++i) {
        const auto index = static_cast<std::size_t>(i);
        const unsigned bit = 1U << index;
        if (((mine & bit) != 0) != give) {
            continue; // as it is already
        }
        mine ^= bit;
        if (exclusive) {
            m_node->shmExclusive[index] = give ? nullptr : this;
        } else {
            m_node->shmShared[index] += give ? -1 : 1;
        }
    }
    return SQLITE_OK;
}

void File::unmap() {
    for (std::size_t i = 0; i < 8; ++i) {
        if ((m_shmShared >> i & 1U) != 0) {
            --m_node->shmShared[i];
        }
        if ((m_shmExclusive >> i & 1U) != 0) {
            m_node->shmExclusive[i] = nullptr;
        }
    }
    m_shmShared = 0;
    m_shmExclusive = 0;
    if (std::exchange(m_mapped, false) && --m_node->mappers == 0) {
        m_node->regions.clear(); // the next one builds it from the log
    }
}

namespace {

struct Handle {
    sqlite3_file base;
    File *file;
};

File &of(sqlite3_file *handle) {
    return *reinterpret_cast<Handle *>(handle)->file;
}

const sqlite3_io_methods &methods() {
    static const sqlite3_io_methods all{
        .iVersion = 2,
        .xClose =
            [](sqlite3_file *handle) {
                const std::scoped_lock lock(mutex());
                delete std::exchange(reinterpret_cast<Handle *>(handle)->file, nullptr);
                return SQLITE_OK;
            },
        .xRead =
            [](sqlite3_file *handle, void *out, int size, sqlite3_int64 at) {
                const std::scoped_lock lock(mutex());
                return of(handle).read(out, size, at);
            },
        .xWrite =
            [](sqlite3_file *handle, const void *bytes, int size, sqlite3_int64 at) {
                const std::scoped_lock lock(mutex());
                return of(handle).write(bytes, size, at);
            },
        .xTruncate =
            [](sqlite3_file *handle, sqlite3_int64 length) {
                const std::scoped_lock lock(mutex());
                return of(handle).setLength(length);
            },
        .xSync =
            [](sqlite3_file *handle, int) {
                const std::scoped_lock lock(mutex());
                return of(handle).sync();
            },
        .xFileSize =
            [](sqlite3_file *handle, sqlite3_int64 *out) {
                const std::scoped_lock lock(mutex());
                return of(handle).length(out);
            },
        .xLock =
            [](sqlite3_file *handle, int level) {
                const std::scoped_lock lock(mutex());
                return of(handle).lock(level);
            },
        .xUnlock =
            [](sqlite3_file *handle, int level) {
                const std::scoped_lock lock(mutex());
                return of(handle).unlock(level);
            },
        .xCheckReservedLock =
            [](sqlite3_file *handle, int *out) {
                const std::scoped_lock lock(mutex());
                return of(handle).isReserved(out);
            },
        .xFileControl = [](sqlite3_file *, int, void *) { return SQLITE_NOTFOUND; },
        .xSectorSize = [](sqlite3_file *) { return 4096; },
        .xDeviceCharacteristics = [](sqlite3_file *) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; },
        .xShmMap =
            [](sqlite3_file *handle, int region, int, int extend, void volatile **out) {
                const std::scoped_lock lock(mutex());
                return of(handle).map(region, extend != 0, out);
            },
        .xShmLock =
            [](sqlite3_file *handle, int first, int count, int flags) {
                const std::scoped_lock lock(mutex());
                return of(handle).lockMap(first, count, flags);
            },
        .xShmBarrier = // a lock orders as a fence does, and the thread sanitizer knows it
        [](sqlite3_file *) { const std::scoped_lock lock(mutex()); },
        .xShmUnmap =
            [](sqlite3_file *handle, int) {
                const std::scoped_lock lock(mutex());
                of(handle).unmap();
                return SQLITE_OK;
            },
        .xFetch = nullptr,
        .xUnfetch = nullptr};
    return all;
}

} // namespace

void open(sqlite3_file &place, const std::shared_ptr<Disk> &disk, const std::string &name,
          bool deleteOnClose) {
    auto &handle = reinterpret_cast<Handle &>(place);
    handle.file = new File(disk, name, deleteOnClose);
    handle.base.pMethods = &methods();
}

int fileSize() {
    return sizeof(Handle);
}

} // namespace test_support::power
