// 今日の予定: who comes, as a time line with the line of now and the seats that are free.
#pragma once

#include "kit/models/lazy_reload.h"
#include "kit/pages/page.h"
#include "screens/today/agenda_delegate.h"
#include "screens/today/day_list.h"

namespace ui {

class Agenda : public DayList {
    Q_OBJECT
public:
    explicit Agenda(const UiContext &context);
    void setFacility(domain::FacilityId facility);
    /// Another day than today is shown with a way back.
    void setDay(domain::LocalDate day);
    [[nodiscard]] domain::LocalDate day() const { return m_day; }
    /// Today again.
    void showToday();
    /// Times move on.
    void tick();
    void retranslate();

private:
    void ask();
    void loadSlots();
    void arrange();
    void suggestVisitor();
    [[nodiscard]] std::vector<AgendaLine> lines() const;
    [[nodiscard]] bool isToday() const;

    UiContext m_context;
    AgendaDelegate *m_delegate;
    LazyReload *m_reload;
    QPushButton *m_back;
    domain::FacilityId m_facility;
    domain::LocalDate m_day{};
    std::vector<services::SlotRow> m_slots;
};

} // namespace ui
