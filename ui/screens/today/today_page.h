// 今日: who must be answered, who comes today, the marked family, what needs care, what happened lately.
#pragma once

#include "kit/pages/page.h"

class QPushButton;
class QTimer;

namespace ui {

class Agenda;
class AttentionList;
class Banner;
class DayGreeting;
class DayList;
class DetailsSide;
class FirstSteps;
class RecentList;
class TodayActs;

class TodayPage : public Page {
    Q_OBJECT
public:
    explicit TodayPage(const UiContext &context, QWidget *parent = nullptr);
    void setFacility(domain::FacilityId facility) override;
    /// Asks for what it shows although it is not seen yet: it is about to be.
    void prepare();
    void activate() override;
    void retranslate() override;
    void focusFirst() override;
    bool stepBack() override;
    [[nodiscard]] PageHelp help() const override;

    [[nodiscard]] bool isLoaded() const { return m_firstLoaded; }

Q_SIGNALS:
    /// Both lists have come from the local store for the first time; of a prepared page with their first
    /// rows.
    void firstLoaded();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    [[nodiscard]] QWidget *makeDayColumn();
    void connectLinks();
    void applyFilter();
    void tellFirstLoaded();
    void showTexts();

    UiContext m_context;
    domain::FacilityId m_facility;
    domain::LocalDate m_day{};
    bool m_firstLoaded = false;
    bool m_prepared = false;

    DayGreeting *m_greeting;
    Banner *m_banner;
    DayList *m_waiting;
    Agenda *m_agenda;
    DetailsSide *m_side;
    TodayActs *m_acts = nullptr;
    QPushButton *m_unsent; ///< answered, and on the way
    AttentionList *m_care;
    FirstSteps *m_firstSteps;
    RecentList *m_recent;
    QTimer *m_minute;
};

} // namespace ui
