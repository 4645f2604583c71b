#include "desk/proxies/sync_status_proxy.h"

namespace services {

SyncStatusFace::SyncStatusFace(DataThread &data) : m_data(data) {
    connect(&data, &DataThread::syncChanged, this, [this](const SyncState &state) {
        m_state = state;
        Q_EMIT changed();
    });
}

void SyncStatusFace::retryNow() {
    m_data.post([](DataCore &, AccountFlow &flow) { flow.retryNow(); });
}

} // namespace services
