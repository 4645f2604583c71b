// What an act of the user says, as JSON: the body of the call that carries it out, and what a desk keeps of
// it. Which act it is, and on which record, stands beside it and not in it.
#pragma once

#include "domain/acts.h"
#include "domain/result.h"

#include <string>
#include <string_view>

namespace wire {

/// The hub compares an act that is sent again by its bytes, so the same act has the same text in every
/// version. "{}" where there is nothing to say.
[[nodiscard]] std::string actJson(const domain::Command &command);
/// Malformed or Rejected where the text is not what the act says.
[[nodiscard]] domain::Result<domain::Command> commandFromJson(domain::ActKind act, std::string_view recordId,
                                                              std::string_view json);

/// What the act asks of its record, as a merge patch; empty where it is more, or something else, than that.
[[nodiscard]] std::string patchOf(const domain::Command &command);

[[nodiscard]] std::string toJson(const domain::ConflictDecision &decision);
[[nodiscard]] domain::Result<domain::ConflictDecision> conflictDecisionFromJson(std::string_view json);

} // namespace wire
