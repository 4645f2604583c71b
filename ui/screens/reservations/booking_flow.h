// A booking by telephone or at the counter, from the first word to the hub's answer: the form stays until the
// hub has given the seat, what it refuses comes back into the form, and what is typed is never lost.
#pragma once

#include "kit/pages/page.h"

#include <QJsonObject>

#include <functional>
#include <vector>

namespace ui {

class ActFlow;
class BookingForm;
class DraftKeeper;
class SentBookings;

class BookingFlow : public QObject {
    Q_OBJECT
public:
    /// Belongs to the page of `acts`, whose banner it speaks through.
    BookingFlow(const UiContext &context, ActFlow &acts, BookingForm &form);
    void setFacility(domain::FacilityId facility);
    /// Opens the form, or goes on with what stands in it. `preferred` is chosen where it can be booked.
    void begin(domain::SlotId preferred);
    void book();
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    /// The form closes; what is typed stays in it.
    void putAside();
    void closeIfUntouched();
    /// Brings back what was discarded; false where the banner speaks of something else.
    bool undoDiscard();
    /// Back to the form with the booking that the hub refused; false where the banner offers none.
    bool reopenRefused();
    /// False where no refused booking of that id is known.
    bool reopen(domain::ReservationId id);
    void retranslate();

Q_SIGNALS:
    void opened();
    void closed();
    /// The hub has given the booking that was just typed its seat.
    void booked(domain::ReservationId id);

private:
    void loadBookable(std::function<void()> then);
    void takeBookable(const std::vector<services::SlotRow> &rows);
    void open();
    void close();
    void awaitHub();
    void settled(const QString &recordId);
    void refused(const QString &recordId);
    bool reopenRecord(const QString &recordId);
    void showRefusal(const domain::Error &refusal);
    void showAgain(const QJsonObject &draft);
    void discard();
    void leave();
    [[nodiscard]] domain::LocalDate today() const;

    UiContext m_context;
    ActFlow &m_acts;
    BookingForm &m_form;
    SentBookings *m_sent;
    DraftKeeper *m_draft;
    domain::FacilityId m_facility;
    std::vector<services::SlotRow> m_bookable;
    bool m_isOpen = false;
    bool m_isSaving = false;
    QString m_awaited;        ///< the booking that the open form waits for
    QString m_refused;        ///< the one that the banner offers to correct
    QJsonObject m_discarded;  ///< the booking that the banner offers to bring back
    QString m_discardedWords; ///< what the banner says as long as it does
};

} // namespace ui
