// Slots on the GUI thread: each call becomes one job on the data thread.
#pragma once

#include "desk/proxies/data_thread.h"
#include "services/slots.h"
#include "services/types.h"
#include "use_cases/slot_copy_use_cases.h"
#include "use_cases/slot_use_cases.h"

#include <vector>

namespace services {

class SlotsProxy final : public Slots {
    Q_OBJECT
public:
    SlotsProxy(DataThread &data, const domain::Clock &clock, domain::Random &random)
        : m_data(data), m_clock(clock), m_random(random) {}
    Async<std::vector<SlotRow>> between(domain::FacilityId facility, domain::LocalDate from,
                                        domain::LocalDate to) override {
        return m_data.run<&slotsBetween>(facility, from, to);
    }
    Async<SlotRow> one(domain::SlotId id) override { return m_data.run<&oneSlot>(id); }
    Async<ActReceipt> create(const domain::Slot &slot) override { return m_data.run<&createSlot>(slot); }
    Async<ActReceipt> change(const domain::Slot &slot, std::int64_t seenVersion) override {
        return m_data.run<&changeSlot>(slot, seenVersion);
    }
    Async<ActReceipt> cancel(domain::SlotId id, std::int64_t seenVersion, bool familiesToo,
                             const QString &message) override;
    Async<std::vector<domain::SeriesDay>> preview(const domain::Series &series) override {
        return m_data.run<&previewSeries>(series);
    }
    Async<ActReceipt> createSeries(const domain::Series &series,
                                   const std::vector<domain::SeriesDay> &days) override {
        return m_data.run<&services::createSeries>(series, days);
    }
    Async<std::vector<WeekCopyDay>> previewCopy(domain::FacilityId facility, domain::LocalDate from,
                                                domain::LocalDate to) override {
        return m_data.run<&services::previewCopy>(facility, from, to);
    }
    Async<ActReceipt> copy(const std::vector<WeekCopyDay> &days) override {
        return m_data.run<&copySlots>(days);
    }
    domain::SlotId newSlotId() override { return domain::SlotId::make(m_clock, m_random); }
    domain::SeriesId newSeriesId() override { return domain::SeriesId::make(m_clock, m_random); }

private:
    DataThread &m_data;
    const domain::Clock &m_clock;
    domain::Random &m_random;
};

} // namespace services
