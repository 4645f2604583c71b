// The row that keys and buttons act on does not slip out of sight.
#pragma once

class QAbstractItemView;

namespace ui {

class ReservationListModel;

/// When rows come and go at another place: a chosen row that is in sight stays in sight, and so does the one
/// that Qt chooses where the chosen one goes. A row that the user has scrolled away from stays away. Columns
/// stay where they are.
void keepChosenInSight(QAbstractItemView &view, const ReservationListModel &model);

} // namespace ui
