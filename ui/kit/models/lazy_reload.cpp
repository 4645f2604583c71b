#include "kit/models/lazy_reload.h"

#include <QEvent>

#include <utility>

namespace ui {

LazyReload::LazyReload(QWidget *seen, std::function<void()> reload) : QObject(seen), m_seen(seen) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, std::move(reload));
    seen->installEventFilter(this);
}

void LazyReload::ask() {
    if (m_seen->isVisible()) {
        m_soon.start();
    } else {
        m_missed = true;
    }
}

bool LazyReload::eventFilter(QObject *watched, QEvent *event) {
    if (watched == m_seen && event->type() == QEvent::Show && std::exchange(m_missed, false)) {
        m_soon.start();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace ui
