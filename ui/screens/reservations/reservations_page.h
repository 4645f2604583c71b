// 予約: the list, the details beside it, answering.
#pragma once

#include "domain/transitions.h"
#include "kit/pages/page.h"

class QPushButton;
class QStackedWidget;
class QTimer;

namespace ui {

class ActFlow;
class AskedFamily;
class Banner;
class BookingFlow;
class BookingForm;
class ChosenMany;
class ChosenRow;
class DecisionFlow;
class DecisionForm;
class EmptyState;
class FilterBar;
class PageTitle;
class ReservationDetails;
class ReservationListModel;
class ReservationTable;

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
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    /// Places in the stack at the side.
    enum Side { DetailsSide, DecisionSide, BookingSide, ManySide };
    void build();
    void fitSizes();
    void connectSignals();
    void connectFlows();
    void addKeys();
    void onFilterEdited();
    void applyFilter();
    void onLoaded();
    void onDataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight);
    void sayWhyEmpty();
    void showChosen();
    void showDetails();
    void showSide();
    [[nodiscard]] bool isFormOpen() const;
    /// The list's keys act: no form is open, and no text is being typed.
    [[nodiscard]] bool listTakesKeys() const;
    void call(domain::ReservationCall call);
    void callByKey(domain::ReservationCall wanted);
    void confirmKey();
    void chooseAgain(domain::ReservationId id);
    void dismiss();
    void beginBooking();

    UiContext m_context;
    domain::FacilityId m_facility;
    domain::ReservationId m_shown; ///< at the side

    PageTitle *m_title;
    Banner *m_banner;
    FilterBar *m_filter;
    ReservationListModel *m_model;
    ReservationTable *m_table;
    ChosenRow *m_chosen;
    AskedFamily *m_asked;
    EmptyState *m_empty;
    QStackedWidget *m_list;
    QStackedWidget *m_side;
    ReservationDetails *m_details;
    DecisionForm *m_decision;
    BookingForm *m_booking;
    ChosenMany *m_many;
    QPushButton *m_newBooking;
    ActFlow *m_acts;
    DecisionFlow *m_answers;
    BookingFlow *m_bookings;
    QTimer *m_minute; ///< remaining times move on
};

} // namespace ui
