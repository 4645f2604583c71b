// Vacancies: reading, checking and storing one month of a facility.
#pragma once

#include "domain/vacancy.h"
#include "hub/records/scope.h"

namespace hub {

struct StoredVacancy {
    domain::Vacancy value;
    RecordText text;
};
/// Finds a vacancy by its key (domain::vacancyKey()).
[[nodiscard]] domain::Result<std::optional<StoredVacancy>> findVacancy(Connection &db,
                                                                       const std::string &key);

/// Checks one change; `before` is empty for the first version. It sets version and times; the status may be
/// draft or confirmed. Rejected "validation" with pointers under `place`; Conflict "illegal-transition" if a
/// nursery tries to change what its municipality has published.
[[nodiscard]] domain::Result<void> judgeVacancy(const Context &context,
                                                const std::optional<StoredVacancy> &before,
                                                domain::Vacancy &vacancy, const std::string &place);
[[nodiscard]] domain::Result<void> storeVacancy(Context &context, ChangeSet &changes,
                                                const domain::Vacancy &vacancy, const std::string &action,
                                                const std::string &members);

} // namespace hub
