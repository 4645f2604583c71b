// How the week calendar looks. Colours come from the theme at each painting; a state is always also a word.
#include "kit/text/common_text.h"
#include "kit/theme/colours.h"
#include "kit/theme/metrics.h"
#include "screens/slots/week_view.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace ui {

namespace {

/// "16(月)": the month stands above the week.
QString narrowDateText(domain::LocalDate date) {
    const QString full = dateText(date);
    return QString::number(static_cast<unsigned>(date.day())) + full.mid(full.indexOf(u'('));
}

} // namespace

void WeekView::paintEvent(QPaintEvent *) {
    QPainter painter(viewport());
    const Colours ink = colours(palette());
    const auto layout = layoutNow();
    painter.fillRect(viewport()->rect(), ink.surface);
    painter.translate(0, -verticalScrollBar()->value());
    paintGrid(painter, layout, ink);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        paintSlot(painter, layout.slotRect(i), m_rows[i], ink);
    }
    paintMarks(painter, layout, ink);
    painter.resetTransform();
    paintHeader(painter, layout, ink);
}

void WeekView::paintGrid(QPainter &painter, const WeekLayout &layout, const Colours &ink) const {
    for (int day = 0; day < weekDays; ++day) {
        const auto date = domain::addDays(m_monday, day);
        if (m_closed.contains(date) || domain::isoWeekday(date) == 7) {
            painter.fillRect(layout.dayColumn(day), ink.neutralSoft);
        }
        painter.setPen(ink.hairline);
        painter.drawLine(layout.dayColumn(day).topLeft(), layout.dayColumn(day).bottomLeft());
    }
    const QRect whole(0, 0, viewport()->width(), layout.contentHeight());
    for (int hour = layout.firstHour(); hour <= layout.lastHour(); ++hour) {
        const int y = layout.yOf(domain::LocalTime{std::chrono::hours(hour)});
        painter.setPen(ink.hairline);
        painter.drawLine(layout.dayColumn(0).left(), y, whole.right(), y);
        if (hour < layout.lastHour()) {
            painter.setPen(ink.muted);
            const QRect label(0, y, layout.dayColumn(0).left() - lineHeights(0.3), lineHeights(1.2));
            painter.drawText(label, Qt::AlignRight | Qt::AlignTop, timeText(domain::LocalTime::of(hour, 0)));
        }
    }
}

void WeekView::paintSlot(QPainter &painter, const QRect &rect, const services::SlotRow &row,
                         const Colours &ink) const {
    const bool full = row.seatsTaken >= row.slot.seats;
    const bool closed = row.slot.status == domain::SlotStatus::Closed;
    const bool attention = row.pending.state == services::Pending::NeedsYou;
    const QColor bar = attention ? ink.error : row.waiting > 0 ? ink.warning : ink.key;
    const QColor back = attention         ? ink.errorSoft
                        : closed || full  ? ink.neutralSoft
                        : row.waiting > 0 ? ink.warningSoft
                                          : ink.keySoft;
    painter.setPen(QPen(closed ? ink.border : bar, 1,
                        row.pending.state == services::Pending::Waiting ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(back);
    painter.drawRect(rect.adjusted(0, 0, -1, -1));
    const int stripe = std::max(3, lineHeights(0.2));
    painter.fillRect(QRect(rect.topLeft(), QSize(stripe, rect.height())), closed ? ink.border : bar);
    painter.setPen(ink.text);
    paintSlotText(painter, rect.adjusted(stripe + 3, 1, -2, -1), row);
}

// The time and who waits, then the seats. In a narrow block only the more pressing of the two, in short.
QStringList WeekView::blockLines(const services::SlotRow &row, const QFontMetrics &metrics, int width) const {
    const QString time = timeText(row.slot.start);
    const QString waiting =
        row.waiting > 0 ? tr("%n waiting", "short, in a slot of the calendar", row.waiting) : QString();
    const auto fits = [&](const QString &text) { return metrics.horizontalAdvance(text) <= width; };
    QStringList lines{waiting.isEmpty() ? time : time + u' ' + waiting, seatsText(row)};
    if (!fits(lines[0])) {
        lines = {time, waiting};
    } else if (!fits(lines[1]) && row.slot.status != domain::SlotStatus::Closed) {
        lines[1] = tr("%1/%2", "free of all seats")
                       .arg(std::max(0, row.slot.seats - row.seatsTaken))
                       .arg(row.slot.seats);
    }
    if (row.pending.state != services::Pending::None) {
        lines << pendingText(row.pending);
    }
    return lines;
}

// In a single line where a slot is short.
void WeekView::paintSlotText(QPainter &painter, const QRect &inside, const services::SlotRow &row) const {
    painter.save();
    painter.setClipRect(inside);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.92);
    painter.setFont(small);
    const auto room = painter.fontMetrics();
    QStringList lines = blockLines(row, room, inside.width());
    const int tight = room.height() * 4 / 5; // Japanese fonts bring more air between lines than a block has
    const auto fitting = std::max(1, inside.height() / tight);
    if (fitting == 1) {
        lines = {lines.join(u' ')};
    }
    const auto shown = std::min(lines.size(), static_cast<qsizetype>(fitting));
    const int step = shown == 1 ? inside.height()
                                : std::min<int>(room.height(), inside.height() / static_cast<int>(shown));
    for (qsizetype i = 0; i < shown; ++i) {
        painter.drawText(
            QRect(inside.left(), inside.top() + step * static_cast<int>(i), inside.width(), step),
            Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
            room.elidedText(lines[i], Qt::ElideRight, inside.width()));
    }
    painter.restore();
}

void WeekView::paintSpan(QPainter &painter, const WeekLayout &layout, const Span &span,
                         const Colours &ink) const {
    const QRect rect = layout.rectOf(span.day, span.from, span.to);
    painter.fillRect(rect, ink.keySoft);
    painter.setPen(QPen(ink.key, 2));
    painter.drawRect(rect.adjusted(1, 1, -2, -2));
    painter.setPen(ink.text);
    painter.drawText(rect.adjusted(6, 2, -2, -2), Qt::AlignLeft | Qt::AlignTop,
                     timeText(span.from) + u'–' + timeText(span.to));
}

void WeekView::paintMarks(QPainter &painter, const WeekLayout &layout, const Colours &ink) const {
    painter.setBrush(Qt::NoBrush);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].slot.id == m_chosen) {
            painter.setPen(QPen(ink.text, 2));
            painter.drawRect(layout.slotRect(i).adjusted(1, 1, -2, -2));
        }
    }
    if (m_dragFrom && m_dragTo) {
        paintSpan(painter, layout, dragged(), ink);
    } else if (m_grabbed && isPulled()) {
        paintSpan(painter, layout, m_grabbed->span, ink);
    } else if (hasFocus()) {
        const auto end =
            domain::LocalTime{m_marker.time.sinceMidnight + std::chrono::minutes(m_markerMinutes)};
        // Around a slot as a whole, outside the mark of the chosen one: Enter opens it, and half of it would
        // be drawn through its words.
        const auto at = slotUnderMarker();
        painter.setPen(QPen(ink.focus, 2, Qt::DotLine));
        painter.drawRect(at ? layout.slotRect(*at).adjusted(-1, -1, 0, 0)
                            : layout.rectOf(m_marker.day, m_marker.time, end).adjusted(1, 1, -2, -2));
    }
}

void WeekView::paintHeader(QPainter &painter, const WeekLayout &layout, const Colours &ink) const {
    const QRect strip(0, 0, viewport()->width(), layout.dayHeader(0).height());
    painter.fillRect(strip, ink.window);
    painter.setPen(ink.border);
    painter.drawLine(strip.bottomLeft(), strip.bottomRight());
    for (int day = 0; day < weekDays; ++day) {
        paintDayTitle(painter, layout.dayHeader(day).adjusted(2, 2, -2, -2), domain::addDays(m_monday, day),
                      ink);
    }
}

void WeekView::paintDayTitle(QPainter &painter, const QRect &rect, domain::LocalDate date,
                             const Colours &ink) const {
    const bool isToday = date == m_today;
    QFont titleFont = font();
    titleFont.setBold(isToday);
    painter.setFont(titleFont);
    painter.setPen(isToday ? ink.key : ink.text);
    QString title = dateText(date);
    if (painter.fontMetrics().horizontalAdvance(title) > rect.width()) {
        title = narrowDateText(date);
    }
    const QRect upper(rect.topLeft(), QSize(rect.width(), rect.height() / 2));
    painter.drawText(upper, Qt::AlignCenter,
                     painter.fontMetrics().elidedText(title, Qt::ElideRight, rect.width()));
    painter.setFont(font());
    const auto closed = m_closed.find(date);
    QStringList below;
    if (isToday) {
        below << tr("today");
    }
    if (closed != m_closed.end()) {
        below << closed->second;
        painter.setPen(isToday ? ink.key : ink.muted);
    }
    painter.drawText(upper.translated(0, rect.height() / 2), Qt::AlignCenter,
                     painter.fontMetrics().elidedText(below.join(u' '), Qt::ElideRight, rect.width()));
}

} // namespace ui
