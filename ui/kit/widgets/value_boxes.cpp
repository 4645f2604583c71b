#include "kit/widgets/value_boxes.h"

#include "domain/text.h"

namespace ui {
namespace {

/// 2025。12。7 and 10：30 are what the keys of a date give while the input method is on.
QString plainSigns(const QString &text) {
    QString plain = QString::fromStdString(domain::toHalfWidthAscii(text.toStdString()));
    for (QChar &sign : plain) {
        if (sign == u'。' || sign == u'・') {
            sign = u'/';
        }
    }
    return plain;
}

} // namespace

template <class Box> QValidator::State HalfWidthBox<Box>::validate(QString &text, int &position) const {
    const QString plain = plainSigns(text);
    if (plain != text && plain.size() == text.size()) {
        text = plain;
    }
    return Box::validate(text, position);
}

template class HalfWidthBox<QSpinBox>;
template class HalfWidthBox<QDateEdit>;
template class HalfWidthBox<QTimeEdit>;

} // namespace ui
