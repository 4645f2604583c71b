// The inside of a PowerDisk: its files, their synced content, and SQLite's handles for them.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

struct sqlite3_file;

namespace test_support::power {

/// One lock for everything: these tests check the content of a disk, not its speed.
std::mutex &mutex();

class File;

/// A change since the last sync: bytes at a position, or a new length (without bytes).
struct Pending {
    std::int64_t at = 0;
    std::string bytes;
    bool isLength = false;
};

struct Node {
    std::string now;
    std::string synced;
    std::vector<Pending> pending;
    // Locks of the file itself: SHARED by any number, the rest by one.
    int shared = 0;
    const File *reserved = nullptr;
    const File *pendingLock = nullptr;
    const File *exclusive = nullptr;
    // The write-ahead log's index: memory that all connections share, with eight locks.
    std::vector<std::unique_ptr<std::array<char, 32768>>> regions;
    int mappers = 0;
    std::array<int, 8> shmShared{};
    std::array<const File *, 8> shmExclusive{};

    void write(std::int64_t at, const char *bytes, std::size_t size);
    void setLength(std::int64_t length);
    void sync();
    /// The content that remains after a power failure.
    [[nodiscard]] std::string afterLoss(std::uint64_t seed) const;
};

struct Disk {
    struct Cut {
        std::uint64_t atWrite = 0;
        std::optional<std::uint64_t> losing; ///< the seed; empty: only the process ends
    };
    std::map<std::string, std::shared_ptr<Node>, std::less<>> nodes;
    /// Files that were deleted without a sync since; they may be back after a power failure.
    std::map<std::string, std::string> ghosts;
    std::uint64_t life = 0; ///< handles of an earlier life are dead
    std::uint64_t writes = 0;
    std::optional<Cut> cut;
    bool down = false;
    bool full = false;
    bool ignoresSyncs = false;

    /// Counts a write. False if the power is off.
    [[nodiscard]] bool mayWrite();
    bool remove(const std::string &name, bool synced);
    void killHandles();
    void losePower(std::uint64_t seed);
};

/// Creates a handle in the memory that SQLite provides; creates the file if it does not exist.
void open(sqlite3_file &place, const std::shared_ptr<Disk> &disk, const std::string &name,
          bool deleteOnClose);
/// The required size of that memory.
[[nodiscard]] int fileSize();

} // namespace test_support::power
