// Values in a call's query string.
#pragma once

#include "domain/calendar.h"
#include "hub/http_message.h"

#include <optional>

namespace hub {

/// A whole number within bounds, or `otherwise` where it is absent; 422 at "/query/<name>" else.
[[nodiscard]] domain::Result<int> numberIn(const Request &request, const std::string &name, int otherwise,
                                           int least, int most);
[[nodiscard]] domain::Result<std::optional<domain::LocalDate>> dateIn(const Request &request,
                                                                      const std::string &name);
[[nodiscard]] std::string textIn(const Request &request, const std::string &name);

} // namespace hub
