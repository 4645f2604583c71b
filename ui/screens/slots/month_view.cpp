#include "screens/slots/month_view.h"

#include "kit/text/common_text.h"
#include "kit/text/qt_dates.h"
#include "kit/theme/colours.h"
#include "kit/theme/metrics.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace ui {
namespace {

constexpr int daysOfWeek = 7;

} // namespace

MonthView::MonthView(QWidget *parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent, false);
    retranslate();
}

domain::LocalDate MonthView::firstDay(domain::LocalMonth month) {
    return mondayOf(domain::LocalDate(month / std::chrono::day(1)));
}

void MonthView::setMonth(domain::LocalMonth month, const std::vector<services::SlotRow> &rows,
                         const std::map<domain::LocalDate, QString> &closedDays, domain::LocalDate today) {
    m_month = month;
    m_rows = rows;
    m_closed = closedDays;
    m_today = today;
    if (m_day.year() / m_day.month() != month) {
        m_day =
            today.year() / today.month() == month ? today : domain::LocalDate(month / std::chrono::day(1));
    }
    tellDay();
    update();
}

void MonthView::retranslate() {
    setAccessibleName(tr("Month calendar of tour slots"));
    tellDay();
    update();
}

QSize MonthView::sizeHint() const {
    return {charWidths(this, 50), lineHeights(26)};
}
QSize MonthView::minimumSizeHint() const {
    return {charWidths(this, 24), lineHeights(2) + weeks * lineHeights(2.6)};
}

int MonthView::headHeight() const {
    return lineHeights(1.5);
}

QRect MonthView::rectOf(domain::LocalDate date) const {
    const int index = domain::daysBetween(firstDay(m_month), date);
    const int row = index / daysOfWeek;
    const int column = index % daysOfWeek;
    const int room = height() - headHeight();
    const int left = width() * column / daysOfWeek;
    const int top = headHeight() + room * row / weeks;
    return {QPoint(left, top),
            QPoint(width() * (column + 1) / daysOfWeek - 1, headHeight() + room * (row + 1) / weeks - 1)};
}

std::optional<domain::LocalDate> MonthView::dateAt(QPoint point) const {
    for (int index = 0; index < weeks * daysOfWeek; ++index) {
        const auto date = domain::addDays(firstDay(m_month), index);
        if (rectOf(date).contains(point)) {
            return date;
        }
    }
    return std::nullopt;
}

std::vector<const services::SlotRow *> MonthView::rowsOf(domain::LocalDate date) const {
    std::vector<const services::SlotRow *> rows;
    for (const services::SlotRow &row : m_rows) {
        if (row.slot.date == date && row.slot.status != domain::SlotStatus::Cancelled) {
            rows.push_back(&row);
        }
    }
    return rows;
}

QString MonthView::lineOf(const services::SlotRow &row) {
    const QString time = timeText(row.slot.start);
    if (row.slot.status == domain::SlotStatus::Closed) {
        return tr("%1 closed", "a slot in the month, time").arg(time);
    }
    const int left = std::max(0, row.slot.seats - row.seatsTaken);
    return left == 0 ? tr("%1 full", "a slot in the month, time").arg(time)
                     : tr("%1 %2/%3 free", "a slot in the month: time, free seats, seats")
                           .arg(time)
                           .arg(left)
                           .arg(row.slot.seats);
}

void MonthView::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    const Colours ink = colours(palette());
    paintHead(painter, ink);
    for (int index = 0; index < weeks * daysOfWeek; ++index) {
        paintDay(painter, domain::addDays(firstDay(m_month), index), ink);
    }
}

void MonthView::paintHead(QPainter &painter, const Colours &ink) const {
    painter.setPen(ink.muted);
    for (int column = 0; column < daysOfWeek; ++column) {
        const QRect cell = rectOf(domain::addDays(firstDay(m_month), column));
        const QRect head(cell.left(), 0, cell.width(), headHeight());
        painter.drawText(head, Qt::AlignCenter, weekdayText(column + 1));
    }
}

void MonthView::paintDay(QPainter &painter, domain::LocalDate date, const Colours &ink) const {
    const QRect cell = rectOf(date);
    const bool inMonth = date.year() / date.month() == m_month;
    const auto closed = m_closed.find(date);
    painter.fillRect(cell, closed != m_closed.end() || !inMonth ? ink.window : ink.surface);
    painter.setPen(ink.hairline);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(cell);
    const QRect inside = cell.adjusted(lineHeights(0.25), lineHeights(0.1), -lineHeights(0.2), -2);
    const QRect top(inside.topLeft(), QSize(inside.width(), lineHeights(1.15)));
    QString head = QString::number(static_cast<unsigned>(date.day()));
    QFont bold = font();
    bold.setBold(date == m_today);
    painter.setFont(bold);
    painter.setPen(date == m_today ? ink.key : (inMonth ? ink.text : ink.muted));
    if (date == m_today) {
        head += u' ' + tr("today");
    }
    if (closed != m_closed.end()) {
        head += u' ' + closed->second;
    }
    painter.drawText(top, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(head, Qt::ElideRight, top.width()));
    painter.setFont(font());
    paintSlots(painter, inside.adjusted(0, top.height(), 0, 0), date, ink);
    if (date == m_day && hasFocus()) {
        painter.setPen(QPen(ink.focus, 2));
        painter.drawRect(cell.adjusted(1, 1, -2, -2));
    }
}

/// As many as fit; the last line says how many more there are.
void MonthView::paintSlots(QPainter &painter, const QRect &room, domain::LocalDate date,
                           const Colours &ink) const {
    const auto rows = rowsOf(date);
    const int line = painter.fontMetrics().height();
    const int fit = std::max(0, room.height() / std::max(1, line));
    const int count = static_cast<int>(rows.size());
    for (int i = 0; i < std::min(count, fit); ++i) {
        const bool last = i == fit - 1 && count > fit;
        const services::SlotRow &row = *rows[static_cast<std::size_t>(i)];
        const QString text = last ? tr("%n more", nullptr, count - i) : lineOf(row);
        const bool open = row.slot.status == domain::SlotStatus::Open && row.seatsTaken < row.slot.seats;
        painter.setPen(last || !open ? ink.muted : ink.text);
        painter.drawText(QRect(room.left(), room.top() + i * line, room.width(), line),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, room.width()));
    }
}

void MonthView::mousePressEvent(QMouseEvent *event) {
    if (const auto date = dateAt(event->pos())) {
        m_day = *date;
        tellDay();
        update();
    }
}

void MonthView::mouseDoubleClickEvent(QMouseEvent *event) {
    if (const auto date = dateAt(event->pos())) {
        Q_EMIT dayOpened(*date);
    }
}

void MonthView::keyPressEvent(QKeyEvent *event) {
    switch (event->key()) {
    case Qt::Key_Left:
        return moveDay(-1);
    case Qt::Key_Right:
        return moveDay(1);
    case Qt::Key_Up:
        return moveDay(-daysOfWeek);
    case Qt::Key_Down:
        return moveDay(daysOfWeek);
    case Qt::Key_PageUp:
        Q_EMIT monthWanted(-1);
        return;
    case Qt::Key_PageDown:
        Q_EMIT monthWanted(1);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        Q_EMIT dayOpened(m_day);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void MonthView::moveDay(int days) {
    const auto before = m_day.year() / m_day.month();
    m_day = domain::addDays(m_day, days);
    tellDay();
    update();
    if (m_day.year() / m_day.month() != before) {
        Q_EMIT monthWanted(days < 0 ? -1 : 1);
    }
}

void MonthView::tellDay() {
    QStringList parts{longDateText(m_day)};
    if (const auto closed = m_closed.find(m_day); closed != m_closed.end()) {
        parts << closed->second;
    }
    const auto rows = rowsOf(m_day);
    for (const services::SlotRow *row : rows) {
        parts << lineOf(*row);
    }
    if (rows.empty()) {
        parts << tr("no slot");
    }
    setAccessibleDescription(parts.join(u'、'));
    if (hasFocus()) {
        QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
    }
}

void MonthView::focusInEvent(QFocusEvent *event) {
    QWidget::focusInEvent(event);
    update();
}

void MonthView::focusOutEvent(QFocusEvent *event) {
    QWidget::focusOutEvent(event);
    update();
}

} // namespace ui
