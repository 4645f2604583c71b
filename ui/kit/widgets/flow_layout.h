// A line of widgets that breaks like text, so that large letters and narrow windows cut nothing off.
#pragma once

#include <QLayout>
#include <QList>

namespace ui {

class FlowLayout : public QLayout {
    Q_OBJECT
public:
    explicit FlowLayout(QWidget *parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem *item) override;
    [[nodiscard]] int count() const override { return static_cast<int>(m_items.size()); }
    [[nodiscard]] QLayoutItem *itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem *takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    enum class Mode { Measure, Place };
    int arrange(const QRect &rect, Mode mode) const;
    void placeLine(qsizetype from, qsizetype to, QPoint at, int lineHeight) const;

    QList<QLayoutItem *> m_items;
};

} // namespace ui
