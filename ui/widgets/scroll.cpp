#include "widgets/scroll.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QEvent>
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
    for (auto *field : content->findChildren<QWidget *>()) {
        if (qobject_cast<QComboBox *>(field) || qobject_cast<QAbstractSpinBox *>(field)) {
            field->setFocusPolicy(Qt::StrongFocus); // not by the wheel
            field->installEventFilter(this);
        }
    }
    connect(qApp, &QApplication::focusChanged, this, &VerticalScroll::follow);
}

/// What it holds may lose the focus while it goes, and would still tell it.
VerticalScroll::~VerticalScroll() {
    disconnect(qApp, nullptr, this, nullptr);
}

bool VerticalScroll::eventFilter(QObject *watched, QEvent *event) {
    const auto *field = qobject_cast<QWidget *>(watched);
    if (event->type() == QEvent::Wheel && field && field != viewport() && !field->hasFocus()) {
        event->ignore(); // the field's parents get it, and the page scrolls
        return true;
    }
    return QScrollArea::eventFilter(watched, event);
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
