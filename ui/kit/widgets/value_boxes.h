// Boxes for numbers, dates and times that bear Japanese typing.
#pragma once

#include <QDateEdit>
#include <QSpinBox>
#include <QTimeEdit>

namespace ui {

/// Full-width digits and signs count as the same half-width ones, also where an input method brings them.
template <class Box> class HalfWidthBox : public Box {
public:
    using Box::Box;

protected:
    QValidator::State validate(QString &text, int &position) const override;
};

extern template class HalfWidthBox<QSpinBox>;
extern template class HalfWidthBox<QDateEdit>;
extern template class HalfWidthBox<QTimeEdit>;

using NumberBox = HalfWidthBox<QSpinBox>;
using DateBox = HalfWidthBox<QDateEdit>;
using TimeBox = HalfWidthBox<QTimeEdit>;

} // namespace ui
