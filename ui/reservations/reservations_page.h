// 予約: the list, the details beside it, answering.
#pragma once

#include "domain/transitions.h"
#include "prompt/page.h"

class QSplitter;
class QStackedWidget;
class QTableView;
class QTimer;

namespace ui {

class Banner;
class DecisionForm;
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
    void focusFirst() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void buildTable();
    void connectSignals();
    void applyFilter();
    void onLoaded();
    void sayWhyEmpty();
    void showCurrent();
    void selectWanted();
    [[nodiscard]] std::vector<services::ReservationRow> chosen() const;
    void call(domain::ReservationCall call);
    void approve();
    void beginDecision(domain::ReservationCall call);
    void decide();
    void takeBack();
    void dismiss();
    void acted(const QString &text, domain::OperationId operation);
    void failed(const domain::Error &error);
    [[nodiscard]] domain::LocalDate today() const;

    UiContext m_context;
    domain::FacilityId m_facility;
    QString m_facilityName;
    domain::ReservationId m_wanted;
    domain::ReservationCall m_deciding = domain::ReservationCall::Decline;
    domain::OperationId m_undo;

    PageTitle *m_title;
    Banner *m_banner;
    FilterBar *m_filter;
    QTableView *m_table;
    ReservationListModel *m_model;
    EmptyState *m_empty;
    QStackedWidget *m_list;
    QSplitter *m_splitter;
    QStackedWidget *m_side;
    ReservationDetails *m_details;
    DecisionForm *m_decision;
    QTimer *m_minute; ///< remaining times move on
};

} // namespace ui
