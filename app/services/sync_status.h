// Whether this PC is up to date, what waits to be sent, what needs a look.
#pragma once

#include "services/types.h"

#include <QObject>

namespace services {

class SyncStatus : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    [[nodiscard]] virtual SyncState state() const = 0;
    /// What waits and what needs a look, newest first.
    [[nodiscard]] virtual Async<std::vector<OutboxItem>> outbox() = 0;
    /// "I have seen it": a refused operation leaves the list; the hub's state stands.
    [[nodiscard]] virtual Async<void> dismiss(domain::OperationId operation) = 0;
    virtual void retryNow() = 0;

    // --- conflicts: the same member changed on two sides ---
    /// NotFound "not-a-conflict" where there is nothing to choose from (any more).
    [[nodiscard]] virtual Async<Conflict> conflict(domain::OperationId operation) = 0;
    /// Settles it: a part that is not named, or Side::Theirs, stays as the hub has it. What is left of the
    /// user's act goes out anew; the decision is kept.
    [[nodiscard]] virtual Async<void> settle(domain::OperationId operation,
                                             const std::map<std::string, Side> &choices) = 0;
    /// Newest first.
    [[nodiscard]] virtual Async<std::vector<PastDecision>> decisions() = 0;

Q_SIGNALS:
    void changed();
};

} // namespace services
