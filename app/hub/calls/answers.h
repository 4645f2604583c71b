// The kinds of answer that handlers give.
#pragma once

#include "domain/result.h"
#include "hub/http/http_message.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hub {

[[nodiscard]] Response jsonAnswer(int status, std::string body);
/// One record with its ETag.
[[nodiscard]] Response recordAnswer(int status, std::int64_t version, std::string body);

[[nodiscard]] tl::unexpected<domain::Error> notFound();
[[nodiscard]] tl::unexpected<domain::Error> forbidden();
/// 422 with all field errors.
[[nodiscard]] tl::unexpected<domain::Error> invalid(std::vector<domain::FieldError> fields);
[[nodiscard]] tl::unexpected<domain::Error> invalid(std::string pointer, std::string code,
                                                    domain::Params params = {});
/// 409 or 412 with the hub's copy as this caller may see it; an empty `current` is left out.
[[nodiscard]] tl::unexpected<domain::Error> conflict(std::string code, std::string current = {});
[[nodiscard]] tl::unexpected<domain::Error> versionConflict(std::string current);
/// If-Match or If-None-Match is missing.
[[nodiscard]] tl::unexpected<domain::Error> preconditionRequired();

} // namespace hub
