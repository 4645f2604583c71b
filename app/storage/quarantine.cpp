#include "storage/quarantine.h"

#include "storage/outbox.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <map>

using domain::ErrorKind;
using domain::fail;
using domain::passOn;
using domain::Result;

namespace storage {

namespace {

const auto connectionName = QStringLiteral("hokatsu-salvage");
const auto folderName = QStringLiteral("damaged");

/// Everything that can still be read.
struct Salvage {
    SalvagedOperations operations;
    std::map<std::string, std::string> drafts;
    std::map<std::string, std::string> values;
};

QString freshPath(const QString &path) {
    return path + QStringLiteral(".fresh");
}

std::map<std::string, std::string> pairsIn(const QSqlDatabase &database, std::string_view sql) {
    std::map<std::string, std::string> pairs;
    // An error ends the reading; what came before it is good.
    std::ignore =
        Statement(database, sql).each([&](const Statement &row) { pairs[row.bytes(0)] = row.bytes(1); });
    return pairs;
}

bool opensKeyCheck(const RecordSealing &sealing, const QSqlDatabase &database) {
    const auto stored =
        pairsIn(database, "SELECT key, value FROM internal WHERE key = CAST('key_check' AS BLOB)");
    return sealing.hasKey() && !stored.empty() &&
           sealing.open(stored.begin()->second, "key-check").has_value();
}

/// What cannot be opened with this key is left. The small values speak of the account whose key it is:
/// without any sign that the key is the right one they stay behind, too.
void readSmall(const RecordSealing &sealing, const QSqlDatabase &database, Salvage &salvage) {
    for (const auto &[key, body] : pairsIn(database, "SELECT key, body FROM draft")) {
        if (auto opened = sealing.open(body, "draft:" + key); opened && !opened->empty()) {
            salvage.drafts[key] = std::move(*opened);
        }
    }
    if (opensKeyCheck(sealing, database) || !salvage.drafts.empty() || !salvage.operations.read.empty()) {
        salvage.values = pairsIn(database, "SELECT key, value FROM value");
    }
}

/// Opened for reading only, so that what is damaged stays as it was found.
Salvage salvageFrom(const Store::Options &options) {
    Salvage salvage;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connectionName);
        database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY"));
        database.setDatabaseName(options.path);
        const RecordSealing sealing(options.sealer);
        if (database.open()) {
            salvage.operations = Outbox::salvage(database, sealing);
            readSmall(sealing, database, salvage);
            database.close();
        }
    }
    QSqlDatabase::removeDatabase(connectionName);
    return salvage;
}

Result<void> carryOver(Store &store, const Salvage &salvage) {
    Result<void> done;
    for (const Operation &operation : salvage.operations.read) {
        done = done.and_then([&] { return store.enqueue(operation, {}); });
    }
    for (const auto &draft : salvage.drafts) {
        done = done.and_then([&] { return store.saveDraft(draft.first, draft.second); });
    }
    for (const auto &value : salvage.values) {
        done = done.and_then([&] { return store.setValue(value.first, value.second); });
    }
    return done;
}

Result<QString> newFolder(const Store::Options &options) {
    const QDir parent = QFileInfo(options.path).dir();
    QString name = folderName;
    if (options.clock != nullptr) {
        name += u'-' + QString::fromStdString(domain::textOf(domain::dateOf(options.clock->now())));
    }
    QString unused = name;
    for (int number = 2; parent.exists(unused); ++number) {
        unused = name + u'-' + QString::number(number);
    }
    const QString path = parent.filePath(unused);
    if (!parent.mkdir(unused)) {
        return fail(ErrorKind::StorageReadOnly, "cannot-set-aside");
    }
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

Result<void> moveInto(const QString &folder, const QString &path) {
    // The main file last: until it is gone the old state is whole.
    for (const QString &suffix : {QStringLiteral("-shm"), QStringLiteral("-wal"), QString()}) {
        const QString from = path + suffix;
        if (QFile::exists(from) && !QFile::rename(from, folder + u'/' + QFileInfo(from).fileName())) {
            return fail(ErrorKind::StorageReadOnly, "cannot-set-aside");
        }
    }
    return {};
}

/// For whoever is asked what was in the damaged file: which acts, on which records, when.
void writeList(const QString &folder, const Salvage &salvage) {
    QJsonArray list;
    for (const Operation &operation : salvage.operations.read) {
        list.append(QJsonObject{
            {QStringLiteral("operation"), QString::fromStdString(operation.id.text())},
            {QStringLiteral("act"), QString::fromStdString(std::string(domain::nameOf(operation.act)))},
            {QStringLiteral("record"), QString::fromStdString(operation.recordId)},
            {QStringLiteral("at"), QString::fromStdString(domain::textOf(operation.createdAt))}});
    }
    QFile file(folder + QStringLiteral("/unsent.json"));
    if (file.open(QIODevice::WriteOnly)) { // only a help: what counts lies in the fresh file
        file.write(QJsonDocument(QJsonObject{{QStringLiteral("carried_over"), list},
                                             {QStringLiteral("not_readable"), salvage.operations.unreadable}})
                       .toJson());
    }
}

Result<void> writeFresh(const Store::Options &options, const Salvage &salvage) {
    Store::Options fresh = options;
    fresh.path = freshPath(options.path);
    if (auto removed = Store::removeFiles(fresh.path); !removed) { // of a try that was cut short
        return removed;
    }
    auto store = Store::open(fresh);
    if (!store) {
        return passOn(store);
    }
    return carryOver(**store, salvage);
}

} // namespace

void completeRecovery(const QString &path) {
    const QString fresh = freshPath(path);
    // With a log beside it the fresh file was not finished; then the old one is still in its place.
    if (!QFile::exists(path) && QFile::exists(fresh) && !QFile::exists(fresh + QStringLiteral("-wal"))) {
        QFile::rename(fresh, path);
    }
}

Result<void> removeSetAside(const QString &path) {
    const QDir parent = QFileInfo(path).dir();
    bool gone = Store::removeFiles(freshPath(path)).has_value();
    for (const QString &name : parent.entryList({folderName + u'*'}, QDir::Dirs | QDir::NoDotAndDotDot)) {
        gone = QDir(parent.filePath(name)).removeRecursively() && gone;
    }
    return gone ? Result<void>() : fail(ErrorKind::StorageReadOnly, "cannot-remove");
}

Result<Recovery> recover(const Store::Options &options) {
    const Salvage salvage = salvageFrom(options);
    if (auto written = writeFresh(options, salvage); !written) {
        return passOn(written);
    }
    const auto folder = newFolder(options);
    if (!folder) {
        return passOn(folder);
    }
    writeList(*folder, salvage);
    if (auto moved = moveInto(*folder, options.path); !moved) {
        return passOn(moved);
    }
    completeRecovery(options.path);
    auto store = Store::open(options);
    if (!store) {
        return passOn(store);
    }
    return Recovery{.store = std::move(*store),
                    .folder = *folder,
                    .carried = static_cast<int>(salvage.operations.read.size()),
                    .lost = salvage.operations.unreadable};
}

} // namespace storage
