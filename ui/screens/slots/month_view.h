// A month of slots at a glance, drawn by us: each day with its slots and how many seats are free.
//
// Keyboard: arrows move the day, Enter opens its week, Page Up/Down ask for another month. The day that is
// stood on is told to screen readers.
#pragma once

#include "services/types.h"

#include <QWidget>

#include <map>

namespace ui {

struct Colours;

class MonthView : public QWidget {
    Q_OBJECT
public:
    static constexpr int weeks = 6;

    explicit MonthView(QWidget *parent = nullptr);
    /// Days from firstDay() on; `closedDays` as in WeekView.
    void setMonth(domain::LocalMonth month, const std::vector<services::SlotRow> &rows,
                  const std::map<domain::LocalDate, QString> &closedDays, domain::LocalDate today);
    /// The Monday on or before the first of the month.
    [[nodiscard]] static domain::LocalDate firstDay(domain::LocalMonth month);
    [[nodiscard]] domain::LocalDate day() const { return m_day; }
    /// Where a day is painted.
    [[nodiscard]] QRect rectOf(domain::LocalDate date) const;
    void retranslate();
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void dayOpened(domain::LocalDate date);
    void monthWanted(int months); ///< -1 or +1

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] int headHeight() const;
    [[nodiscard]] std::optional<domain::LocalDate> dateAt(QPoint point) const;
    [[nodiscard]] std::vector<const services::SlotRow *> rowsOf(domain::LocalDate date) const;
    [[nodiscard]] static QString lineOf(const services::SlotRow &row);
    void moveDay(int days);
    void tellDay();
    void paintHead(QPainter &painter, const Colours &ink) const;
    void paintDay(QPainter &painter, domain::LocalDate date, const Colours &ink) const;
    void paintSlots(QPainter &painter, const QRect &room, domain::LocalDate date, const Colours &ink) const;

    domain::LocalMonth m_month{};
    domain::LocalDate m_today{};
    domain::LocalDate m_day{};
    std::vector<services::SlotRow> m_rows;
    std::map<domain::LocalDate, QString> m_closed;
};

} // namespace ui
