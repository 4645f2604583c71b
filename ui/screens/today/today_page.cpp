#include "screens/today/today_page.h"

#include "kit/delegates/reservation_row_delegate.h"
#include "kit/flows/decision_flow.h"
#include "kit/forms/decision_form.h"
#include "kit/models/chosen_row.h"
#include "kit/models/reservation_list_model.h"
#include "kit/text/common_text.h"
#include "kit/theme/metrics.h"
#include "kit/theme/theme.h"
#include "kit/widgets/adaptive_row.h"
#include "kit/widgets/banner.h"
#include "kit/widgets/keys.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/scroll.h"
#include "kit/widgets/states.h"
#include "screens/today/attention_list.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace ui {

namespace {

QPushButton *button(const char16_t *name, ButtonKind kind) {
    auto *made = new QPushButton;
    made->setObjectName(QString::fromUtf16(name));
    setButtonKind(made, kind);
    return made;
}

} // namespace

TodayPage::TodayPage(const UiContext &context, QWidget *parent)
    : Page(parent), m_context(context), m_title(new PageTitle(this)), m_banner(new Banner(this)),
      m_waiting(makeColumn(u"todayWaiting", u"waiting", false)),
      m_visitors(makeColumn(u"todayVisitors", u"today", true)), m_waitingStack(new QStackedWidget),
      m_decision(new DecisionForm), m_acts(new ActFlow(context, *m_banner, this)),
      m_answers(new DecisionFlow(context, *m_acts, *m_decision, *m_waiting.chosen)),
      m_approve(button(u"todayApprove", ButtonKind::Primary)),
      m_decline(button(u"todayDecline", ButtonKind::Normal)), m_open(button(u"todayOpen", ButtonKind::Quiet)),
      m_attended(button(u"todayAttended", ButtonKind::Primary)),
      m_noShow(button(u"todayNoShow", ButtonKind::Normal)), m_hint(new MutedLabel),
      m_care(new AttentionList(context)), m_minute(new QTimer(this)) {
    setObjectName(QStringLiteral("todayPage"));
    m_banner->setObjectName(QStringLiteral("todayBanner"));
    m_hint->setObjectName(QStringLiteral("todayHint"));
    build();
    connectSignals();
    applyFilters();
    retranslate();
}

TodayPage::Column TodayPage::makeColumn(const char16_t *name, const char16_t *iconName, bool visitors) {
    Column column;
    column.title = new SectionTitle;
    column.model = new ReservationListModel(m_context.desk.reservations(), this);
    column.model->setAwake(false); // until the page is seen
    column.view = new QListView;
    column.view->setObjectName(QString::fromUtf16(name));
    column.view->setModel(column.model);
    column.view->setModelColumn(ReservationListModel::Children);
    column.view->setUniformItemSizes(true);
    column.view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    column.view->setItemDelegate(new ReservationCardDelegate(
        visitors ? ReservationCardDelegate::Kind::Visitor : ReservationCardDelegate::Kind::Waiting,
        column.view));
    column.view->installEventFilter(this);
    column.chosen = new ChosenRow(*column.view, *column.model);
    column.empty = new EmptyState(QString::fromUtf16(iconName));
    column.stack = new QStackedWidget;
    column.stack->setMinimumHeight(lineHeights(9)); // below that the page scrolls
    column.stack->addWidget(column.view);
    column.stack->addWidget(column.empty);
    return column;
}

void TodayPage::build() {
    auto *waitingColumn = new QVBoxLayout;
    waitingColumn->addWidget(m_waiting.title);
    waitingColumn->addWidget(m_waiting.stack, 1);
    auto *visitorColumn = new QVBoxLayout;
    visitorColumn->addWidget(m_visitors.title);
    visitorColumn->addWidget(m_visitors.stack, 1);
    addButtons(waitingColumn, visitorColumn);

    auto *waitingSide = new QWidget;
    waitingSide->setLayout(waitingColumn);
    waitingColumn->setContentsMargins(0, 0, 0, 0);
    m_waitingStack->addWidget(waitingSide);
    m_waitingStack->addWidget(m_decision);

    auto *visitorSide = new QWidget;
    visitorSide->setLayout(visitorColumn);
    visitorColumn->setContentsMargins(0, 0, 0, 0);

    auto *body = new AdaptiveRow(48);
    body->add(m_waitingStack, 5);
    body->add(visitorSide, 4);
    body->add(m_care, 3);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->addWidget(m_title);
    column->addWidget(m_banner);
    column->addWidget(body, 1);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(new VerticalScroll(content));
}

void TodayPage::addButtons(QVBoxLayout *waiting, QVBoxLayout *visitors) {
    auto *answer = new QHBoxLayout;
    answer->addWidget(m_approve);
    answer->addWidget(m_decline);
    answer->addStretch(1);
    answer->addWidget(m_open);
    waiting->addWidget(m_hint);
    waiting->addLayout(answer);
    auto *check = new QHBoxLayout;
    check->addWidget(m_attended);
    check->addWidget(m_noShow);
    check->addStretch(1);
    visitors->addLayout(check);
}

void TodayPage::connectSignals() {
    for (const auto *column : {&m_waiting, &m_visitors}) {
        connect(column->model, &ReservationListModel::loaded, this, &TodayPage::onLoaded);
        connect(column->model, &ReservationListModel::failed, m_acts, &ActFlow::failed);
        connect(column->model, &QAbstractItemModel::dataChanged, this, [this] {
            showButtons();
            tellFirstLoaded();
        });
        connect(column->chosen, &ChosenRow::changed, this, &TodayPage::showButtons);
        connect(column->view, &QListView::doubleClicked, this,
                [this, column](const QModelIndex &at) { openRow(column->model->rowAt(at.row())); });
    }
    using Call = domain::ReservationCall;
    connect(m_approve, &QPushButton::clicked, this, [this] { answer(Call::Approve); });
    connect(m_decline, &QPushButton::clicked, this, [this] { answer(Call::Decline); });
    connect(m_open, &QPushButton::clicked, this, [this] { openRow(m_waiting.chosen->row()); });
    connect(m_attended, &QPushButton::clicked, this, [this] { checkIn(Call::Attend); });
    connect(m_noShow, &QPushButton::clicked, this, [this] { checkIn(Call::NoShow); });
    connect(m_answers, &DecisionFlow::opened, this, [this] { showDecision(true); });
    connect(m_answers, &DecisionFlow::closed, this, [this] { showDecision(false); });
    connect(m_acts, &ActFlow::wentOn, this, [this](ChosenRow *list) {
        if (!m_answers->isOpen() && !isTyping(window()->focusWidget())) {
            list->takeFocus();
        }
    });
    connect(m_acts, &ActFlow::takenBack, this, &TodayPage::chooseAgain);
    connect(m_banner, &Banner::actionTriggered, m_acts, &ActFlow::undo);
    addShortcut(QKeySequence::Undo, this, [this] { m_acts->undo(); });
    for (const auto enter : {Qt::Key_Return, Qt::Key_Enter}) {
        addShortcut(QKeySequence(Qt::CTRL | enter), this, [this] { confirmForm(); });
    }
    connect(m_minute, &QTimer::timeout, this, &TodayPage::activate);
    m_minute->start(60'000);
}

bool TodayPage::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() != QEvent::KeyPress) {
        return Page::eventFilter(watched, event);
    }
    const auto *key = dynamic_cast<QKeyEvent *>(event);
    const bool plain = key->modifiers() == Qt::NoModifier;
    const bool waiting = watched == m_waiting.view;
    if (waiting && answersByKey(*key)) {
        return true;
    }
    if (plain && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)) {
        openRow((waiting ? m_waiting : m_visitors).chosen->row());
        return true;
    }
    return Page::eventFilter(watched, event);
}

bool TodayPage::answersByKey(const QKeyEvent &key) {
    if (key.modifiers() != Qt::NoModifier || (key.key() != Qt::Key_A && key.key() != Qt::Key_D)) {
        return false;
    }
    answer(key.key() == Qt::Key_A ? domain::ReservationCall::Approve : domain::ReservationCall::Decline);
    return true;
}

/// Keys that nothing on the page took: the page has the focus while nobody waits, and A must answer who comes
/// then.
void TodayPage::keyPressEvent(QKeyEvent *event) {
    if (!hasFocus() || !answersByKey(*event)) {
        Page::keyPressEvent(event);
    }
}

void TodayPage::showEvent(QShowEvent *event) {
    Page::showEvent(event);
    for (const auto *column : {&m_waiting, &m_visitors}) {
        column->model->setAwake(true);
        if (column->chosen->awaitsFirst() && column->model->isLoaded()) {
            column->model->refresh();
        }
    }
}

void TodayPage::hideEvent(QHideEvent *event) {
    Page::hideEvent(event);
    if (event->spontaneous()) {
        return; // the window was made small
    }
    m_context.desk.reservations().sendHeld(); // nobody sees the offer to take it back any more
    for (const auto *column : {&m_waiting, &m_visitors}) {
        column->chosen->leave();
        column->model->setAwake(false);
    }
}

void TodayPage::setFacility(domain::FacilityId facility) {
    if (facility != m_facility) {
        m_waiting.chosen->chooseFirstOnceLoaded();
        m_visitors.chosen->chooseFirstOnceLoaded();
    }
    m_facility = facility;
    applyFilters(); // before the care list asks: the rows are what is waited for
    m_care->setFacility(facility);
    m_answers->setFacility(facility, QStringLiteral("today"));
}

void TodayPage::prepare() {
    m_prepared = true;
    m_waiting.model->prepare();
    m_visitors.model->prepare();
}

// Every minute and on coming to the front: times move on, and so may the day.
void TodayPage::activate() {
    m_care->loadNotices();
    if (domain::dateOf(m_context.desk.clock().now()) != m_day) {
        applyFilters();
        retranslate();
        return;
    }
    m_waiting.model->refresh();
    m_visitors.model->refresh();
}

void TodayPage::focusFirst() {
    if (m_waiting.view->isVisible()) {
        m_waiting.view->setFocus();
    } else {
        setFocus(); // the list takes it over with its first row
    }
}

void TodayPage::applyFilters() {
    m_day = domain::dateOf(m_context.desk.clock().now());
    services::ReservationFilter waiting;
    waiting.states = {domain::ReservationStatus::Requested};
    waiting.order = services::ReservationFilter::Order::Risk;
    services::ReservationFilter visitors;
    visitors.states = {domain::ReservationStatus::Approved, domain::ReservationStatus::Attended,
                       domain::ReservationStatus::NoShow};
    visitors.from = visitors.to = m_day;
    if (!m_facility.isNull()) {
        waiting.facility = visitors.facility = m_facility;
    }
    m_waiting.model->setFilter(waiting);
    m_visitors.model->setFilter(visitors);
}

void TodayPage::onLoaded() {
    for (const auto *column : {&m_waiting, &m_visitors}) {
        moveFocus(*column, column->model->rowCount() > 0);
    }
    showTexts();
    showButtons();
    tellFirstLoaded();
}

/// The keyboard stays on the page: Qt would give it to whatever comes next in the window.
void TodayPage::moveFocus(const Column &column, bool some) {
    if (!some && column.view->hasFocus()) {
        setFocus();
    }
    column.stack->setCurrentIndex(some ? 0 : 1);
    if (some && &column == &m_waiting && hasFocus()) {
        column.view->setFocus();
    }
}

bool TodayPage::isReady(const Column &column) const {
    const bool hasRows = column.model->rowCount() == 0 || column.model->rowAt(0) != nullptr;
    return column.model->isLoaded() && (hasRows || !m_prepared);
}

void TodayPage::tellFirstLoaded() {
    if (!m_firstLoaded && isReady(m_waiting) && isReady(m_visitors)) {
        m_firstLoaded = true;
        Q_EMIT firstLoaded();
    }
}

const services::ReservationRow *TodayPage::fitting(const Column &column, domain::ReservationCall call) const {
    const auto *row = column.chosen->row();
    return row != nullptr && !m_acts->fitting({*row}, call).empty() ? row : nullptr;
}

const services::ReservationRow *TodayPage::answerable() const {
    return fitting(m_waiting, domain::ReservationCall::Approve);
}

const services::ReservationRow *TodayPage::arrived() const {
    return fitting(m_visitors, domain::ReservationCall::Attend);
}

void TodayPage::showButtons() {
    m_approve->setVisible(answerable() != nullptr);
    m_decline->setVisible(answerable() != nullptr);
    m_open->setVisible(m_waiting.chosen->row() != nullptr);
    m_attended->setVisible(arrived() != nullptr);
    m_noShow->setVisible(arrived() != nullptr);
    showHint();
}

void TodayPage::showHint() {
    const bool isOpenChoice = m_waiting.model->rowCount() > 0 && m_waiting.chosen->id().isNull();
    m_hint->setVisible(isOpenChoice);
    if (isOpenChoice) {
        m_hint->setText(m_waiting.chosen->isTakenAway()
                            ? tr("The chosen family is no longer in this list. Choose whom to answer next.")
                            : tr("Choose the family that is to be answered."));
    }
}

void TodayPage::showTexts() {
    const auto waiting = m_waiting.model->total();
    m_waiting.title->setText(waiting ? tr("To be answered (%1)").arg(*waiting) : tr("To be answered"));
    m_visitors.title->setText(tr("Visitors today (%1)").arg(m_visitors.model->rowCount()));
}

PageHelp TodayPage::help() const {
    return {
        .tasks = {{tr("Answer who waits"),
                   tr("A tour of today or of the next open day that nobody has answered stands first, then "
                      "the answer that is due first. A approves it, D declines it with a reason. For 8 "
                      "seconds Undo or Ctrl+Z takes it back; then it goes out.")},
                  {tr("Check visitors in"),
                   tr("From the start of the tour on, choose the family and press Came or Did not come.")},
                  {tr("See what needs care"),
                   tr("At the right stand few free seats, unsent work and notices of the hub.")}},
        .keys = {{QKeySequence(Qt::Key_A), tr("Approve (in the list)")},
                 {QKeySequence(Qt::Key_D), tr("Decline (in the list)")},
                 {QKeySequence(Qt::Key_Return), tr("Details")},
                 {QKeySequence(Qt::CTRL | Qt::Key_Return), tr("Send the answer that is being typed")},
                 {QKeySequence(QKeySequence::Undo), tr("Take the last answer back")}}};
}

void TodayPage::retranslate() {
    m_banner->dismiss(); // of the moment, and in the language of then
    m_title->setText(tr("Today, %1").arg(longDateText(m_day)));
    showTexts();
    m_waiting.view->setAccessibleName(tr("Reservations to be answered"));
    m_visitors.view->setAccessibleName(tr("Visitors today"));
    m_waiting.empty->setTexts(tr("Everything is answered"), tr("New requests appear here by themselves."));
    m_visitors.empty->setTexts(tr("No visitors today"), tr("Approved tours of today stand here."));
    m_approve->setText(tr("Approve (A)"));
    m_decline->setText(tr("Decline… (D)"));
    m_open->setText(tr("Details (Enter)"));
    m_attended->setText(callText(domain::ReservationCall::Attend));
    m_noShow->setText(callText(domain::ReservationCall::NoShow));
    m_answers->retranslate();
    showHint();
    m_care->retranslate();
}

} // namespace ui
