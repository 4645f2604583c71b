// Answering and checking in from the first screen.
#include "kit/flows/decision_flow.h"
#include "kit/forms/decision_form.h"
#include "kit/models/chosen_row.h"
#include "screens/today/today_page.h"

#include <QListView>
#include <QStackedWidget>

namespace ui {

void TodayPage::openRow(const services::ReservationRow *row) {
    if (row != nullptr) {
        Q_EMIT showReservation(row->reservation.id);
    }
}

void TodayPage::answer(domain::ReservationCall call) {
    if (answerable() != nullptr && !m_answers->isOpen()) {
        m_answers->call(call, *m_waiting.chosen);
    }
}

void TodayPage::checkIn(domain::ReservationCall call) {
    if (arrived() != nullptr) {
        m_answers->call(call, *m_visitors.chosen);
    }
}

void TodayPage::showDecision(bool open) {
    m_waitingStack->setCurrentIndex(open ? 1 : 0);
    if (!open) {
        m_waiting.view->setFocus();
    }
}

void TodayPage::confirmForm() {
    if (m_answers->isOpen() && m_decision->isAncestorOf(window()->focusWidget())) {
        m_decision->submit();
    }
}

/// The family that gets its answer back can be answered rightly.
void TodayPage::chooseAgain(domain::ReservationId id) {
    for (const auto *column : {&m_waiting, &m_visitors}) {
        if (!m_answers->isOpen() && column->chosen->choose(id)) {
            column->view->setFocus();
        }
    }
}

bool TodayPage::stepBack() {
    if (!m_answers->isOpen()) {
        return false;
    }
    m_answers->putAside();
    return true;
}

} // namespace ui
