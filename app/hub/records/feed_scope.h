// What of the change feed a caller gets.
#pragma once

#include "hub/calls/context.h"

#include <set>
#include <string>
#include <vector>

namespace hub {

/// One municipality of a caller's scope.
struct FeedMunicipality {
    std::string code;
    bool whole = false;                  ///< all facilities; `facilities` is empty
    std::vector<std::string> facilities; ///< sorted
};

struct FeedScope {
    std::vector<FeedMunicipality> municipalities; ///< sorted by code
    bool personal = false;                        ///< with personal members
    /// "nurseries", "municipal" or "systems": which records for a part of the scope are for this caller;
    /// empty: all.
    std::string group;
    std::string onlyMadeBy; ///< a connected system sees its own reservations only, and no series

    [[nodiscard]] std::uint64_t hash() const;
    [[nodiscard]] std::set<ChangedScope> watchedScopes() const;
};

[[nodiscard]] domain::Result<FeedScope> feedScopeOf(Connection &db, const Caller &caller);

} // namespace hub
