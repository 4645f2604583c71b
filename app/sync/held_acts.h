// Acts that wait for a few seconds so that the user can take them back. They lie in the outbox like all
// others: only this run of the program holds them, so whatever ends it, the next start sends them.
#pragma once

#include "storage/store.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <map>
#include <vector>

namespace syncing {

class HeldActs : public QObject {
    Q_OBJECT
public:
    /// The store must outlive it.
    explicit HeldActs(storage::Store &store, QObject *parent = nullptr);
    /// Holds an act that has just been enqueued. Measured by a clock that nobody can set.
    void hold(domain::OperationId id, std::chrono::milliseconds duration);
    /// All go out now.
    void releaseAll();
    [[nodiscard]] std::vector<domain::OperationId> ids() const;

Q_SIGNALS:
    void released(const std::vector<domain::OperationId> &ids);

private:
    void releaseDue();
    void release(const std::vector<domain::OperationId> &ids);
    void schedule();

    storage::Store &m_store;
    std::map<domain::OperationId, QDeadlineTimer> m_until;
    QTimer m_timer;
};

} // namespace syncing
