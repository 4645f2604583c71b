#include "screens/reservations/reservation_table.h"

#include "kit/delegates/reservation_row_delegate.h"
#include "kit/models/reservation_list_model.h"
#include "kit/text/common_text.h"
#include "kit/text/row_text.h"
#include "kit/theme/metrics.h"
#include "kit/widgets/status_chip.h"

#include <QHeaderView>
#include <QKeyEvent>

namespace ui {

ReservationTable::ReservationTable(ReservationListModel &model, QWidget *parent) : QTableView(parent) {
    setObjectName(QStringLiteral("reservationsTable"));
    setModel(&model);
    setItemDelegate(new ReservationRowDelegate(this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setTabKeyNavigation(false); // one Tab stop for the table
    setShowGrid(false);
    setWordWrap(false);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setStretchLastSection(true);
    // What decides whom to answer first stands at the left.
    horizontalHeader()->moveSection(ReservationListModel::Remaining, ReservationListModel::Date);
    fitSizes();
}

void ReservationTable::fitSizes() {
    verticalHeader()->setDefaultSectionSize(lineHeights(2));
    const auto chip = [this](const QString &text) {
        return chipSize(font(), text).width() + lineHeights(0.6);
    };
    const services::PendingAct approval{services::Pending::Waiting, {}, domain::ActKind::Approve, {}};
    const int widest = charWidths(this, 16); // words of other languages are elided from here on
    const std::initializer_list<std::pair<int, int>> widths = {
        {ReservationListModel::State, std::min(widest, chip(pendingActText(approval)))},
        {ReservationListModel::Remaining, std::min(widest, chip(remainingText(-90LL * 60)))},
        {ReservationListModel::Date, charWidths(this, 7.2)},
        {ReservationListModel::Time, charWidths(this, 3.8)},
        {ReservationListModel::Children, charWidths(this, 7)},
        {ReservationListModel::Classes, charWidths(this, 4.5)},
        {ReservationListModel::Guardian, charWidths(this, 7.5)}};
    for (const auto &[column, width] : widths) {
        setColumnWidth(column, width);
    }
}

void ReservationTable::retranslate() {
    setAccessibleName(tr("List of reservations"));
    setAccessibleDescription(tr("A approves, D declines."));
    fitSizes();
}

void ReservationTable::keyPressEvent(QKeyEvent *event) {
    Q_EMIT keyPressed();
    const bool answers = event->key() == Qt::Key_A || event->key() == Qt::Key_D;
    if (event->modifiers() == Qt::NoModifier && answers) {
        Q_EMIT callWanted(event->key() == Qt::Key_A ? domain::ReservationCall::Approve
                                                    : domain::ReservationCall::Decline);
        return;
    }
    QTableView::keyPressEvent(event);
}

void ReservationTable::changeEvent(QEvent *event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange && model() != nullptr) {
        fitSizes();
    }
}

} // namespace ui
