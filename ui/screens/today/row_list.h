// A list whose marked row opens: its buttons stand in the row itself.
#pragma once

#include "kit/delegates/row_selection_delegate.h"

#include <QListView>
#include <QPersistentModelIndex>

namespace ui {

/// Rows of the day: which of them is open, and by how much it is higher.
class OpeningRowDelegate : public RowSelectionDelegate {
    Q_OBJECT
public:
    using RowSelectionDelegate::RowSelectionDelegate;
    /// Of a row, what lies below that which is marked and opens.
    [[nodiscard]] virtual int heightBelow(const QModelIndex &) const { return 0; }
    void setOpen(const QModelIndex &index, int extraHeight);
    [[nodiscard]] int extraHeight(const QModelIndex &index) const {
        return m_open.isValid() && index.row() == m_open.row() ? m_extraHeight : 0;
    }

private:
    QPersistentModelIndex m_open;
    int m_extraHeight = 0;
};

class RowList : public QListView {
    Q_OBJECT
public:
    explicit RowList(OpeningRowDelegate *delegate, QWidget *parent = nullptr);
    /// Stands at the foot of the open row; what is double-clicked in it was meant for the row.
    void setRowButtons(QWidget *buttons);
    /// Nothing opens with an invalid index.
    void openAt(const QModelIndex &index);
    void doItemsLayout() override;

protected:
    void scrollContentsBy(int dx, int dy) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void placeButtons();

    OpeningRowDelegate *m_delegate;
    QWidget *m_buttons = nullptr;
    QPersistentModelIndex m_open;
};

} // namespace ui
