#include "kit/widgets/scroll.h"

#include <QApplication>
#include <QPointer>
#include <QTimer>

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

/// What it holds may lose the focus while it goes, and would still tell it.
VerticalScroll::~VerticalScroll() {
    disconnect(qApp, nullptr, this, nullptr);
}

void VerticalScroll::follow(QWidget *old, QWidget *now) {
    Q_UNUSED(old)
    if (!now || !widget() || !widget()->isAncestorOf(now)) {
        return;
    }
    // What has just been shown gets its place only in the next turn.
    QTimer::singleShot(0, this, [this, field = QPointer<QWidget>(now)] {
        if (field && field->hasFocus()) {
            ensureWidgetVisible(field);
        }
    });
}

} // namespace ui
