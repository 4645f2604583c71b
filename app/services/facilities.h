// 施設情報.
#pragma once

#include "services/types.h"

#include <QObject>

namespace services {

struct FacilityRow {
    domain::Facility facility; ///< with edits that wait to be sent
    PendingAct pending;
};

class Facilities : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Those of the account's scope, ordered by name.
    [[nodiscard]] virtual Async<std::vector<domain::Facility>> all() = 0;
    [[nodiscard]] virtual Async<FacilityRow> one(domain::FacilityId id) = 0;
    /// Rejected "validation" with field errors, at once. Only what differs goes out.
    [[nodiscard]] virtual Async<ActReceipt> save(const domain::Facility &facility,
                                                 std::int64_t seenVersion) = 0;
    /// The form's text, kept through lock, expiry and crash; empty removes it.
    [[nodiscard]] virtual Async<void> saveDraft(domain::FacilityId id, const domain::Profile &typed) = 0;
    [[nodiscard]] virtual Async<std::optional<domain::Profile>> draft(domain::FacilityId id) = 0;

Q_SIGNALS:
    void changed(const QList<services::EntityKey> &keys);
};

} // namespace services
