// Where a PostgreSQL server is and how to sign in to it.
#pragma once

#include "hub/db/database.h"

#include <string>
#include <vector>

namespace hub {

struct PostgresAddress {
    std::string url;
    std::string passwordFile;

    /// What libpq is given, as names and values in its order of precedence: our own defaults, the URL, the
    /// password. StorageReadOnly "unreadable" with param "file".
    struct Parameters {
        std::vector<std::string> names;
        std::vector<std::string> values;
    };
    [[nodiscard]] domain::Result<Parameters> parameters() const;
};

/// Rejected "not-a-database" where libpq cannot read it, "password-in-url" where it holds a password: it
/// would stand in the list of processes for everybody to read.
[[nodiscard]] domain::Result<PostgresAddress> postgresAddress(const Database::Options &options);

} // namespace hub
