// Answering and checking in from the first screen.
#include "delegates/decision_form.h"
#include "models/reservation_list_model.h"
#include "models/row_words.h"
#include "prompt/draft_keeper.h"
#include "prompt/error_text.h"
#include "prompt/undo_offer.h"
#include "prompt/when_done.h"
#include "prompt/words.h"
#include "today/today_page.h"
#include "widgets/banner.h"

#include <QListView>
#include <QStackedWidget>

namespace ui {

void TodayPage::openCurrent(const Column &column) {
    if (const auto *row = current(column)) {
        Q_EMIT showReservation(row->reservation.id);
    }
}

void TodayPage::approve() {
    const auto *row = current(m_waiting);
    if (row == nullptr || row->pending.state == services::Pending::Waiting) {
        return;
    }
    whenDone(
        m_context.desk.reservations().approve(row->reservation.id, row->reservation.meta.version), this,
        [this, who = childrenText(*row)](const services::OpTicket &ticket) {
            acted(tr("Approved: %1").arg(who), ticket.operation);
        },
        [this](const domain::Error &error) { failed(error); });
}

void TodayPage::beginDecline() {
    const auto *row = current(m_waiting);
    if (row == nullptr || row->pending.state == services::Pending::Waiting) {
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
    m_sending = true;
    const auto &row = m_declining.front();
    whenDone(
        m_context.desk.reservations().decline(row.reservation.id, row.reservation.meta.version,
                                              m_decision->reasonFor(row), m_decision->messageFor(row)),
        this,
        [this, who = childrenText(row)](const services::OpTicket &ticket) {
            m_sending = false;
            leaveDecision();
            acted(tr("Declined: %1").arg(who), ticket.operation);
        },
        [this](const domain::Error &error) { // what was typed stays
            m_sending = false;
            failed(error);
        });
}

void TodayPage::checkIn(domain::ReservationCall call) {
    const auto *row = current(m_visitors);
    if (row == nullptr) {
        return;
    }
    whenDone(
        m_context.desk.reservations().act(call, row->reservation.id, row->reservation.meta.version, {}, {}),
        this, [this, call](const services::OpTicket &ticket) { acted(callText(call), ticket.operation); },
        [this](const domain::Error &error) { failed(error); });
}

void TodayPage::withdraw() {
    for (const auto operation : m_undo->take()) {
        whenDone(
            m_context.desk.reservations().withdraw(operation), this,
            [this] { m_banner->say(Tone::Info, tr("Taken back. Nothing was sent.")); },
            [this](const domain::Error &error) { failed(error); });
    }
}

void TodayPage::acted(const QString &text, domain::OperationId operation) {
    m_undo->forget();
    m_undo->add(operation);
    m_undo->say(tr("%1. Saved on this PC; it goes to the hub by itself.").arg(text),
                tr("%1. The hub has it.").arg(text));
}

void TodayPage::failed(const domain::Error &error) {
    m_banner->say(Tone::Error, errorText(error));
}

} // namespace ui
