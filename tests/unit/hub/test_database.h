// The database of a test: SQLite, or PostgreSQL where HOKATSU_TEST_DATABASE says so.
#pragma once

#include "hub/db/database.h"
#include "support/postgres_cluster.h"

#include <string>

namespace hub::test {

/// In memory, or a new one on the program's cluster.
inline Database::Options freshDatabase() {
    if (::test::wantsPostgres()) {
        return {.server = ::test::PostgresCluster::ofProgram().newDatabase()};
    }
    return {.path = {}, .inMemory = true};
}

/// In the file, or a new one on the program's cluster.
inline Database::Options freshDatabase(const std::string &file) {
    if (::test::wantsPostgres()) {
        return {.server = ::test::PostgresCluster::ofProgram().newDatabase()};
    }
    return {.path = file};
}

} // namespace hub::test
