// How the program looks: palette, style and text size of the whole application.
#pragma once

#include <QAbstractButton>
#include <QApplication>
#include <QPalette>
#include <QString>

namespace ui {

/// "light", "dark", "contrast"; anything else ("system") takes light or dark by the lightness of the system's
/// palette. `percent` (100 to 200) sets the size of the text, and with it of everything that is measured by
/// it.
void applyTheme(QApplication &application, const QString &theme, int percent);
/// The palette that applyTheme() would set.
[[nodiscard]] QPalette themePalette(const QString &theme, const QPalette &system);
/// Noto Sans JP first, then what Japanese systems bring; `percent` of 10.5 pt.
[[nodiscard]] QFont themeFont(int percent);
/// For codes and fingerprints, in the application's text size.
[[nodiscard]] QFont fixedFont();

/// What a button is for; the style paints it. Normal is outlined.
enum class ButtonKind { Normal, Primary, Danger, Quiet };
void setButtonKind(QAbstractButton *button, ButtonKind kind);
[[nodiscard]] ButtonKind buttonKind(const QWidget *button);

} // namespace ui
