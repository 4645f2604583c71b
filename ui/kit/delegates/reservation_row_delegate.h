// A row of the reservations' table: states and remaining time as chips, everything else as text.
#pragma once

#include "kit/delegates/row_selection_delegate.h"

namespace ui {

class ReservationRowDelegate : public RowSelectionDelegate {
    Q_OBJECT
public:
    using RowSelectionDelegate::RowSelectionDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

/// A reservation in three lines, for the lists of the day.
class ReservationCardDelegate : public RowSelectionDelegate {
    Q_OBJECT
public:
    enum class Kind : std::uint8_t {
        Waiting, ///< the remaining time leads
        Visitor, ///< the time of the visit leads
    };
    ReservationCardDelegate(Kind kind, QObject *parent) : RowSelectionDelegate(parent), m_kind(kind) {}
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    Kind m_kind;
};

} // namespace ui
