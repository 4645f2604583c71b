// Lengths that grow with the text. Nothing in ui counts in pixels.
#pragma once

#include <QApplication>
#include <QFontMetrics>
#include <QWidget>

#include <cmath>

namespace ui {

/// `lines` heights of one line of the application's text. Layouts need no numbers of their own: margins and
/// spacing left unset come from the style and follow the text size.
[[nodiscard]] inline int lineHeights(double lines) {
    return static_cast<int>(std::lround(QFontMetrics(QApplication::font()).height() * lines));
}
/// Room for `count` full-width characters in the widget's own font.
[[nodiscard]] inline int charWidths(const QWidget *widget, double count) {
    return static_cast<int>(
        std::lround(widget->fontMetrics().horizontalAdvance(QStringLiteral(u"あ")) * count));
}

} // namespace ui
