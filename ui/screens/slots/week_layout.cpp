#include "screens/slots/week_layout.h"

#include <algorithm>

namespace ui {

namespace {

/// Each slot of a day gets a lane; lanes of slots that touch each other share the column's width.
struct Lane {
    int lane = 0;
    int of = 1;
};

std::vector<Lane> lanesOf(const std::vector<const domain::Slot *> &day) {
    std::vector<Lane> lanes(day.size());
    std::size_t start = 0;
    while (start < day.size()) {
        auto end = start;
        auto until = day[start]->end;
        std::vector<domain::LocalTime> laneEnds;
        while (end < day.size() && (end == start || day[end]->start < until)) {
            until = std::max(until, day[end]->end);
            auto free = std::find_if(laneEnds.begin(), laneEnds.end(),
                                     [&](domain::LocalTime laneEnd) { return laneEnd <= day[end]->start; });
            lanes[end].lane = static_cast<int>(free - laneEnds.begin());
            if (free == laneEnds.end()) {
                laneEnds.push_back(day[end]->end);
            } else {
                *free = day[end]->end;
            }
            ++end;
        }
        for (auto i = start; i < end; ++i) {
            lanes[i].of = static_cast<int>(laneEnds.size());
        }
        start = end;
    }
    return lanes;
}

} // namespace

WeekLayout::WeekLayout(const Measures &measures, domain::LocalDate monday,
                       const std::vector<services::SlotRow> &rows)
    : m_measures(measures) {
    for (const auto &row : rows) {
        m_firstHour = std::min(m_firstHour, row.slot.start.hour());
        m_lastHour = std::max(m_lastHour, row.slot.end.hour() + (row.slot.end.minute() > 0 ? 1 : 0));
    }
    placeSlots(monday, rows);
}

void WeekLayout::placeSlots(domain::LocalDate monday, const std::vector<services::SlotRow> &rows) {
    m_rects.resize(rows.size());
    for (int day = 0; day < weekDays; ++day) {
        std::vector<std::size_t> indexes;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (domain::daysBetween(monday, rows[i].slot.date) == day) {
                indexes.push_back(i);
            }
        }
        std::sort(indexes.begin(), indexes.end(), [&](std::size_t a, std::size_t b) {
            return std::pair(rows[a].slot.start, rows[a].slot.id) <
                   std::pair(rows[b].slot.start, rows[b].slot.id);
        });
        std::vector<const domain::Slot *> inOrder;
        for (const auto index : indexes) {
            inOrder.push_back(&rows[index].slot);
        }
        const auto lanes = lanesOf(inOrder);
        for (std::size_t i = 0; i < indexes.size(); ++i) {
            QRect rect = rectOf(day, inOrder[i]->start, inOrder[i]->end);
            const int width = rect.width() / lanes[i].of;
            rect.setLeft(rect.left() + width * lanes[i].lane);
            rect.setWidth(width);
            m_rects[indexes[i]] = rect.adjusted(1, 1, -2, -1);
        }
    }
}

int WeekLayout::contentHeight() const {
    return m_measures.header + (m_lastHour - m_firstHour) * 2 * m_measures.halfHour + 1;
}

QRect WeekLayout::dayColumn(int day) const {
    const int room = std::max(weekDays, m_measures.width - m_measures.timeColumn);
    const int left = m_measures.timeColumn + room * day / weekDays;
    const int right = m_measures.timeColumn + room * (day + 1) / weekDays;
    return {left, m_measures.header, right - left, contentHeight() - m_measures.header};
}

QRect WeekLayout::dayHeader(int day) const {
    const QRect column = dayColumn(day);
    return {column.left(), 0, column.width(), m_measures.header};
}

int WeekLayout::yOf(domain::LocalTime time) const {
    const int minutes = static_cast<int>(time.sinceMidnight.count()) - m_firstHour * 60;
    return m_measures.header + minutes * m_measures.halfHour / 30;
}

QRect WeekLayout::rectOf(int day, domain::LocalTime from, domain::LocalTime to) const {
    const QRect column = dayColumn(day);
    return {column.left(), yOf(from), column.width(), std::max(1, yOf(to) - yOf(from))};
}

std::optional<std::size_t> WeekLayout::slotAt(QPoint point) const {
    for (std::size_t i = 0; i < m_rects.size(); ++i) {
        if (m_rects[i].contains(point)) {
            return i;
        }
    }
    return std::nullopt;
}

std::optional<WeekPlace> WeekLayout::placeAt(QPoint point) const {
    for (int day = 0; day < weekDays; ++day) {
        if (!dayColumn(day).contains(point)) {
            continue;
        }
        const int minutes = (point.y() - m_measures.header) * 30 / m_measures.halfHour + m_firstHour * 60;
        const int snapped =
            std::clamp(minutes / stepMinutes * stepMinutes, m_firstHour * 60, m_lastHour * 60 - stepMinutes);
        return WeekPlace{day, domain::LocalTime{std::chrono::minutes(snapped)}};
    }
    return std::nullopt;
}

} // namespace ui
