// The dry run of an approval rule over what was requested before.
#pragma once

#include "domain/statistics.h"
#include "hub/calls/context.h"
#include "wire/office_json.h"

namespace hub {

/// Judges each request of a connected system as it stood when the rule would have decided, in the order in
/// which they came; at most the newest 1,000. Seats and the family's past are as the histories say they were.
[[nodiscard]] domain::Result<wire::ApprovalPreview> previewApprovals(Context &context,
                                                                     const std::string &facility,
                                                                     const domain::ApprovalRule &rule,
                                                                     const domain::Period &period);

} // namespace hub
