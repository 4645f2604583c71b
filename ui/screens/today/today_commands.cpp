// Answering and checking in from the first screen.
#include "kit/forms/decision_form.h"
#include "kit/models/chosen_row.h"
#include "kit/models/reservation_list_model.h"
#include "kit/pages/draft_keeper.h"
#include "kit/pages/undo_offer.h"
#include "kit/pages/when_done.h"
#include "kit/text/common_text.h"
#include "kit/text/error_text.h"
#include "kit/text/row_text.h"
#include "kit/widgets/banner.h"
#include "kit/widgets/keys.h"
#include "screens/today/today_page.h"

#include <QListView>
#include <QStackedWidget>

namespace ui {

void TodayPage::openRow(const services::ReservationRow *row) {
    if (row != nullptr) {
        Q_EMIT showReservation(row->reservation.id);
    }
}

void TodayPage::approve() {
    const auto *row = answerable();
    if (row == nullptr || m_sending || isDeciding()) {
        return;
    }
    const auto id = row->reservation.id;
    follow(m_context.desk.reservations().approve(id, row->reservation.meta.version),
           {&m_waiting, id, m_waiting.chosen->nextAfter(id, canBeAnswered),
            tr("Approved: %1").arg(childrenText(*row))});
}

/// One press, one family: until the act is saved no other one begins, and the next is meant for whom the
/// person saw as next when pressing.
void TodayPage::follow(const services::Async<services::ActReceipt> &saved, const Step &step) {
    m_sending = true;
    whenDone(
        saved, this,
        [this, step](const services::ActReceipt &ticket) {
            m_sending = false;
            acted(step, ticket);
        },
        [this](const domain::Error &error) {
            m_sending = false;
            failed(error);
        });
}

void TodayPage::beginDecline() {
    const auto *row = answerable();
    if (row == nullptr || m_sending || isDeciding()) {
        return;
    }
    showDecision(*row);
    m_decision->focusFirst();
}

void TodayPage::showDecision(const services::ReservationRow &row) {
    m_declining = {row};
    m_decision->begin(m_declining, m_facilityName, m_context.desk.preferences().declineReasons());
    sayDecision();
    m_waitingStack->setCurrentIndex(1);
    if (const auto aside = m_aside.find(row.reservation.id); aside != m_aside.end()) {
        m_decision->setTyped(aside->second);
        m_aside.erase(aside);
    }
}

void TodayPage::sayDecision() {
    if (!m_declining.empty()) {
        const auto &row = m_declining.front();
        m_decision->setWords(tr("Decline: %1, %2").arg(visitText(row), childrenText(row)),
                             callText(domain::ReservationCall::Decline));
    }
}

void TodayPage::openDraft() {
    m_draft->open(QStringLiteral("today/") + toQString(m_facility.text()),
                  [this](const QJsonObject &draft) { takeDraft(draft); });
}

QJsonObject TodayPage::draft() const {
    if (m_declining.empty() || !m_decision->hasText()) {
        return {};
    }
    QJsonObject draft = m_decision->typed();
    draft.insert(QStringLiteral("id"), toQString(m_declining.front().reservation.id.text()));
    return draft;
}

/// Only where the family still waits for its answer.
void TodayPage::takeDraft(const QJsonObject &draft) {
    const auto id = domain::ReservationId::parse(draft[u"id"].toString().toStdString());
    if (!id) {
        return;
    }
    whenDone(
        m_context.desk.reservations().rows({*id}), this,
        [this, draft](const std::vector<services::ReservationRow> &rows) {
            if (rows.empty() || rows.front().reservation.status != domain::ReservationStatus::Requested ||
                rows.front().pending.state == services::Pending::Waiting || !m_declining.empty()) {
                return;
            }
            showDecision(rows.front());
            m_decision->setTyped(draft);
            m_banner->say(Tone::Info, tr("The answer that you had begun is here again."));
        },
        [](const domain::Error &) {});
}

void TodayPage::leaveDecision() {
    m_draft->forget();
    m_declining.clear();
    m_decision->clear();
    m_waitingStack->setCurrentIndex(0);
    m_waiting.view->setFocus();
}

void TodayPage::decline() {
    if (m_declining.empty() || m_sending) {
        return;
    }
    const auto &row = m_declining.front();
    const auto id = row.reservation.id;
    follow(m_context.desk.reservations().decline(id, row.reservation.meta.version, m_decision->reasonFor(row),
                                                 m_decision->messageFor(row)),
           {&m_waiting, id, m_waiting.chosen->nextAfter(id, canBeAnswered),
            tr("Declined: %1").arg(childrenText(row))});
}

void TodayPage::confirmForm() {
    if (isDeciding() && m_decision->isAncestorOf(window()->focusWidget())) {
        m_decision->submit();
    }
}

void TodayPage::checkIn(domain::ReservationCall call) {
    const auto *row = arrived();
    if (row == nullptr || m_sending) {
        return;
    }
    const auto id = row->reservation.id;
    const auto next = m_visitors.chosen->nextAfter(
        id, [this](const services::ReservationRow &other) { return isHere(other); });
    follow(m_context.desk.reservations().act(call, id, row->reservation.meta.version, {}, {}),
           {&m_visitors, id, next, tr("%1: %2").arg(callText(call), childrenText(*row))});
}

/// The family that gets its answer back is chosen again, so that it can be answered rightly.
void TodayPage::withdraw() {
    for (const auto &act : m_undo->take()) {
        whenDone(
            m_context.desk.reservations().withdraw(act.operation), this,
            [this, record = act.recordId] {
                m_undo->sayTakenBack(tr("Taken back. Nothing was sent."));
                chooseAgain(record);
            },
            [this](const domain::Error &error) { failed(error); });
    }
}

void TodayPage::chooseAgain(const std::string &recordId) {
    const auto id = domain::ReservationId::parse(recordId);
    for (const auto *column : {&m_waiting, &m_visitors}) {
        if (id && !isDeciding() && column->chosen->choose(*id)) {
            column->view->setFocus();
        }
    }
}

void TodayPage::acted(const Step &step, const services::ActReceipt &ticket) {
    if (!m_declining.empty() && m_declining.front().reservation.id == step.id) {
        leaveDecision();
    }
    // Whoever has chosen another family meanwhile keeps it; one that has gone meanwhile gives way to nobody.
    if (!step.next.isNull() && step.column->chosen->id() == step.id &&
        !step.column->chosen->choose(step.next)) {
        step.column->chosen->clear();
    }
    if (!isDeciding() && !isTyping(window()->focusWidget())) {
        step.column->view->setFocus();
    }
    m_undo->forget();
    m_undo->add(ticket);
    m_undo->say(tr("%1. Saved on this PC; it goes to the hub by itself.").arg(step.text),
                tr("%1. The hub has it.").arg(step.text));
}

void TodayPage::failed(const domain::Error &error) {
    m_banner->say(Tone::Error, errorText(error));
}

} // namespace ui
