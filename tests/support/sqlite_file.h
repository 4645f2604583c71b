// Looks into a program's SQLite file from outside, while it runs or after it has ended: whether the file is
// whole, and what it holds.
#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>

namespace test_support {

class SqliteFile {
public:
    explicit SqliteFile(QString path) : m_path(std::move(path)) {}
    /// The first column of the first row; -1 where it cannot be read.
    [[nodiscard]] std::int64_t number(const char *sql) const;
    /// The first column of the first row as text; the error where it cannot be read.
    [[nodiscard]] QString text(const char *sql) const;
    /// What SQLite's own checks find (pages, indexes, references); empty when all is well.
    [[nodiscard]] QStringList damage() const;
    /// Changes it, as nothing but a test would.
    [[nodiscard]] bool change(const char *sql) const;
    /// As a bad sector under the first page of a table would leave the file, which nobody may have open.
    [[nodiscard]] bool ruin(const QString &table) const;

private:
    QString m_path;
};

/// Breaches of what must hold in the hub's database whatever happened: seats, the feed's numbers, the audit
/// trail's chain.
[[nodiscard]] QStringList breachesAtTheHub(const QString &dataFolder);
/// And in the desk's store once everything has gone out.
[[nodiscard]] QStringList breachesAtTheDesk(const QString &profile);

} // namespace test_support
