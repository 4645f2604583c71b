// Values in a call's query string.
#pragma once

#include "domain/statistics.h"
#include "hub/http/http_message.h"

#include <optional>

namespace hub {

/// A whole number within bounds, or `otherwise` where it is absent; 422 at "/query/<name>" else.
[[nodiscard]] domain::Result<int> numberIn(const Request &request, const std::string &name, int otherwise,
                                           int least, int most);
[[nodiscard]] domain::Result<std::optional<domain::LocalDate>> dateIn(const Request &request,
                                                                      const std::string &name);

/// How many days lie between a period's ends.
struct PeriodLength {
    int usual; ///< where only one end is named, or none
    int most;  ///< 422 at "/query/to" beyond it
};
/// `?from=&to=` of what was: up to `today` where no end is named. 422 at "/query/to" where it ends before it
/// starts.
[[nodiscard]] domain::Result<domain::Period> pastPeriodIn(const Request &request, domain::LocalDate today,
                                                          PeriodLength length);
/// `?from=&to=` of what comes: from `today` where no beginning is named. Otherwise as pastPeriodIn().
[[nodiscard]] domain::Result<domain::Period> comingPeriodIn(const Request &request, domain::LocalDate today,
                                                            PeriodLength length);
[[nodiscard]] std::string textIn(const Request &request, const std::string &name);

} // namespace hub
