// SyncStatus on the GUI thread: each call becomes one job on the data thread.
#pragma once

#include "desk/proxies/data_thread.h"
#include "services/sync_status.h"
#include "services/types.h"
#include "use_cases/conflict_use_cases.h"
#include "use_cases/outbox_use_cases.h"

#include <map>
#include <vector>

namespace services {

class SyncStatusProxy final : public SyncStatus {
    Q_OBJECT
public:
    explicit SyncStatusProxy(DataThread &data);
    [[nodiscard]] SyncState state() const override { return m_state; }
    Async<std::vector<OutboxItem>> outbox() override { return m_data.run<&outboxItems>(); }
    Async<void> dismiss(domain::OperationId operation) override {
        return m_data.run<&dismissOperation>(operation);
    }
    void retryNow() override;
    Async<Conflict> conflict(domain::OperationId operation) override {
        return m_data.run<&conflictOf>(operation);
    }
    Async<void> settle(domain::OperationId operation, const std::map<std::string, Side> &choices) override {
        return m_data.run<&settleConflict>(operation, choices);
    }
    Async<std::vector<PastDecision>> decisions() override { return m_data.run<&pastDecisions>(); }

private:
    DataThread &m_data;
    SyncState m_state;
};

} // namespace services
