// Everything that would stop the user in a box goes through here, so that tests can answer.
#pragma once

#include <QString>
#include <QWidget>

#include <functional>

namespace ui {

class Prompter {
public:
    virtual ~Prompter() = default;
    /// Only before what cannot be undone. `action` is the text of the button that goes on, for example
    /// "Cancel the slot".
    virtual void confirm(QWidget *parent, const QString &title, const QString &text, const QString &action,
                         std::function<void(bool)> answer) = 0;
    /// Empty path: the user closed the dialog.
    virtual void chooseFile(QWidget *parent, const QString &title, const QString &filter,
                            std::function<void(QString)> answer) = 0;
    /// Plain text on paper, by the operating system's print dialog.
    virtual void print(QWidget *parent, const QString &title, const QString &text) {
        Q_UNUSED(parent)
        Q_UNUSED(title)
        Q_UNUSED(text)
    }
};

} // namespace ui
