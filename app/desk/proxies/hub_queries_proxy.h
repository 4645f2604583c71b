// HubQueries on the GUI thread: each call becomes one question of the data thread.
#pragma once

#include "desk/proxies/data_thread.h"
#include "services/hub_queries.h"
#include "use_cases/hub_query_use_cases.h"

namespace services {

class HubQueriesProxy final : public HubQueries {
    Q_OBJECT
public:
    explicit HubQueriesProxy(DataThread &data) : m_data(data) {}
    Async<HubAnswer<domain::StatisticsReport>> statistics(const StatisticsQuery &query) override {
        return m_data.inquire<&statisticsQuestion>(query);
    }
    Async<HubAnswer<domain::Coverage>> coverage() override { return m_data.inquire<&coverageQuestion>(); }
    Async<HubAnswer<domain::AuditPage>> audit(const AuditQuery &query) override {
        return m_data.inquire<&auditQuestion>(query);
    }

private:
    DataThread &m_data;
};

} // namespace services
