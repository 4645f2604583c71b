#include "support/crash_trap.h"

#include <QFile>

#include <array>
#include <atomic>
#include <sys/mman.h>

namespace test_support {

/// As crash_points.c has it.
struct CrashTrap::Report {
    static constexpr int mostLines = 8192;
    std::atomic<unsigned> count;
    std::atomic<unsigned> diedAt;
    std::array<std::array<char, 64>, mostLines> lines;
};

namespace {

/// A sanitizer's library must be the first of all.
QProcessEnvironment preloaded() {
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(CRASH_POINTS_PRELOAD));
    return environment;
}

void touch(const QString &path) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        qFatal("the switch cannot be set");
    }
}

QString nameOf(DiesHow how) {
    return how == DiesHow::Before ? QStringLiteral("before")
                                  : (how == DiesHow::Half ? QStringLiteral("half") : QStringLiteral("after"));
}

} // namespace

CrashTrap::CrashTrap() : m_environment(preloaded()) {
    const QString path = m_folder.filePath(QStringLiteral("report"));
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || !file.resize(sizeof(Report))) {
        qFatal("the report cannot be made");
    }
    void *mapped = mmap(nullptr, sizeof(Report), PROT_READ | PROT_WRITE, MAP_SHARED, file.handle(), 0);
    if (mapped == MAP_FAILED) {
        qFatal("the report cannot be mapped");
    }
    m_report = static_cast<Report *>(mapped);
    m_environment.insert(QStringLiteral("HOKATSU_CRASH_REPORT"), path);
    m_environment.insert(QStringLiteral("HOKATSU_CRASH_ARM"), m_folder.filePath(QStringLiteral("armed")));
}

CrashTrap::~CrashTrap() {
    munmap(m_report, sizeof(Report));
}

void CrashTrap::dieAt(int point, DiesHow how) {
    m_environment.insert(QStringLiteral("HOKATSU_CRASH_AT"), QString::number(point));
    m_environment.insert(QStringLiteral("HOKATSU_CRASH_HOW"), nameOf(how));
}

QProcessEnvironment CrashTrap::environment() const {
    return m_environment;
}

void CrashTrap::arm() {
    touch(m_environment.value(QStringLiteral("HOKATSU_CRASH_ARM")));
}

int CrashTrap::count() const {
    return static_cast<int>(m_report->count.load());
}

int CrashTrap::diedAt() const {
    return static_cast<int>(m_report->diedAt.load());
}

QString CrashTrap::line(int point) const {
    return point >= 1 && point <= Report::mostLines
               ? QString::fromUtf8(m_report->lines[static_cast<std::size_t>(point) - 1].data())
               : QString();
}

bool CrashTrap::canBeHalved(int point) const {
    const QString call = line(point).section(u' ', 0, 0);
    return call.contains(QStringLiteral("write")) || call.startsWith(QStringLiteral("send"));
}

QProcessEnvironment FullDisk::environment() const {
    QProcessEnvironment environment = preloaded();
    environment.insert(QStringLiteral("HOKATSU_DISK_FULL"), file());
    return environment;
}

void FullDisk::fill() {
    touch(file());
}

void FullDisk::makeRoom() {
    QFile::remove(file());
}

} // namespace test_support
