#include "desk/proxies/delays_proxy.h"

namespace services {

DelaysProxy::DelaysProxy(DataThread &data) : m_data(data) {
    m_minute.setInterval(std::chrono::minutes(1));
    connect(&m_minute, &QTimer::timeout, this, &Delays::changed);
    m_minute.start();
}

} // namespace services
