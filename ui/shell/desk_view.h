// Everything that is seen while somebody is signed in: head, navigation, banners and pages.
#pragma once

#include "kit/pages/page.h"
#include "shell/navigation.h"

#include <QTimer>

#include <map>

class QBoxLayout;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace ui {

class Banner;
class BusyLine;
class ChipButton;
class OutboxPage;

class DeskView : public QWidget {
    Q_OBJECT
public:
    explicit DeskView(const UiContext &context, QWidget *parent = nullptr);
    /// Makes the page at its first call.
    void open(PageId page);
    [[nodiscard]] PageId current() const { return m_current; }
    [[nodiscard]] Page *page(PageId id);
    [[nodiscard]] bool hasPage(PageId id) const { return m_pages.contains(id); }
    /// Keyboard focus for a newcomer to the page that is shown.
    void focusFirst() { page(m_current)->focusFirst(); }

Q_SIGNALS:
    /// Another page is shown, or its name is in another language.
    void titleChanged();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeHead();
    void makeShortcuts();
    void retranslate();
    void arrangeHead();
    [[nodiscard]] Page *makePage(PageId id);
    void connectPage(Page *made);
    void openReservation(domain::ReservationId id);
    void openSlot(domain::SlotId id);
    void openConflict(domain::OperationId operation);
    void remember(PageId next);
    void back();
    void stepBack();
    void loadFacilities();
    void showFacilities(const std::vector<domain::Facility> &facilities);
    void chooseFacility(int index);
    void followSync();
    void tellProblem();
    void countWaiting();
    void chooseKnown();
    void showPages();
    void showPagesOnceLoaded();

    UiContext m_context;
    Navigation *m_navigation;
    QStackedWidget *m_stack;
    QWidget *m_head;
    QBoxLayout *m_headLayout = nullptr;
    QWidget *m_buttons = nullptr;
    QLabel *m_facilityLabel = nullptr;
    QLabel *m_facilityCaption = nullptr; ///< of the chooser
    QComboBox *m_facility;
    ChipButton *m_chip;
    ChipButton *m_attention = nullptr; ///< what was refused or clashes; hidden where nothing was
    QPushButton *m_lock;
    QPushButton *m_help;
    Banner *m_offline;
    Banner *m_clock;
    Banner *m_problem;
    BusyLine *m_firstPull;
    QTimer m_countSoon;
    QTimer m_facilitiesSoon;
    std::map<PageId, Page *> m_pages;
    PageId m_current = PageId::Settings;
    std::vector<PageId> m_trail; ///< pages that Esc leads back to, the last one first
    bool m_isGoingBack = false;
    std::vector<domain::FacilityId> m_facilityIds;
    domain::FacilityId m_chosen;
};

} // namespace ui
