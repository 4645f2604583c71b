// The real Prompter: boxes of the operating system's kind, never with an event loop of their own.
#pragma once

#include "kit/prompt/prompter.h"

#include <QTextDocument>

#include <memory>

namespace ui {

class MessagePrompter final : public Prompter {
public:
    /// In the practice mode every box, dialog and printed page says so: who sees one alone must not take it
    /// for real work.
    explicit MessagePrompter(bool practice = false) : m_practice(practice) {}
    /// The title of a window of this mode.
    [[nodiscard]] QString marked(const QString &title) const;
    /// `text` as it goes on paper: in the practice mode below a line that says so, on every page.
    [[nodiscard]] std::unique_ptr<QTextDocument> onPaper(const QString &text) const;
    void confirm(QWidget *parent, const QString &title, const QString &text, const QString &action,
                 std::function<void(bool)> answer) override;
    void chooseFile(QWidget *parent, const QString &title, const QString &filter,
                    std::function<void(QString)> answer) override;
    void print(QWidget *parent, const QString &title, const QString &text) override;

private:
    bool m_practice;
};

} // namespace ui
