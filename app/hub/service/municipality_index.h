// In which municipality a writing call will change something, before it runs.
#pragma once

#include "hub/db/database.h"
#include "hub/http/http_message.h"

#include <mutex>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace hub {

/// Knows the municipalities of things whose ids a request names (no record ever moves to another one). What
/// it says is a good guess for choosing a lane; a call that turns out to write elsewhere begins again there.
/// Thread-safe.
class MunicipalityIndex {
public:
    using Municipalities = std::set<std::string>;
    /// What is remembered of the request's ids; empty where it is nothing.
    [[nodiscard]] Municipalities known(const Request &request) const;
    /// The same, looked up in the records and remembered.
    [[nodiscard]] Municipalities find(const Request &request, Connection &db);
    /// A call that was answered has changed things in just these. Where it is one, what its path names is
    /// there.
    void learn(const Request &request, const Municipalities &changed);

private:
    void remember(const std::vector<std::pair<std::string, std::string>> &rows);

    mutable std::mutex m_mutex;
    std::unordered_map<std::string, std::string> m_municipalityOf;
};

/// UUIDs in the path and in the body, in this order, at most four different ones; in lower case.
[[nodiscard]] std::vector<std::string> idsIn(const Request &request);

} // namespace hub
