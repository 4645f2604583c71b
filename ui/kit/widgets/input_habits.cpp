#include "kit/widgets/input_habits.h"

#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QListView>
#include <QRadioButton>
#include <QScreen>
#include <QScrollBar>
#include <QSlider>

#include <cstdlib>
#include <limits>
#include <optional>

namespace ui {
namespace {

/// Its value would change under a wheel that was meant for the page.
bool isValueField(const QObject *object) {
    return qobject_cast<const QComboBox *>(object) || qobject_cast<const QAbstractSpinBox *>(object) ||
           qobject_cast<const QSlider *>(object);
}

bool isEnterKey(const QKeyEvent &event) {
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

bool isArrowKey(int key) {
    return key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_Left || key == Qt::Key_Right;
}

/// A tick or a choice is no act: Enter in a dialogue means the dialogue's button there.
bool isPressedByEnter(const QAbstractButton &button) {
    return qobject_cast<const QCheckBox *>(&button) == nullptr &&
           qobject_cast<const QRadioButton *>(&button) == nullptr;
}

/// How far `to` lies from `from` in the direction of the key; nothing where it lies elsewhere.
std::optional<int> distanceTowards(int key, const QPoint &from, const QPoint &to) {
    const QPoint way = to - from;
    const bool vertical = key == Qt::Key_Up || key == Qt::Key_Down;
    const int along = (vertical ? way.y() : way.x()) * (key == Qt::Key_Up || key == Qt::Key_Left ? -1 : 1);
    const int across = std::abs(vertical ? way.x() : way.y());
    if (along <= 0 || across > along * 4) {
        return std::nullopt;
    }
    return along + across * 2;
}

/// Radio buttons and pages belong to a group; other buttons to those beside them.
QList<QAbstractButton *> groupOf(QAbstractButton &button) {
    if (button.group() != nullptr) {
        return button.group()->buttons();
    }
    return button.parentWidget()
               ? button.parentWidget()->findChildren<QAbstractButton *>(QString(), Qt::FindDirectChildrenOnly)
               : QList<QAbstractButton *>();
}

QAbstractButton *neighbourOf(QAbstractButton &button, int key) {
    const auto middle = [](const QWidget &widget) { return widget.mapToGlobal(widget.rect().center()); };
    QAbstractButton *nearest = nullptr;
    int least = std::numeric_limits<int>::max();
    for (QAbstractButton *other : groupOf(button)) {
        const auto distance = distanceTowards(key, middle(button), middle(*other));
        if (other != &button && other->isVisible() && other->isEnabled() && distance && *distance < least) {
            least = *distance;
            nearest = other;
        }
    }
    return nearest;
}

/// At the end of its group an arrow scrolls the page.
void scrollPageOf(QWidget &widget, QKeyEvent *event) {
    for (QWidget *parent = widget.parentWidget(); parent; parent = parent->parentWidget()) {
        if (qobject_cast<QAbstractScrollArea *>(parent)) {
            QCoreApplication::sendEvent(parent, event);
            return;
        }
    }
}

void moveWithinGroup(QAbstractButton &button, QKeyEvent *event) {
    QAbstractButton *next = neighbourOf(button, event->key());
    if (next == nullptr) {
        return scrollPageOf(button, event);
    }
    next->setFocus(Qt::TabFocusReason);
    if (qobject_cast<QRadioButton *>(next) && button.isChecked()) {
        next->click();
    }
}

/// An open list is as wide as its longest entry: two entries must never look alike.
void widenPopup(QWidget &popup) {
    const auto *view = popup.findChild<QAbstractItemView *>();
    if (view == nullptr || view->model() == nullptr) {
        return;
    }
    const int bar = view->verticalScrollBar()->sizeHint().width();
    const int wanted =
        view->sizeHintForColumn(0) + bar + 2 * view->frameWidth() + popup.fontMetrics().height();
    const QRect room = popup.screen() ? popup.screen()->availableGeometry() : QRect();
    QRect place = popup.geometry();
    if (wanted > place.width()) {
        place.setWidth(room.isValid() ? std::min(wanted, room.width()) : wanted);
        if (room.isValid() && place.right() > room.right()) {
            place.moveRight(room.right());
        }
        popup.setGeometry(place);
    }
}

/// Qt tells a reader that a list has the keyboard, not which of its rows is meant.
void tellCurrentRow(QWidget &widget) {
    auto *view = qobject_cast<QListView *>(&widget);
    if (view && QAccessible::isActive() && view->currentIndex().isValid()) {
        QAccessibleEvent event(view, QAccessible::Focus);
        event.setChild(view->currentIndex().row());
        QAccessible::updateAccessibility(&event);
    }
}

} // namespace

InputHabits::InputHabits(QObject *parent) : QObject(parent) {
    qApp->installEventFilter(this);
}

bool InputHabits::eventFilter(QObject *watched, QEvent *event) {
    if (!watched->isWidgetType()) {
        return false;
    }
    auto *widget = static_cast<QWidget *>(watched);
    switch (event->type()) {
    case QEvent::Polish:
        if (widget->focusPolicy() == Qt::WheelFocus) {
            widget->setFocusPolicy(Qt::StrongFocus); // the wheel takes the keyboard from nobody
        }
        return false;
    case QEvent::Wheel:
        if (isValueField(widget)) {
            event->ignore(); // its parents get it, and the page scrolls
            return true;
        }
        return false;
    case QEvent::Show:
        if (widget->inherits("QComboBoxPrivateContainer")) {
            widenPopup(*widget);
        }
        return false;
    case QEvent::InputMethod:
        m_composing = static_cast<QInputMethodEvent *>(event)->preeditString().isEmpty() ? nullptr : watched;
        return false;
    case QEvent::FocusIn:
        tellCurrentRow(*widget);
        return false;
    case QEvent::FocusOut:
        m_composing = m_composing == watched ? nullptr : m_composing.data();
        return false;
    case QEvent::ShortcutOverride: {
        const bool kept = isKeptFromShortcuts(*static_cast<QKeyEvent *>(event));
        event->setAccepted(kept || event->isAccepted());
        return kept;
    }
    case QEvent::KeyPress:
        return pressesKey(widget, static_cast<QKeyEvent *>(event));
    default:
        return false;
    }
}

/// Esc and Enter belong to the input method or the open list as long as there is one.
bool InputHabits::isKeptFromShortcuts(const QKeyEvent &event) const {
    const bool ends = event.key() == Qt::Key_Escape || isEnterKey(event);
    return ends && (m_composing || QApplication::activePopupWidget());
}

bool InputHabits::pressesKey(QWidget *widget, QKeyEvent *event) const {
    auto *button = qobject_cast<QAbstractButton *>(widget);
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (button == nullptr || modifiers != Qt::NoModifier) {
        return false;
    }
    if (isEnterKey(*event) && isPressedByEnter(*button)) {
        if (!event->isAutoRepeat() && button->isEnabled()) {
            button->click();
        }
        event->accept();
        return true;
    }
    if (isArrowKey(event->key())) {
        moveWithinGroup(*button, event);
        event->accept();
        return true;
    }
    return false;
}

} // namespace ui
