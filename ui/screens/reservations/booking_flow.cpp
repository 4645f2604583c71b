#include "screens/reservations/booking_flow.h"

#include "kit/flows/act_flow.h"
#include "kit/pages/draft_keeper.h"
#include "kit/pages/when_done.h"
#include "kit/text/common_text.h"
#include "kit/widgets/banner.h"
#include "screens/reservations/booking_form.h"
#include "screens/reservations/sent_bookings.h"

#include <utility>

namespace ui {
namespace {

constexpr int bookableDays = 92; ///< as far as a caller usually asks

} // namespace

BookingFlow::BookingFlow(const UiContext &context, ActFlow &acts, BookingForm &form)
    : QObject(acts.parent()), m_context(context), m_acts(acts), m_form(form),
      m_sent(new SentBookings(context.desk.syncStatus(), context.desk.drafts(), this)),
      m_draft(new DraftKeeper(
          context.desk.drafts(), [&form] { return form.draft(); }, acts.parent())) {
    connect(&form, &BookingForm::edited, m_draft, &DraftKeeper::touch);
    connect(&form, &BookingForm::bookWanted, this, &BookingFlow::book);
    connect(&form, &BookingForm::closeWanted, this, &BookingFlow::discard);
    connect(m_sent, &SentBookings::settled, this, &BookingFlow::settled);
    connect(m_sent, &SentBookings::refused, this, &BookingFlow::refused);
    connect(&context.desk.syncStatus(), &services::SyncStatus::changed, this, &BookingFlow::awaitHub);
}

domain::LocalDate BookingFlow::today() const {
    return domain::dateOf(m_context.desk.clock().now());
}

void BookingFlow::setFacility(domain::FacilityId facility) {
    m_facility = facility;
    const QString name = toQString(facility.text());
    m_awaited.clear();
    m_sent->open(name);
    m_draft->open(QStringLiteral("booking/") + name, [this](const QJsonObject &draft) {
        loadBookable([this, draft] {
            showAgain(draft);
            m_acts.banner().say(Tone::Info, tr("The booking that you had begun is here again."));
        });
    });
    m_form.begin({}, {}); // what was typed for the other nursery is kept with it
    close();
}

void BookingFlow::loadBookable(std::function<void()> then) {
    if (m_facility.isNull()) {
        return;
    }
    whenDone(
        m_context.desk.slotBook().between(m_facility, today(), domain::addDays(today(), bookableDays)), this,
        [this, then = std::move(then)](const std::vector<services::SlotRow> &rows) {
            takeBookable(rows);
            then();
        },
        [this](const domain::Error &error) { m_acts.failed(error); });
}

void BookingFlow::takeBookable(const std::vector<services::SlotRow> &rows) {
    const domain::Instant now = m_context.desk.clock().now();
    m_form.setToday(today());
    m_bookable.clear();
    for (const services::SlotRow &row : rows) {
        const bool ahead = domain::toInstant(row.slot.date, row.slot.start) > now;
        if (ahead && row.slot.status == domain::SlotStatus::Open && row.seatsTaken < row.slot.seats) {
            m_bookable.push_back(row);
        }
    }
}

void BookingFlow::begin(domain::SlotId preferred) {
    if (m_isOpen) {
        m_form.focusFirst();
        return;
    }
    loadBookable([this, preferred] {
        if (m_bookable.empty()) {
            m_acts.banner().say(Tone::Warning,
                                tr("No slot with a free seat is open. Open one under Tour slots first."));
            return;
        }
        if (m_form.dirty()) {
            m_form.setSlots(m_bookable);
        } else {
            m_form.begin(m_bookable, preferred);
        }
        open();
        m_form.focusFirst();
    });
}

void BookingFlow::open() {
    m_isOpen = true;
    Q_EMIT opened();
}

void BookingFlow::close() {
    if (std::exchange(m_isOpen, false)) {
        Q_EMIT closed();
    }
}

void BookingFlow::putAside() {
    m_draft->keepNow();
    close();
}

void BookingFlow::closeIfUntouched() {
    if (m_isOpen && !m_form.dirty()) {
        close();
    }
}

void BookingFlow::book() {
    if (m_isSaving || !m_awaited.isEmpty() || !m_form.check()) {
        return;
    }
    m_isSaving = true;
    whenDone(
        m_context.desk.reservations().book(m_form.reservation()), this,
        [this](const services::ActReceipt &ticket) {
            m_isSaving = false;
            m_awaited = toQString(ticket.recordId);
            m_sent->add(ticket, m_form.draft());
            m_acts.offer().forget();
            m_form.setAsking(true);
            awaitHub();
        },
        [this](const domain::Error &error) { // what was typed stays
            m_isSaving = false;
            showRefusal(error);
        });
}

/// Without the hub nobody waits before the form: the booking is provisional until it is reached.
void BookingFlow::awaitHub() {
    const auto connection = m_context.desk.syncStatus().state().connection;
    if (!m_awaited.isEmpty() && connection != services::SyncState::Connection::Online) {
        leave();
        m_acts.banner().say(Tone::Info,
                            tr("The booking is saved on this PC. It stands in the list as soon as the "
                               "hub has given it the seat."));
    }
}

void BookingFlow::settled(const QString &recordId) {
    const auto id = domain::ReservationId::parse(recordId.toStdString());
    const bool isAwaited = recordId == m_awaited;
    if (isAwaited) {
        leave();
    }
    if (!id) {
        return;
    }
    whenDone(
        m_context.desk.reservations().rows({*id}), this,
        [this, id = *id, isAwaited](const std::vector<services::ReservationRow> &rows) {
            if (rows.empty()) {
                return; // it was withdrawn
            }
            m_acts.banner().say(Tone::Success, tr("The hub has given the booking its seat."));
            if (isAwaited) { // who has just been spoken to, not who stood there before
                Q_EMIT booked(id);
            }
        },
        [](const domain::Error &) {}); // the list shows it when it has come
}

void BookingFlow::refused(const QString &recordId) {
    if (recordId != m_awaited) {
        m_acts.offer().forget();
        m_refused = recordId;
        m_acts.banner().say(Tone::Warning, tr("The hub did not accept a booking that was typed here."));
        m_acts.banner().setAction(tr("Back to the form"));
        return;
    }
    m_awaited.clear();
    m_form.setAsking(false);
    if (const auto refused = m_sent->take(recordId)) {
        m_draft->touch();
        showRefusal(refused->refusal);
    }
}

void BookingFlow::showRefusal(const domain::Error &refusal) {
    const auto left = m_form.showErrors(refusal.fields);
    if (refusal.fields.empty() || !left.empty()) {
        m_acts.failed(refusal);
    }
}

bool BookingFlow::reopenRefused() {
    return m_acts.offer().possible() == 0 && reopenRecord(m_refused);
}

bool BookingFlow::reopen(domain::ReservationId id) {
    return reopenRecord(toQString(id.text()));
}

bool BookingFlow::reopenRecord(const QString &recordId) {
    if (!m_sent->isRefused(recordId)) {
        return false;
    }
    if (m_isOpen && m_form.dirty()) {
        m_acts.banner().say(Tone::Info, tr("A form is open at the side. Send it or go back first."));
        return true;
    }
    const auto refused = m_sent->take(recordId);
    m_refused.clear();
    m_acts.banner().dismiss();
    loadBookable([this, refused = *refused] {
        showAgain(refused.typed);
        m_form.focusFirst();
        m_draft->touch();
        showRefusal(refused.refusal);
    });
    return true;
}

void BookingFlow::showAgain(const QJsonObject &draft) {
    m_form.begin(m_bookable, {});
    m_form.takeDraft(draft);
    open();
}

void BookingFlow::discard() {
    m_discarded = m_form.draft();
    leave();
    if (!m_discarded.isEmpty()) {
        m_discardedWords = tr("The booking that was typed is discarded.");
        m_acts.offer().forget();
        m_acts.banner().say(Tone::Info, m_discardedWords);
        m_acts.banner().setAction(tr("Undo"));
    }
}

bool BookingFlow::undoDiscard() {
    if (m_discarded.isEmpty() || m_acts.banner().text() != m_discardedWords) {
        return false;
    }
    m_acts.banner().dismiss();
    loadBookable([this, draft = std::exchange(m_discarded, {})] {
        showAgain(draft);
        m_draft->keepNow();
        m_form.focusFirst();
    });
    return true;
}

void BookingFlow::leave() {
    m_awaited.clear();
    m_form.setAsking(false);
    m_draft->forget();
    m_form.begin({}, {});
    close();
}

void BookingFlow::retranslate() {
    m_form.retranslate();
}

} // namespace ui
