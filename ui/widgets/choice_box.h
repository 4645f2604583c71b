// A closed list that shows its choice whole where there is room, and never makes its page wider for that.
#pragma once

#include "theme/metrics.h"

#include <QComboBox>

namespace ui {

class ChoiceBox : public QComboBox {
    Q_OBJECT
public:
    explicit ChoiceBox(QWidget *parent = nullptr) : QComboBox(parent) {
        setSizeAdjustPolicy(QComboBox::AdjustToContents);
    }
    [[nodiscard]] QSize minimumSizeHint() const override {
        const QSize whole = QComboBox::minimumSizeHint();
        return {std::min(whole.width(), charWidths(this, 10)), whole.height()};
    }
};

} // namespace ui
