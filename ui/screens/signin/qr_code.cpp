#include "screens/signin/qr_code.h"

#include "kit/theme/metrics.h"

#include <QPainter>

#include <algorithm>
#include <memory>

#include <zint.h>

namespace ui {
namespace {

/// Scanners need four light modules around the code.
constexpr int quietZone = 4;
/// Pixels of a module that a phone reads from an arm's length, off a dull screen too.
constexpr int smallestModule = 6;

} // namespace

QrCode::QrCode(QWidget *parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

bool QrCode::setText(const QString &text) {
    m_side = 0;
    const std::unique_ptr<zint_symbol, decltype(&ZBarcode_Delete)> symbol(ZBarcode_Create(),
                                                                          &ZBarcode_Delete);
    const QByteArray bytes = text.toUtf8();
    if (symbol) {
        symbol->symbology = BARCODE_QRCODE;
        const auto *input = reinterpret_cast<const unsigned char *>(bytes.constData());
        // Codes from 5 on are errors, those below only warnings.
        if (ZBarcode_Encode(symbol.get(), input, static_cast<int>(bytes.size())) < 5) {
            m_side = symbol->width;
            m_modules = QBitArray(m_side * m_side);
            for (int y = 0; y < m_side; ++y) {
                for (int x = 0; x < m_side; ++x) {
                    m_modules.setBit(y * m_side + x, symbol->encoded_data[y][x / 8] >> (x % 8) & 1);
                }
            }
        }
    }
    updateGeometry();
    update();
    return m_side > 0;
}

QSize QrCode::sizeHint() const {
    const int side = m_side + 2 * quietZone;
    const int scale = std::max(smallestModule, lineHeights(9) / std::max(1, side));
    return {side * scale, side * scale};
}

void QrCode::paintEvent(QPaintEvent *event) {
    Q_UNUSED(event)
    QPainter painter(this);
    // Black on white in every theme: scanners expect it.
    painter.fillRect(rect(), Qt::white);
    if (m_side == 0) {
        return;
    }
    const int scale = std::min(width(), height()) / (m_side + 2 * quietZone);
    const int margin = (std::min(width(), height()) - m_side * scale) / 2;
    for (int y = 0; y < m_side; ++y) {
        for (int x = 0; x < m_side; ++x) {
            if (isDark(x, y)) {
                painter.fillRect(margin + x * scale, margin + y * scale, scale, scale, Qt::black);
            }
        }
    }
}

} // namespace ui
