#include "kit/theme/icons.h"

#include "kit/theme/colours.h"

#include <QApplication>
#include <QIconEngine>
#include <QPixmapCache>
#include <QSvgRenderer>

// Outside any namespace, as the macro demands: the icons lie in a static library, which the linker would
// drop.
static void registerIcons() {
    static const bool once = [] {
        Q_INIT_RESOURCE(desk);
        return true;
    }();
    Q_UNUSED(once)
}

namespace ui {
namespace {

QPixmap tinted(const QString &name, const QSize &pixels, const QColor &colour) {
    const QString key = QStringLiteral("hokatsu/%1/%2x%3/%4")
                            .arg(name, QString::number(pixels.width()), QString::number(pixels.height()),
                                 colour.name(QColor::HexArgb));
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) {
        return pixmap;
    }
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer renderer(QStringLiteral(":/icons/%1.svg").arg(name));
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    renderer.render(&painter);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), colour);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QColor inkColour(Ink ink, QIcon::Mode mode) {
    const QPalette palette = QApplication::palette();
    if (mode == QIcon::Disabled) {
        return palette.color(QPalette::Disabled, QPalette::ButtonText);
    }
    const Colours c = colours(palette);
    switch (ink) {
    case Ink::Text:
        return mode == QIcon::Selected ? palette.color(QPalette::HighlightedText) : c.text;
    case Ink::Key:
        return c.key;
    case Ink::OnKey:
        return c.onKey;
    case Ink::Muted:
        return c.muted;
    case Ink::Success:
        return c.success;
    case Ink::Warning:
        return c.warning;
    case Ink::Error:
        return c.error;
    }
    return c.text;
}

class TintedIcon final : public QIconEngine {
public:
    TintedIcon(QString name, Ink ink) : m_name(std::move(name)), m_ink(ink) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override {
        Q_UNUSED(state)
        paintIcon(painter, m_name, rect, inkColour(m_ink, mode));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override {
        return scaledPixmap(size, mode, state, 1.0);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override {
        Q_UNUSED(state)
        Q_UNUSED(scale) // `size` is in device pixels already; the caller sets the ratio
        return tinted(m_name, size, inkColour(m_ink, mode));
    }
    [[nodiscard]] QIconEngine *clone() const override { return new TintedIcon(m_name, m_ink); }

private:
    QString m_name;
    Ink m_ink;
};

} // namespace

QIcon icon(const QString &name, Ink ink) {
    registerIcons();
    return QIcon(new TintedIcon(name, ink));
}

void paintIcon(QPainter *painter, const QString &name, const QRectF &rect, const QColor &colour) {
    registerIcons();
    const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
    QPixmap pixmap = tinted(name, (rect.size() * ratio).toSize(), colour);
    pixmap.setDevicePixelRatio(ratio);
    painter->drawPixmap(rect.topLeft(), pixmap);
}

} // namespace ui
