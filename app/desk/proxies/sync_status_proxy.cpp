#include "desk/proxies/sync_status_proxy.h"

namespace services {

SyncStatusProxy::SyncStatusProxy(DataThread &data) : m_data(data) {
    connect(&data, &DataThread::syncChanged, this, [this](const SyncState &state) {
        m_state = state;
        Q_EMIT changed();
    });
}

void SyncStatusProxy::retryNow() {
    m_data.post([](DataCore &, AccountStateMachine &flow) { flow.retryNow(); });
}

} // namespace services
