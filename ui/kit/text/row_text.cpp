#include "kit/text/row_text.h"

#include "domain/transitions.h"
#include "kit/text/common_text.h"
#include "kit/text/tone_of.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace ui {

namespace {

struct RowWords {
    Q_DECLARE_TR_FUNCTIONS(RowWords)
};

/// When a tour starts that nobody has answered.
QString unansweredTourText(const services::ReservationRow &row) {
    if (row.daysUntilTour == 0) { // what has begun on an earlier day is told by its date
        return RowWords::tr("Today %1", "a tour, with its time").arg(timeText(row.start));
    }
    if (row.daysUntilTour == 1) {
        return RowWords::tr("Tomorrow %1", "a tour, with its time").arg(timeText(row.start));
    }
    return visitText(row);
}

} // namespace

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

QString companyText(const services::ReservationRow &row) {
    QStringList parts{guardianText(row), RowWords::tr("%n visitor(s)", nullptr, row.reservation.visitors)};
    if (row.reservation.hasQuestion) {
        parts.append(RowWords::tr("has a question"));
    }
    if (row.reservation.repeatOf) {
        parts.append(RowWords::tr("booked here before"));
    }
    parts.removeAll(QString());
    return parts.join(u'　');
}

QString visitText(const services::ReservationRow &row) {
    return dateText(row.date) + u' ' + timeText(row.start);
}

QString pendingActText(const services::PendingAct &pending) {
    const auto call = domain::callOf(pending.act);
    if (pending.state != services::Pending::Waiting || !call) {
        return pendingText(pending);
    }
    return RowWords::tr("%1: to be sent", "an act that waits to be sent").arg(callText(*call));
}

UrgencyPill urgencyPill(const services::ReservationRow &row) {
    if (!row.openMinutesLeft) {
        return {};
    }
    if (!row.startsUnanswered) {
        return {remainingTone(*row.openMinutesLeft), remainingText(*row.openMinutesLeft)};
    }
    const bool isUrgent = row.daysUntilTour <= 0 || *row.openMinutesLeft < 0;
    return {isUrgent ? Tone::Error : Tone::Warning, unansweredTourText(row)};
}

QString namesText(const std::vector<services::ReservationRow> &rows) {
    constexpr std::size_t most = 10;
    QStringList lines;
    for (std::size_t i = 0; i < std::min(rows.size(), most); ++i) {
        lines.append(visitText(rows[i]) + u' ' + childrenText(rows[i]));
    }
    if (rows.size() > most) {
        lines.append(RowWords::tr("and %n more", nullptr, static_cast<int>(rows.size() - most)));
    }
    return lines.join(u'\n');
}

QString spokenText(const services::ReservationRow &row) {
    QStringList parts{statusText(row.reservation.status), visitText(row), childrenText(row),
                      companyText(row)};
    if (row.openMinutesLeft) {
        parts.append(row.startsUnanswered ? unansweredTourText(row) : QString());
        parts.append(remainingText(*row.openMinutesLeft));
    }
    parts.append(pendingActText(row.pending));
    parts.removeAll(QString());
    return parts.join(u'、');
}

} // namespace ui
