// How often a store has committed, read from its write-ahead log: every commit is one flush of the disk.
#pragma once

#include <QFile>
#include <QString>
#include <QtEndian>

namespace storetest {

/// Commits that lie in the log of this database; the log of a short test is never begun anew.
inline int commitsIn(const QString &database) {
    constexpr qint64 headerSize = 32;
    constexpr qint64 frameSize = 24 + 4096;
    QFile log(database + QStringLiteral("-wal"));
    if (!log.open(QIODevice::ReadOnly)) {
        return -1;
    }
    int commits = 0;
    for (qint64 at = headerSize; at + frameSize <= log.size(); at += frameSize) {
        log.seek(at + 4); // the database's size after a commit; 0 in its other frames
        commits += qFromBigEndian<quint32>(log.read(4).constData()) != 0 ? 1 : 0;
    }
    return commits;
}

} // namespace storetest
