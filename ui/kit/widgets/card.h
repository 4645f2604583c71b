// A sheet on the window's ground that holds things which belong together.
#pragma once

#include <QFrame>

namespace ui {

class Card : public QFrame {
    Q_OBJECT
public:
    explicit Card(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace ui
