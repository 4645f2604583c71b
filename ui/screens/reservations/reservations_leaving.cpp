// Leaving a form: what is typed is kept, or can be brought back.
#include "kit/flows/decision_flow.h"
#include "kit/models/chosen_row.h"
#include "kit/pages/draft_keeper.h"
#include "kit/widgets/banner.h"
#include "screens/reservations/booking_form.h"
#include "screens/reservations/reservations_page.h"

#include <QStackedWidget>
#include <QTableView>

#include <utility>

namespace ui {

void ReservationsPage::closeForm() {
    m_side->setCurrentIndex(DetailsSide);
    showChosen();
    m_table->setFocus();
}

void ReservationsPage::discardBooking() {
    m_discarded = m_booking->draft();
    leaveBooking();
    if (!m_discarded.isEmpty()) {
        m_discardedWords = tr("The booking that was typed is discarded.");
        m_acts->offer().forget();
        m_banner->say(Tone::Info, m_discardedWords);
        m_banner->setAction(tr("Undo"));
    }
}

/// False where the banner speaks of something else.
bool ReservationsPage::undoDiscard() {
    if (m_discarded.isEmpty() || m_banner->text() != m_discardedWords) {
        return false;
    }
    m_banner->dismiss();
    loadBookable([this, draft = std::exchange(m_discarded, {})] {
        showBookingAgain(draft);
        m_bookingDraft->keepNow();
        m_booking->focusFirst();
    });
    return true;
}

void ReservationsPage::showBookingAgain(const QJsonObject &draft) {
    m_booking->begin(m_bookable, {});
    m_booking->takeDraft(draft);
    m_side->setCurrentIndex(BookingSide);
    m_side->show();
}

bool ReservationsPage::stepBack() {
    const bool isOpen = m_side->isVisible();
    if (isOpen && m_side->currentIndex() == BookingSide) {
        m_bookingDraft->keepNow(); // and stays in the form
        closeForm();
        return true;
    }
    if (isOpen && m_side->currentIndex() == DecisionSide) {
        m_answers->putAside();
        return true;
    }
    if (m_chosen->count() == 0) {
        return false;
    }
    m_chosen->clear();
    m_side->hide();
    return true;
}

} // namespace ui
