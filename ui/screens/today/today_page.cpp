#include "screens/today/today_page.h"

#include "kit/models/chosen_row.h"
#include "kit/models/reservation_list_model.h"
#include "kit/text/common_text.h"
#include "kit/theme/theme.h"
#include "kit/widgets/banner.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/scroll.h"
#include "kit/widgets/states.h"
#include "screens/today/agenda.h"
#include "screens/today/attention_list.h"
#include "screens/today/day_greeting.h"
#include "screens/today/details_side.h"
#include "screens/today/first_steps.h"
#include "screens/today/recent_list.h"
#include "screens/today/today_acts.h"
#include "screens/today/today_layout.h"
#include "screens/today/waiting_row_delegate.h"

#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace ui {

TodayPage::TodayPage(const UiContext &context, QWidget *parent)
    : Page(parent), m_context(context), m_greeting(new DayGreeting(context)), m_banner(new Banner(this)),
      m_waiting(new DayList(context.desk.reservations(), {u"todayWaiting", u"waiting"},
                            new WaitingRowDelegate(nullptr))),
      m_agenda(new Agenda(context)), m_side(new DetailsSide), m_unsent(new QPushButton),
      m_care(new AttentionList(context)), m_firstSteps(new FirstSteps(context)),
      m_recent(new RecentList(context)), m_minute(new QTimer(this)) {
    setObjectName(QStringLiteral("todayPage"));
    m_banner->setObjectName(QStringLiteral("todayBanner"));
    build();
    connectLinks();
    applyFilter();
    retranslate();
}

void TodayPage::build() {
    m_waiting->setFolds(true);
    m_waiting->setFollowsTop(true);
    auto *layout = new TodayLayout({m_waiting, makeDayColumn(), m_side});
    m_acts = new TodayActs(m_context, {this, m_banner, m_waiting, m_agenda, m_side, layout});
    m_unsent->setObjectName(QStringLiteral("todayUnsent"));
    setButtonKind(m_unsent, ButtonKind::Quiet);
    m_waiting->foot().addWidget(m_unsent, 0, Qt::AlignLeft);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->addWidget(m_greeting);
    column->addWidget(m_banner);
    column->addWidget(layout, 1);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(new VerticalScroll(content));
}

QWidget *TodayPage::makeDayColumn() {
    auto *day = new QWidget;
    auto *column = new QVBoxLayout(day);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_agenda, 1);
    column->addWidget(m_firstSteps);
    column->addWidget(m_care);
    column->addWidget(m_recent);
    return day;
}

void TodayPage::connectLinks() {
    for (auto *list : {m_waiting, static_cast<DayList *>(m_agenda)}) {
        connect(list, &DayList::altered, this, [this] {
            showTexts();
            tellFirstLoaded();
        });
    }
    connect(m_side, &DetailsSide::closeWanted, this, [this] { stepBack(); });
    connect(m_unsent, &QPushButton::clicked, this, [this] { Q_EMIT showPage(PageId::Outbox); });
    connect(m_care, &AttentionList::pageWanted, this, &TodayPage::showPage);
    connect(m_care, &AttentionList::slotsCounted, m_firstSteps, &FirstSteps::setSlotCount);
    connect(m_firstSteps, &FirstSteps::pageWanted, this, &TodayPage::showPage);
    connect(m_recent, &RecentList::familyWanted, this, &TodayPage::showReservation);
    connect(m_greeting, &DayGreeting::dayWanted, m_agenda, &Agenda::setDay);
    connect(m_minute, &QTimer::timeout, this, &TodayPage::activate);
    m_minute->start(60'000);
}

void TodayPage::setFacility(domain::FacilityId facility) {
    if (facility != m_facility) {
        m_waiting->chosen().chooseFirstOnceLoaded();
    }
    m_facility = facility;
    applyFilter(); // before the rest asks: the rows are what is waited for
    m_agenda->setFacility(facility);
    m_greeting->setFacility(facility);
    m_care->setFacility(facility);
    m_firstSteps->setFacility(facility);
    m_recent->setFacility(facility);
    m_acts->setFacility(facility);
}

void TodayPage::prepare() {
    m_prepared = true;
    m_waiting->model().prepare();
    m_agenda->model().prepare();
}

// Every minute and on coming to the front: times move on, and so may the day.
void TodayPage::activate() {
    m_care->loadNotices();
    m_greeting->tick();
    if (domain::dateOf(m_context.desk.clock().now()) != m_day) {
        applyFilter();
        m_agenda->showToday();
        retranslate();
        return;
    }
    m_waiting->model().refresh();
    m_agenda->tick();
}

void TodayPage::applyFilter() {
    m_day = domain::dateOf(m_context.desk.clock().now());
    services::ReservationFilter waiting;
    waiting.states = {domain::ReservationStatus::Requested};
    waiting.order = services::ReservationFilter::Order::Risk;
    if (!m_facility.isNull()) {
        waiting.facility = m_facility;
    }
    m_waiting->model().setFilter(waiting);
}

/// Keys that nothing on the page took: the page has the focus while nobody waits, and A must answer who comes
/// then.
void TodayPage::keyPressEvent(QKeyEvent *event) {
    if (!hasFocus() || !m_acts->answersByKey(*event)) {
        Page::keyPressEvent(event);
    }
}

void TodayPage::focusFirst() {
    if (m_waiting->view().isVisible()) {
        m_waiting->view().setFocus();
    } else {
        setFocus(); // the list takes it over with its first row
    }
}

bool TodayPage::stepBack() {
    return m_acts->stepBack();
}

void TodayPage::showTexts() {
    const auto waiting = m_waiting->openCount();
    m_waiting->title().setText(waiting ? tr("Next to do (%1)").arg(*waiting) : tr("Next to do"));
    m_greeting->setWaiting(m_waiting->model().isLoaded() ? waiting : std::nullopt);
    const int unsent = m_waiting->foldedCount();
    m_unsent->setVisible(unsent > 0);
    m_unsent->setText(tr("%n answer(s) waiting to be sent", nullptr, unsent));
}

void TodayPage::showEvent(QShowEvent *event) {
    Page::showEvent(event);
    for (const auto *list : {m_waiting, static_cast<DayList *>(m_agenda)}) {
        list->model().setAwake(true);
        if (list->chosen().awaitsFirst() && list->model().isLoaded()) {
            list->model().refresh();
        }
    }
}

void TodayPage::hideEvent(QHideEvent *event) {
    Page::hideEvent(event);
    if (event->spontaneous()) {
        return; // the window was made small
    }
    m_context.desk.reservations().sendHeld(); // nobody sees the offer to take it back any more
    for (const auto *list : {m_waiting, static_cast<DayList *>(m_agenda)}) {
        list->chosen().leave();
        list->model().setAwake(false);
    }
}

void TodayPage::tellFirstLoaded() {
    if (!m_firstLoaded && m_waiting->isReady(m_prepared) && m_agenda->isReady(m_prepared)) {
        m_firstLoaded = true;
        Q_EMIT firstLoaded();
    }
}

PageHelp TodayPage::help() const {
    return {
        .tasks = {{tr("Answer who waits"),
                   tr("A tour of today or of the next open day that nobody has answered stands first, then "
                      "the answer that is due first. A approves it, D declines it with a reason. For 8 "
                      "seconds Undo or Ctrl+Z takes it back; then it goes out.")},
                  {tr("Check visitors in"),
                   tr("The plan of the day shows who comes next. From the start of the tour on, C records "
                      "that the marked family came.")},
                  {tr("See what needs care"),
                   tr("Below the plan stand few free seats, acts that did not go through and notices of "
                      "the hub. A press on a line leads there.")}},
        .keys = {{QKeySequence(Qt::Key_A), tr("Approve (in the list)")},
                 {QKeySequence(Qt::Key_D), tr("Decline (in the list)")},
                 {QKeySequence(Qt::Key_C), tr("Came (in the plan of the day)")},
                 {QKeySequence(Qt::Key_N), tr("Did not come (in the plan of the day)")},
                 {QKeySequence(Qt::Key_Return), tr("Details")},
                 {QKeySequence(Qt::CTRL | Qt::Key_Return), tr("Send the answer that is being typed")},
                 {QKeySequence(QKeySequence::Undo), tr("Take the last answer back")}}};
}

void TodayPage::retranslate() {
    m_banner->dismiss(); // of the moment, and in the language of then
    m_greeting->retranslate();
    m_waiting->view().setAccessibleName(tr("Reservations to be answered"));
    m_waiting->empty().setTexts(tr("Everything is answered"), tr("New requests appear here by themselves."));
    m_agenda->retranslate();
    m_acts->retranslate();
    m_care->retranslate();
    m_firstSteps->retranslate();
    m_recent->retranslate();
    showTexts();
}

} // namespace ui
