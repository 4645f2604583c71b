// The week calendar, drawn by us: slots with seats taken, waiting and free.
//
// Mouse: click chooses a slot, double click opens it, dragging over free time proposes a new one, pulling a
// slot moves it, pulling its lower edge stretches it. Keyboard: arrows move a marker in steps of 15 minutes,
// Tab-free; Enter opens the slot under it or proposes a new one; Shift+Down stretches; Page Up/Down ask for
// another week. What the marker stands on is told to screen readers.
#pragma once

#include "screens/slots/week_layout.h"

#include <QAbstractScrollArea>

#include <map>

namespace ui {

struct Colours;

class WeekView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit WeekView(QWidget *parent = nullptr);

    /// `closedDays`: what to write in the heading of a day without visits (a holiday's name, 休園).
    void setWeek(domain::LocalDate monday, const std::vector<services::SlotRow> &rows,
                 const std::map<domain::LocalDate, QString> &closedDays, domain::LocalDate today);
    [[nodiscard]] domain::LocalDate monday() const { return m_monday; }
    void choose(domain::SlotId id);
    [[nodiscard]] domain::SlotId chosen() const { return m_chosen; }
    /// Where a slot is painted, in viewport coordinates; empty when it is not in this week.
    [[nodiscard]] QRect slotRectInViewport(domain::SlotId id) const;
    /// Where a time is, in viewport coordinates: for tests and for scrolling there.
    [[nodiscard]] QPoint pointOf(int day, domain::LocalTime time) const;
    void retranslate();
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void slotChosen(domain::SlotId id);
    void slotOpened(domain::SlotId id);
    /// Dragged with the mouse or by Enter on free time.
    void timeChosen(domain::LocalDate date, domain::LocalTime from, domain::LocalTime to);
    /// Pulled to another day or time, or by its lower edge to another end. Nothing is changed by that.
    void slotMoved(domain::SlotId id, domain::LocalDate date, domain::LocalTime from, domain::LocalTime to);
    void weekWanted(int weeks); ///< -1 or +1

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    struct Span {
        int day = 0;
        domain::LocalTime from;
        domain::LocalTime to;
    };
    /// A slot that the mouse holds.
    struct Grab {
        std::size_t row = 0;
        bool stretches = false; ///< by its lower edge
        int offset = 0;         ///< minutes from its start to where it was taken
        Span span;              ///< where it would lie now
    };
    [[nodiscard]] bool isAtLowerEdge(std::size_t index, QPoint point) const;
    void showGrip(QPoint point);
    void grab(std::size_t index, QPoint point);
    void pull(QPoint point);
    [[nodiscard]] bool isPulled() const;
    void letGo();
    void paintSpan(QPainter &painter, const WeekLayout &layout, const Span &span, const Colours &ink) const;
    [[nodiscard]] WeekLayout layoutNow() const;
    [[nodiscard]] WeekLayout::Measures measures() const;
    [[nodiscard]] QPoint toContent(QPoint viewportPoint) const;
    [[nodiscard]] Span dragged() const;
    [[nodiscard]] std::optional<std::size_t> slotUnderMarker() const;
    /// Everything about a slot in one sentence, for screen readers and tool tips.
    [[nodiscard]] QString spokenText(const services::SlotRow &row) const;
    [[nodiscard]] QString seatsText(const services::SlotRow &row) const;
    void scrollToWork();
    void updateScrolling();
    void moveMarker(int days, int minutes);
    void openMarker();
    void tellMarker();
    void paintGrid(QPainter &painter, const WeekLayout &layout, const Colours &ink) const;
    void paintSlot(QPainter &painter, const QRect &rect, const services::SlotRow &row,
                   const Colours &ink) const;
    [[nodiscard]] QStringList blockLines(const services::SlotRow &row, const QFontMetrics &metrics,
                                         int width) const;
    void paintSlotText(QPainter &painter, const QRect &inside, const services::SlotRow &row) const;
    void paintHeader(QPainter &painter, const WeekLayout &layout, const Colours &ink) const;
    void paintDayTitle(QPainter &painter, const QRect &rect, domain::LocalDate date,
                       const Colours &ink) const;
    void paintMarks(QPainter &painter, const WeekLayout &layout, const Colours &ink) const;

    domain::LocalDate m_monday{};
    domain::LocalDate m_today{};
    std::vector<services::SlotRow> m_rows;
    std::map<domain::LocalDate, QString> m_closed;
    domain::SlotId m_chosen;
    WeekPlace m_marker{0, domain::LocalTime::of(10, 0)};
    int m_markerMinutes = 30;
    bool m_placed = false; ///< the first scroll position has been set
    std::optional<WeekPlace> m_dragFrom;
    std::optional<WeekPlace> m_dragTo;
    std::optional<Grab> m_grabbed;
};

} // namespace ui
