// JSON of the waitlist.
#pragma once

#include "domain/waitlist.h"
#include "wire/records_json.h"

namespace wire {

[[nodiscard]] std::string toJson(const domain::WaitlistEntry &record, View view);
/// Only the writable members: the body of a PUT.
[[nodiscard]] std::string writableJson(const domain::WaitlistEntry &record);
[[nodiscard]] domain::Result<domain::WaitlistEntry> waitlistEntryFromJson(std::string_view json,
                                                                          Source source);

} // namespace wire
