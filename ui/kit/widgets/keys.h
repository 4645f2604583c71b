// Keys that act. A key that is held down (an elbow, a book, a stiff finger) acts once; and no key acts on a
// list while a text is being typed.
#pragma once

#include <QKeySequence>
#include <QObject>
#include <QShortcut>
#include <QWidget>

class QKeyEvent;

namespace ui {

/// Takes the keyboard's repeats away from everything but moving about and editing text. One for the
/// application, for as long as it has windows.
///
/// Qt does not tell every repeat: X sends a release and a press of the same moment, which Qt recognises only
/// where both have arrived already, and an input method hands keys back without the mark.
class SteadyKeys : public QObject {
    Q_OBJECT
public:
    explicit SteadyKeys(QObject &application);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] bool isRepeat(const QKeyEvent &key) const;

    int m_releasedKey = 0;
    quint64 m_releasedAt = 0;
};

/// The keyboard is in a field that takes text.
[[nodiscard]] bool isTyping(const QWidget *focus);

/// A shortcut of the window in which `owner` is seen, which a held key does not repeat.
template <class Act> QShortcut *addShortcut(const QKeySequence &keys, QWidget *owner, Act act) {
    auto *shortcut = new QShortcut(keys, owner);
    shortcut->setAutoRepeat(false);
    QObject::connect(shortcut, &QShortcut::activated, owner, std::move(act));
    return shortcut;
}

} // namespace ui
