#include "gui_checks.h"

#include "kit/theme/language.h"
#include "kit/theme/theme.h"
#include "kit/widgets/accessible.h"
#include "kit/widgets/keys.h"
#include "kit/widgets/reading_order.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTest>

#include <limits>
#include <memory>

namespace fake {
namespace {

std::unique_ptr<ui::Language> &language() {
    static std::unique_ptr<ui::Language> translations;
    return translations;
}

bool ofAComposite(const QWidget *widget) {
    // Parts that Qt makes inside its own widgets are named by their owner.
    for (const QWidget *parent = widget->parentWidget(); parent; parent = parent->parentWidget()) {
        if (qobject_cast<const QComboBox *>(parent) || qobject_cast<const QAbstractSpinBox *>(parent) ||
            qobject_cast<const QAbstractItemView *>(parent)) {
            return true;
        }
    }
    return qobject_cast<const QScrollBar *>(widget) || widget->objectName().startsWith(u"qt_");
}

bool isControl(const QWidget *widget) {
    return qobject_cast<const QAbstractButton *>(widget) || widget->focusPolicy() & Qt::TabFocus;
}

/// A hidden button without a text is filled before it is shown.
bool isVisibleByItself(const QWidget *widget) {
    const auto *button = qobject_cast<const QAbstractButton *>(widget);
    return !button || !button->text().isEmpty();
}

/// A placeholder goes with the first letter, so it names nothing.
QString nameOf(QWidget *widget) {
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
    const QString name = accessible ? accessible->text(QAccessible::Name).trimmed() : QString();
    const auto *edit = qobject_cast<const QLineEdit *>(widget);
    const bool isHint = edit && edit->accessibleName().isEmpty() && name == edit->placeholderText();
    return isHint ? QString() : name;
}

QString describe(const QWidget *widget) {
    return QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName();
}

QRect placeIn(const QWidget &window, const QWidget &widget) {
    return {widget.mapTo(&window, QPoint()), widget.size()};
}

bool isAbove(const QRect &a, const QRect &b) {
    const bool sameColumn = a.left() <= b.right() && b.left() <= a.right();
    return sameColumn && a.bottom() <= b.top();
}

void addInvented(QAccessibleInterface *object, QStringList &found, int depth) {
    constexpr int deepest = 40;
    if (object == nullptr || !object->isValid() || depth > deepest) {
        return;
    }
    const int count = object->childCount();
    constexpr int most = std::numeric_limits<int>::max();
    const bool warns = object->tableInterface() != nullptr; // Qt's tables refuse by themselves, and say so
    for (const int index : {-1, -most, count, count + 2, count + 1'000, most}) {
        if (!warns && object->child(index) != nullptr) {
            found << QStringLiteral("%1 %2: child %3 of %4")
                         .arg(object->text(QAccessible::Name))
                         .arg(static_cast<int>(object->role()))
                         .arg(index)
                         .arg(count);
        }
    }
    for (int index = 0; index < std::min(count, 50); ++index) {
        addInvented(object->child(index), found, depth + 1);
    }
}

} // namespace

void dressApplication(const QString &theme, int percent, const QString &wanted) {
    ui::useAccessibleFactory();
    static const ui::SteadyKeys steady(*qApp);
    ui::applyTheme(*qApp, theme, percent);
    speak(wanted);
}

void failOnWarnings() {
    static const QRegularExpression anything(
        // What the offscreen platform says at every window and every open list.
        QStringLiteral("^(?!This plugin does not support )."));
    QTest::failOnWarning(anything);
}

void speak(const QString &wanted) {
    if (!language()) {
        language() = std::make_unique<ui::Language>();
        // Before the application goes, whose translators they are.
        qAddPostRoutine([] { language().reset(); });
    }
    language()->use(wanted);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LanguageChange);
}

void beSilent() {
    language().reset();
}

void typeText(QWidget *widget, const QString &text) {
    for (const char32_t letter : text.toUcs4()) { // 𠮷 and emoji are two units, but one key press
        const QString typed = QString::fromUcs4(&letter, 1);
        QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, typed);
        QApplication::sendEvent(widget, &press);
        QKeyEvent up(QEvent::KeyRelease, 0, Qt::NoModifier, typed);
        QApplication::sendEvent(widget, &up);
    }
}

QStringList controlsWithoutName(const QWidget &window) {
    QStringList nameless;
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        if (!isControl(widget) || ofAComposite(widget) ||
            (!widget->isVisibleTo(&window) && !isVisibleByItself(widget))) {
            continue;
        }
        if (nameOf(widget).isEmpty()) {
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

QStringList tabsAgainstTheEye(QWidget &window) {
    QStringList faults;
    QList<QWidget *> left;
    for (QWidget *widget : ui::readingOrder(window)) {
        if (widget->isVisible() && widget->isEnabled()) {
            left << widget;
        }
    }
    if (left.isEmpty()) {
        return faults;
    }
    QWidget *first = left.front();
    first->setFocus(Qt::TabFocusReason);
    QWidget *before = first;
    for (int presses = 0; presses < 600; ++presses) {
        left.removeAll(before);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCoreApplication::processEvents(); // what has the keyboard is scrolled to
        QWidget *now = QApplication::focusWidget();
        if (now == nullptr) {
            return faults << QStringLiteral("nowhere after ") + describe(before);
        }
        if (now == first && before != first) {
            break;
        }
        if (now != before && isAbove(placeIn(window, *now), placeIn(window, *before))) {
            faults << describe(before) + QStringLiteral(" -> ") + describe(now);
        }
        before = now;
    }
    for (const QWidget *widget : std::as_const(left)) {
        if (widget->focusPolicy() & Qt::TabFocus) { // of a group only the chosen one keeps it
            faults << QStringLiteral("never: ") + describe(widget);
        }
    }
    return faults;
}

QStringList inventedAccessibles(QWidget &window) {
    QStringList found;
    addInvented(QAccessible::queryAccessibleInterface(&window), found, 0);
    return found;
}

void keepPicture(QWidget &window, const QString &name) {
    const QString folder = qEnvironmentVariable("HOKATSU_PICTURES");
    if (!folder.isEmpty() && QDir().mkpath(folder)) {
        QCoreApplication::processEvents();
        window.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
    }
}

} // namespace fake
