// Leaving a half-typed refusal: it waits for who comes back to the same family.
#include "kit/forms/decision_form.h"
#include "kit/pages/draft_keeper.h"
#include "screens/today/today_page.h"

#include <QListView>
#include <QStackedWidget>

namespace ui {

void TodayPage::putDecisionAside() {
    if (m_declining.empty() || !m_decision->hasText()) {
        leaveDecision();
        return;
    }
    m_draft->keepNow();
    m_aside[m_declining.front().reservation.id] = m_decision->typed();
    m_declining.clear();
    m_decision->clear();
    m_waitingStack->setCurrentIndex(0);
    m_waiting.view->setFocus();
}

bool TodayPage::stepBack() {
    const bool isDeclining = m_waitingStack->currentIndex() == 1;
    if (isDeclining) {
        putDecisionAside();
    }
    return isDeclining;
}

} // namespace ui
