#include "screens/slots/week_view.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

#include "kit/text/common_text.h"
#include "kit/theme/metrics.h"

#include <algorithm>

namespace ui {

namespace {} // namespace

WeekView::WeekView(QWidget *parent) : QAbstractScrollArea(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    viewport()->setMouseTracking(true);
    retranslate();
}

void WeekView::setWeek(domain::LocalDate monday, const std::vector<services::SlotRow> &rows,
                       const std::map<domain::LocalDate, QString> &closedDays, domain::LocalDate today) {
    m_grabbed.reset(); // what the mouse held may be gone
    m_monday = monday;
    m_rows = rows;
    m_closed = closedDays;
    m_today = today;
    updateScrolling();
    if (isVisible() && !m_placed) {
        scrollToWork();
        m_placed = !m_rows.empty();
    }
    tellMarker();
    viewport()->update();
}

void WeekView::choose(domain::SlotId id) {
    m_chosen = id;
    for (const auto &row : m_rows) {
        if (row.slot.id == id) {
            m_marker = {domain::daysBetween(m_monday, row.slot.date), row.slot.start};
        }
    }
    viewport()->update();
}

void WeekView::retranslate() {
    setAccessibleName(tr("Week calendar of tour slots"));
    tellMarker();
    viewport()->update();
}

QSize WeekView::sizeHint() const {
    return {charWidths(this, 50), lineHeights(15)};
}
QSize WeekView::minimumSizeHint() const {
    return {charWidths(this, 24), lineHeights(12)};
}

WeekLayout::Measures WeekView::measures() const {
    return {.timeColumn = charWidths(this, 3.6),
            .header = lineHeights(2.4),
            .halfHour = lineHeights(1.9), // two lines of text for the usual half hour
            .width = viewport()->width()};
}

WeekLayout WeekView::layoutNow() const {
    return {measures(), m_monday, m_rows};
}

QPoint WeekView::toContent(QPoint viewportPoint) const {
    return viewportPoint + QPoint(0, verticalScrollBar()->value());
}

QRect WeekView::slotRectInViewport(domain::SlotId id) const {
    const auto layout = layoutNow();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].slot.id == id) {
            return layout.slotRect(i).translated(0, -verticalScrollBar()->value());
        }
    }
    return {};
}

QPoint WeekView::pointOf(int day, domain::LocalTime time) const {
    const QRect rect = layoutNow().rectOf(day, time, plus(time, WeekLayout::stepMinutes));
    return rect.center() - QPoint(0, verticalScrollBar()->value());
}

// The day begins before most tours do; the first look falls on where they are.
void WeekView::scrollToWork() {
    auto first = domain::LocalTime::of(9, 0);
    for (const auto &row : m_rows) {
        first = std::min(first, row.slot.start);
    }
    const auto layout = layoutNow();
    verticalScrollBar()->setValue(layout.yOf(first) - measures().header - measures().halfHour / 2);
}

void WeekView::updateScrolling() {
    const auto layout = layoutNow();
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(measures().halfHour);
    verticalScrollBar()->setRange(0, std::max(0, layout.contentHeight() - viewport()->height()));
}

void WeekView::resizeEvent(QResizeEvent *event) {
    QAbstractScrollArea::resizeEvent(event);
    updateScrolling();
    if (isVisible() && !m_placed) {
        scrollToWork();
        m_placed = !m_rows.empty();
    }
}

void WeekView::changeEvent(QEvent *event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        updateScrolling();
    }
    QAbstractScrollArea::changeEvent(event);
}

bool WeekView::viewportEvent(QEvent *event) {
    if (event->type() == QEvent::ToolTip) {
        const auto *help = dynamic_cast<QHelpEvent *>(event);
        if (const auto at = layoutNow().slotAt(toContent(help->pos()))) {
            QToolTip::showText(help->globalPos(), spokenText(m_rows[*at]), this);
            return true;
        }
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void WeekView::keyPressEvent(QKeyEvent *event) {
    const bool stretch = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Left:
        return moveMarker(-1, 0);
    case Qt::Key_Right:
        return moveMarker(1, 0);
    case Qt::Key_Up:
    case Qt::Key_Down: {
        const int step = event->key() == Qt::Key_Up ? -WeekLayout::stepMinutes : WeekLayout::stepMinutes;
        if (!stretch) {
            return moveMarker(0, step);
        }
        m_markerMinutes = std::max(WeekLayout::stepMinutes, m_markerMinutes + step);
        return moveMarker(0, 0);
    }
    case Qt::Key_PageUp:
        Q_EMIT weekWanted(-1);
        return;
    case Qt::Key_PageDown:
        Q_EMIT weekWanted(1);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        return openMarker();
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void WeekView::moveMarker(int days, int minutes) {
    const auto layout = layoutNow();
    const int day = m_marker.day + days;
    if (day < 0 || day >= weekDays) {
        m_marker.day = day < 0 ? weekDays - 1 : 0;
        Q_EMIT weekWanted(day < 0 ? -1 : 1);
        return;
    }
    m_marker.day = day;
    const auto first = domain::LocalTime::of(layout.firstHour(), 0);
    const auto last =
        plus(domain::LocalTime{std::chrono::hours(layout.lastHour())}, -WeekLayout::stepMinutes);
    m_marker.time = std::clamp(plus(m_marker.time, minutes), first, last);
    const int y = layout.yOf(m_marker.time) - measures().header;
    auto *bar = verticalScrollBar();
    const int room = viewport()->height() - measures().header - measures().halfHour;
    bar->setValue(std::clamp(bar->value(), y - room, y));
    if (const auto at = slotUnderMarker()) {
        m_chosen = m_rows[*at].slot.id;
        Q_EMIT slotChosen(m_chosen);
    }
    tellMarker();
    viewport()->update();
}

std::optional<std::size_t> WeekView::slotUnderMarker() const {
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const auto &slot = m_rows[i].slot;
        if (domain::daysBetween(m_monday, slot.date) == m_marker.day && slot.start <= m_marker.time &&
            m_marker.time < slot.end) {
            return i;
        }
    }
    return std::nullopt;
}

void WeekView::openMarker() {
    if (const auto at = slotUnderMarker()) {
        m_chosen = m_rows[*at].slot.id;
        Q_EMIT slotOpened(m_chosen);
    } else {
        Q_EMIT timeChosen(domain::addDays(m_monday, m_marker.day), m_marker.time,
                          plus(m_marker.time, m_markerMinutes));
    }
}

void WeekView::tellMarker() {
    const auto at = slotUnderMarker();
    const QString where =
        longDateText(domain::addDays(m_monday, m_marker.day)) + u' ' + timeText(m_marker.time);
    setAccessibleDescription(at ? where + u' ' + spokenText(m_rows[*at]) : where + u' ' + tr("no slot"));
    if (hasFocus()) {
        QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
    }
}

void WeekView::focusInEvent(QFocusEvent *event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void WeekView::focusOutEvent(QFocusEvent *event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

QString WeekView::seatsText(const services::SlotRow &row) const {
    if (row.slot.status == domain::SlotStatus::Closed) {
        return tr("closed");
    }
    const int free = std::max(0, row.slot.seats - row.seatsTaken);
    return free == 0 ? tr("full (%n families)", nullptr, row.slot.seats)
                     : tr("%1 of %2 free").arg(free).arg(row.slot.seats);
}

QString WeekView::spokenText(const services::SlotRow &row) const {
    QStringList parts{tr("%1 to %2").arg(timeText(row.slot.start), timeText(row.slot.end)), seatsText(row)};
    if (row.waiting > 0) {
        parts << tr("%n waiting", nullptr, row.waiting);
    }
    if (row.pending.state != services::Pending::None) {
        parts << pendingText(row.pending);
    }
    return parts.join(tr(", "));
}

} // namespace ui
