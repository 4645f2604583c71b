#include "widgets/scroll.h"

#include <QApplication>

namespace ui {

VerticalScroll::VerticalScroll(QWidget *content, QWidget *parent) : QScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setFocusPolicy(Qt::NoFocus);
    setWidget(content);
    // The page's own background shows through; a second shade would look like a field.
    viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    connect(qApp, &QApplication::focusChanged, this, &VerticalScroll::follow);
}

void VerticalScroll::follow(QWidget *old, QWidget *now) {
    Q_UNUSED(old)
    if (now && widget() && widget()->isAncestorOf(now)) {
        ensureWidgetVisible(now);
    }
}

} // namespace ui
