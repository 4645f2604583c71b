#include "kit/text/common_text.h"

#include "kit/text/error_text.h"
#include "kit/text/qt_dates.h"

#include <QCoreApplication>
#include <QLocale>

namespace ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Words)
};

constexpr std::int64_t openDay = 11 * 60;

/// Names of weekdays and months follow the language of the screens, not of the system.
QLocale textLocale() {
    return QLocale(Words::tr("en", "two-letter code of this language, for names of months and weekdays"));
}

} // namespace

QString toQString(const std::string &text) {
    return QString::fromStdString(text);
}

QString facilityName(const domain::Facility &facility) {
    const auto name = facility.profile.find("name");
    return name == facility.profile.end() ? QString() : toQString(name->second);
}

QString statusText(domain::ReservationStatus status) {
    using domain::ReservationStatus;
    switch (status) {
    case ReservationStatus::Requested:
        return Words::tr("Awaiting approval");
    case ReservationStatus::Approved:
        return Words::tr("Approved");
    case ReservationStatus::Declined:
        return Words::tr("Declined");
    case ReservationStatus::Withdrawn:
        return Words::tr("Withdrawn by the family");
    case ReservationStatus::CancelledByFacility:
        return Words::tr("Cancelled by the nursery");
    case ReservationStatus::Attended:
        return Words::tr("Visited");
    case ReservationStatus::NoShow:
        return Words::tr("Did not come");
    case ReservationStatus::Expired:
        return Words::tr("Expired unanswered");
    case ReservationStatus::Unknown:
        return Words::tr("Unknown state");
    }
    return {};
}

QString callText(domain::ReservationCall call) {
    using domain::ReservationCall;
    switch (call) {
    case ReservationCall::Approve:
        return Words::tr("Approve");
    case ReservationCall::Decline:
        return Words::tr("Decline");
    case ReservationCall::Propose:
        return Words::tr("Propose another date");
    case ReservationCall::Expire:
        return Words::tr("Expire");
    case ReservationCall::Withdraw:
        return Words::tr("Withdraw for the family");
    case ReservationCall::Cancel:
        return Words::tr("Cancel (nursery's reasons)");
    case ReservationCall::Attend:
        return Words::tr("Came");
    case ReservationCall::NoShow:
        return Words::tr("Did not come", "button");
    case ReservationCall::Reschedule:
        return Words::tr("Move to another date");
    case ReservationCall::Correct:
        return Words::tr("Correct");
    }
    return {};
}

QString actText(domain::ActKind act) {
    using domain::ActKind;
    switch (act) {
    case ActKind::Approve:
        return Words::tr("Approving a reservation");
    case ActKind::Decline:
        return Words::tr("Declining a reservation");
    case ActKind::Propose:
        return Words::tr("Proposing another date");
    case ActKind::Withdraw:
        return Words::tr("Withdrawing a reservation");
    case ActKind::Cancel:
        return Words::tr("Cancelling a reservation");
    case ActKind::Attend:
        return Words::tr("Recording a visit");
    case ActKind::NoShow:
        return Words::tr("Recording that nobody came");
    case ActKind::Reschedule:
        return Words::tr("Moving a reservation");
    case ActKind::Correct:
        return Words::tr("Correcting a reservation");
    case ActKind::Book:
        return Words::tr("Taking a phone or counter booking");
    case ActKind::CreateSlot:
        return Words::tr("Making a slot");
    case ActKind::CreateSlots:
        return Words::tr("Making a series of slots");
    case ActKind::EditSlot:
        return Words::tr("Changing a slot");
    case ActKind::CancelSlot:
        return Words::tr("Cancelling a slot");
    case ActKind::EditFacility:
        return Words::tr("Changing the facility profile");
    case ActKind::Unknown:
        break;
    }
    return Words::tr("Another change");
}

QString pendingText(const services::PendingAct &pending) {
    switch (pending.state) {
    case services::Pending::None:
        return {};
    case services::Pending::Waiting:
        return Words::tr("Waiting to be sent");
    case services::Pending::NeedsYou:
        return Words::tr("Needs your attention");
    }
    return {};
}

QString ageClassText(int age) {
    return Words::tr("Age %1", "age class 0 to 5").arg(age);
}

QString ageClassesText(const domain::AgeClasses &classes) {
    if (classes.all()) {
        return Words::tr("All ages");
    }
    QStringList ages;
    for (const int age : domain::agesOf(classes)) {
        ages << QString::number(age);
    }
    return ages.isEmpty()
               ? Words::tr("No class")
               : Words::tr("Age %1", "age class 0 to 5").arg(ages.join(Words::tr(", ", "between ages")));
}

QString channelText(const std::string &channel) {
    if (channel == "phone") {
        return Words::tr("Phone");
    }
    if (channel == "counter") {
        return Words::tr("Counter");
    }
    return channel == "portal" ? Words::tr("Portal") : toQString(channel);
}

QString dateText(domain::LocalDate date) {
    return textLocale().toString(toQDate(date),
                                 Words::tr("d MMM (ddd)", "date pattern as in QLocale::toString"));
}

QString longDateText(domain::LocalDate date) {
    return textLocale().toString(toQDate(date),
                                 Words::tr("d MMMM yyyy (ddd)", "date pattern as in QLocale::toString"));
}

QString weekdayText(int isoWeekday) {
    return textLocale().dayName(isoWeekday, QLocale::ShortFormat);
}

QString monthText(domain::LocalMonth month) {
    return textLocale().toString(toQDate(month / std::chrono::day(1)),
                                 Words::tr("MMMM yyyy", "month pattern as in QLocale::toString"));
}

QString timeText(domain::LocalTime time) {
    return toQTime(time).toString(QStringLiteral("HH:mm"));
}

QString instantText(domain::Instant instant) {
    return textLocale().toString(toQDate(domain::dateOf(instant)),
                                 Words::tr("d MMM", "date pattern as in QLocale::toString")) +
           QLatin1Char(' ') + timeText(domain::timeOf(instant));
}

QString openTimeText(std::int64_t openMinutes) {
    const int days = static_cast<int>(openMinutes / openDay);
    const int hours = static_cast<int>(openMinutes % openDay / 60);
    const int minutes = static_cast<int>(openMinutes % 60);
    if (days > 0) {
        return hours > 0 ? Words::tr("%1d %2h", "days and open hours").arg(days).arg(hours)
                         : Words::tr("%1d", "days").arg(days);
    }
    if (hours > 0) {
        return Words::tr("%1h", "hours").arg(hours);
    }
    return Words::tr("%1min", "minutes").arg(minutes);
}

QString remainingText(std::int64_t openMinutes) {
    if (openMinutes < 0) {
        return Words::tr("%1 late", "an answer, by a span of open time").arg(openTimeText(-openMinutes));
    }
    return Words::tr("%1 left", "until an answer is late, a span of open time")
        .arg(openTimeText(openMinutes));
}

QString roleText(domain::Role role) {
    switch (role) {
    case domain::Role::Staff:
        return Words::tr("Nursery staff");
    case domain::Role::Manager:
        return Words::tr("Nursery manager");
    case domain::Role::OperatorOffice:
        return Words::tr("Operator's office");
    case domain::Role::Municipal:
        return Words::tr("Municipal staff");
    case domain::Role::Auditor:
        return Words::tr("Auditor");
    case domain::Role::System:
        return Words::tr("Connected system");
    case domain::Role::HubOperator:
        return Words::tr("Hub operator");
    }
    return {};
}

} // namespace ui
