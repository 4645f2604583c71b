// 0歳児 to 5歳児 as boxes to tick.
#pragma once

#include "domain/records.h"

#include <QCheckBox>
#include <QWidget>

#include <array>

namespace ui {

class AgeBoxes : public QWidget {
    Q_OBJECT
public:
    explicit AgeBoxes(QWidget *parent = nullptr);
    void setClasses(const domain::AgeClasses &classes);
    [[nodiscard]] domain::AgeClasses classes() const;
    void retranslate();

Q_SIGNALS:
    void edited();

private:
    std::array<QCheckBox *, domain::ageClassCount> m_boxes{};
};

} // namespace ui
