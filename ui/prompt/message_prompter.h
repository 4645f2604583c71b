// The real Prompter: boxes of the operating system's kind, never with an event loop of their own.
#pragma once

#include "prompt/prompter.h"

namespace ui {

class MessagePrompter final : public Prompter {
public:
    void confirm(QWidget *parent, const QString &title, const QString &text, const QString &action,
                 std::function<void(bool)> answer) override;
    void chooseFile(QWidget *parent, const QString &title, const QString &filter,
                    std::function<void(QString)> answer) override;
    void print(QWidget *parent, const QString &title, const QString &text) override;
};

} // namespace ui
