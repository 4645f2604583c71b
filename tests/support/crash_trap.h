// The test's side of crash_points.c: it lets a program count its system calls, or die at one of them, or find
// the disk full.
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

    /// For the program that is started next.
    void dieAt(int point, DiesHow how);
    [[nodiscard]] QProcessEnvironment environment() const;
    /// Calls count from now on. It may be called before the program starts or while it runs.
    void arm();

    [[nodiscard]] int count() const;
    /// 0 if the program has not died at a point.
    [[nodiscard]] int diedAt() const;
    /// The call of the program at a point, for example "pwrite store.sqlite-wal".
    [[nodiscard]] QString line(int point) const;
    /// True for a point at which half of the work can be done.
    [[nodiscard]] bool canBeHalved(int point) const;

private:
    struct Report;
    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
    Report *m_report = nullptr;
};

/// A disk that is full while the switch is on, for programs that are started with its environment.
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
