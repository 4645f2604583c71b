// What every test of a window asks: names for screen readers, pictures, the right font.
#pragma once

#include <QImage>
#include <QStringList>
#include <QWidget>

namespace fake {

/// A warning of Qt fails the running test function; call in init().
void failOnWarnings();
/// The theme and the language as the program itself sets them; call in initTestCase.
void dressApplication(const QString &theme = QStringLiteral("light"), int percent = 100,
                      const QString &language = QStringLiteral("ja"));
void speak(const QString &language);
/// No language of the test's own, so that the program's can be tried.
void beSilent();
/// As keys, one letter at a time; unlike QTest::keyClicks also what is not ASCII.
void typeText(QWidget *widget, const QString &text);
/// Controls that can take the keyboard or a click and tell a screen reader nothing. Empty when all is well.
[[nodiscard]] QStringList controlsWithoutName(const QWidget &window);
/// Visible labels and buttons whose text does not fit into them.
[[nodiscard]] QStringList clippedTexts(const QWidget &window);
/// Where Tab leaves out what could have the keyboard, or goes up in the column in which the eye goes down.
/// Walks the whole window once.
[[nodiscard]] QStringList tabsAgainstTheEye(QWidget &window);
/// Asks every accessible object of the window for children that are not there. Empty when none of them gives
/// one.
[[nodiscard]] QStringList inventedAccessibles(QWidget &window);
/// Saves a picture under $HOKATSU_PICTURES, when that is set.
void keepPicture(QWidget &window, const QString &name);

} // namespace fake
