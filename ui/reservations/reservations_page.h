// 予約: the list, the details beside it, answering.
#pragma once

#include "domain/transitions.h"
#include "prompt/page.h"

#include <QHash>
#include <QJsonObject>

class QPushButton;
class QStackedWidget;
class QTableView;
class QTimer;

namespace ui {

class Banner;
class BookingForm;
class DecisionForm;
class DraftKeeper;
class UndoOffer;
class EmptyState;
class FilterBar;
class PageTitle;
class ReservationDetails;
class ReservationListModel;

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
    void build();
    void buildTable();
    void fitSizes();
    void connectSignals();
    void applyFilter();
    void onLoaded();
    void sayWhyEmpty();
    void showCurrent();
    void onDataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight);
    void selectWanted();

    using Rows = std::vector<services::ReservationRow>;
    void withChosen(const std::function<void(Rows)> &then);
    void call(domain::ReservationCall call);
    void act(domain::ReservationCall call, const Rows &rows);
    void approve(const Rows &rows);
    void send(domain::ReservationCall call, const services::ReservationRow &row, const QString &reason,
              const QString &message);
    void beginDecision(domain::ReservationCall call, const Rows &rows);
    void sayDecision();
    void decide();
    void decided(domain::ReservationId id);
    void leaveDecision();
    void putDecisionAside();
    void closeForm();
    [[nodiscard]] QString aboutDecision() const;
    void takeBack(const std::vector<domain::OperationId> &operations);
    void dismiss();
    void beginBooking();
    void takeBookable(const std::vector<services::SlotRow> &rows);
    void book();
    void leaveBooking();
    void discardBooking();
    void showBookingAgain(const QJsonObject &draft);
    bool undoDiscard();
    void openDrafts();
    void takeDecisionDraft(const QJsonObject &draft);
    [[nodiscard]] QJsonObject decisionDraft() const;
    void loadBookable(std::function<void()> then);
    void acted(domain::ReservationCall call, domain::OperationId operation);
    void failed(const domain::Error &error);
    [[nodiscard]] domain::LocalDate today() const;

    UiContext m_context;
    domain::FacilityId m_facility;
    QString m_facilityName;
    domain::ReservationId m_wanted;
    bool m_widened = false; ///< for the wanted one
    domain::ReservationCall m_decidingCall = domain::ReservationCall::Decline;
    Rows m_deciding; ///< whom the form is about, until each has gone out
    int m_sending = 0;
    QHash<QString, QJsonObject> m_aside; ///< reasons that were begun and left, by what they are about
    QJsonObject m_discarded;             ///< the booking that the banner offers to bring back
    QString m_discardedWords;            ///< what the banner says as long as it does

    PageTitle *m_title;
    Banner *m_banner;
    UndoOffer *m_undo; ///< of the last act, one for each reservation
    FilterBar *m_filter;
    QTableView *m_table;
    ReservationListModel *m_model;
    EmptyState *m_empty;
    QStackedWidget *m_list;
    QStackedWidget *m_side;
    ReservationDetails *m_details;
    DecisionForm *m_decision;
    BookingForm *m_booking;
    QPushButton *m_newBooking;
    DraftKeeper *m_bookingDraft;
    DraftKeeper *m_decisionDraft;
    std::vector<services::SlotRow> m_bookable;
    QTimer *m_minute; ///< remaining times move on
};

} // namespace ui
