// Parses values of a call's query string.
#pragma once

#include "domain/statistics.h"
#include "hub/http/http_message.h"

#include <optional>

namespace hub {

/// A whole number within bounds, or `otherwise` if the parameter is absent. Any other value gives 422 at
/// "/query/<name>".
[[nodiscard]] domain::Result<int> numberIn(const Request &request, const std::string &name, int otherwise,
                                           int least, int most);
[[nodiscard]] domain::Result<std::optional<domain::LocalDate>> dateIn(const Request &request,
                                                                      const std::string &name);

/// Limits for the number of days between the ends of a period.
struct PeriodLength {
    int usual; ///< the length if the request names only one end or none
    int most;  ///< a longer period gives 422 at "/query/to"
};
/// `?from=&to=` of a past period. It ends at `today` if the request names no end. 422 at "/query/to" if it
/// ends before it starts.
[[nodiscard]] domain::Result<domain::Period> pastPeriodIn(const Request &request, domain::LocalDate today,
                                                          PeriodLength length);
/// `?from=&to=` of a coming period. It starts at `today` if the request names no start. Otherwise like
/// pastPeriodIn().
[[nodiscard]] domain::Result<domain::Period> comingPeriodIn(const Request &request, domain::LocalDate today,
                                                            PeriodLength length);
[[nodiscard]] std::string textIn(const Request &request, const std::string &name);

} // namespace hub
