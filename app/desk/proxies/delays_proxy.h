// Delays on the GUI thread: each call becomes one job on the data thread.
#pragma once

#include "desk/proxies/data_thread.h"
#include "services/delays.h"
#include "services/types.h"
#include "use_cases/delay_use_cases.h"

#include <QTimer>
#include <vector>

namespace services {

class DelaysProxy final : public Delays {
    Q_OBJECT
public:
    explicit DelaysProxy(DataThread &data);
    Async<std::vector<DelayRow>> list() override { return m_data.run<&delayList>(); }

private:
    DataThread &m_data;
    QTimer m_minute; ///< answers become late as time passes
};

} // namespace services
