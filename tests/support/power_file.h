// The inside of a PowerDisk: its files, what of them was synced, and SQLite's handles on them.
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

/// One for all: tests that use it are about what is on a disk, not about how fast it gets there.
std::mutex &mutex();

class File;

/// Since the last sync: bytes at a place, or a new length (without bytes).
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
    /// What is left of it when the power goes.
    [[nodiscard]] std::string afterLoss(std::uint64_t seed) const;
};

struct Disk {
    struct Cut {
        std::uint64_t atWrite = 0;
        std::optional<std::uint64_t> losing; ///< seed; empty: only the process ends
    };
    std::map<std::string, std::shared_ptr<Node>, std::less<>> nodes;
    /// Deleted, and nothing was synced since: they may be back after the power went.
    std::map<std::string, std::string> ghosts;
    std::uint64_t life = 0; ///< handles of an earlier one are dead
    std::uint64_t writes = 0;
    std::optional<Cut> cut;
    bool down = false;
    bool full = false;
    bool ignoresSyncs = false;

    /// Counts a write; false where the power has gone by then.
    [[nodiscard]] bool mayWrite();
    bool remove(const std::string &name, bool synced);
    void killHandles();
    void losePower(std::uint64_t seed);
};

/// Puts a handle into the place that SQLite keeps for it; makes the file where it does not exist.
void open(sqlite3_file &place, const std::shared_ptr<Disk> &disk, const std::string &name,
          bool deleteOnClose);
/// How large that place must be.
[[nodiscard]] int fileSize();

} // namespace test_support::power
