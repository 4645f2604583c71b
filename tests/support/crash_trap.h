// The test's end of crash_points.c: lets a program count what it does to the world, or die at one of the
// calls, or find the disk full.
#pragma once

#include <QProcessEnvironment>
#include <QTemporaryDir>

namespace test_support {

enum class DiesHow { Before, Half, After };

class CrashTrap {
public:
    CrashTrap();
    ~CrashTrap();
    CrashTrap(const CrashTrap &) = delete;
    CrashTrap &operator=(const CrashTrap &) = delete;

    /// For the program that starts next.
    void dieAt(int point, DiesHow how);
    [[nodiscard]] QProcessEnvironment environment() const;
    /// From here on calls count; before the start or while it runs.
    void arm();

    [[nodiscard]] int count() const;
    /// 0 while the program has not died of it.
    [[nodiscard]] int diedAt() const;
    /// What the program did at a point, for example "pwrite store.sqlite-wal".
    [[nodiscard]] QString line(int point) const;
    /// A point at which half of something can be done.
    [[nodiscard]] bool canBeHalved(int point) const;

private:
    struct Report;
    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
    Report *m_report = nullptr;
};

/// A disk that is full while the switch is on, for the programs started with its environment.
class FullDisk {
public:
    [[nodiscard]] QProcessEnvironment environment() const;
    void fill();
    void makeRoom();

private:
    [[nodiscard]] QString file() const { return m_folder.filePath(QStringLiteral("full")); }
    QTemporaryDir m_folder;
};

} // namespace test_support
