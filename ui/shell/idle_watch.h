// Notices when nobody uses the program any more.
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace ui {

/// Watches the keyboard and the mouse of the whole application.
class IdleWatch : public QObject {
    Q_OBJECT
public:
    explicit IdleWatch(QObject *parent = nullptr);
    /// Zero: never.
    void setPatience(std::chrono::milliseconds patience);

Q_SIGNALS:
    void idle();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QTimer m_timer;
};

} // namespace ui
