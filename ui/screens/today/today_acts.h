// What keys, buttons and marked rows do on the first screen: answer, check in, open, step back.
#pragma once

#include "domain/transitions.h"
#include "kit/pages/page.h"

class QKeyEvent;
class QLabel;
class QPushButton;

namespace ui {

class ActFlow;
class Banner;
class ChosenRow;
class DayList;
class DecisionFlow;
class DetailsSide;
class TodayLayout;

class TodayActs : public QObject {
    Q_OBJECT
public:
    /// All belong to the page.
    struct Parts {
        Page *page;
        Banner *banner;
        DayList *waiting;
        DayList *agenda;
        DetailsSide *side;
        TodayLayout *layout;
    };
    TodayActs(const UiContext &context, const Parts &parts);
    void setFacility(domain::FacilityId facility);
    /// A approves, D asks for a reason; true where the key was one of them.
    bool answersByKey(const QKeyEvent &key);
    /// Esc: the form, then the details that slid in; false where neither is there.
    bool stepBack();
    void retranslate();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void connectRows();
    void connectFlow();
    void connectDetails();
    void makeKeys();
    [[nodiscard]] bool can(const DayList &list, domain::ReservationCall call) const;
    void call(DayList &list, domain::ReservationCall call);
    void open(DayList &list);
    void lookAt(DayList *list);
    void onAltered(DayList *list);
    void showButtons();
    void showHint();
    void showDetails();
    void showForm(bool shows);
    void goOn(ChosenRow *chosen);
    void chooseAgain(domain::ReservationId id);
    void confirmForm();

    UiContext m_context;
    Parts m_parts;
    DayList *m_looked; ///< whose marked family the details show
    ActFlow *m_acts;
    DecisionFlow *m_answers;
    domain::ReservationId m_acted;    ///< the newest act was about it
    domain::ReservationId m_deciding; ///< the form is about it
    QPushButton *m_approve;
    QPushButton *m_decline;
    QPushButton *m_open;
    QPushButton *m_attended;
    QPushButton *m_noShow;
    QLabel *m_hint; ///< why no key and no button answers
};

} // namespace ui
