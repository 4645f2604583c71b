#include "support/small_disk.h"

#include <QFile>
#include <QTemporaryDir>

#include <filesystem>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

namespace test_support {
namespace {

constexpr auto size = "size=24m,mode=0700";

bool write(const char *path, const QByteArray &text) {
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(text) == text.size();
}

bool ownNamespaces() {
    const QByteArray user = QByteArray::number(getuid());
    const QByteArray group = QByteArray::number(getgid());
    if (getuid() == 0) {
        return unshare(CLONE_NEWNS) == 0;
    }
    return unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && write("/proc/self/setgroups", "deny") &&
           write("/proc/self/uid_map", user + ' ' + user + " 1") &&
           write("/proc/self/gid_map", group + ' ' + group + " 1");
}

void copyInto(const QString &from, const QString &to) {
    std::filesystem::copy(from.toStdString(), to.toStdString(), std::filesystem::copy_options::recursive);
}

} // namespace

bool mayMountHere() {
    // Nothing that is mounted from here on shows outside.
    return ownNamespaces() && mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

SmallDisk::SmallDisk(QString folder) : m_folder(std::move(folder)) {
    const QTemporaryDir aside;
    copyInto(m_folder, aside.filePath(QStringLiteral("all")));
    m_mounted = mount("none", m_folder.toUtf8().constData(), "tmpfs", 0, size) == 0;
    if (m_mounted) {
        copyInto(aside.filePath(QStringLiteral("all")), m_folder);
    }
}

SmallDisk::~SmallDisk() {
    if (m_mounted) {
        umount2(m_folder.toUtf8().constData(), MNT_DETACH);
    }
}

void SmallDisk::fill() {
    QFile file(ballast());
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) {
        qFatal("the disk cannot be filled");
    }
    for (const int bytes : {1 << 20, 1 << 12, 1}) {
        const QByteArray some(bytes, 'x');
        while (file.write(some) == bytes) {
        }
    }
}

void SmallDisk::makeRoom() {
    QFile::remove(ballast());
}

} // namespace test_support
