// Tab goes where the eye goes: the order of the layouts, not that in which widgets were made.
#pragma once

#include <QList>

class QWidget;

namespace ui {

/// What can ever take the keyboard by Tab in `root`, seen or not, in the order in which it is read.
[[nodiscard]] QList<QWidget *> readingOrder(QWidget &root);

/// Moves the keyboard on or back in that order, round the end; for focusNextPrevChild() of a window. Where
/// what had the keyboard goes away by itself, it stays as near as possible within `page`.
bool moveFocusInReadingOrder(QWidget &root, bool forward, const QWidget *page = nullptr);

} // namespace ui
