#include "delegates/row_words.h"

#include "prompt/words.h"

#include <QCoreApplication>
#include <QStringList>

namespace ui {

QString childrenText(const services::ReservationRow &row) {
    if (!row.reservation.personal) {
        return ageClassesText(row.reservation.ageClasses);
    }
    QStringList names;
    for (const auto &child : row.reservation.personal->children) {
        names.append(toQString(child.name.empty() ? child.kana : child.name));
    }
    const QString classes = ageClassesText(row.reservation.ageClasses);
    return classes.isEmpty() ? names.join(u'、') : names.join(u'、') + u'（' + classes + u'）';
}

QString guardianText(const services::ReservationRow &row) {
    return row.reservation.personal ? toQString(row.reservation.personal->guardian.name) : QString();
}

QString visitText(const services::ReservationRow &row) {
    return dateText(row.date) + u' ' + timeText(row.start);
}

QString spokenText(const services::ReservationRow &row) {
    QStringList parts{statusText(row.reservation.status), visitText(row), childrenText(row),
                      guardianText(row)};
    if (row.openMinutesLeft) {
        parts.append(remainingText(*row.openMinutesLeft));
    }
    if (row.pending.state != services::Pending::None) {
        parts.append(pendingText(row.pending));
    }
    parts.removeAll(QString());
    return parts.join(u'、');
}

} // namespace ui
