// Bookings by phone or at the counter, and what was typed before something came in between.
#include "delegates/decision_form.h"
#include "domain/transitions.h"
#include "prompt/draft_keeper.h"
#include "prompt/error_text.h"
#include "prompt/undo_offer.h"
#include "prompt/when_done.h"
#include "prompt/words.h"
#include "reservations/booking_form.h"
#include "reservations/reservation_details.h"
#include "reservations/reservations_page.h"
#include "widgets/banner.h"

#include <QJsonArray>
#include <QStackedWidget>
#include <QTableView>

namespace ui {
namespace {

constexpr int bookingSide = 2;
constexpr int bookableDays = 92; ///< as far as a caller usually asks

} // namespace

void ReservationsPage::loadBookable(std::function<void()> then) {
    if (m_facility.isNull()) {
        return;
    }
    whenDone(
        m_context.desk.slotBook().between(m_facility, today(), domain::addDays(today(), bookableDays)), this,
        [this, then = std::move(then)](const std::vector<services::SlotRow> &rows) {
            takeBookable(rows);
            then();
        },
        [this](const domain::Error &error) { failed(error); });
}

void ReservationsPage::takeBookable(const std::vector<services::SlotRow> &rows) {
    const domain::Instant now = m_context.desk.clock().now();
    m_booking->setToday(today());
    m_bookable.clear();
    for (const services::SlotRow &row : rows) {
        const bool ahead = domain::toInstant(row.slot.date, row.slot.start) > now;
        if (ahead && row.slot.status == domain::SlotStatus::Open && row.seatsTaken < row.slot.seats) {
            m_bookable.push_back(row);
        }
    }
}

void ReservationsPage::beginBooking() {
    if (m_side->isVisible() && m_side->currentIndex() == bookingSide) {
        m_booking->focusFirst();
        return;
    }
    if (m_decision->hasText()) {
        m_banner->say(Tone::Info, tr("An answer is being typed at the side. Send it or go back first."));
        return;
    }
    loadBookable([this] {
        if (m_bookable.empty()) {
            m_banner->say(Tone::Warning,
                          tr("No slot with a free seat is open. Open one under Tour slots first."));
            return;
        }
        if (!m_booking->dirty()) {
            m_booking->begin(m_bookable, m_details->row().reservation.slotId);
        } else {
            m_booking->setSlots(m_bookable);
        }
        m_side->setCurrentIndex(bookingSide);
        m_side->show();
        m_booking->focusFirst();
    });
}

void ReservationsPage::book() {
    if (m_sending > 0 || !m_booking->check()) {
        return;
    }
    ++m_sending;
    whenDone(
        m_context.desk.reservations().book(m_booking->reservation()), this,
        [this](const services::OpTicket &ticket) {
            --m_sending;
            leaveBooking();
            m_undo->forget();
            m_undo->add(ticket.operation);
            m_undo->say(tr("The booking is saved on this PC. It stands in the list as soon as the "
                           "hub has given it the seat."),
                        tr("The hub has given the booking its seat."));
        },
        [this](const domain::Error &error) { // what was typed stays
            --m_sending;
            const auto left = m_booking->showErrors(error.fields);
            if (error.fields.empty() || !left.empty()) {
                failed(error);
            }
        });
}

void ReservationsPage::leaveBooking() {
    m_bookingDraft->forget();
    m_booking->begin({}, {});
    m_side->setCurrentIndex(0);
    m_side->setVisible(m_table->currentIndex().isValid());
    m_table->setFocus();
}

// --- drafts

void ReservationsPage::openDrafts() {
    const QString facility = toQString(m_facility.text());
    m_bookingDraft->open(QStringLiteral("booking/") + facility, [this](const QJsonObject &draft) {
        loadBookable([this, draft] {
            showBookingAgain(draft);
            m_banner->say(Tone::Info, tr("The booking that you had begun is here again."));
        });
    });
    m_decisionDraft->open(QStringLiteral("decision/") + facility,
                          [this](const QJsonObject &draft) { takeDecisionDraft(draft); });
    // What was typed for the other nursery is kept with it.
    m_deciding.clear();
    m_decision->clear();
    m_booking->begin({}, {});
    m_side->setCurrentIndex(0);
}

QJsonObject ReservationsPage::decisionDraft() const {
    if (m_deciding.empty() || !m_decision->hasText()) {
        return {};
    }
    QJsonArray ids;
    for (const auto &row : m_deciding) {
        ids.append(toQString(row.reservation.id.text()));
    }
    QJsonObject draft = m_decision->typed();
    draft.insert(QStringLiteral("ids"), ids);
    draft.insert(QStringLiteral("call"), QString::fromUtf8(domain::nameOf(m_decidingCall).data()));
    return draft;
}

/// Only those that can still be answered so come back.
void ReservationsPage::takeDecisionDraft(const QJsonObject &draft) {
    std::vector<domain::ReservationId> ids;
    const QJsonArray wanted = draft[u"ids"].toArray();
    for (const auto id : wanted) {
        if (const auto parsed = domain::ReservationId::parse(id.toString().toStdString())) {
            ids.push_back(*parsed);
        }
    }
    const auto call = domain::reservationCall(draft[u"call"].toString().toStdString());
    if (ids.empty() || !call) {
        return;
    }
    whenDone(
        m_context.desk.reservations().rows(ids), this,
        [this, call = *call, draft](const Rows &rows) {
            act(call, rows);
            if (!m_deciding.empty()) {
                m_decision->setTyped(draft);
                m_banner->say(Tone::Info, tr("The answer that you had begun is here again."));
            }
        },
        [](const domain::Error &) {});
}

} // namespace ui
