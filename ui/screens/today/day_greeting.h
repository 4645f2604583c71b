// The first line of the day: date, time, and one sentence that says what to do.
#pragma once

#include "domain/calendar.h"
#include "kit/pages/page.h"

class QPushButton;

namespace ui {

class MutedLabel;
class PageTitle;
class SizedLabel;

class DayGreeting : public QWidget {
    Q_OBJECT
public:
    explicit DayGreeting(const UiContext &context);
    void setFacility(domain::FacilityId facility);
    /// How many families wait for an answer; not known at first.
    void setWaiting(std::optional<int> count);
    void tick();
    void retranslate();

Q_SIGNALS:
    void dayWanted(domain::LocalDate day);

private:
    void askForNext();
    void say();

    UiContext m_context;
    domain::FacilityId m_facility;
    std::optional<int> m_waiting;
    std::optional<services::ReservationRow> m_next; ///< the next visit
    PageTitle *m_title;
    SizedLabel *m_sentence;
    QPushButton *m_show;
};

} // namespace ui
