// The program's icons: SVG shapes in one ink, coloured when they are painted.
#pragma once

#include <QColor>
#include <QIcon>
#include <QPainter>
#include <QString>

namespace ui {

/// Which colour the shape takes; asked anew at each painting, so that a change of theme needs no new icons.
enum class Ink { Text, Key, OnKey, Muted, Success, Warning, Error };

/// `name` is a file of resources/icons without its ending, for example "today".
[[nodiscard]] QIcon icon(const QString &name, Ink ink = Ink::Text);
/// The shape alone, for delegates and custom widgets.
void paintIcon(QPainter *painter, const QString &name, const QRectF &rect, const QColor &colour);

} // namespace ui
