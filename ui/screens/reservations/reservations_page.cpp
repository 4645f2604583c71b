#include "screens/reservations/reservations_page.h"

#include "kit/delegates/reservation_row_delegate.h"
#include "kit/flows/decision_flow.h"
#include "kit/forms/decision_form.h"
#include "kit/forms/reservation_details.h"
#include "kit/models/chosen_row.h"
#include "kit/models/reservation_list_model.h"
#include "kit/pages/draft_keeper.h"
#include "kit/pages/undo_offer.h"
#include "kit/pages/when_done.h"
#include "kit/text/common_text.h"
#include "kit/text/error_text.h"
#include "kit/text/row_text.h"
#include "kit/theme/icons.h"
#include "kit/theme/metrics.h"
#include "kit/widgets/adaptive_row.h"
#include "kit/widgets/banner.h"
#include "kit/widgets/flow_layout.h"
#include "kit/widgets/keys.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/scroll.h"
#include "kit/widgets/states.h"
#include "kit/widgets/status_chip.h"
#include "screens/reservations/booking_form.h"
#include "screens/reservations/chosen_many.h"
#include "screens/reservations/filter_bar.h"
#include "screens/reservations/sent_bookings.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

namespace ui {

ReservationsPage::ReservationsPage(const UiContext &context, QWidget *parent)
    : Page(parent), m_context(context), m_title(new PageTitle(this)), m_banner(new Banner(this)),
      m_filter(new FilterBar(this)), m_table(new QTableView),
      m_model(new ReservationListModel(context.desk.reservations(), this)), m_chosen(nullptr),
      m_empty(new EmptyState(QStringLiteral("reservations"))), m_list(new QStackedWidget),
      m_side(new QStackedWidget), m_details(new ReservationDetails), m_decision(new DecisionForm),
      m_acts(new ActFlow(context, *m_banner, this)), m_answers(nullptr), m_booking(new BookingForm),
      m_many(new ChosenMany), m_newBooking(new QPushButton(this)),
      m_sent(new SentBookings(context.desk.syncStatus(), context.desk.drafts(), this)),
      m_bookingDraft(new DraftKeeper(
          context.desk.drafts(), [this] { return m_booking->draft(); }, this)),
      m_minute(new QTimer(this)) {
    setObjectName(QStringLiteral("reservationsPage"));
    build();
    m_answers = new DecisionFlow(context, *m_acts, *m_decision, *m_chosen);
    connectSignals();
    retranslate();
}

void ReservationsPage::build() {
    buildTable();
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
}

void ReservationsPage::buildTable() {
    m_table->setObjectName(QStringLiteral("reservationsTable"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new ReservationRowDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setTabKeyNavigation(false); // one Tab stop for the table
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    // What decides whom to answer first stands at the left.
    m_table->horizontalHeader()->moveSection(ReservationListModel::Remaining, ReservationListModel::Date);
    fitSizes();
    m_table->installEventFilter(this);
    m_chosen = new ChosenRow(*m_table, *m_model);
}

// Also when the text size is changed while the program runs.
void ReservationsPage::fitSizes() {
    m_table->verticalHeader()->setDefaultSectionSize(lineHeights(2));
    m_list->setMinimumSize(charWidths(this, 20), lineHeights(9)); // below that the page scrolls
    m_side->setMinimumSize(charWidths(this, 20), lineHeights(12));
    const auto chip = [this](const QString &text) {
        return chipSize(m_table->font(), text).width() + lineHeights(0.6);
    };
    const services::PendingAct approval{services::Pending::Waiting, {}, "approve", {}};
    const int widest = charWidths(m_table, 16); // words of other languages are elided from here on
    const std::initializer_list<std::pair<int, int>> widths = {
        {ReservationListModel::State, std::min(widest, chip(pendingActText(approval)))},
        {ReservationListModel::Remaining, std::min(widest, chip(remainingText(-90LL * 60)))},
        {ReservationListModel::Date, charWidths(m_table, 7.2)},
        {ReservationListModel::Time, charWidths(m_table, 3.8)},
        {ReservationListModel::Children, charWidths(m_table, 7)},
        {ReservationListModel::Classes, charWidths(m_table, 4.5)},
        {ReservationListModel::Guardian, charWidths(m_table, 7.5)}};
    for (const auto &[column, width] : widths) {
        m_table->setColumnWidth(column, width);
    }
}

void ReservationsPage::changeEvent(QEvent *event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_table) {
        fitSizes();
    }
}

void ReservationsPage::connectSignals() {
    connect(m_filter, &FilterBar::edited, this, &ReservationsPage::onFilterEdited);
    connect(m_model, &ReservationListModel::loaded, this, &ReservationsPage::onLoaded);
    connect(m_model, &ReservationListModel::failed, m_acts, &ActFlow::failed);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ReservationsPage::onDataChanged);
    connect(m_chosen, &ChosenRow::changed, this, &ReservationsPage::showChosen);
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
    connect(m_answers, &DecisionFlow::opened, this, [this] {
        m_side->setCurrentIndex(DecisionSide);
        m_side->show();
    });
    connect(m_answers, &DecisionFlow::closed, this, &ReservationsPage::closeForm);
    connect(m_acts, &ActFlow::wentOn, this, [this] {
        if (listTakesKeys()) {
            m_table->setFocus();
        }
    });
    connect(m_acts, &ActFlow::takenBack, this, &ReservationsPage::chooseAgain);
    connect(m_booking, &BookingForm::edited, m_bookingDraft, &DraftKeeper::touch);
    connect(m_booking, &BookingForm::bookWanted, this, &ReservationsPage::book);
    connect(m_booking, &BookingForm::closeWanted, this, &ReservationsPage::discardBooking);
    connect(m_newBooking, &QPushButton::clicked, this, &ReservationsPage::beginBooking);
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        if (undoDiscard()) {
            return;
        }
        if (m_acts->offer().possible() > 0 || !reopenBooking(m_refusedBooking)) {
            m_acts->undo();
        }
    });
    connect(m_sent, &SentBookings::settled, this, &ReservationsPage::bookingSettled);
    connect(m_sent, &SentBookings::refused, this, &ReservationsPage::bookingRefused);
    connect(&m_context.desk.syncStatus(), &services::SyncStatus::changed, this, &ReservationsPage::awaitHub);
    connect(m_empty, &EmptyState::actionTriggered, m_filter, &FilterBar::clear);
    connect(m_minute, &QTimer::timeout, m_model, &ReservationListModel::refresh);
    addKeys();
    m_minute->start(60'000);
}

void ReservationsPage::addKeys() {
    addShortcut(QKeySequence::Find, this, [this] { m_filter->focusSearch(); });
    addShortcut(QKeySequence::New, this, [this] { beginBooking(); });
    addShortcut(QKeySequence::Undo, this, [this] {
        if (!undoDiscard()) {
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
    const int side = m_side->currentIndex();
    return m_side->isVisibleTo(this) && (side == DecisionSide || side == BookingSide);
}

bool ReservationsPage::listTakesKeys() const {
    return !isFormOpen() && !isTyping(window()->focusWidget());
}

// In the table one key answers: A approves, D declines. Letters elsewhere are text.
bool ReservationsPage::eventFilter(QObject *watched, QEvent *event) {
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        m_wanted = {}; // from here on the person goes on alone
        return answersByKey(*dynamic_cast<QKeyEvent *>(event)) || Page::eventFilter(watched, event);
    }
    return Page::eventFilter(watched, event);
}

bool ReservationsPage::answersByKey(const QKeyEvent &key) {
    using Call = domain::ReservationCall;
    const bool answers = key.key() == Qt::Key_A || key.key() == Qt::Key_D;
    if (key.modifiers() != Qt::NoModifier || !answers) {
        return false;
    }
    if (isFormOpen()) {
        m_banner->say(Tone::Info, tr("A form is open at the side. Send it or go back first."));
    } else {
        call(key.key() == Qt::Key_A ? Call::Approve : Call::Decline);
    }
    return true;
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
        book();
    }
}

domain::LocalDate ReservationsPage::today() const {
    return domain::dateOf(m_context.desk.clock().now());
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
    if (m_side->currentIndex() == DetailsSide || another) {
        m_side->hide();
    }
    if (another) {
        m_chosen->chooseFirstOnceLoaded();
        openDrafts();
    }
    m_answers->setFacility(facility, QStringLiteral("decision"));
    applyFilter();
}

void ReservationsPage::activate() {
    m_model->refresh();
}

void ReservationsPage::focusFirst() {
    m_table->setFocus();
}

/// A choice of several ends with the list in which it was made.
void ReservationsPage::onFilterEdited() {
    if (!m_isWidening) {
        m_wanted = {};
    }
    if (m_chosen->count() > 1) {
        m_chosen->clear();
    }
    applyFilter();
}

void ReservationsPage::applyFilter() {
    auto filter = m_filter->filter(today());
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
    selectWanted();
    showChosen();
}

void ReservationsPage::open(domain::ReservationId id) {
    if (reopenBooking(toQString(id.text()))) {
        return; // the hub does not know it, and it can be corrected here
    }
    m_chosen->clear(); // no neighbour stands in for the family that is asked for
    m_wanted = id;
    m_widened = false;
    if (m_model->isLoaded()) {
        onLoaded();
        m_model->refresh(); // what it knows of the family may be old
    }
}

void ReservationsPage::openSlot(domain::SlotId slot) {
    m_wanted = {};
    m_filter->setSlot(slot);
}

/// Also where it leaves the list again, because what the list knew of it was old, or an act of its own was
/// still on its way: until the person chooses another one.
void ReservationsPage::selectWanted() {
    if (m_wanted.isNull()) {
        return;
    }
    if (m_chosen->id() == m_wanted) {
        return letGoOfWanted();
    }
    if (m_chosen->choose(m_wanted)) {
        m_table->setFocus();
        return;
    }
    if (m_widened) {
        m_wanted = {}; // gone, or not this account's
        m_banner->say(Tone::Info, tr("This reservation is not on this PC."));
        return;
    }
    m_widened = true;
    m_isWidening = true;
    m_filter->showEverything();
    m_isWidening = false;
}

/// The list is new and has it: what happens to it from here on is others' doing, unless an act of its own is
/// still on its way.
void ReservationsPage::letGoOfWanted() {
    whenDone(
        m_context.desk.reservations().rows({m_wanted}), this,
        [this, wanted = m_wanted](const Rows &rows) {
            const bool isWaiting = !rows.empty() && rows.front().pending.state == services::Pending::Waiting;
            if (wanted == m_wanted && !isWaiting) {
                m_wanted = {};
            }
        },
        [](const domain::Error &) {});
}

void ReservationsPage::showChosen() {
    const auto id = m_chosen->id();
    const bool isMany = m_chosen->count() > 1;
    if (isMany || (!id.isNull() && id != m_wanted)) {
        m_wanted = {};
    }
    const bool another = m_shown != id;
    m_shown = id;
    showDetails();
    if (isMany) {
        showMany();
    }
    const bool isBooking = m_side->currentIndex() == BookingSide && (m_booking->dirty() || !another);
    const bool isDeciding = m_side->currentIndex() == DecisionSide && (m_decision->hasText() || !another);
    if (isBooking || isDeciding) { // what is being typed stays, with whom it is for
        m_side->show();
        return;
    }
    m_side->setCurrentIndex(isMany ? ManySide : DetailsSide);
    m_side->setVisible(m_model->rowCount() > 0);
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

void ReservationsPage::showMany() {
    m_many->show(m_chosen->count(), m_chosen->known());
}

void ReservationsPage::onDataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight) {
    const int current = m_table->currentIndex().row();
    if (current < topLeft.row() || current > bottomRight.row()) {
        return;
    }
    showChosen();
}

void ReservationsPage::retranslate() {
    m_banner->dismiss(); // of the moment, and in the language of then
    m_title->setText(tr("Reservations"));
    m_table->setAccessibleName(tr("List of reservations"));
    m_table->setAccessibleDescription(tr("A approves, D declines."));
    m_filter->retranslate();
    m_details->retranslate();
    m_answers->retranslate();
    m_booking->retranslate();
    m_many->retranslate();
    showDetails();
    m_newBooking->setText(tr("Phone or counter booking"));
    m_newBooking->setToolTip(tr("Ctrl+N"));
    m_filter->setCount(m_model->rowCount());
    fitSizes();
    m_model->retranslate();
    sayWhyEmpty();
}

PageHelp ReservationsPage::help() const {
    return {
        .tasks =
            {{tr("Answer a reservation"),
              tr("Choose it in the list and press Approve or Decline. A family that is declined needs a "
                 "reason; a text to start from fills it in. For 8 seconds Undo or Ctrl+Z takes it back.")},
             {tr("Answer many at once"),
              tr("Choose several lines with Shift or Ctrl and the arrows or the mouse, then approve. You "
                 "are asked once, with the names.")},
             {tr("Take a booking by phone or at the counter"),
              tr("Press Phone or counter booking, choose the slot and type who comes. It takes a seat of the "
                 "same slot; the hub says if the last one has just gone.")},
             {tr("Find a family"), tr("Type a part of the name, the kana or the phone number.")},
             {tr("Record who came"), tr("From the start of the tour on, press Came or Did not come.")}},
        .keys = {{QKeySequence(Qt::Key_A), tr("Approve (in the list)")},
                 {QKeySequence(Qt::Key_D), tr("Decline (in the list)")},
                 {QKeySequence(Qt::CTRL | Qt::Key_Return), tr("Approve; in a form: send it")},
                 {QKeySequence(Qt::CTRL | Qt::Key_D), tr("Decline")},
                 {QKeySequence(QKeySequence::Undo), tr("Take the last answer back")},
                 {QKeySequence(QKeySequence::New), tr("Phone or counter booking")},
                 {QKeySequence(QKeySequence::Find), tr("To the search")}}};
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
