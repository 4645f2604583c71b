// A Prompter that answers what the test says, at once, and keeps what it was asked.
#pragma once

#include "kit/prompt/prompter.h"

#include <QStringList>

namespace fake {

class Prompter final : public ui::Prompter {
public:
    bool answer = true;
    QString file;
    QStringList asked; ///< texts of the questions

    void confirm(QWidget *parent, const QString &title, const QString &text, const QString &action,
                 std::function<void(bool)> then) override {
        Q_UNUSED(parent)
        asked << title + QLatin1Char('\n') + text + QLatin1Char('\n') + action;
        then(answer);
    }
    void chooseFile(QWidget *parent, const QString &title, const QString &filter,
                    std::function<void(QString)> then) override {
        Q_UNUSED(parent)
        Q_UNUSED(filter)
        asked << title;
        then(file);
    }
};

} // namespace fake
