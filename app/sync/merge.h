// Three-way merge of an edit: what the user saw (base), what the user changed (a merge patch), what the hub
// has now.
//
// Pure; clocks never decide. What only one side changed merges by itself, equal content is no conflict, the
// same member changed to different values goes to the user. Arrays count as one value. States of reservations
// never come here.
#pragma once

#include "domain/result.h"

#include <string>
#include <string_view>

namespace syncing {

enum class MergeOutcome : std::uint8_t {
    Equal,          ///< the hub's copy already says what the user meant
    Merged,         ///< `patch` leads from the hub's copy to both sides' changes
    MemberConflict, ///< the same member, two values
};

struct Merge {
    MergeOutcome outcome = MergeOutcome::MemberConflict;
    std::string patch;
};

/// Malformed where one of the three is no JSON object.
[[nodiscard]] domain::Result<Merge> mergeEdit(std::string_view base, std::string_view patch,
                                              std::string_view theirs);
/// Whether the patch would change nothing of `record`.
[[nodiscard]] bool saysAlready(std::string_view record, std::string_view patch);

} // namespace syncing
