// Vacancies: reading, judging and storing one facility's month.
#pragma once

#include "domain/vacancy.h"
#include "hub/records/scope.h"

namespace hub {

struct StoredVacancy {
    domain::Vacancy value;
    RecordText text;
};
/// By its key (domain::vacancyKey()).
[[nodiscard]] domain::Result<std::optional<StoredVacancy>> findVacancy(Connection &db,
                                                                       const std::string &key);

/// One change, as its rules judge it: `before` is empty for the first version. Sets version and times; the
/// status may be draft or confirmed. Rejected "validation" with pointers under `place`; Conflict
/// "illegal-transition" where a nursery would change what its municipality has published.
[[nodiscard]] domain::Result<void> judgeVacancy(const Context &context,
                                                const std::optional<StoredVacancy> &before,
                                                domain::Vacancy &vacancy, const std::string &place);
[[nodiscard]] domain::Result<void> storeVacancy(Context &context, ChangeSet &changes,
                                                const domain::Vacancy &vacancy, const std::string &action,
                                                const std::string &members);

} // namespace hub
