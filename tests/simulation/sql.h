// Looks into a database file beside whoever uses it.
#pragma once

#include <memory>
#include <string>
#include <vector>

struct sqlite3;

namespace simulation {

/// Bytes as they are, NULL as empty; one row that says so where it cannot be read.
using SqlRows = std::vector<std::vector<std::string>>;

/// A connection of one's own, which may stay open: to open one takes longer than most questions.
class Look {
public:
    explicit Look(const std::string &path);
    [[nodiscard]] SqlRows rowsOf(const std::string &sql);

private:
    std::unique_ptr<sqlite3, int (*)(sqlite3 *)> m_connection;
};

} // namespace simulation
