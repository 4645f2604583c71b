// 予約: the list, the details beside it, answering.
#pragma once

#include "domain/transitions.h"
#include "kit/pages/page.h"
#include "kit/pages/undo_offer.h"

#include <QHash>
#include <QJsonObject>

class QKeyEvent;
class QPushButton;
class QStackedWidget;
class QTableView;
class QTimer;

namespace ui {

class Banner;
class BookingForm;
class ChosenMany;
class ChosenRow;
class DecisionForm;
class DraftKeeper;
class EmptyState;
class FilterBar;
class PageTitle;
class ReservationDetails;
class ReservationListModel;
class SentBookings;

class ReservationsPage : public Page {
    Q_OBJECT
public:
    explicit ReservationsPage(const UiContext &context, QWidget *parent = nullptr);
    /// Selects the reservation, widening the filter where it is not in the list.
    void open(domain::ReservationId id);
    /// Only those of one slot.
    void openSlot(domain::SlotId slot);
    void setFacility(domain::FacilityId facility) override;
    void activate() override;
    void retranslate() override;
    [[nodiscard]] PageHelp help() const override;
    void focusFirst() override;
    bool stepBack() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    /// Places in the stack at the side.
    enum Side { DetailsSide, DecisionSide, BookingSide, ManySide };
    void build();
    void buildTable();
    void fitSizes();
    void connectSignals();
    void onFilterEdited();
    void applyFilter();
    void onLoaded();
    void sayWhyEmpty();
    void showChosen();
    [[nodiscard]] bool isFormOpen() const;
    /// The list's keys act: no form is open, and no text is being typed.
    [[nodiscard]] bool listTakesKeys() const;
    bool answersByKey(const QKeyEvent &key);
    void confirmKey();
    void showDetails();
    void showMany();
    void letGoOfWanted();
    void onDataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight);
    void selectWanted();

    using Rows = std::vector<services::ReservationRow>;
    void withChosen(const std::function<void(const Rows &)> &then);
    void call(domain::ReservationCall call);
    void act(domain::ReservationCall call, const Rows &rows);
    void askAndSend(domain::ReservationCall call, const Rows &rows);
    struct Answer {
        domain::ReservationCall call = domain::ReservationCall::Approve;
        QString reason;
        QString message;
    };
    void sendAll(const Rows &rows, const std::function<Answer(const services::ReservationRow &)> &answer);
    void send(const services::ReservationRow &row, const Answer &answer);
    void goOn(domain::ReservationId from);
    [[nodiscard]] domain::ReservationId nextFor(domain::ReservationCall call, domain::ReservationId id) const;
    void beginDecision(domain::ReservationCall call, const Rows &rows);
    void sayDecision();
    void decide();
    void decided(domain::ReservationId id);
    void leaveDecision();
    void putDecisionAside();
    void closeForm();
    [[nodiscard]] QString aboutDecision() const;
    void takeBack(const std::vector<UndoOffer::Act> &acts);
    void dismiss();
    void beginBooking();
    void takeBookable(const std::vector<services::SlotRow> &rows);
    void book();
    void awaitHub();
    void bookingSettled(const QString &recordId);
    void bookingRefused(const QString &recordId);
    void showBookingRefused(const domain::Error &refusal);
    bool reopenBooking(const QString &recordId);
    void leaveBooking();
    void discardBooking();
    void showBookingAgain(const QJsonObject &draft);
    bool undoDiscard();
    void openDrafts();
    void takeDecisionDraft(const QJsonObject &draft);
    [[nodiscard]] QJsonObject decisionDraft() const;
    void loadBookable(std::function<void()> then);
    void acted(domain::ReservationCall call, const services::ActReceipt &ticket);
    void failed(const domain::Error &error);
    [[nodiscard]] domain::LocalDate today() const;

    UiContext m_context;
    domain::FacilityId m_facility;
    QString m_facilityName;
    domain::ReservationId m_wanted;
    bool m_widened = false; ///< for the wanted one
    bool m_isWidening = false;
    domain::ReservationId m_shown; ///< at the side
    domain::ReservationCall m_decidingCall = domain::ReservationCall::Decline;
    Rows m_deciding; ///< whom the form is about, until each has gone out
    int m_sending = 0;
    QHash<QString, QJsonObject> m_aside; ///< reasons that were begun and left, by what they are about
    QJsonObject m_discarded;             ///< the booking that the banner offers to bring back
    QString m_discardedWords;            ///< what the banner says as long as it does
    QString m_awaited;                   ///< the booking that the open form waits for
    QString m_refusedBooking;            ///< the one that the banner offers to correct
    domain::ReservationId m_next;        ///< whom the person sees as next while an act is being saved

    PageTitle *m_title;
    Banner *m_banner;
    UndoOffer *m_undo; ///< of the last act, one for each reservation
    FilterBar *m_filter;
    QTableView *m_table;
    ReservationListModel *m_model;
    ChosenRow *m_chosen;
    EmptyState *m_empty;
    QStackedWidget *m_list;
    QStackedWidget *m_side;
    ReservationDetails *m_details;
    DecisionForm *m_decision;
    BookingForm *m_booking;
    ChosenMany *m_many;
    QPushButton *m_newBooking;
    SentBookings *m_sent;
    DraftKeeper *m_bookingDraft;
    DraftKeeper *m_decisionDraft;
    std::vector<services::SlotRow> m_bookable;
    QTimer *m_minute; ///< remaining times move on
};

} // namespace ui
