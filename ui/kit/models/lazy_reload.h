// Reading anew after changes: once for a burst of signals, and only while somebody looks.
#pragma once

#include <QTimer>
#include <QWidget>

#include <functional>

namespace ui {

class LazyReload : public QObject {
    Q_OBJECT
public:
    /// `reload` runs in a later turn of the event loop; while `seen` is not visible it waits until it is.
    /// Lives as long as `seen`.
    LazyReload(QWidget *seen, std::function<void()> reload);
    void ask();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *m_seen;
    QTimer m_soon;
    bool m_missed = false;
};

} // namespace ui
