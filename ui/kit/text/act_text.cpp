#include "kit/text/act_text.h"

#include "kit/text/common_text.h"
#include "kit/text/error_text.h"

#include <QCoreApplication>
#include <QStringList>

namespace ui {
namespace {

struct Acts {
    Q_DECLARE_TR_FUNCTIONS(Acts)
};

QString whenText(domain::Instant at, domain::Instant now) {
    return domain::dateOf(at) == domain::dateOf(now) ? timeText(domain::timeOf(at)) : instantText(at);
}

/// %1 is the time, %2 who it was.
struct StepWords {
    domain::ReservationCall call;
    const char *byFamily; ///< or by the hub itself
    const char *byStaff;
};

const StepWords stepWords[] = {
    {domain::ReservationCall::Withdraw, QT_TRANSLATE_NOOP("Acts", "The family cancelled at %1."),
     QT_TRANSLATE_NOOP("Acts", "%2 withdrew it for the family at %1.")},
    {domain::ReservationCall::Approve, QT_TRANSLATE_NOOP("Acts", "It was approved automatically at %1."),
     QT_TRANSLATE_NOOP("Acts", "%2 approved it at %1.")},
    {domain::ReservationCall::Decline, QT_TRANSLATE_NOOP("Acts", "It was declined at %1."),
     QT_TRANSLATE_NOOP("Acts", "%2 declined it at %1.")},
    {domain::ReservationCall::Cancel, QT_TRANSLATE_NOOP("Acts", "It was cancelled at %1."),
     QT_TRANSLATE_NOOP("Acts", "%2 cancelled it for the nursery's reasons at %1.")},
    {domain::ReservationCall::Expire,
     QT_TRANSLATE_NOOP("Acts", "The tour began at %1 before anybody answered; it has expired."),
     QT_TRANSLATE_NOOP("Acts", "The tour began at %1 before anybody answered; it has expired.")},
    {domain::ReservationCall::Reschedule,
     QT_TRANSLATE_NOOP("Acts", "The family moved it to another date at %1."),
     QT_TRANSLATE_NOOP("Acts", "%2 moved it to another date at %1.")},
    {domain::ReservationCall::Propose, QT_TRANSLATE_NOOP("Acts", "Other dates were proposed at %1."),
     QT_TRANSLATE_NOOP("Acts", "%2 proposed other dates at %1.")},
    {domain::ReservationCall::Attend, QT_TRANSLATE_NOOP("Acts", "The visit was recorded at %1."),
     QT_TRANSLATE_NOOP("Acts", "%2 recorded the visit at %1.")},
    {domain::ReservationCall::NoShow, QT_TRANSLATE_NOOP("Acts", "It was recorded at %1 that nobody came."),
     QT_TRANSLATE_NOOP("Acts", "%2 recorded at %1 that nobody came.")},
};

} // namespace

QString subjectText(const services::ActSubject &subject) {
    QString visit;
    if (subject.date) {
        visit = dateText(*subject.date) + u' ' + timeText(subject.start);
    }
    if (subject.count > 1) {
        return Acts::tr("%n slot(s) from %1 on", nullptr, subject.count).arg(visit);
    }
    QStringList parts{visit, subject.children.join(u'、')};
    parts.removeAll(QString());
    return parts.isEmpty() ? subject.facility : parts.join(u' ');
}

QString firstStepText(const domain::HistoryEntry &step, domain::Instant now) {
    const QString when = whenText(step.at, now);
    const bool staff = step.actorKind == "staff" && !step.automatic;
    const QString who = step.actor.empty() ? Acts::tr("Somebody else") : toQString(step.actor);
    const auto call = domain::reservationCall(step.action);
    for (const StepWords &words : stepWords) {
        if (call == words.call) {
            return staff ? Acts::tr(words.byStaff).arg(when, who) : Acts::tr(words.byFamily).arg(when);
        }
    }
    return Acts::tr("It was changed at %1: %2.").arg(when, statusText(step.to));
}

QString refusalText(const domain::Error &refusal, const std::optional<domain::HistoryEntry> &first,
                    domain::Instant now) {
    return first ? firstStepText(*first, now) : errorText(refusal);
}

QString waitText(const services::OutboxItem &item, const services::SyncState &state) {
    using Connection = services::SyncState::Connection;
    switch (item.why) {
    case services::WaitReason::Held:
        return Acts::tr("Goes out in some seconds; until then it can be taken back.");
    case services::WaitReason::OnItsWay:
        return Acts::tr("Sent; the hub's answer is awaited.");
    case services::WaitReason::BehindEarlier:
        return Acts::tr("Goes out after the earlier act on the same record.");
    case services::WaitReason::NextTry:
        return item.nextTry ? Acts::tr("The hub could not take it; next try at %1.")
                                  .arg(timeText(domain::timeOf(*item.nextTry)))
                            : Acts::tr("The hub could not take it; it is tried again.");
    case services::WaitReason::Next:
        break;
    }
    if (state.connection == Connection::Offline) {
        return Acts::tr("Waits for the connection to the hub.");
    }
    if (state.connection == Connection::SignedOut) {
        return Acts::tr("Goes out after the next sign-in.");
    }
    return Acts::tr("Goes out in a moment.");
}

QString slotMemberText(const std::string &pointer) {
    static const std::pair<const char *, const char *> texts[] = {
        {"/date", QT_TRANSLATE_NOOP("Acts", "Date")},
        {"/start", QT_TRANSLATE_NOOP("Acts", "From")},
        {"/end", QT_TRANSLATE_NOOP("Acts", "Until")},
        {"/seats", QT_TRANSLATE_NOOP("Acts", "Seats (families)")},
        {"/visitors_per_family", QT_TRANSLATE_NOOP("Acts", "Visitors per family")},
        {"/accepted_ages", QT_TRANSLATE_NOOP("Acts", "Accepted classes")},
        {"/opens_at", QT_TRANSLATE_NOOP("Acts", "Booking opens")},
        {"/closes_at", QT_TRANSLATE_NOOP("Acts", "Booking closes")},
        {"/cancel_until", QT_TRANSLATE_NOOP("Acts", "Families may cancel until")},
        {"/note", QT_TRANSLATE_NOOP("Acts", "Note to parents")},
        {"/meeting_place", QT_TRANSLATE_NOOP("Acts", "Meeting place")},
        {"/status", QT_TRANSLATE_NOOP("Acts", "State")},
        {"/families", QT_TRANSLATE_NOOP("Acts", "Families that are told")},
    };
    for (const auto &[name, text] : texts) {
        if (pointer == name) {
            return Acts::tr(text);
        }
    }
    return {};
}

} // namespace ui
