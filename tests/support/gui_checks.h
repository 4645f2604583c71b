// What every test of a window asks: names for screen readers, pictures, the right font.
#pragma once

#include <QImage>
#include <QStringList>
#include <QWidget>

namespace fake {

/// The theme, the language and failOnWarning as the program itself sets them; call in initTestCase.
void dressApplication(const QString &theme = QStringLiteral("light"), int percent = 100,
                      const QString &language = QStringLiteral("ja"));
void speak(const QString &language);
/// Controls that can take the keyboard or a click and tell a screen reader nothing. Empty when all is well.
[[nodiscard]] QStringList controlsWithoutName(const QWidget &window);
/// Visible labels and buttons whose text does not fit into them.
[[nodiscard]] QStringList clippedTexts(const QWidget &window);
/// Saves a picture under $HOKATSU_PICTURES, when that is set.
void keepPicture(QWidget &window, const QString &name);

} // namespace fake
