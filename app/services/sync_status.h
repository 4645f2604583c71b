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

Q_SIGNALS:
    void changed();
};

} // namespace services
