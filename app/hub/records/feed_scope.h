// The part of the change feed that a caller receives.
#pragma once

#include "hub/records/record_text.h"

#include <set>
#include <string>
#include <vector>

namespace hub {

/// One municipality of a caller's scope.
struct FeedMunicipality {
    std::string code;
    bool whole = false;                  ///< true: all facilities, and `facilities` is empty
    std::vector<std::string> facilities; ///< sorted
};

struct FeedScope {
    std::vector<FeedMunicipality> municipalities; ///< sorted by code
    wire::View view = wire::View::WithoutPersonal;
    /// "nurseries", "municipal" or "systems": which records for a part of the scope are for this caller;
    /// empty: all.
    std::string group;
    std::string onlyMadeBy; ///< a connected system sees only its own reservations, and no series

    [[nodiscard]] std::uint64_t hash() const;
    [[nodiscard]] std::set<ChangedScope> watchedScopes() const;
};

/// What the feed does with records of a kind.
struct FeedRules {
    enum class ForSystems : std::uint8_t { All, Own, None };
    ForSystems forSystems = ForSystems::None; ///< which of them connected systems get
    bool hasAudience = false;     ///< each is for everybody of the scope or for a part (`audience`)
    bool mayStopBeingFor = false; ///< and that may change: whoever had it is told that it is gone
};
[[nodiscard]] FeedRules feedRulesOf(domain::RecordKind kind);

[[nodiscard]] domain::Result<FeedScope> feedScopeOf(Connection &db, const Caller &caller);

} // namespace hub
