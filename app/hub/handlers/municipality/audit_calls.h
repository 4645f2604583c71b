// The call that reads the audit.
#pragma once

#include "hub/calls/router.h"

namespace hub {

/// `GET /v1/audit?municipality=&after=&limit=`: rows of the caller's scope in the chain's order, with the
/// members that the hash covers. Municipal staff and auditors get the whole chain of their municipality;
/// managers and the operator's office get the rows of their facilities.
[[nodiscard]] HandlerResult getAudit(const Request &request, Context &context);

} // namespace hub
