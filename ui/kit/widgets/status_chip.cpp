#include "kit/widgets/status_chip.h"

#include "kit/theme/icons.h"
#include "kit/theme/metrics.h"

#include <QEvent>
#include <QPainter>

namespace ui {

QColor inkOf(Tone tone, const Colours &colours) {
    switch (tone) {
    case Tone::Neutral:
        return colours.muted;
    case Tone::Info:
    case Tone::Waiting:
        return colours.key;
    case Tone::Success:
        return colours.success;
    case Tone::Warning:
        return colours.warning;
    case Tone::Error:
        return colours.error;
    }
    return colours.text;
}

QColor backgroundOf(Tone tone, const Colours &colours) {
    switch (tone) {
    case Tone::Neutral:
        return colours.neutralSoft;
    case Tone::Info:
    case Tone::Waiting:
        return colours.keySoft;
    case Tone::Success:
        return colours.successSoft;
    case Tone::Warning:
        return colours.warningSoft;
    case Tone::Error:
        return colours.errorSoft;
    }
    return colours.surface;
}

QString shapeOf(Tone tone) {
    switch (tone) {
    case Tone::Neutral:
        return QStringLiteral("neutral");
    case Tone::Info:
        return QStringLiteral("info");
    case Tone::Waiting:
        return QStringLiteral("waiting");
    case Tone::Success:
        return QStringLiteral("success");
    case Tone::Warning:
        return QStringLiteral("warning");
    case Tone::Error:
        return QStringLiteral("error");
    }
    return QStringLiteral("neutral");
}

namespace {

struct ChipMetrics {
    explicit ChipMetrics(const QFont &font)
        : line(QFontMetrics(font).height()), shape(line * 4 / 5), padding(line * 2 / 5), gap(line / 4),
          height(line + line / 4) {}
    int line, shape, padding, gap, height;
};

} // namespace

QSize chipSize(const QFont &font, const QString &text) {
    const ChipMetrics m(font);
    return {m.padding * 2 + m.shape + m.gap + QFontMetrics(font).horizontalAdvance(text), m.height};
}

void paintChip(QPainter *painter, const QRect &rect, const QFont &font, const Colours &colours, Tone tone,
               const QString &text) {
    const ChipMetrics m(font);
    QRectF box(rect.left(), rect.top() + (rect.height() - m.height) / 2.0, rect.width(), m.height);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QColor ink = inkOf(tone, colours);
    painter->setPen(colours.highContrast ? QPen(ink, 1) : QPen(Qt::NoPen));
    painter->setBrush(backgroundOf(tone, colours));
    painter->drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), m.height / 2.0, m.height / 2.0);
    paintIcon(painter, shapeOf(tone),
              QRectF(box.left() + m.padding, box.center().y() - m.shape / 2.0, m.shape, m.shape), ink);
    const QRectF place = box.adjusted(m.padding + m.shape + m.gap, 0, -m.padding / 2.0, 0);
    painter->setPen(ink);
    painter->setFont(font);
    painter->drawText(
        place, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(font).elidedText(text, Qt::ElideRight, static_cast<int>(place.width()) + 1));
    painter->restore();
}

StatusChip::StatusChip(QWidget *parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StatusChip::setChip(Tone tone, const QString &text) {
    m_tone = tone;
    m_text = text;
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    updateGeometry();
    update();
}

QSize StatusChip::sizeHint() const {
    return chipSize(font(), m_text);
}

void StatusChip::paintEvent(QPaintEvent *event) {
    Q_UNUSED(event)
    QPainter painter(this);
    paintChip(&painter, rect(), font(), colours(palette()), m_tone, m_text);
}

void StatusChip::changeEvent(QEvent *event) {
    if (event->type() == QEvent::FontChange) {
        updateGeometry();
    }
    QWidget::changeEvent(event);
}

ChipButton::ChipButton(QWidget *parent) : QAbstractButton(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
}

void ChipButton::setChip(Tone tone, const QString &text) {
    m_tone = tone;
    setText(text);
    updateGeometry();
    update();
}

QSize ChipButton::sizeHint() const {
    return chipSize(font(), text()) + QSize(lineHeights(0.3), lineHeights(0.3));
}

void ChipButton::paintEvent(QPaintEvent *event) {
    Q_UNUSED(event)
    QPainter painter(this);
    const Colours c = colours(palette());
    const int inset = lineHeights(0.15);
    paintChip(&painter, rect().adjusted(inset, inset, -inset, -inset), font(), c, m_tone, text());
    if (hasFocus() || underMouse()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(hasFocus() ? c.focus : c.border, hasFocus() ? 2 : 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), height() / 2.0, height() / 2.0);
    }
}

} // namespace ui
