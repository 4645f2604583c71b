#include "models/chosen_row.h"

#include "models/reservation_list_model.h"

#include <QAbstractItemView>
#include <QPersistentModelIndex>
#include <QScrollBar>

#include <memory>

namespace ui {

namespace {

struct Before {
    QPersistentModelIndex chosen;
    bool wasInSight = false;
    int across = 0;
};

/// Asking for the place of the row also lays out what has just come, without which nothing could be scrolled
/// to.
bool isInSight(const QAbstractItemView &view) {
    const QRect row = view.visualRect(view.currentIndex());
    return row.isValid() && row.bottom() >= 0 && row.top() < view.viewport()->height();
}

} // namespace

void keepChosenInSight(QAbstractItemView &view, const ReservationListModel &model) {
    const auto before = std::make_shared<Before>();
    QObject::connect(&model, &ReservationListModel::aboutToAdopt, &view, [&view, before] {
        *before = {view.currentIndex(), isInSight(view), view.horizontalScrollBar()->value()};
    });
    QObject::connect(&model, &ReservationListModel::adopted, &view, [&view, before] {
        const bool isAnother = view.currentIndex() != before->chosen;
        if ((before->wasInSight || isAnother) && !isInSight(view)) {
            view.scrollTo(view.currentIndex());
        }
        view.horizontalScrollBar()->setValue(before->across);
    });
}

} // namespace ui
