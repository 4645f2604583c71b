// A screen of the desk.
#pragma once

#include "domain/id.h"
#include "kit/pages/page_id.h"
#include "kit/prompt/prompter.h"
#include "services/desk.h"

#include <QKeySequence>
#include <QWidget>

#include <utility>
#include <vector>

namespace ui {

/// What every screen is given. All outlive the screens.
struct UiContext {
    services::Desk &desk;
    Prompter &prompter;
};

/// What F1 says about one screen.
struct PageHelp {
    /// What is done here: the task, and how.
    std::vector<std::pair<QString, QString>> tasks;
    /// Keys that work on this screen alone.
    std::vector<std::pair<QKeySequence, QString>> keys;
};

class Page : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    /// The facility chosen in the shell; called once before the first show and on each change.
    virtual void setFacility(domain::FacilityId facility) { Q_UNUSED(facility) }
    /// Called when the page comes to the front.
    virtual void activate() {}
    /// Sets every text anew; also called at construction.
    virtual void retranslate() = 0;
    /// In the present language; empty where the screen explains itself.
    [[nodiscard]] virtual PageHelp help() const { return {}; }
    /// Keyboard focus for a newcomer to the page.
    virtual void focusFirst() { setFocus(); }
    /// Esc: closes the form that is open (what is typed is kept), else clears what is chosen, else leaves a
    /// page that was opened in passing. False where there is nothing of that kind: the shell goes back.
    virtual bool stepBack() { return false; }
    /// A page scrolls where it is too small; it never makes the window higher because its texts wrap.
    [[nodiscard]] bool hasHeightForWidth() const override { return false; }

protected:
    void changeEvent(QEvent *event) override;
    /// Over a heading or a margin the wheel scrolls what there is to scroll.
    void wheelEvent(QWheelEvent *event) override;

Q_SIGNALS:
    /// Leads elsewhere: the shell opens the page, the reservation or the slot.
    void showPage(ui::PageId id);
    void showReservation(domain::ReservationId id);
    void showSlot(domain::SlotId id);
    /// The shell shows the list of reservations of this slot alone.
    void showReservationsOf(domain::SlotId id);
};

} // namespace ui
