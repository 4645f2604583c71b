#include "kit/widgets/accessible_list.h"

#include <QWindow>

namespace ui {

AccessibleList::AccessibleList(QListView *view) : QAccessibleWidget(view, QAccessible::List) {}

AccessibleList::~AccessibleList() {
    for (const QAccessible::Id id : std::as_const(m_rows)) {
        QAccessible::deleteAccessibleInterface(id);
    }
}

QListView *AccessibleList::view() const {
    return qobject_cast<QListView *>(object());
}

int AccessibleList::childCount() const {
    return view() && view()->model() ? view()->model()->rowCount(view()->rootIndex()) : 0;
}

QAccessibleInterface *AccessibleList::child(int row) const {
    if (row < 0 || row >= childCount()) {
        return nullptr;
    }
    const QPersistentModelIndex index =
        view()->model()->index(row, view()->modelColumn(), view()->rootIndex());
    if (!index.isValid()) {
        return nullptr;
    }
    const auto known = m_rows.constFind(index);
    if (known != m_rows.constEnd()) {
        return QAccessible::accessibleInterface(*known);
    }
    if (m_rows.size() > childCount()) {
        forgetGoneRows();
    }
    auto *made = new AccessibleListRow(view(), index);
    m_rows.insert(index, QAccessible::registerAccessibleInterface(made));
    return made;
}

void AccessibleList::forgetGoneRows() const {
    using Row = QHash<QPersistentModelIndex, QAccessible::Id>::iterator;
    m_rows.removeIf([](const Row &row) {
        if (row.key().isValid()) {
            return false;
        }
        QAccessible::deleteAccessibleInterface(row.value());
        return true;
    });
}

int AccessibleList::indexOfChild(const QAccessibleInterface *child) const {
    const auto *row = dynamic_cast<const AccessibleListRow *>(child);
    return row != nullptr && row->isValid() && row->parent() == this ? row->row() : -1;
}

QAccessibleInterface *AccessibleList::childAt(int x, int y) const {
    return view() ? child(view()->indexAt(view()->viewport()->mapFromGlobal(QPoint(x, y))).row()) : nullptr;
}

QAccessibleInterface *AccessibleList::focusChild() const {
    return view() && view()->hasFocus() ? child(view()->currentIndex().row()) : nullptr;
}

bool AccessibleListRow::isValid() const {
    return m_view && m_index.isValid() && m_index.model() == m_view->model();
}

QWindow *AccessibleListRow::window() const {
    return m_view ? m_view->window()->windowHandle() : nullptr;
}

QAccessibleInterface *AccessibleListRow::parent() const {
    return m_view ? QAccessible::queryAccessibleInterface(m_view) : nullptr;
}

QString AccessibleListRow::text(QAccessible::Text which) const {
    if (!isValid()) {
        return {};
    }
    if (which == QAccessible::Description) {
        return m_index.data(Qt::AccessibleDescriptionRole).toString();
    }
    const QString spoken = m_index.data(Qt::AccessibleTextRole).toString();
    return which != QAccessible::Name ? QString()
           : spoken.isEmpty()         ? m_index.data(Qt::DisplayRole).toString()
                                      : spoken;
}

QRect AccessibleListRow::rect() const {
    if (!isValid()) {
        return {};
    }
    const QRect row = m_view->visualRect(m_index);
    return row.isNull() ? QRect() : QRect(m_view->viewport()->mapToGlobal(row.topLeft()), row.size());
}

QAccessible::State AccessibleListRow::state() const {
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = 1;
        return state;
    }
    const QItemSelectionModel *selection = m_view->selectionModel();
    const Qt::ItemFlags flags = m_index.flags();
    state.disabled = flags.testFlag(Qt::ItemIsEnabled) ? 0 : 1;
    state.selectable = flags.testFlag(Qt::ItemIsSelectable) ? 1 : 0;
    state.focusable = 1;
    state.active = m_view->isActiveWindow() ? 1 : 0;
    state.selected = selection && selection->isSelected(m_index) ? 1 : 0;
    const bool isCurrent = m_view->currentIndex().row() == m_index.row();
    state.focused = isCurrent && m_view->hasFocus() ? 1 : 0;
    state.invisible = m_view->isVisible() ? 0 : 1;
    state.offscreen = m_view->viewport()->rect().intersects(m_view->visualRect(m_index)) ? 0 : 1;
    return state;
}

} // namespace ui
