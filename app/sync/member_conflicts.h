// What two people changed in the same record to different values, for the screen on which the user decides.
#pragma once

#include "domain/result.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace syncing {

/// One member with two new values. Texts are shown to people: a string as it is, numbers and lists as JSON;
/// empty where the member is absent.
struct MemberConflict {
    std::string pointer; ///< RFC 6901, for example "/profile/phone"
    std::string base;    ///< what the user saw
    std::string mine;
    std::string theirs; ///< at the hub now
};

/// Members that only one side changed, or both to the same value, are left out: they merge by themselves.
/// Arrays count as one value. Malformed where one of the three is no JSON object.
[[nodiscard]] domain::Result<std::vector<MemberConflict>>
memberConflictsOf(std::string_view base, std::string_view patch, std::string_view theirs);
/// The merge patch that leads from the hub's copy to the decision: all of the user's changes, but of the
/// clashing members only those whose pointer is in `mine`. "{}" where nothing of the user is left.
[[nodiscard]] domain::Result<std::string> patchFor(std::string_view base, std::string_view patch,
                                                   std::string_view theirs,
                                                   const std::set<std::string> &mine);

} // namespace syncing
