// The three columns of the day, and where the details go when only two have room.
#pragma once

#include <QWidget>

namespace ui {

class AdaptiveRow;
class DetailsSide;

class TodayLayout : public QWidget {
    Q_OBJECT
public:
    struct Parts {
        QWidget *waiting;
        QWidget *day;
        DetailsSide *details;
    };
    explicit TodayLayout(const Parts &parts);
    /// The details have a column of their own.
    [[nodiscard]] bool hasThree() const { return m_hasThree; }
    /// Where they have none: over the other columns, or away.
    void slideDetails(bool in);
    [[nodiscard]] bool isSlidIn() const;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void arrange();
    void placeOver();

    AdaptiveRow *m_row;
    DetailsSide *m_details;
    bool m_hasThree = false;
};

} // namespace ui
