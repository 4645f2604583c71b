// Questions that only the hub can answer: figures, and who did what. Nothing of the answers is stored.
#pragma once

#include "domain/audit.h"
#include "domain/statistics.h"
#include "services/types.h"

#include <QObject>

namespace services {

/// What the hub said, and how old that is.
template <class T> struct HubAnswer {
    std::optional<T> value;    ///< empty: offline, and never answered since the sign-in
    domain::Instant askedAt{}; ///< of the value, by this PC's clock
    /// Offline: the hub cannot answer now. The value is then what it said before.
    std::optional<domain::Error> offlineBecause;
    [[nodiscard]] bool isOffline() const { return offlineBecause.has_value(); }
};

struct StatisticsQuery {
    domain::Period period;
    std::optional<domain::FacilityId> facility; ///< empty: all of the municipality
};
struct AuditQuery {
    std::int64_t after = 0; ///< the number of the last line that is known
    int most = 200;         ///< 1 to 1,000
};

/// Each function asks the hub, at once or as soon as it finishes with others; the outbox never waits for
/// it. Whoever does not want the answer any more cancels the future. What is asked twice at the same time is
/// sent once. Forbidden where the account's role may not know; SignedOut; Cancelled at the sign-out.
class HubQueries : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// 集計 of the account's municipality.
    [[nodiscard]] virtual Async<HubAnswer<domain::StatisticsReport>>
    statistics(const StatisticsQuery &query) = 0;
    /// 参加率 of the account's municipality, as of now.
    [[nodiscard]] virtual Async<HubAnswer<domain::Coverage>> coverage() = 0;
    [[nodiscard]] virtual Async<HubAnswer<domain::AuditPage>> audit(const AuditQuery &query) = 0;
};

} // namespace services
