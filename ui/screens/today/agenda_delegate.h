// A visit of the day on the time line: past grey, the next one bold with its minutes, what nobody has
// recorded amber. Between the visits stand the line of now and the seats that are free.
#pragma once

#include "domain/calendar.h"
#include "screens/today/row_list.h"
#include "services/types.h"

#include <map>

namespace ui {

/// What stands between visits.
struct AgendaLine {
    enum class Kind : std::uint8_t { Free, Now } kind = Kind::Free;
    domain::LocalTime at;
    QString text;
    bool operator==(const AgendaLine &) const = default;
};

/// Where a visit stands in the day.
enum class VisitState : std::uint8_t { Over, Unrecorded, Next, Later };

class AgendaDelegate : public OpeningRowDelegate {
    Q_OBJECT
public:
    using OpeningRowDelegate::OpeningRowDelegate;
    struct Row {
        std::vector<AgendaLine> above;
        std::vector<AgendaLine> below; ///< of the last row alone
        VisitState state = VisitState::Later;
        QString note; ///< "あと40分"
        bool operator==(const Row &) const = default;
    };
    /// One for each row of the model; a row beyond them is painted plainly.
    void setRows(std::vector<Row> rows);
    [[nodiscard]] int heightBelow(const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    [[nodiscard]] const Row &rowAt(int row) const;

    std::vector<Row> m_rows;
};

} // namespace ui
