// Predicts the municipality that a writing call will change, before the call runs.
#pragma once

#include "hub/db/database.h"
#include "hub/http/http_message.h"

#include <mutex>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace hub {

/// Maps the ids that requests name to municipalities (a record never moves to another one). The result is a
/// guess that selects a queue; a call that turns out to write to another municipality starts again there.
/// Thread-safe.
class MunicipalityIndex {
public:
    using Municipalities = std::set<std::string>;
    /// The municipalities remembered for the request's ids; empty if none is.
    [[nodiscard]] Municipalities known(const Request &request) const;
    /// Like known(), but looks the ids up in the records and remembers them.
    [[nodiscard]] Municipalities find(const Request &request, Connection &db);
    /// Called after a call with the municipalities that it changed. If there is exactly one, the id in the
    /// path belongs to it.
    void learn(const Request &request, const Municipalities &changed);

private:
    void remember(const std::vector<std::pair<std::string, std::string>> &rows);

    mutable std::mutex m_mutex;
    std::unordered_map<std::string, std::string> m_municipalityOf;
};

/// UUIDs of the path and then of the body, in lower case; at most four different ones.
[[nodiscard]] std::vector<std::string> idsIn(const Request &request);

} // namespace hub
