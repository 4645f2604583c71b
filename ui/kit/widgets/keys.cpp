#include "kit/widgets/keys.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>

namespace ui {
namespace {

bool isMoving(int key) {
    switch (key) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return true;
    default:
        return false;
    }
}

bool isEnter(int key) {
    return key == Qt::Key_Return || key == Qt::Key_Enter;
}

bool takesLines(const QWidget *field) {
    return qobject_cast<const QPlainTextEdit *>(field) || qobject_cast<const QTextEdit *>(field);
}

/// What somebody who holds the key down can mean: the cursor or the page runs on, a letter is repeated.
bool mayRepeat(const QKeyEvent &key, const QWidget *focus) {
    const auto modifiers = key.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier);
    if (isMoving(key.key())) {
        return modifiers == Qt::NoModifier || isTyping(focus);
    }
    if (!isTyping(focus)) {
        return false;
    }
    if (isEnter(key.key())) {
        return modifiers == Qt::NoModifier && takesLines(focus);
    }
    const bool isEditing = key.key() == Qt::Key_Backspace || key.key() == Qt::Key_Delete;
    return isEditing || modifiers == Qt::NoModifier || key.matches(QKeySequence::Undo) ||
           key.matches(QKeySequence::Redo);
}

} // namespace

SteadyKeys::SteadyKeys(QObject &application) {
    application.installEventFilter(this);
}

bool SteadyKeys::isRepeat(const QKeyEvent &key) const {
    constexpr quint64 noFinger = 2; // milliseconds between release and press
    const bool isOfSameMoment = key.timestamp() != 0 && key.key() == m_releasedKey &&
                                key.timestamp() >= m_releasedAt && key.timestamp() - m_releasedAt <= noFinger;
    return key.isAutoRepeat() || isOfSameMoment;
}

bool SteadyKeys::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::KeyRelease) {
        const auto *released = static_cast<const QKeyEvent *>(event);
        m_releasedKey = released->key();
        m_releasedAt = released->timestamp();
    }
    // A shortcut is tried before the key is told; the override keeps it from being tried.
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride) {
        return QObject::eventFilter(watched, event);
    }
    const auto *key = dynamic_cast<const QKeyEvent *>(event);
    if (key == nullptr || !isRepeat(*key) || mayRepeat(*key, QApplication::focusWidget())) {
        return QObject::eventFilter(watched, event);
    }
    event->accept();
    return true;
}

bool isTyping(const QWidget *focus) {
    const auto *line = qobject_cast<const QLineEdit *>(focus);
    if (line != nullptr) {
        return !line->isReadOnly();
    }
    const auto *text = qobject_cast<const QPlainTextEdit *>(focus);
    const auto *rich = qobject_cast<const QTextEdit *>(focus);
    const auto *box = qobject_cast<const QComboBox *>(focus);
    return (text != nullptr && !text->isReadOnly()) || (rich != nullptr && !rich->isReadOnly()) ||
           (box != nullptr && box->isEditable()) || qobject_cast<const QAbstractSpinBox *>(focus);
}

} // namespace ui
