// What stands where there is nothing to show yet: nothing there, or still coming.
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace ui {

/// What is (not) here, why, and what to do about it.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(const QString &iconName, QWidget *parent = nullptr);
    void setTexts(const QString &what, const QString &why, const QString &whatToDo = {});
    /// A button for what to do; empty hides it.
    void setAction(const QString &text);

Q_SIGNALS:
    void actionTriggered();

private:
    QLabel *m_what;
    QLabel *m_why;
    QLabel *m_whatToDo;
    QPushButton *m_action;
};

/// Progress that only appears when the work takes longer than half a second.
class BusyLine : public QWidget {
    Q_OBJECT
public:
    explicit BusyLine(QWidget *parent = nullptr);
    void start(const QString &text);
    void stop();
    /// `total` 0: unknown.
    void setProgress(qint64 done, qint64 total);
    [[nodiscard]] bool running() const { return m_running; }

private:
    QTimer m_delay;
    QLabel *m_text;
    QProgressBar *m_bar;
    bool m_running = false;
};

} // namespace ui
