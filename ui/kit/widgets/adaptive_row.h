// Things side by side where there is room, one below the other where large letters or a small window leave
// none.
#pragma once

#include <QWidget>

class QBoxLayout;

namespace ui {

class AdaptiveRow : public QWidget {
    Q_OBJECT
public:
    /// Side by side from a width of this many full-width characters.
    explicit AdaptiveRow(double characters, QWidget *parent = nullptr);
    void add(QWidget *widget, int stretch);
    [[nodiscard]] bool isStacked() const;
    /// As wide as the widest of its parts, so that it never keeps a window from getting narrow.
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QSize sizeHint() const override { return minimumSizeHint(); }
    /// What is in it scrolls or has its height by minimumSizeHint().
    [[nodiscard]] bool hasHeightForWidth() const override { return false; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void arrange();

    double m_characters;
    QBoxLayout *m_row;
};

} // namespace ui
