#include "kit/widgets/reading_order.h"

#include <QApplication>
#include <QGridLayout>
#include <QScrollBar>
#include <QWidget>

#include <algorithm>
#include <tuple>

namespace ui {
namespace {

void addInLayout(QLayout &layout, QList<QWidget *> &found) {
    QList<QLayoutItem *> items;
    for (int i = 0; i < layout.count(); ++i) {
        items.append(layout.itemAt(i));
    }
    if (auto *grid = qobject_cast<QGridLayout *>(&layout)) {
        const auto place = [grid](QLayoutItem *item) {
            int row = 0;
            int column = 0;
            int rows = 0;
            int columns = 0;
            grid->getItemPosition(grid->indexOf(item), &row, &column, &rows, &columns);
            return std::tuple(row, column);
        };
        std::stable_sort(items.begin(), items.end(),
                         [&place](QLayoutItem *a, QLayoutItem *b) { return place(a) < place(b); });
    }
    for (QLayoutItem *item : std::as_const(items)) {
        if (item->widget() != nullptr) {
            found.append(item->widget());
        } else if (item->layout() != nullptr) {
            addInLayout(*item->layout(), found);
        }
    }
}

/// What no layout places stands where it stands.
QList<QWidget *> childrenAsRead(const QWidget &parent) {
    QList<QWidget *> placed;
    if (parent.layout() != nullptr) {
        addInLayout(*parent.layout(), placed);
    }
    QList<QWidget *> loose = parent.findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
    loose.removeIf([&placed](const QWidget *child) {
        return child->isWindow() || placed.contains(child) ||
               qobject_cast<const QScrollBar *>(child) != nullptr;
    });
    std::stable_sort(loose.begin(), loose.end(), [](const QWidget *a, const QWidget *b) {
        return std::tuple(a->y(), a->x()) < std::tuple(b->y(), b->x());
    });
    return placed + loose;
}

bool takesTab(const QWidget &widget) {
    return widget.focusProxy() == nullptr && (widget.focusPolicy() & Qt::TabFocus) != 0;
}

void addAsRead(QWidget &widget, QList<QWidget *> &found) {
    if (takesTab(widget)) {
        found.append(&widget); // its parts are its own affair
        return;
    }
    for (QWidget *child : childrenAsRead(widget)) {
        addAsRead(*child, found);
    }
}

bool isReady(const QWidget *widget) {
    return widget->isVisible() && widget->isEnabled();
}

/// The next one that is ready on the way from `at`, without it; -1 where there is none.
qsizetype nextReady(const QList<QWidget *> &all, qsizetype at, int step, const QWidget *within) {
    for (qsizetype next = at + step; next >= 0 && next < all.size(); next += step) {
        if (isReady(all[next]) && (within == nullptr || within->isAncestorOf(all[next]))) {
            return next;
        }
    }
    return -1;
}

} // namespace

QList<QWidget *> readingOrder(QWidget &root) {
    QList<QWidget *> found;
    for (QWidget *child : childrenAsRead(root)) {
        addAsRead(*child, found);
    }
    return found;
}

bool moveFocusInReadingOrder(QWidget &root, bool forward, const QWidget *page) {
    const QList<QWidget *> all = readingOrder(root);
    const QWidget *from = root.focusWidget();
    const auto here = std::find_if(all.begin(), all.end(), [from](const QWidget *one) {
        return from != nullptr && (one == from || one->isAncestorOf(from));
    });
    const bool isKnown = here != all.end();
    const qsizetype at = isKnown ? here - all.begin() : (forward ? -1 : all.size());
    qsizetype next = -1;
    if (isKnown && !isReady(*here) && page != nullptr) {
        next = nextReady(all, at, 1, page);
        next = next < 0 ? nextReady(all, at, -1, page) : next;
    }
    const int step = forward ? 1 : -1;
    next = next < 0 ? nextReady(all, at, step, nullptr) : next;
    next = next < 0 ? nextReady(all, forward ? -1 : all.size(), step, nullptr) : next;
    if (next < 0 || all[next] == from) {
        return false;
    }
    all[next]->setFocus(forward ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

} // namespace ui
