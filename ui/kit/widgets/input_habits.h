// What the wheel and the keyboard do everywhere in the program, by one rule each.
#pragma once

#include <QObject>
#include <QPointer>

class QKeyEvent;
class QWidget;

namespace ui {

/// Watches the whole application while it lives.
///
/// The wheel scrolls what is under the pointer and never changes a closed field. Enter presses the button
/// that has the keyboard, once for each press. Arrows on a button stay within its group. Nothing that an
/// input method is still composing is closed over, and no open list either.
class InputHabits : public QObject {
    Q_OBJECT
public:
    explicit InputHabits(QObject *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] bool pressesKey(QWidget *widget, QKeyEvent *event) const;
    [[nodiscard]] bool isKeptFromShortcuts(const QKeyEvent &event) const;

    QPointer<QObject> m_composing; ///< the field whose input method shows unfinished text
};

} // namespace ui
