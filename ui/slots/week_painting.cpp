// How the week calendar looks. Colours come from the theme at each painting; a state is always also a word.
#include "prompt/words.h"
#include "slots/week_view.h"
#include "theme/colours.h"
#include "theme/metrics.h"

#include <QPainter>
#include <QScrollBar>

namespace ui {

namespace {

constexpr int daysShown = 7;

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
    for (int day = 0; day < daysShown; ++day) {
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
    const QRect inside = rect.adjusted(stripe + 3, 1, -2, -1);
    const QString text = timeText(row.slot.start) + u' ' + slotText(row, false);
    const bool oneLine = inside.height() < lineHeights(2);
    const auto flags = Qt::AlignLeft | (oneLine ? Qt::AlignVCenter : Qt::AlignTop | Qt::TextWordWrap);
    painter.save();
    painter.setClipRect(inside);
    painter.drawText(inside, static_cast<int>(flags),
                     oneLine ? painter.fontMetrics().elidedText(text, Qt::ElideRight, inside.width()) : text);
    painter.restore();
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
        const auto span = dragged();
        const QRect rect = layout.rectOf(span.day, span.from, span.to);
        painter.fillRect(rect, ink.keySoft);
        painter.setPen(QPen(ink.key, 2));
        painter.drawRect(rect.adjusted(1, 1, -2, -2));
        painter.setPen(ink.text);
        painter.drawText(rect.adjusted(6, 2, -2, -2), Qt::AlignLeft | Qt::AlignTop,
                         timeText(span.from) + u'–' + timeText(span.to));
    } else if (hasFocus()) {
        const auto end =
            domain::LocalTime{m_marker.time.sinceMidnight + std::chrono::minutes(m_markerMinutes)};
        painter.setPen(QPen(ink.focus, 2, Qt::DotLine));
        painter.drawRect(layout.rectOf(m_marker.day, m_marker.time, end).adjusted(1, 1, -2, -2));
    }
}

void WeekView::paintHeader(QPainter &painter, const WeekLayout &layout, const Colours &ink) const {
    const QRect strip(0, 0, viewport()->width(), layout.dayHeader(0).height());
    painter.fillRect(strip, ink.window);
    painter.setPen(ink.border);
    painter.drawLine(strip.bottomLeft(), strip.bottomRight());
    for (int day = 0; day < daysShown; ++day) {
        const auto date = domain::addDays(m_monday, day);
        const QRect rect = layout.dayHeader(day).adjusted(2, 2, -2, -2);
        QFont bold = font();
        bold.setBold(date == m_today);
        painter.setFont(bold);
        painter.setPen(date == m_today ? ink.key : ink.text);
        const QString title = date == m_today ? dateText(date) + u' ' + tr("today") : dateText(date);
        painter.drawText(QRect(rect.topLeft(), QSize(rect.width(), rect.height() / 2)), Qt::AlignCenter,
                         painter.fontMetrics().elidedText(title, Qt::ElideRight, rect.width()));
        painter.setFont(font());
        if (const auto closed = m_closed.find(date); closed != m_closed.end()) {
            painter.setPen(ink.muted);
            painter.drawText(rect.adjusted(0, rect.height() / 2, 0, 0), Qt::AlignCenter,
                             painter.fontMetrics().elidedText(closed->second, Qt::ElideRight, rect.width()));
        }
    }
}

} // namespace ui
