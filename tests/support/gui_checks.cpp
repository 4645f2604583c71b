#include "gui_checks.h"

#include "theme/language.h"
#include "theme/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>

namespace fake {
namespace {

ui::Language &language() {
    // Lives as long as the application: translators must not outlive or die before it in the middle of a
    // test.
    static auto *translations = new ui::Language(QCoreApplication::instance());
    return *translations;
}

bool ofAComposite(const QWidget *widget) {
    // Parts that Qt makes inside its own widgets are named by their owner.
    const QWidget *parent = widget->parentWidget();
    return qobject_cast<const QComboBox *>(parent) || qobject_cast<const QAbstractSpinBox *>(parent) ||
           qobject_cast<const QAbstractItemView *>(parent) || qobject_cast<const QScrollBar *>(widget) ||
           widget->objectName().startsWith(u"qt_");
}

bool isControl(const QWidget *widget) {
    return qobject_cast<const QAbstractButton *>(widget) || widget->focusPolicy() & Qt::TabFocus;
}

QString describe(const QWidget *widget) {
    return QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName();
}

} // namespace

void dressApplication(const QString &theme, int percent, const QString &wanted) {
    ui::applyTheme(*qApp, theme, percent);
    language().use(wanted);
}

void speak(const QString &wanted) {
    language().use(wanted);
}

QStringList controlsWithoutName(const QWidget &window) {
    QStringList nameless;
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        if (!isControl(widget) || ofAComposite(widget)) {
            continue;
        }
        QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
        if (!accessible || accessible->text(QAccessible::Name).trimmed().isEmpty()) {
            nameless << describe(widget);
        }
    }
    return nameless;
}

QStringList clippedTexts(const QWidget &window) {
    QStringList clipped;
    for (const QLabel *label : window.findChildren<QLabel *>()) {
        if (label->isVisible() && !label->text().isEmpty() && !label->wordWrap() &&
            label->width() < label->minimumSizeHint().width()) {
            clipped << describe(label) + QStringLiteral(": ") + label->text();
        }
        if (label->isVisible() && label->wordWrap() &&
            label->height() + 1 < label->heightForWidth(label->width())) {
            clipped << describe(label) + QStringLiteral(" (height): ") + label->text();
        }
    }
    for (const QAbstractButton *button : window.findChildren<QAbstractButton *>()) {
        if (button->isVisible() && !button->text().isEmpty() &&
            button->width() + 1 < button->minimumSizeHint().width()) {
            clipped << describe(button) + QStringLiteral(": ") + button->text();
        }
    }
    return clipped;
}

void keepPicture(QWidget &window, const QString &name) {
    const QString folder = qEnvironmentVariable("HOKATSU_PICTURES");
    if (!folder.isEmpty() && QDir().mkpath(folder)) {
        window.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
    }
}

} // namespace fake
