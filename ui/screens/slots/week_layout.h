// Where things lie in the week calendar: pure geometry, without painting.
#pragma once

#include "services/types.h"

#include <QPoint>
#include <QRect>
#include <QSize>

#include <algorithm>
#include <optional>
#include <vector>

namespace ui {

inline constexpr int weekDays = 7;

/// A place in the week: day 0 = Monday ... 6 = Sunday.
struct WeekPlace {
    int day = 0;
    domain::LocalTime time;
    bool operator==(const WeekPlace &) const = default;
};

/// Within the day.
[[nodiscard]] inline domain::LocalTime plus(domain::LocalTime time, int minutes) {
    const auto sum = static_cast<int>(time.sinceMidnight.count()) + minutes;
    return domain::LocalTime{std::chrono::minutes(std::clamp(sum, 0, 24 * 60 - 1))};
}

class WeekLayout {
public:
    /// All lengths in device-independent pixels.
    struct Measures {
        int timeColumn = 60;
        int header = 40;
        int halfHour = 20;
        int width = 800; ///< of the viewport
    };
    static constexpr int stepMinutes = 15; ///< dragging and the keyboard snap to this

    /// The hours shown grow with the slots: at least 07:00 to 19:00.
    WeekLayout(const Measures &measures, domain::LocalDate monday,
               const std::vector<services::SlotRow> &rows);

    [[nodiscard]] int firstHour() const { return m_firstHour; }
    [[nodiscard]] int lastHour() const { return m_lastHour; } ///< exclusive
    [[nodiscard]] int contentHeight() const;                  ///< with the header
    /// In content coordinates, the header on top.
    [[nodiscard]] QRect dayColumn(int day) const;
    [[nodiscard]] QRect dayHeader(int day) const;
    [[nodiscard]] int yOf(domain::LocalTime time) const;
    [[nodiscard]] QRect rectOf(int day, domain::LocalTime from, domain::LocalTime to) const;
    /// Of the slot with this index in `rows`; overlapping slots lie side by side.
    [[nodiscard]] QRect slotRect(std::size_t index) const { return m_rects[index]; }
    [[nodiscard]] std::optional<std::size_t> slotAt(QPoint point) const;
    /// Snapped down to the step; empty outside the days.
    [[nodiscard]] std::optional<WeekPlace> placeAt(QPoint point) const;

private:
    void placeSlots(domain::LocalDate monday, const std::vector<services::SlotRow> &rows);

    Measures m_measures;
    int m_firstHour = 7;
    int m_lastHour = 19;
    std::vector<QRect> m_rects;
};

} // namespace ui
