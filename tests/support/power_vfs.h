// Disks in memory that know which data was synced, for everything in this process that uses SQLite. The power
// can fail at any write; data that was not synced may then be lost.
//
// A file system for SQLite (VFS). Paths below /power/ are on a PowerDisk; all other paths use the operating
// system's file system, so it can be the default one. Thread-safe; one process.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace test_support {

/// The disk of one machine, identified by its name. While it lives, SQLite finds its files below folder().
class PowerDisk {
public:
    /// The first one makes the file system SQLite's default, permanently. Two disks with one name at the same
    /// time are an error of the test.
    explicit PowerDisk(const std::string &name);
    ~PowerDisk();
    PowerDisk(const PowerDisk &) = delete;
    PowerDisk &operator=(const PowerDisk &) = delete;

    /// "/power/<name>", without a slash at the end.
    [[nodiscard]] std::string folder() const;
    [[nodiscard]] std::string path(const std::string &file) const { return folder() + "/" + file; }

    // --- what happens to the machine ---
    /// kill -9: written data stays. Open handles are dead and answer SQLITE_IOERR from now on.
    void endProcess();
    /// The power fails: for each write that was not synced, the seed decides whether it is kept, dropped or
    /// torn. The disk can be used again at once, as after a restart of the machine.
    void losePower(std::uint64_t seed);
    /// The power fails before the n-th write from now (1: the next one; syncs, truncations and deletions
    /// count as writes). Nothing works after that until powerOn().
    void losePowerAtWrite(std::uint64_t n, std::uint64_t seed);
    /// Like losePowerAtWrite(), but without loss: the process is killed there.
    void endProcessAtWrite(std::uint64_t n);
    /// One of the two planned failures has happened.
    [[nodiscard]] bool isDown() const;
    /// Also cancels a planned failure that has not happened.
    void powerOn();
    /// Operations that make a file longer fail (SQLITE_FULL).
    void setFull(bool full);
    /// A faulty disk: fsync has no effect.
    void ignoreSyncs(bool ignore);

    /// The number of writes since the disk was made.
    [[nodiscard]] std::uint64_t writes() const;

    // --- its contents ---
    /// All files with their content, by name. Unsynced data is included.
    using Image = std::map<std::string, std::string>;
    [[nodiscard]] Image image() const;
    /// Replaces all files by those of an image, synced; open handles are dead.
    void put(const Image &image);

    struct Contents;

private:
    std::string m_name;
    std::shared_ptr<Contents> m_contents;
};

/// From now on SQLite's random numbers come from the seed, and it never sleeps. For simulations, in which no
/// other process can hold a lock.
void makeSqliteRepeatable(std::uint64_t seed);

} // namespace test_support
