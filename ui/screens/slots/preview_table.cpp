#include "screens/slots/preview_table.h"

#include "kit/delegates/row_selection_delegate.h"
#include "kit/theme/metrics.h"

#include <QHeaderView>
#include <QTableWidget>

namespace ui {

QTableWidget *newPreviewTable(const char16_t *objectName, QWidget *parent) {
    auto *table = new QTableWidget(0, 3, parent);
    table->setObjectName(QString::fromUtf16(objectName));
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false);
    table->setShowGrid(false);
    table->setItemDelegate(new RowSelectionDelegate(table));
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(lineHeights(1.6));
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setMinimumHeight(lineHeights(9));
    return table;
}

} // namespace ui
