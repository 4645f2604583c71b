// Fields in one line, aligned at their tops.
#pragma once

#include <QHBoxLayout>

#include <initializer_list>

namespace ui {

/// An error below one field must not push the other.
[[nodiscard]] inline QHBoxLayout *sideBySide(std::initializer_list<QWidget *> widgets) {
    auto *line = new QHBoxLayout;
    for (auto *widget : widgets) {
        line->addWidget(widget, 1, Qt::AlignTop);
    }
    return line;
}

} // namespace ui
