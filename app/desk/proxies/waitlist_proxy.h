// The waitlist on the GUI thread: each call becomes one job on the data thread.
#pragma once

#include "desk/proxies/data_thread.h"
#include "services/waitlist.h"
#include "use_cases/waitlist_use_cases.h"

#include <vector>

namespace services {

class WaitlistProxy final : public Waitlist {
    Q_OBJECT
public:
    explicit WaitlistProxy(DataThread &data) : m_data(data) {}
    Async<std::vector<domain::WaitlistEntry>> waiting(domain::FacilityId facility) override {
        return m_data.run<&waitingFamilies>(facility);
    }

private:
    DataThread &m_data;
};

} // namespace services
