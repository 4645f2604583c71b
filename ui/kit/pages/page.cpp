#include "kit/pages/page.h"

#include "kit/widgets/scroll.h"

#include <QCoreApplication>
#include <QEvent>
#include <QWheelEvent>

namespace ui {

void Page::changeEvent(QEvent *event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void Page::wheelEvent(QWheelEvent *event) {
    event->ignore();
    for (auto *scroll : findChildren<VerticalScroll *>()) {
        const QPoint place = scroll->viewport()->mapFromGlobal(event->globalPosition().toPoint());
        if (scroll->isVisible() && !scroll->viewport()->rect().contains(place)) {
            return scroll->scrollByWheel(*event);
        }
    }
}

} // namespace ui
