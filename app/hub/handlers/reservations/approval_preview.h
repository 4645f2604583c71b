// The dry run of an approval rule over past requests.
#pragma once

#include "domain/statistics.h"
#include "hub/calls/context.h"
#include "wire/office_json.h"

namespace hub {

/// Judges each request of a connected system as it was when the rule would have decided, in the order of the
/// requests; at most the newest 1,000. Seats and earlier visits of the family come from the histories.
[[nodiscard]] domain::Result<wire::ApprovalPreview> previewApprovals(Context &context,
                                                                     const std::string &facility,
                                                                     const domain::ApprovalRule &rule,
                                                                     const domain::Period &period);

} // namespace hub
