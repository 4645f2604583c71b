// 今日: who must be answered, who comes today, what needs care.
#pragma once

#include "domain/transitions.h"
#include "kit/pages/page.h"

class QKeyEvent;
class QLabel;
class QListView;
class QPushButton;
class QStackedWidget;
class QTimer;
class QVBoxLayout;

namespace ui {

class ActFlow;
class AttentionList;
class Banner;
class ChosenRow;
class DecisionFlow;
class DecisionForm;
class EmptyState;
class PageTitle;
class ReservationListModel;
class SectionTitle;

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
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    /// One of the two lists with its heading and what stands there when it is empty.
    struct Column {
        SectionTitle *title = nullptr;
        ReservationListModel *model = nullptr;
        QListView *view = nullptr;
        ChosenRow *chosen = nullptr;
        EmptyState *empty = nullptr;
        QStackedWidget *stack = nullptr;
    };
    void build();
    Column makeColumn(const char16_t *name, const char16_t *iconName, bool visitors);
    void addButtons(QVBoxLayout *waiting, QVBoxLayout *visitors);
    void connectSignals();
    void applyFilters();
    void onLoaded();
    void tellFirstLoaded();
    [[nodiscard]] bool isReady(const Column &column) const;
    void showTexts();
    void showButtons();
    void showHint();
    void moveFocus(const Column &column, bool some);
    /// Of the chosen family, where it can be answered now.
    [[nodiscard]] const services::ReservationRow *answerable() const;
    [[nodiscard]] const services::ReservationRow *arrived() const;
    [[nodiscard]] const services::ReservationRow *fitting(const Column &column,
                                                          domain::ReservationCall call) const;
    void openRow(const services::ReservationRow *row);
    /// A approves, D asks for a reason; true where the key was one of them.
    bool answersByKey(const QKeyEvent &key);
    void answer(domain::ReservationCall call);
    void checkIn(domain::ReservationCall call);
    void showDecision(bool open);
    void chooseAgain(domain::ReservationId id);
    void confirmForm();

    UiContext m_context;
    domain::FacilityId m_facility;
    domain::LocalDate m_day{};
    bool m_firstLoaded = false;
    bool m_prepared = false;

    PageTitle *m_title;
    Banner *m_banner;
    Column m_waiting;
    Column m_visitors;
    QStackedWidget *m_waitingStack;
    DecisionForm *m_decision;
    ActFlow *m_acts;
    DecisionFlow *m_answers;
    QPushButton *m_approve;
    QPushButton *m_decline;
    QPushButton *m_open;
    QPushButton *m_attended;
    QPushButton *m_noShow;
    QLabel *m_hint; ///< why no key and no button answers
    AttentionList *m_care;
    QTimer *m_minute;
};

} // namespace ui
