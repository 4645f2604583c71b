#include "desk/profile/profile_folder.h"

#include "platform/file_lock.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryFile>

namespace services {
namespace {

using domain::ErrorKind;
using domain::fail;

/// Writes a test file to find the disk's errors. A full disk fails when the bytes are flushed, not when the
/// file is created.
domain::Result<void> tryWriting(const QString &folder) {
    QTemporaryFile probe(folder + QStringLiteral("/.probe-XXXXXX"));
    if (!probe.open()) {
        return fail(ErrorKind::StorageReadOnly, "profile-read-only");
    }
    const QByteArray bytes(4096, 'x');
    if (probe.write(bytes) != bytes.size() || !probe.flush()) {
        return fail(ErrorKind::StorageFull, "disk-full");
    }
    return {};
}

domain::Result<void> makeFolder(const QString &folder) {
    if (QFileInfo(folder).isDir()) {
        return {};
    }
    if (!QDir().mkpath(folder)) {
        return fail(ErrorKind::StorageReadOnly, "profile-cannot-be-made");
    }
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return {};
}

/// Removes an invalid lock file. A desk that died while it wrote or cleared a lock leaves a file without a
/// name or with a wrong process, and QLockFile respects it for ever. A running desk also locks the file
/// itself, and the system releases that lock with the process.
void clearIfNobodyHolds(const QString &path) {
    using platform::FileLock;
    const auto held = FileLock::take(QFile::encodeName(path).toStdString(), FileLock::Missing::Refuse);
    if (held) {
        QFile::remove(path);
    }
}

bool takeLock(QLockFile &lock) {
    if (lock.tryLock(0)) {
        return true;
    }
    clearIfNobodyHolds(lock.fileName() + QStringLiteral(".rmlock"));
    clearIfNobodyHolds(lock.fileName());
    return lock.tryLock(0);
}

tl::unexpected<domain::Error> lockFault(QLockFile::LockError error) {
    switch (error) {
    case QLockFile::LockFailedError:
        return fail(ErrorKind::StorageBusy, "profile-in-use");
    case QLockFile::UnknownError: // in Qt's words "for instance a full partition"
        return fail(ErrorKind::StorageFull, "disk-full");
    default:
        return fail(ErrorKind::StorageReadOnly, "profile-read-only");
    }
}

} // namespace

domain::Result<void> ProfileFolder::take() {
    if (auto made = makeFolder(m_path); !made) {
        return made;
    }
    // Checked before the lock: in a read-only folder the lock file of a killed desk cannot be removed, and it
    // would look like a second desk.
    if (auto writable = tryWriting(m_path); !writable) {
        return writable;
    }
    auto lock = std::make_unique<QLockFile>(m_path + QStringLiteral("/profile.lock"));
    lock->setStaleLockTime(0); // only a lock of an ended process is stale, however long the desk stays open
    if (!takeLock(*lock)) {
        return lockFault(lock->error());
    }
    m_lock = std::move(lock);
    return {};
}

void ProfileFolder::release() {
    m_lock.reset();
}

} // namespace services
