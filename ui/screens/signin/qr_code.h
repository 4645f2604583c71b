// A QR code drawn by zint, module by module, so that it is sharp at every scale.
#pragma once

#include <QBitArray>
#include <QWidget>

namespace ui {

class QrCode : public QWidget {
    Q_OBJECT
public:
    explicit QrCode(QWidget *parent = nullptr);
    /// False when the text does not fit into a QR code; nothing is shown then.
    bool setText(const QString &text);
    [[nodiscard]] int modules() const { return m_side; }
    [[nodiscard]] bool isDark(int x, int y) const { return m_modules.testBit(y * m_side + x); }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_side = 0;
    QBitArray m_modules;
};

} // namespace ui
