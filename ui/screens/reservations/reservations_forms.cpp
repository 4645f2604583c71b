// Bookings by phone or at the counter, and what was typed before something came in between.
#include "kit/flows/decision_flow.h"
#include "kit/forms/decision_form.h"
#include "kit/forms/reservation_details.h"
#include "kit/pages/draft_keeper.h"
#include "kit/pages/when_done.h"
#include "kit/text/common_text.h"
#include "kit/widgets/banner.h"
#include "screens/reservations/booking_form.h"
#include "screens/reservations/reservations_page.h"
#include "screens/reservations/sent_bookings.h"

#include <QStackedWidget>
#include <QTableView>

namespace ui {
namespace {

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
        [this](const domain::Error &error) { m_acts->failed(error); });
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
    if (m_side->isVisible() && m_side->currentIndex() == BookingSide) {
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
        m_side->setCurrentIndex(BookingSide);
        m_side->show();
        m_booking->focusFirst();
    });
}

/// The form stays until the hub has answered.
void ReservationsPage::book() {
    if (m_isBooking || !m_awaited.isEmpty() || !m_booking->check()) {
        return;
    }
    m_isBooking = true;
    whenDone(
        m_context.desk.reservations().book(m_booking->reservation()), this,
        [this](const services::ActReceipt &ticket) {
            m_isBooking = false;
            m_awaited = toQString(ticket.recordId);
            m_sent->add(ticket, m_booking->draft());
            m_acts->offer().forget();
            m_booking->setAsking(true);
            awaitHub();
        },
        [this](const domain::Error &error) { // what was typed stays
            m_isBooking = false;
            showBookingRefused(error);
        });
}

/// Without the hub nobody waits before the form: the booking is provisional until it is reached.
void ReservationsPage::awaitHub() {
    const auto connection = m_context.desk.syncStatus().state().connection;
    if (!m_awaited.isEmpty() && connection != services::SyncState::Connection::Online) {
        leaveBooking();
        m_banner->say(Tone::Info, tr("The booking is saved on this PC. It stands in the list as soon as the "
                                     "hub has given it the seat."));
    }
}

void ReservationsPage::bookingSettled(const QString &recordId) {
    const auto id = domain::ReservationId::parse(recordId.toStdString());
    const bool isAwaited = recordId == m_awaited;
    if (isAwaited) {
        leaveBooking();
    }
    if (!id) {
        return;
    }
    whenDone(
        m_context.desk.reservations().rows({*id}), this,
        [this, id = *id, isAwaited](const Rows &rows) {
            if (rows.empty()) {
                return; // it was withdrawn
            }
            m_banner->say(Tone::Success, tr("The hub has given the booking its seat."));
            if (isAwaited) { // who has just been spoken to, not who stood there before
                open(id);
            }
        },
        [](const domain::Error &) {});
}

void ReservationsPage::bookingRefused(const QString &recordId) {
    if (recordId != m_awaited) {
        m_acts->offer().forget();
        m_refusedBooking = recordId;
        m_banner->say(Tone::Warning, tr("The hub did not accept a booking that was typed here."));
        m_banner->setAction(tr("Back to the form"));
        return;
    }
    m_awaited.clear();
    m_booking->setAsking(false);
    if (const auto refused = m_sent->take(recordId)) {
        m_bookingDraft->touch();
        showBookingRefused(refused->refusal);
    }
}

void ReservationsPage::showBookingRefused(const domain::Error &refusal) {
    const auto left = m_booking->showErrors(refusal.fields);
    if (refusal.fields.empty() || !left.empty()) {
        m_acts->failed(refusal);
    }
}

/// False where no refused booking of that id is known.
bool ReservationsPage::reopenBooking(const QString &recordId) {
    if (!m_sent->isRefused(recordId)) {
        return false;
    }
    if (m_side->currentIndex() == BookingSide && m_booking->dirty()) {
        m_banner->say(Tone::Info, tr("A form is open at the side. Send it or go back first."));
        return true;
    }
    const auto refused = m_sent->take(recordId);
    m_refusedBooking.clear();
    m_banner->dismiss();
    loadBookable([this, refused = *refused] {
        m_booking->begin(m_bookable, {});
        m_booking->takeDraft(refused.typed);
        m_side->setCurrentIndex(BookingSide);
        m_side->show();
        m_booking->focusFirst();
        m_bookingDraft->touch();
        showBookingRefused(refused.refusal);
    });
    return true;
}

void ReservationsPage::leaveBooking() {
    m_awaited.clear();
    m_booking->setAsking(false);
    m_bookingDraft->forget();
    m_booking->begin({}, {});
    m_side->setCurrentIndex(DetailsSide);
    showChosen();
    m_table->setFocus();
}

// --- drafts

void ReservationsPage::openDrafts() {
    const QString facility = toQString(m_facility.text());
    m_awaited.clear();
    m_sent->open(facility);
    m_bookingDraft->open(QStringLiteral("booking/") + facility, [this](const QJsonObject &draft) {
        loadBookable([this, draft] {
            showBookingAgain(draft);
            m_banner->say(Tone::Info, tr("The booking that you had begun is here again."));
        });
    });
    m_booking->begin({}, {}); // what was typed for the other nursery is kept with it
    m_side->setCurrentIndex(DetailsSide);
}

} // namespace ui
