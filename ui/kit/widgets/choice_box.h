// A closed list that shows its choice whole where there is room, and never makes its page wider for that.
#pragma once

#include "kit/theme/metrics.h"

#include <QComboBox>
#include <QKeyEvent>

#include <algorithm>

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
    /// Without it a letter that was meant for another field never changes the choice.
    void setTypeAhead(bool on) { m_typeAhead = on; }

protected:
    void keyPressEvent(QKeyEvent *event) override {
        const QString text = event->text();
        const bool isLetter = !text.isEmpty() && text.front().isPrint() && text != u" ";
        if (isLetter && !m_typeAhead) {
            event->ignore();
        } else {
            QComboBox::keyPressEvent(event);
        }
    }

private:
    bool m_typeAhead = true;
};

} // namespace ui
