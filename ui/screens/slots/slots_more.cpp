// The month, copying a week, moving by mouse, and what was typed before something came in between.
#include "kit/pages/draft_keeper.h"
#include "kit/pages/when_done.h"
#include "kit/text/common_text.h"
#include "kit/text/error_text.h"
#include "kit/text/qt_dates.h"
#include "kit/widgets/banner.h"
#include "screens/slots/copy_form.h"
#include "screens/slots/month_view.h"
#include "screens/slots/series_form.h"
#include "screens/slots/slot_form.h"
#include "screens/slots/slots_page.h"
#include "screens/slots/week_view.h"

#include <QPushButton>
#include <QStackedWidget>

#include <utility>

namespace ui {
namespace {

constexpr int copySide = 2; ///< place in the stack at the side

/// What a draft is about: two of the same belong to the same thing.
QString aboutOf(const QJsonObject &draft) {
    const QString form = draft[u"form"].toString() + u'/';
    return draft[u"new"].toBool() ? form : form + draft[u"id"].toString();
}

} // namespace

// --- week and month

bool SlotsPage::showsMonth() const {
    return m_calendar->currentWidget() == m_monthView;
}

std::pair<domain::LocalDate, domain::LocalDate> SlotsPage::shownDays() const {
    if (!showsMonth()) {
        return {m_monday, domain::addDays(m_monday, 6)};
    }
    const auto first = MonthView::firstDay(m_month);
    return {first, domain::addDays(first, MonthView::weeks * 7 - 1)};
}

void SlotsPage::showMonth(bool month) {
    m_month = m_monday.year() / m_monday.month();
    m_calendar->setCurrentIndex(month ? 1 : 0);
    m_copyWeek->setVisible(!month);
    m_rows.clear();
    retranslate();
    reload();
}

/// The week or month before or after; 0: that of today.
void SlotsPage::step(int direction) {
    const auto now = today();
    if (!showsMonth()) {
        goTo(direction == 0 ? mondayOf(now) : domain::addDays(m_monday, 7 * direction));
        return;
    }
    m_month = direction == 0 ? now.year() / now.month() : m_month + std::chrono::months(direction);
    m_monday = MonthView::firstDay(m_month); // going back to weeks begins there
    goTo(direction == 0 ? mondayOf(now) : m_monday);
}

void SlotsPage::openDay(domain::LocalDate date) {
    m_asMonth->setChecked(false);
    goTo(mondayOf(date));
    m_week->setFocus();
}

// --- moving

/// The form takes the new time; it holds once it is saved, after the user has seen it.
void SlotsPage::move(domain::SlotId id, domain::LocalDate date, domain::LocalTime from,
                     domain::LocalTime to) {
    const bool same = !m_side->isHidden() && m_side->currentIndex() == 0 && !m_slotForm->isNew() &&
                      m_slotForm->slot().id == id;
    if (!same) {
        choose(id);
    }
    if (m_side->isHidden() || m_slotForm->isNew() || m_slotForm->slot().id != id) {
        return; // something else is being typed; that was said
    }
    m_slotForm->moveTo(date, from, to);
    m_banner->say(Tone::Info, tr("New time: %1 %2–%3. It holds once you save it.")
                                  .arg(dateText(date), timeText(from), timeText(to)));
}

// --- copying

void SlotsPage::beginCopy() {
    if (hasUnsaved() || takeUpAgain(QStringLiteral("copy/"))) {
        return;
    }
    m_banner->dismiss();
    m_side->setCurrentIndex(copySide);
    m_side->show();
    m_copyForm->begin(m_monday);
    m_copyForm->focusFirst();
}

void SlotsPage::previewCopy() {
    const auto question = ++m_copyQuestion;
    whenDone(
        m_context.desk.slotBook().previewCopy(m_facility, m_copyForm->from(), m_copyForm->to()), this,
        [this, question](const std::vector<services::WeekCopyDay> &days) {
            if (question == m_copyQuestion) {
                m_copyForm->showPreview(days);
            }
        },
        [this](const domain::Error &error) { m_banner->say(Tone::Error, errorText(error)); });
}

void SlotsPage::copyWeek() {
    const auto days = m_copyForm->days();
    const auto made = std::count_if(days.begin(), days.end(), [](const auto &day) { return day.make; });
    whenDone(
        m_context.desk.slotBook().copy(days), this,
        [this, made](const services::ActReceipt &) {
            const auto monday = m_copyForm->to();
            saved(tr("%n slot(s) are saved on this PC and go to the hub.", nullptr, static_cast<int>(made)));
            goTo(monday);
        },
        [this](const domain::Error &error) { m_banner->say(Tone::Error, errorText(error)); });
}

// --- drafts

QJsonObject SlotsPage::draft() const {
    if (m_side->isHidden()) {
        return {};
    }
    return m_side->currentIndex() == 0   ? m_slotForm->draft()
           : m_side->currentIndex() == 1 ? m_seriesForm->draft()
                                         : m_copyForm->draft();
}

void SlotsPage::takeDraft(const QJsonObject &draft) {
    if (!m_side->isHidden()) {
        return;
    }
    if (draft[u"form"].toString() == u"series") {
        beginSeries();
        m_seriesForm->takeDraft(draft);
        m_banner->say(Tone::Info, tr("What you had begun to type is here again."));
        return;
    }
    if (draft[u"form"].toString() == u"copy") {
        takeCopyDraft(draft);
        return;
    }
    takeSlotDraft(draft);
}

void SlotsPage::takeCopyDraft(const QJsonObject &draft) {
    m_side->setCurrentIndex(copySide);
    m_side->show();
    m_copyForm->takeDraft(draft);
    m_banner->say(Tone::Info, tr("What you had begun to type is here again."));
}

void SlotsPage::takeSlotDraft(const QJsonObject &draft) {
    const auto show = [this, draft] {
        m_slotForm->takeDraft(draft);
        m_side->setCurrentIndex(0);
        m_side->show();
        goTo(mondayOf(m_slotForm->slot().date));
        m_banner->say(Tone::Info, tr("What you had begun to type is here again."));
    };
    const auto id = domain::SlotId::parse(draft[u"id"].toString().toStdString());
    if (draft[u"new"].toBool() || !id) {
        auto slot = proposal();
        slot.id = id.value_or(slot.id);
        m_slotForm->begin(slot);
        show();
        return;
    }
    whenDone(
        m_context.desk.slotBook().one(*id), this,
        [this, show](const services::SlotRow &row) {
            m_slotForm->edit(row);
            show();
        },
        [](const domain::Error &) {}); // it is gone; so is what was to be changed
}

// --- leaving a form

void SlotsPage::leaveForm() {
    m_side->hide();
    m_banner->dismiss();
    m_calendar->currentWidget()->setFocus();
}

/// What is typed stays for who comes back to the same thing.
void SlotsPage::putAside() {
    if (const QJsonObject typed = draft(); !typed.isEmpty()) {
        m_draft->keepNow();
        m_aside[aboutOf(typed)] = typed;
    }
    leaveForm();
}

/// The form as it was left, if it was.
bool SlotsPage::takeUpAgain(const QString &what) {
    const auto found = m_aside.find(what);
    if (found == m_aside.end()) {
        return false;
    }
    const QJsonObject typed = found->second;
    m_aside.erase(found);
    m_side->hide();
    takeDraft(typed);
    return true;
}

void SlotsPage::closeForm() {
    m_discarded = draft();
    m_draft->forget();
    leaveForm();
    if (!m_discarded.isEmpty()) {
        m_banner->say(Tone::Info, tr("What was typed is discarded."));
        m_banner->setAction(tr("Undo"));
    }
}

void SlotsPage::undoDiscard() {
    if (!m_discarded.isEmpty() && !hasUnsaved()) {
        m_side->hide();
        takeDraft(std::exchange(m_discarded, {}));
    }
}

bool SlotsPage::stepBack() {
    if (!m_side->isHidden()) {
        putAside();
        return true;
    }
    if (!m_week->chosen().isNull()) {
        m_week->choose({});
        return true;
    }
    return false;
}

PageHelp SlotsPage::help() const {
    return {
        .tasks =
            {{tr("Open one slot"),
              tr("Drag over free time, or press Enter on it, then fill in the form at the side.")},
             {tr("Open many slots"), tr("By a rule: choose weekdays and the period, look at every day in the "
                                        "preview, then open them with one press.")},
             {tr("Copy a week"), tr("Copy this week shows each slot in the other week with what speaks "
                                    "against it; families are never copied.")},
             {tr("Move or stretch a slot"),
              tr("Pull it with the mouse, or its lower edge, or change the times in the form; then save.")},
             {tr("Cancel a slot"),
              tr("Choose it and press Cancel this slot. Families who booked it are told.")},
             {tr("See the whole month"), tr("By month shows every day; Enter opens its week.")}},
        .keys = {{QKeySequence(Qt::Key_Return), tr("Open the slot, or a new one on free time")},
                 {QKeySequence(Qt::SHIFT | Qt::Key_Down), tr("Longer")},
                 {QKeySequence(Qt::SHIFT | Qt::Key_Up), tr("Shorter")},
                 {QKeySequence(Qt::Key_PageUp), tr("The week or month before")},
                 {QKeySequence(Qt::Key_PageDown), tr("The week or month after")}}};
}

} // namespace ui
