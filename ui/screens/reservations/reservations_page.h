// 予約: the list, the details beside it, answering.
#pragma once

#include "domain/transitions.h"
#include "kit/pages/page.h"

#include <QJsonObject>

class QKeyEvent;
class QPushButton;
class QStackedWidget;
class QTableView;
class QTimer;

namespace ui {

class ActFlow;
class Banner;
class BookingForm;
class ChosenMany;
class ChosenRow;
class DecisionFlow;
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
    void addKeys();
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
    void call(domain::ReservationCall call);
    void chooseAgain(domain::ReservationId id);
    void closeForm();
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
    void loadBookable(std::function<void()> then);
    [[nodiscard]] domain::LocalDate today() const;

    UiContext m_context;
    domain::FacilityId m_facility;
    domain::ReservationId m_wanted;
    bool m_widened = false; ///< for the wanted one
    bool m_isWidening = false;
    domain::ReservationId m_shown; ///< at the side
    bool m_isBooking = false;      ///< a booking is being saved
    QJsonObject m_discarded;       ///< the booking that the banner offers to bring back
    QString m_discardedWords;      ///< what the banner says as long as it does
    QString m_awaited;             ///< the booking that the open form waits for
    QString m_refusedBooking;      ///< the one that the banner offers to correct

    PageTitle *m_title;
    Banner *m_banner;
    FilterBar *m_filter;
    QTableView *m_table;
    ReservationListModel *m_model;
    ChosenRow *m_chosen;
    EmptyState *m_empty;
    QStackedWidget *m_list;
    QStackedWidget *m_side;
    ReservationDetails *m_details;
    DecisionForm *m_decision;
    ActFlow *m_acts;
    DecisionFlow *m_answers;
    BookingForm *m_booking;
    ChosenMany *m_many;
    QPushButton *m_newBooking;
    SentBookings *m_sent;
    DraftKeeper *m_bookingDraft;
    std::vector<services::SlotRow> m_bookable;
    QTimer *m_minute; ///< remaining times move on
};

} // namespace ui
