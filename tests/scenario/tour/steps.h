// The hands and eyes of the tour: real key strokes and clicks on the real windows, and a line for every step.
#pragma once

#include <QElapsedTimer>
#include <QString>
#include <QWidget>

#include <algorithm>
#include <functional>

namespace tour {

/// Thrown when a step did not see what it waited for; carries what was seen instead.
struct StepFailed {
    QString why;
};

class Stage {
public:
    Stage(QWidget &window, QString pictureFolder);

    /// Runs a step, prints what it saw and how long it took. A failure is printed and thrown on.
    void step(const QString &name, const std::function<QString()> &act);
    /// Saves the window as <folder>/<name>.png.
    void picture(const QString &name);

    /// By object name; of several (each page has its own) the one that is shown.
    template <class T> T *find(const QString &name) {
        const auto all = m_window.findChildren<T *>(name);
        for (auto *found : all) {
            if (found->isVisible()) {
                return found;
            }
        }
        if (all.isEmpty()) {
            throw StepFailed{QStringLiteral("there is no %1").arg(name)};
        }
        return all.front();
    }
    /// The widget once it is shown.
    template <class T> T *shown(const QString &name) {
        waitUntil(
            [&] {
                const auto all = m_window.findChildren<T *>(name);
                return std::any_of(all.begin(), all.end(),
                                   [](const auto *found) { return found->isVisible(); });
            },
            QStringLiteral("%1 is shown").arg(name));
        return find<T>(name);
    }
    void click(const QString &buttonName);
    void type(QWidget *field, const QString &text);
    void key(QWidget *widget, int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void waitUntil(const std::function<bool()> &seen, const QString &what, int milliseconds = 20'000);

private:
    QWidget &m_window;
    QString m_folder;
    int m_number = 0;
};

} // namespace tour
