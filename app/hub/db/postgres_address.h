// The address of a PostgreSQL server and the way to sign in to it.
#pragma once

#include "hub/db/database.h"

#include <string>
#include <vector>

namespace hub {

struct PostgresAddress {
    std::string url;
    std::string passwordFile;

    /// Names and values for libpq in its order of precedence: our defaults, the URL, the password.
    /// StorageReadOnly "unreadable" with param "file" if the password file cannot be read.
    struct Parameters {
        std::vector<std::string> names;
        std::vector<std::string> values;
    };
    [[nodiscard]] domain::Result<Parameters> parameters() const;
};

/// Rejected "not-a-database" if libpq cannot parse the URL; Rejected "password-in-url" if it contains a
/// password, because every user of the machine could see it in the process list.
[[nodiscard]] domain::Result<PostgresAddress> postgresAddress(const Database::Options &options);

} // namespace hub
