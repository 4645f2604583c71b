#include "screens/slots/slots_page.h"

#include "domain/open_time.h"
#include "kit/models/lazy_reload.h"
#include "kit/pages/draft_keeper.h"
#include "kit/pages/when_done.h"
#include "kit/text/common_text.h"
#include "kit/text/error_text.h"
#include "kit/text/qt_dates.h"
#include "kit/theme/metrics.h"
#include "kit/theme/theme.h"
#include "kit/widgets/adaptive_row.h"
#include "kit/widgets/banner.h"
#include "kit/widgets/flow_layout.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/scroll.h"
#include "screens/slots/copy_form.h"
#include "screens/slots/month_view.h"
#include "screens/slots/series_form.h"
#include "screens/slots/slot_form.h"
#include "screens/slots/week_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace ui {

namespace {

QPushButton *button(const char16_t *name, QWidget *parent) {
    auto *made = new QPushButton(parent);
    made->setObjectName(QString::fromUtf16(name));
    return made;
}

} // namespace

SlotsPage::SlotsPage(const UiContext &context, QWidget *parent)
    : Page(parent), m_context(context), m_title(new PageTitle(this)), m_range(new QLabel(this)),
      m_previous(button(u"slotsPreviousWeek", this)), m_thisWeek(button(u"slotsThisWeek", this)),
      m_next(button(u"slotsNextWeek", this)), m_new(button(u"slotsNew", this)),
      m_series(button(u"slotsNewSeries", this)), m_copyWeek(button(u"slotsCopyWeek", this)),
      m_asMonth(button(u"slotsAsMonth", this)), m_banner(new Banner(this)), m_week(new WeekView(this)),
      m_monthView(new MonthView(this)), m_calendar(new QStackedWidget(this)), m_hint(new MutedLabel(this)),
      m_side(new QStackedWidget(this)), m_slotForm(new SlotForm), m_seriesForm(new SeriesForm),
      m_copyForm(new CopyForm), m_draft(new DraftKeeper(
                                    context.desk.drafts(), [this] { return draft(); }, this)),
      m_previewLater(new QTimer(this)), m_reload(new LazyReload(this, [this] { reload(); })),
      m_reloadFacility(new LazyReload(this, [this] { loadFacility(); })) {
    m_lastMade.start = domain::LocalTime::of(10, 0);
    m_lastMade.end = domain::LocalTime::of(10, 30);
    m_lastMade.seats = 3;
    build();
    connectSignals();
    m_monday = mondayOf(today());
    retranslate();
}

void SlotsPage::build() {
    setObjectName(QStringLiteral("slotsPage"));
    m_week->setObjectName(QStringLiteral("weekView"));
    m_range->setObjectName(QStringLiteral("slotsRange"));
    m_side->addWidget(new VerticalScroll(m_slotForm));
    m_side->addWidget(new VerticalScroll(m_seriesForm));
    m_side->addWidget(new VerticalScroll(m_copyForm));
    m_monthView->setObjectName(QStringLiteral("monthView"));
    m_calendar->addWidget(m_week);
    m_calendar->addWidget(m_monthView);
    m_asMonth->setCheckable(true);
    m_side->setMinimumSize(charWidths(this, 21), lineHeights(14));
    m_side->hide();
    m_previewLater->setSingleShot(true);
    m_previewLater->setInterval(150); // while spinning through values one preview is enough
    setButtonKind(m_new, ButtonKind::Primary);

    auto *bar = new FlowLayout;
    for (QWidget *part : std::initializer_list<QWidget *>{m_previous, m_thisWeek, m_next, m_asMonth, m_range,
                                                          m_new, m_series, m_copyWeek}) {
        bar->addWidget(part);
    }
    auto *calendar = new QWidget;
    auto *left = new QVBoxLayout(calendar);
    left->setContentsMargins(0, 0, 0, 0);
    left->addWidget(m_calendar, 1);
    left->addWidget(m_hint);
    auto *body = new AdaptiveRow(50);
    body->add(calendar, 5);
    body->add(m_side, 3);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->addWidget(m_title);
    column->addLayout(bar);
    column->addWidget(m_banner);
    column->addWidget(body, 1);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(new VerticalScroll(content));
}

void SlotsPage::connectSignals() {
    connect(m_previous, &QPushButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { step(1); });
    connect(m_thisWeek, &QPushButton::clicked, this, [this] { step(0); });
    connect(m_banner, &Banner::actionTriggered, this, &SlotsPage::undoDiscard);
    connect(m_new, &QPushButton::clicked, this, [this] {
        if (!hasUnsaved() && takeUpAgain(QStringLiteral("slot/"))) {
            return;
        }
        newSlot(std::max(domain::addDays(today(), 1), m_monday), m_lastMade.start, m_lastMade.end);
    });
    connect(m_series, &QPushButton::clicked, this, &SlotsPage::newSeries);
    connect(m_week, &WeekView::weekWanted, this,
            [this](int weeks) { goTo(domain::addDays(m_monday, 7 * weeks)); });
    connect(m_week, &WeekView::slotChosen, this, &SlotsPage::choose);
    connect(m_week, &WeekView::slotOpened, this, &SlotsPage::openChosen);
    connect(m_week, &WeekView::slotMoved, this, &SlotsPage::move);
    connect(m_asMonth, &QPushButton::toggled, this, &SlotsPage::showMonth);
    connect(m_monthView, &MonthView::monthWanted, this, &SlotsPage::step);
    connect(m_monthView, &MonthView::dayOpened, this, &SlotsPage::openDay);
    connect(m_copyWeek, &QPushButton::clicked, this, &SlotsPage::beginCopy);
    connect(m_copyForm, &CopyForm::previewWanted, this, &SlotsPage::previewCopy);
    connect(m_copyForm, &CopyForm::copyWanted, this, &SlotsPage::copyWeek);
    connect(m_copyForm, &CopyForm::closeWanted, this, &SlotsPage::closeForm);
    connect(m_copyForm, &CopyForm::edited, m_draft, &DraftKeeper::touch);
    connect(m_slotForm, &SlotForm::edited, m_draft, &DraftKeeper::touch);
    connect(m_seriesForm, &SeriesForm::edited, m_draft, &DraftKeeper::touch);
    connect(m_seriesForm, &SeriesForm::noted, m_draft, &DraftKeeper::touch);
    connect(m_week, &WeekView::timeChosen, this, &SlotsPage::newSlot);
    connect(m_slotForm, &SlotForm::saveWanted, this, &SlotsPage::save);
    connect(m_slotForm, &SlotForm::cancelSlotWanted, this, &SlotsPage::cancelSlot);
    connect(m_slotForm, &SlotForm::closeWanted, this, &SlotsPage::closeForm);
    connect(m_slotForm, &SlotForm::reservationsWanted, this,
            [this] { Q_EMIT showReservationsOf(m_slotForm->slot().id); });
    connect(m_seriesForm, &SeriesForm::edited, m_previewLater, qOverload<>(&QTimer::start));
    connect(m_seriesForm, &SeriesForm::createWanted, this, &SlotsPage::createSeries);
    connect(m_seriesForm, &SeriesForm::closeWanted, this, &SlotsPage::closeForm);
    connect(m_previewLater, &QTimer::timeout, this, &SlotsPage::askPreview);
    connect(&m_context.desk.slotBook(), &services::Slots::changed, m_reload, &LazyReload::ask);
    connect(&m_context.desk.reservations(), &services::Reservations::changed, m_reload, &LazyReload::ask);
    connect(&m_context.desk.facilities(), &services::Facilities::changed, m_reloadFacility, &LazyReload::ask);
}

domain::LocalDate SlotsPage::today() const {
    return domain::dateOf(m_context.desk.clock().now());
}

void SlotsPage::setFacility(domain::FacilityId facility) {
    if (facility != m_facility) { // what is typed is kept with its own nursery
        m_draft->open(QStringLiteral("slots/") + toQString(facility.text()),
                      [this](const QJsonObject &draft) { takeDraft(draft); });
        m_side->hide();
    }
    m_facility = facility;
    m_reloadFacility->ask();
    m_reload->ask();
}

void SlotsPage::activate() {
    m_reload->ask(); // the day may have changed, too
}

void SlotsPage::focusFirst() {
    m_calendar->currentWidget()->setFocus();
}

void SlotsPage::loadFacility() {
    if (m_facility.isNull()) {
        return;
    }
    whenDone(
        m_context.desk.facilities().one(m_facility), this,
        [this](const services::FacilityRow &row) {
            m_facilityRecord = row.facility;
            refreshClosedDays();
        },
        [](const domain::Error &) {}); // without it only the marks of closed weekdays are missing
}

void SlotsPage::goTo(domain::LocalDate monday) {
    m_monday = monday;
    m_rows.clear();
    showRange();
    refreshClosedDays();
    reload();
}

void SlotsPage::showRange() {
    if (showsMonth()) {
        m_range->setText(monthText(m_month));
        return;
    }
    m_range->setText(longDateText(m_monday) + QStringLiteral(" – ") + dateText(domain::addDays(m_monday, 6)));
}

void SlotsPage::refreshClosedDays() {
    std::map<domain::LocalDate, QString> closed;
    const auto &holidays = domain::Holidays::builtIn();
    const domain::OpenCalendar calendar{
        .hours = domain::effectiveOpenHours(m_facilityRecord), .holidays = &holidays, .closedDays = {}};
    const auto [first, last] = shownDays();
    for (auto date = first; date <= last; date = domain::addDays(date, 1)) {
        if (holidays.contains(date)) {
            closed[date] = toQString(holidays.nameOf(date));
        } else if (!calendar.isOpenDay(date)) {
            closed[date] = tr("closed");
        }
    }
    if (showsMonth()) {
        m_monthView->setMonth(m_month, m_rows, closed, today());
    } else {
        m_week->setWeek(m_monday, m_rows, closed, today());
    }
}

void SlotsPage::reload() {
    if (m_facility.isNull()) {
        return;
    }
    const auto question = ++m_question;
    const auto [first, last] = shownDays();
    whenDone(
        m_context.desk.slotBook().between(m_facility, first, last), this,
        [this, question](const std::vector<services::SlotRow> &rows) {
            if (question == m_question) {
                takeRows(rows);
            }
        },
        [this](const domain::Error &error) { m_banner->say(Tone::Error, errorText(error)); });
}

void SlotsPage::takeRows(const std::vector<services::SlotRow> &rows) {
    m_rows = rows;
    std::erase_if(m_rows, [](const services::SlotRow &row) { // over and told; only a refusal is worth a look
        return row.slot.status == domain::SlotStatus::Cancelled &&
               row.pending.state != services::Pending::NeedsYou;
    });
    refreshClosedDays();
    if (!m_wanted.isNull()) {
        const auto id = std::exchange(m_wanted, {});
        m_week->choose(id);
        choose(id);
        return;
    }
    refreshForm();
}

// What others changed shows at once, unless the user is in the middle of typing.
void SlotsPage::refreshForm() {
    if (m_side->isHidden() || m_slotForm->isNew() || m_slotForm->dirty()) {
        return;
    }
    for (const auto &row : m_rows) {
        if (row.slot.id == m_slotForm->slot().id) {
            m_slotForm->edit(row);
        }
    }
}

void SlotsPage::open(domain::SlotId id) {
    whenDone(
        m_context.desk.slotBook().one(id), this,
        [this, id](const services::SlotRow &row) {
            m_wanted = id;
            m_asMonth->setChecked(false);
            goTo(mondayOf(row.slot.date));
        },
        [this](const domain::Error &error) { m_banner->say(Tone::Error, errorText(error)); });
}

/// What is typed goes only when the user says so; until then the form stays, and it is said why.
bool SlotsPage::hasUnsaved() {
    const bool unsaved = !m_side->isHidden() && (m_side->currentIndex() == 0   ? m_slotForm->dirty()
                                                 : m_side->currentIndex() == 1 ? m_seriesForm->dirty()
                                                                               : false);
    if (unsaved) {
        m_banner->say(Tone::Info,
                      tr("What is typed at the side is not saved yet. Save it or close it first."));
    }
    return unsaved;
}

void SlotsPage::choose(domain::SlotId id) {
    for (const auto &row : m_rows) {
        if (row.slot.id == id && !(!m_side->isHidden() && m_side->currentIndex() == 0 &&
                                   !m_slotForm->isNew() && m_slotForm->slot().id == id)) {
            lookAt(row);
            return;
        }
    }
}

void SlotsPage::lookAt(const services::SlotRow &row) {
    if (hasUnsaved() || takeUpAgain(QStringLiteral("slot/") + toQString(row.slot.id.text()))) {
        return;
    }
    m_slotForm->edit(row);
    m_side->setCurrentIndex(0);
    m_side->show();
    if (row.pending.state == services::Pending::NeedsYou) {
        m_banner->say(Tone::Warning, errorText(row.pending.refusal));
    } else {
        m_banner->dismiss();
    }
}

void SlotsPage::openChosen() {
    choose(m_week->chosen());
    m_slotForm->focusFirst();
}

domain::Slot SlotsPage::proposal() const {
    domain::Slot slot = m_lastMade;
    slot.id = m_context.desk.slotBook().newSlotId();
    slot.meta = {};
    slot.facilityId = m_facility;
    slot.seriesId.reset();
    slot.status = domain::SlotStatus::Open;
    return slot;
}

void SlotsPage::newSlot(domain::LocalDate date, domain::LocalTime from, domain::LocalTime to) {
    if (!m_side->isHidden() && m_side->currentIndex() == 0 && m_slotForm->isNew() && m_slotForm->dirty()) {
        m_slotForm->moveTo(date, from, to);
        return;
    }
    if (hasUnsaved()) {
        return;
    }
    if (takeUpAgain(QStringLiteral("slot/"))) {
        m_slotForm->moveTo(date, from, to);
        return;
    }
    auto slot = proposal();
    slot.date = date;
    slot.start = from;
    slot.end = to;
    m_banner->dismiss();
    m_slotForm->begin(slot);
    m_side->setCurrentIndex(0);
    m_side->show();
    m_slotForm->focusFirst();
}

void SlotsPage::newSeries() {
    if (hasUnsaved() || takeUpAgain(QStringLiteral("series/"))) {
        return;
    }
    beginSeries();
}

void SlotsPage::beginSeries() {
    domain::Series series;
    series.id = m_context.desk.slotBook().newSeriesId();
    series.facilityId = m_facility;
    series.from = std::max(domain::addDays(today(), 1), m_monday);
    series.to = domain::addDays(series.from, 7 * 12);
    series.start = m_lastMade.start;
    series.end = m_lastMade.end;
    series.seats = m_lastMade.seats;
    series.acceptedAges = m_lastMade.acceptedAges;
    m_banner->dismiss();
    m_side->setCurrentIndex(1);
    m_side->show();
    m_seriesForm->begin(series);
    m_seriesForm->focusFirst();
}

void SlotsPage::retranslate() {
    m_banner->dismiss(); // of the moment, and in the language of then
    m_title->setText(tr("Tour slots"));
    m_previous->setText(showsMonth() ? tr("Previous month") : tr("Previous week"));
    m_thisWeek->setText(showsMonth() ? tr("This month") : tr("This week"));
    m_next->setText(showsMonth() ? tr("Next month") : tr("Next week"));
    m_asMonth->setText(showsMonth() ? tr("By week") : tr("By month"));
    m_copyWeek->setText(tr("Copy this week…"));
    m_new->setText(tr("New slot"));
    m_series->setText(tr("By a rule…"));
    m_hint->setText(showsMonth() ? tr("Enter or a double click opens the week of the day.")
                                 : tr("Drag over free time, or press Enter on it, to open a slot. Arrows "
                                      "move, Page Up and Page Down "
                                      "change the week."));
    m_week->retranslate();
    m_monthView->retranslate();
    m_copyForm->retranslate();
    m_slotForm->retranslate();
    m_seriesForm->retranslate();
    showRange();
    refreshClosedDays();
}

} // namespace ui
