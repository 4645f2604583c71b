// Reads a program's SQLite file from outside, while it runs or after it has ended: whether the file is
// intact, and its content.
#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>

namespace test_support {

class SqliteFile {
public:
    explicit SqliteFile(QString path) : m_path(std::move(path)) {}
    /// The first column of the first row; -1 if it cannot be read.
    [[nodiscard]] std::int64_t number(const char *sql) const;
    /// The first column of the first row as text; the error message if it cannot be read.
    [[nodiscard]] QString text(const char *sql) const;
    /// The findings of SQLite's own checks (pages, indexes, references); empty if there are none.
    [[nodiscard]] QStringList damage() const;
    /// Changes the file, which only a test would do.
    [[nodiscard]] bool change(const char *sql) const;
    /// Damages the first page of a table like a bad sector. Nobody may have the file open.
    [[nodiscard]] bool ruin(const QString &table) const;

private:
    QString m_path;
};

/// Violations of rules that must always hold in the hub's database: seats, the feed's numbers, the audit
/// chain.
[[nodiscard]] QStringList breachesAtTheHub(const QString &dataFolder);
/// Violations in the desk's store after everything has been sent.
[[nodiscard]] QStringList breachesAtTheDesk(const QString &profile);

} // namespace test_support
