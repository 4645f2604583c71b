#include "screens/reservations/reservations_page.h"

#include "kit/flows/decision_flow.h"
#include "kit/forms/decision_form.h"
#include "kit/forms/reservation_details.h"
#include "kit/models/chosen_row.h"
#include "kit/models/reservation_list_model.h"
#include "kit/pages/when_done.h"
#include "kit/theme/icons.h"
#include "kit/theme/metrics.h"
#include "kit/widgets/adaptive_row.h"
#include "kit/widgets/banner.h"
#include "kit/widgets/flow_layout.h"
#include "kit/widgets/keys.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/scroll.h"
#include "kit/widgets/states.h"
#include "screens/reservations/asked_family.h"
#include "screens/reservations/booking_flow.h"
#include "screens/reservations/booking_form.h"
#include "screens/reservations/chosen_many.h"
#include "screens/reservations/filter_bar.h"
#include "screens/reservations/reservation_table.h"
#include "screens/reservations/reservations_help.h"

#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace ui {

ReservationsPage::ReservationsPage(const UiContext &context, QWidget *parent)
    : Page(parent), m_context(context), m_title(new PageTitle(this)), m_banner(new Banner(this)),
      m_filter(new FilterBar(this)), m_model(new ReservationListModel(context.desk.reservations(), this)),
      m_table(new ReservationTable(*m_model)), m_chosen(new ChosenRow(*m_table, *m_model)),
      m_asked(new AskedFamily(context.desk.reservations(), *m_chosen, this)),
      m_empty(new EmptyState(QStringLiteral("reservations"))), m_list(new QStackedWidget),
      m_side(new QStackedWidget), m_details(new ReservationDetails), m_decision(new DecisionForm),
      m_booking(new BookingForm), m_many(new ChosenMany), m_newBooking(new QPushButton(this)),
      m_acts(new ActFlow(context, *m_banner, this)),
      m_answers(new DecisionFlow(context, *m_acts, *m_decision, *m_chosen)),
      m_bookings(new BookingFlow(context, *m_acts, *m_booking)), m_minute(new QTimer(this)) {
    setObjectName(QStringLiteral("reservationsPage"));
    build();
    connectSignals();
    connectFlows();
    addKeys();
    retranslate();
}

void ReservationsPage::build() {
    m_banner->setObjectName(QStringLiteral("reservationsBanner"));
    m_list->addWidget(m_table);
    m_list->addWidget(m_empty);
    m_side->addWidget(new VerticalScroll(m_details));
    m_side->addWidget(new VerticalScroll(m_decision));
    m_side->addWidget(new VerticalScroll(m_booking));
    m_side->addWidget(new VerticalScroll(m_many));
    m_newBooking->setObjectName(QStringLiteral("reservationsNew"));
    m_newBooking->setIcon(icon(QStringLiteral("phone")));
    m_side->hide();
    auto *body = new AdaptiveRow(50);
    body->add(m_list, 3);
    body->add(m_side, 2);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    auto *head = new FlowLayout;
    head->addWidget(m_title);
    head->addWidget(m_newBooking);
    column->addLayout(head);
    column->addWidget(m_filter);
    column->addWidget(m_banner);
    column->addWidget(body, 1);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(new VerticalScroll(content));
    fitSizes();
}

// Also when the text size is changed while the program runs.
void ReservationsPage::fitSizes() {
    m_list->setMinimumSize(charWidths(this, 20), lineHeights(9)); // below that the page scrolls
    m_side->setMinimumSize(charWidths(this, 20), lineHeights(12));
}

void ReservationsPage::changeEvent(QEvent *event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_side != nullptr) {
        fitSizes();
    }
}

void ReservationsPage::connectSignals() {
    connect(m_filter, &FilterBar::edited, this, &ReservationsPage::onFilterEdited);
    connect(m_model, &ReservationListModel::loaded, this, &ReservationsPage::onLoaded);
    connect(m_model, &ReservationListModel::failed, m_acts, &ActFlow::failed);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ReservationsPage::onDataChanged);
    connect(m_chosen, &ChosenRow::changed, this, &ReservationsPage::showChosen);
    connect(m_table, &ReservationTable::keyPressed, m_asked, &AskedFamily::forget);
    connect(m_table, &ReservationTable::callWanted, this, &ReservationsPage::callByKey);
    connect(m_asked, &AskedFamily::chosen, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_asked, &AskedFamily::widenWanted, m_filter, &FilterBar::showEverything);
    connect(m_asked, &AskedFamily::missing, this,
            [this] { m_banner->say(Tone::Info, tr("This reservation is not on this PC.")); });
    connect(m_many, &ChosenMany::callWanted, this, &ReservationsPage::call);
    connect(m_many, &ChosenMany::endWanted, this, [this] {
        m_chosen->clear();
        m_table->setFocus();
    });
    connect(m_details, &ReservationDetails::callWanted, this, &ReservationsPage::call);
    connect(m_details, &ReservationDetails::withdrawWanted, this, [this] {
        m_acts->takeBack({{m_details->row().pending.operation, m_details->row().reservation.id.text()}});
    });
    connect(m_details, &ReservationDetails::dismissWanted, this, &ReservationsPage::dismiss);
    connect(m_details, &ReservationDetails::slotWanted, this,
            [this] { Q_EMIT showSlot(m_details->row().reservation.slotId); });
    connect(m_newBooking, &QPushButton::clicked, this, &ReservationsPage::beginBooking);
    connect(m_empty, &EmptyState::actionTriggered, m_filter, &FilterBar::clear);
    connect(m_minute, &QTimer::timeout, m_model, &ReservationListModel::refresh);
    m_minute->start(60'000);
}

void ReservationsPage::connectFlows() {
    for (const auto &signal : {&DecisionFlow::opened, &DecisionFlow::closed}) {
        connect(m_answers, signal, this, &ReservationsPage::showSide);
    }
    for (const auto &signal : {&BookingFlow::opened, &BookingFlow::closed}) {
        connect(m_bookings, signal, this, &ReservationsPage::showSide);
    }
    connect(m_bookings, &BookingFlow::booked, this, &ReservationsPage::open);
    connect(m_acts, &ActFlow::wentOn, this, [this] {
        if (listTakesKeys()) {
            m_table->setFocus();
        }
    });
    connect(m_acts, &ActFlow::takenBack, this, &ReservationsPage::chooseAgain);
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        if (!m_bookings->undoDiscard() && !m_bookings->reopenRefused()) {
            m_acts->undo();
        }
    });
}

void ReservationsPage::addKeys() {
    addShortcut(QKeySequence::Find, this, [this] { m_filter->focusSearch(); });
    addShortcut(QKeySequence::New, this, [this] { beginBooking(); });
    addShortcut(QKeySequence::Undo, this, [this] {
        if (!m_bookings->undoDiscard()) {
            m_acts->undo();
        }
    });
    addShortcut(QKeySequence(Qt::CTRL | Qt::Key_D), this, [this] {
        if (listTakesKeys()) {
            call(domain::ReservationCall::Decline);
        }
    });
    for (const auto enter : {Qt::Key_Return, Qt::Key_Enter}) {
        addShortcut(QKeySequence(Qt::CTRL | enter), this, [this] { confirmKey(); });
    }
}

bool ReservationsPage::isFormOpen() const {
    return m_answers->isOpen() || m_bookings->isOpen();
}

bool ReservationsPage::listTakesKeys() const {
    return !isFormOpen() && !isTyping(window()->focusWidget());
}

void ReservationsPage::call(domain::ReservationCall call) {
    m_answers->call(call, *m_chosen);
}

void ReservationsPage::callByKey(domain::ReservationCall wanted) {
    if (isFormOpen()) {
        m_banner->say(Tone::Info, tr("A form is open at the side. Send it or go back first."));
    } else {
        call(wanted);
    }
}

/// Ctrl+Enter sends the form that has the keyboard. It answers from the list only where no form is open.
void ReservationsPage::confirmKey() {
    const auto *focus = window()->focusWidget();
    if (!isFormOpen()) {
        if (listTakesKeys()) {
            call(domain::ReservationCall::Approve);
        }
    } else if (m_decision->isAncestorOf(focus)) {
        m_decision->submit();
    } else if (m_booking->isAncestorOf(focus)) {
        m_bookings->book();
    }
}

/// The family that gets its answer back can be answered rightly.
void ReservationsPage::chooseAgain(domain::ReservationId id) {
    if (!isFormOpen() && m_chosen->choose(id)) {
        m_table->setFocus();
    }
}

void ReservationsPage::dismiss() {
    whenDone(
        m_context.desk.syncStatus().dismiss(m_details->row().pending.operation), this,
        [this] { m_model->refresh(); }, [this](const domain::Error &error) { m_acts->failed(error); });
}

void ReservationsPage::beginBooking() {
    if (m_decision->hasText()) {
        m_banner->say(Tone::Info, tr("An answer is being typed at the side. Send it or go back first."));
        return;
    }
    m_answers->closeIfUntouched();
    m_bookings->begin(m_details->row().reservation.slotId);
}

void ReservationsPage::showEvent(QShowEvent *event) {
    Page::showEvent(event);
    m_model->setAwake(true);
    if (m_chosen->awaitsFirst() && m_model->isLoaded()) {
        m_model->refresh();
    }
}

void ReservationsPage::hideEvent(QHideEvent *event) {
    Page::hideEvent(event);
    if (event->spontaneous()) {
        return; // the window was made small
    }
    m_context.desk.reservations().sendHeld(); // nobody sees the offer to take it back any more
    m_chosen->leave();
    m_model->setAwake(false);
}

void ReservationsPage::setFacility(domain::FacilityId facility) {
    const bool another = facility != m_facility;
    m_facility = facility;
    if (another) {
        m_chosen->chooseFirstOnceLoaded();
        m_bookings->setFacility(facility);
    }
    m_answers->setFacility(facility, QStringLiteral("decision"));
    if (!isFormOpen()) {
        m_side->hide();
    }
    applyFilter();
}

void ReservationsPage::activate() {
    m_model->refresh();
}

void ReservationsPage::focusFirst() {
    m_table->setFocus();
}

bool ReservationsPage::stepBack() {
    if (m_bookings->isOpen()) {
        m_bookings->putAside();
        return true;
    }
    if (m_answers->isOpen()) {
        m_answers->putAside();
        return true;
    }
    if (m_chosen->count() == 0) {
        return false;
    }
    m_chosen->clear();
    m_side->hide();
    return true;
}

/// A choice of several ends with the list in which it was made.
void ReservationsPage::onFilterEdited() {
    m_asked->filterEdited();
    if (m_chosen->count() > 1) {
        m_chosen->clear();
    }
    applyFilter();
}

void ReservationsPage::applyFilter() {
    auto filter = m_filter->filter(domain::dateOf(m_context.desk.clock().now()));
    if (!m_facility.isNull()) {
        filter.facility = m_facility;
    }
    m_model->setFilter(filter);
}

void ReservationsPage::onLoaded() {
    const int rows = m_model->rowCount();
    m_filter->setCount(rows);
    if (rows == 0 && m_table->hasFocus()) {
        setFocus(); // Qt would give the keyboard to whatever comes next in the window
    }
    m_list->setCurrentIndex(rows > 0 ? 0 : 1);
    if (rows > 0 && hasFocus()) {
        m_table->setFocus();
    }
    sayWhyEmpty();
    m_asked->look();
    showChosen();
}

void ReservationsPage::open(domain::ReservationId id) {
    if (m_bookings->reopen(id)) {
        return; // the hub does not know it, and it can be corrected here
    }
    m_asked->ask(id);
    if (m_model->isLoaded()) {
        onLoaded();
        m_model->refresh(); // what it knows of the family may be old
    }
}

void ReservationsPage::openSlot(domain::SlotId slot) {
    m_asked->forget();
    m_filter->setSlot(slot);
}

void ReservationsPage::showChosen() {
    const auto id = m_chosen->id();
    const bool isMany = m_chosen->count() > 1;
    if (isMany || (!id.isNull() && id != m_asked->id())) {
        m_asked->forget();
    }
    const bool another = m_shown != id;
    m_shown = id;
    showDetails();
    if (isMany) {
        m_many->show(m_chosen->count(), m_chosen->known());
    }
    if (another) { // what is being typed stays, with whom it is for
        m_answers->closeIfUntouched();
        m_bookings->closeIfUntouched();
    }
    showSide();
}

void ReservationsPage::showSide() {
    const bool hadKeyboard = m_side->isAncestorOf(window()->focusWidget());
    const int side = m_bookings->isOpen()    ? BookingSide
                     : m_answers->isOpen()   ? DecisionSide
                     : m_chosen->count() > 1 ? ManySide
                                             : DetailsSide;
    const bool leavesForm = hadKeyboard && !isFormOpen() && m_side->currentIndex() != side;
    m_side->setCurrentIndex(side);
    m_side->setVisible(isFormOpen() || m_model->rowCount() > 0);
    if (leavesForm) {
        m_table->setFocus();
    }
}

void ReservationsPage::showDetails() {
    if (const auto *row = m_chosen->row()) {
        m_details->show(*row, m_context.desk.clock().now());
    } else if (!m_chosen->id().isNull()) {
        m_details->showNobody(QStringLiteral("…")); // it is being fetched
    } else if (m_chosen->isTakenAway()) {
        m_details->showNobody(tr("The chosen family is no longer in this list. Choose the next one."));
    } else {
        m_details->showNobody(tr("Choose a family in the list."));
    }
}

void ReservationsPage::onDataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight) {
    const int current = m_table->currentIndex().row();
    if (current >= topLeft.row() && current <= bottomRight.row()) {
        showChosen();
    }
}

void ReservationsPage::retranslate() {
    m_banner->dismiss(); // of the moment, and in the language of then
    m_title->setText(tr("Reservations"));
    m_filter->retranslate();
    m_table->retranslate();
    m_details->retranslate();
    m_answers->retranslate();
    m_bookings->retranslate();
    m_many->retranslate();
    showDetails();
    m_newBooking->setText(tr("Phone or counter booking"));
    m_newBooking->setToolTip(tr("Ctrl+N"));
    m_filter->setCount(m_model->rowCount());
    m_model->retranslate();
    sayWhyEmpty();
}

PageHelp ReservationsPage::help() const {
    return reservationsHelp();
}

void ReservationsPage::sayWhyEmpty() {
    if (m_filter->isNarrow()) {
        m_empty->setTexts(tr("No reservation matches"), tr("Nothing fits all that is chosen above."));
        m_empty->setAction(tr("Show all again"));
    } else {
        m_empty->setTexts(tr("No reservations yet"),
                          tr("New ones appear here by themselves, within a moment."),
                          tr("Families can only book where tour slots are open."));
        m_empty->setAction({});
    }
}

} // namespace ui
