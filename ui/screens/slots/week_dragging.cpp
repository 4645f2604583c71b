// The mouse in the week calendar: choosing, making, moving and stretching slots.
#include "kit/text/common_text.h"
#include "kit/theme/metrics.h"
#include "screens/slots/week_view.h"

#include <QMouseEvent>

#include <algorithm>

namespace ui {
namespace {

int minutesOf(domain::LocalTime time) {
    return static_cast<int>(time.sinceMidnight.count());
}

/// Nobody moves what is over, or whose earlier change is still on its way.
bool isMovable(const services::SlotRow &row, domain::LocalDate today) {
    return row.slot.status != domain::SlotStatus::Cancelled && row.slot.date >= today &&
           row.pending.state != services::Pending::Waiting;
}

} // namespace

bool WeekView::isAtLowerEdge(std::size_t index, QPoint point) const {
    const QRect rect = layoutNow().slotRect(index);
    return point.y() > rect.bottom() - std::max(4, lineHeights(0.35));
}

/// The pointer says what pulling would do.
void WeekView::showGrip(QPoint point) {
    const auto at = layoutNow().slotAt(point);
    const bool grip = at && isMovable(m_rows[*at], m_today);
    viewport()->setCursor(!grip ? Qt::ArrowCursor
                                : (isAtLowerEdge(*at, point) ? Qt::SizeVerCursor : Qt::SizeAllCursor));
}

void WeekView::grab(std::size_t index, QPoint point) {
    const domain::Slot &slot = m_rows[index].slot;
    Grab grabbed{.row = index,
                 .stretches = isAtLowerEdge(index, point),
                 .offset = 0,
                 .span = {static_cast<int>(domain::daysBetween(m_monday, slot.date)), slot.start, slot.end}};
    if (const auto place = layoutNow().placeAt(point)) {
        grabbed.offset = minutesOf(place->time) - minutesOf(slot.start);
    }
    m_grabbed = grabbed;
}

void WeekView::pull(QPoint point) {
    const domain::Slot &slot = m_rows[m_grabbed->row].slot;
    if (!isMovable(m_rows[m_grabbed->row], m_today)) {
        return;
    }
    const auto layout = layoutNow();
    const int x = std::clamp(point.x(), layout.dayColumn(0).left() + 1, layout.dayColumn(6).right() - 1);
    const auto place = layout.placeAt({x, point.y()});
    if (!place) {
        return;
    }
    if (m_grabbed->stretches) {
        m_grabbed->span.to =
            std::max(plus(place->time, WeekLayout::stepMinutes), plus(slot.start, WeekLayout::stepMinutes));
    } else {
        const int length = minutesOf(slot.end) - minutesOf(slot.start);
        const int last = layout.lastHour() * 60 - length;
        const int start =
            std::clamp(minutesOf(place->time) - m_grabbed->offset, layout.firstHour() * 60, last);
        m_grabbed->span = {place->day, domain::LocalTime::of(start / 60, start % 60),
                           domain::LocalTime::of((start + length) / 60, (start + length) % 60)};
    }
    viewport()->update();
}

bool WeekView::isPulled() const {
    const domain::Slot &slot = m_rows[m_grabbed->row].slot;
    const Span &span = m_grabbed->span;
    return domain::addDays(m_monday, span.day) != slot.date || span.from != slot.start || span.to != slot.end;
}

void WeekView::letGo() {
    const bool moved = isPulled();
    const Grab grabbed = *std::exchange(m_grabbed, {});
    viewport()->update();
    const domain::SlotId id = m_rows[grabbed.row].slot.id;
    if (!moved) {
        Q_EMIT slotChosen(id);
        return;
    }
    const auto date = domain::addDays(m_monday, grabbed.span.day);
    m_marker = {grabbed.span.day, grabbed.span.from};
    Q_EMIT slotMoved(id, date, grabbed.span.from, grabbed.span.to);
}

void WeekView::mousePressEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton) {
        return;
    }
    const auto layout = layoutNow();
    const QPoint point = toContent(event->pos());
    if (event->pos().y() < measures().header) {
        return; // under the heading that stays on top
    }
    if (const auto at = layout.slotAt(point)) {
        choose(m_rows[*at].slot.id);
        tellMarker();
        grab(*at, point);
        return;
    }
    m_dragFrom = layout.placeAt(point);
    m_dragTo = m_dragFrom;
    if (m_dragFrom) {
        m_marker = *m_dragFrom;
        m_markerMinutes = 30;
        tellMarker();
    }
    viewport()->update();
}

void WeekView::mouseMoveEvent(QMouseEvent *event) {
    const QPoint point = toContent(event->pos());
    if (m_grabbed) {
        pull(point);
        return;
    }
    if (!m_dragFrom) {
        showGrip(point);
        return;
    }
    if (auto place = layoutNow().placeAt({layoutNow().dayColumn(m_dragFrom->day).center().x(), point.y()})) {
        m_dragTo = place;
        viewport()->update();
    }
}

WeekView::Span WeekView::dragged() const {
    const auto from = std::min(m_dragFrom->time, m_dragTo->time);
    const auto to = plus(std::max(m_dragFrom->time, m_dragTo->time), WeekLayout::stepMinutes);
    return {m_dragFrom->day, from, to};
}

void WeekView::mouseReleaseEvent(QMouseEvent *event) {
    if (event->button() == Qt::LeftButton && m_grabbed) {
        letGo();
        return;
    }
    if (event->button() != Qt::LeftButton || !m_dragFrom) {
        return;
    }
    const bool moved = *m_dragFrom != *m_dragTo;
    const auto span = dragged();
    m_dragFrom.reset();
    m_dragTo.reset();
    viewport()->update();
    if (moved) { // a single click only sets the marker
        m_marker = {span.day, span.from};
        m_markerMinutes = static_cast<int>((span.to.sinceMidnight - span.from.sinceMidnight).count());
        Q_EMIT timeChosen(domain::addDays(m_monday, span.day), span.from, span.to);
    }
}

void WeekView::mouseDoubleClickEvent(QMouseEvent *event) {
    const QPoint point = toContent(event->pos());
    if (const auto at = layoutNow().slotAt(point)) {
        Q_EMIT slotOpened(m_rows[*at].slot.id);
    } else if (const auto place = layoutNow().placeAt(point)) {
        Q_EMIT timeChosen(domain::addDays(m_monday, place->day), place->time, plus(place->time, 30));
    }
}

} // namespace ui
