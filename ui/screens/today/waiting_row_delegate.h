// A family that waits for its answer, in two lines: how urgent and when, then who.
#pragma once

#include "screens/today/row_list.h"

namespace ui {

class WaitingRowDelegate : public OpeningRowDelegate {
    Q_OBJECT
public:
    using OpeningRowDelegate::OpeningRowDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace ui
