// Facilities on the GUI thread: each call becomes one job on the data thread.
#pragma once

#include "desk/proxies/data_thread.h"
#include "services/facilities.h"
#include "services/types.h"
#include "use_cases/facility_use_cases.h"

#include <optional>
#include <vector>

namespace services {

class FacilitiesProxy final : public Facilities {
    Q_OBJECT
public:
    explicit FacilitiesProxy(DataThread &data) : m_data(data) {}
    Async<std::vector<domain::Facility>> all() override { return m_data.run<&allFacilities>(); }
    Async<FacilityRow> one(domain::FacilityId id) override { return m_data.run<&oneFacility>(id); }
    Async<ActReceipt> save(const domain::Facility &facility, std::int64_t seenVersion) override {
        return m_data.run<&saveFacility>(facility, seenVersion);
    }
    Async<void> saveDraft(domain::FacilityId id, const domain::Profile &typed) override {
        return m_data.run<&saveFacilityDraft>(id, typed);
    }
    Async<std::optional<domain::Profile>> draft(domain::FacilityId id) override {
        return m_data.run<&facilityDraft>(id);
    }

private:
    DataThread &m_data;
};

} // namespace services
