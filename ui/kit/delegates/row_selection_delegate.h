// What is chosen in a list: a soft ground and a bar at its left, so that chips and text keep their colours.
#pragma once

#include <QStyledItemDelegate>

namespace ui {

/// In high contrast the theme's own strong highlight stays.
class RowSelectionDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    /// The ground of a row, without its text.
    void paintGround(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    /// Colours for text on that ground.
    struct Inks {
        QColor text;
        QColor muted;
    };
    [[nodiscard]] static Inks inks(const QStyleOptionViewItem &option);

private:
    [[nodiscard]] static bool isFirst(const QStyleOptionViewItem &option, const QModelIndex &index);
    static void paintBar(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index);
};

} // namespace ui
