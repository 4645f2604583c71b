// What the hub is asked for: each function makes the request and says how its answer is read.
#pragma once

#include "services/hub_queries.h"
#include "sync/questions.h"
#include "use_cases/use_case_context.h"

namespace services {

/// A question whose answer holds a T.
template <class T> struct HubQuestion {
    using Answer = T;
    syncing::Question question;
};

// SignedOut where nobody is signed in. Whether the role may ask is the hub's word.
[[nodiscard]] domain::Result<HubQuestion<domain::StatisticsReport>>
statisticsQuestion(const UseCaseContext &context, const StatisticsQuery &query);
[[nodiscard]] domain::Result<HubQuestion<domain::Coverage>> coverageQuestion(const UseCaseContext &context);
[[nodiscard]] domain::Result<HubQuestion<domain::AuditPage>> auditQuestion(const UseCaseContext &context,
                                                                           const AuditQuery &query);
/// The answer to a HubQuestion<T>, as the windows get it.
template <class T> [[nodiscard]] HubAnswer<T> hubAnswerOf(const syncing::Told &told) {
    HubAnswer<T> answer{.value = {}, .askedAt = told.askedAt, .offlineBecause = told.missed};
    if (const T *value = std::any_cast<T>(&told.value)) {
        answer.value = *value;
    }
    return answer;
}

} // namespace services
