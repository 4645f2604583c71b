#include "support/sqlite_file.h"

#include <QFile>

#include <memory>
#include <sqlite3.h>

namespace test_support {
namespace {

struct Close {
    void operator()(sqlite3 *database) const { sqlite3_close_v2(database); }
    void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Close>;

Database open(const QString &path) {
    sqlite3 *database = nullptr;
    sqlite3_open_v2(path.toUtf8().constData(), &database, SQLITE_OPEN_READWRITE, nullptr);
    sqlite3_busy_timeout(database, 10'000);
    return Database(database);
}

QStringList rows(const QString &path, const char *sql) {
    const Database database = open(path);
    sqlite3_stmt *prepared = nullptr;
    int code = sqlite3_prepare_v2(database.get(), sql, -1, &prepared, nullptr);
    const Statement statement(prepared);
    QStringList found;
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(prepared);
        if (code == SQLITE_ROW) {
            const auto *bytes = reinterpret_cast<const char *>(sqlite3_column_text(prepared, 0));
            found += QString::fromUtf8(bytes);
        }
    }
    if (code != SQLITE_DONE) {
        found += QStringLiteral("sqlite error %1 at: %2").arg(code).arg(QString::fromUtf8(sql));
    }
    return found;
}

struct Rule {
    const char *says;
    const char *breaches; ///< counts them
};

/// Seats taken are the families who wait or are approved; the newest change has the counter's number and no
/// number is given twice; the audit trail is numbered without gaps and each row carries the hash of the one
/// before.
constexpr Rule hubRules[] = {
    {"seats taken are not the families who hold them",
     "SELECT count(*) FROM slot WHERE seats_taken <> (SELECT count(*) FROM reservation WHERE slot_id = "
     "slot.id "
     "AND status IN ('requested', 'approved'))"},
    {"a reservation's row and its record tell two states",
     "SELECT count(*) FROM reservation JOIN record USING (id) WHERE record.kind = 'reservation' "
     "AND (reservation.version <> record.version OR reservation.status <> json_extract(body, '$.status'))"},
    {"two changes have one number",
     "SELECT count(*) - count(DISTINCT municipality || '/' || change_no) FROM record"},
    {"the counter is not at the newest change",
     "SELECT count(*) FROM counter WHERE change_no <> "
     "(SELECT max(change_no) FROM record WHERE record.municipality = counter.municipality)"},
    {"the audit trail has gaps",
     "SELECT count(*) FROM counter WHERE audit_no <> "
     "(SELECT count(*) FROM audit WHERE audit.municipality = counter.municipality) OR audit_no <> "
     "(SELECT max(number) FROM audit WHERE audit.municipality = counter.municipality)"},
    {"the audit trail's chain is broken",
     "SELECT count(*) FROM audit AS a JOIN audit AS b ON b.municipality = a.municipality "
     "AND b.number = a.number + 1 WHERE b.previous_hash <> a.hash"},
};

constexpr Rule deskRules[] = {
    {"an operation is neither settled nor waiting for anybody",
     "SELECT count(*) FROM outbox WHERE state IN (0, 1)"},
};

template <std::size_t N> QStringList breaches(const SqliteFile &file, const Rule (&rules)[N]) {
    QStringList found = file.damage();
    for (const Rule &rule : rules) {
        if (const auto count = file.number(rule.breaches); count != 0) {
            found += QStringLiteral("%1 (%2)").arg(QString::fromUtf8(rule.says)).arg(count);
        }
    }
    return found;
}

} // namespace

QString SqliteFile::text(const char *sql) const {
    return rows(m_path, sql).value(0);
}

std::int64_t SqliteFile::number(const char *sql) const {
    bool isNumber = false;
    const std::int64_t value = text(sql).toLongLong(&isNumber);
    return isNumber ? value : -1;
}

bool SqliteFile::ruin(const QString &table) const {
    constexpr qint64 pageSize = 4096;
    const QByteArray sql = "SELECT rootpage FROM sqlite_schema WHERE name = '" + table.toUtf8() + "'";
    const std::int64_t page = number(sql.constData());
    QFile file(m_path);
    return page > 1 && file.open(QIODevice::ReadWrite) && file.seek((page - 1) * pageSize) &&
           file.write(QByteArray(pageSize, '\xee')) == pageSize;
}

QStringList SqliteFile::damage() const {
    QStringList found = rows(m_path, "PRAGMA integrity_check");
    found.removeAll(QStringLiteral("ok"));
    return found + rows(m_path, "PRAGMA foreign_key_check");
}

bool SqliteFile::change(const char *sql) const {
    return sqlite3_exec(open(m_path).get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

QStringList breachesAtTheHub(const QString &dataFolder) {
    return breaches(SqliteFile(dataFolder + QStringLiteral("/hub.sqlite")), hubRules);
}

QStringList breachesAtTheDesk(const QString &profile) {
    return breaches(SqliteFile(profile + QStringLiteral("/store.sqlite")), deskRules);
}

} // namespace test_support
