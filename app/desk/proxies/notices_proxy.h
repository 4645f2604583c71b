// Notices on the GUI thread: each call becomes one job on the data thread.
#pragma once

#include "desk/proxies/data_thread.h"
#include "services/desk.h"
#include "use_cases/notice_use_cases.h"

#include <vector>

namespace services {

class NoticesProxy final : public Notices {
    Q_OBJECT
public:
    explicit NoticesProxy(DataThread &data) : m_data(data) {}
    Async<std::vector<domain::Notice>> now() override { return m_data.run<&noticesNow>(); }

private:
    DataThread &m_data;
};

} // namespace services
