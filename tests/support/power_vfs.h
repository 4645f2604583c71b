// Disks in memory that know what was synced, for whatever uses SQLite in this process: power can go at any
// write, and with it what had not reached the platter.
//
// A file system of SQLite's (VFS). Paths below /power/ lie on a PowerDisk; every other path goes to the
// operating system's as before, so it may be the default one. Thread-safe; one process.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace test_support {

/// The disk of one machine, by its name. While it lives, SQLite finds its files below folder().
class PowerDisk {
public:
    /// The first one makes the file system SQLite's default, for good. Two disks of one name at a time are a
    /// mistake of the test.
    explicit PowerDisk(const std::string &name);
    ~PowerDisk();
    PowerDisk(const PowerDisk &) = delete;
    PowerDisk &operator=(const PowerDisk &) = delete;

    /// "/power/<name>", without a slash at the end.
    [[nodiscard]] std::string folder() const;
    [[nodiscard]] std::string path(const std::string &file) const { return folder() + "/" + file; }

    // --- what happens to the machine ---
    /// kill -9: what was written stays. Whatever is open is dead and answers SQLITE_IOERR from now on.
    void endProcess();
    /// The power goes: of each write that was not synced, the seed says whether it was kept, dropped or torn.
    /// The disk can be used again at once, like after the machine was switched on.
    void losePower(std::uint64_t seed);
    /// The same before the n-th write from now (1: the next one; syncs, truncations and deletions count as
    /// writes). Nothing works from then on, until powerOn().
    void losePowerAtWrite(std::uint64_t n, std::uint64_t seed);
    /// The same without loss: the process is killed there.
    void endProcessAtWrite(std::uint64_t n);
    /// One of the last two has come.
    [[nodiscard]] bool isDown() const;
    /// Also forgets one that has not come.
    void powerOn();
    /// Nothing that makes a file longer goes any more (SQLITE_FULL).
    void setFull(bool full);
    /// A disk that lies: fsync does nothing.
    void ignoreSyncs(bool ignore);

    /// Since the disk was made.
    [[nodiscard]] std::uint64_t writes() const;

    // --- its contents ---
    /// All files with what they hold, by their names. What is not synced counts as there.
    using Image = std::map<std::string, std::string>;
    [[nodiscard]] Image image() const;
    /// Puts the files of an image in place of all that is here, synced; whatever is open is dead.
    void put(const Image &image);

    struct Contents;

private:
    std::string m_name;
    std::shared_ptr<Contents> m_contents;
};

/// From now on SQLite takes its random numbers from the seed, and never sleeps: for simulations, in which
/// nobody else can have what is busy.
void makeSqliteRepeatable(std::uint64_t seed);

} // namespace test_support
