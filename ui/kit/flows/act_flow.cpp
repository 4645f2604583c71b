#include "kit/flows/act_flow.h"

#include "kit/models/chosen_row.h"
#include "kit/pages/when_done.h"
#include "kit/text/common_text.h"
#include "kit/text/error_text.h"
#include "kit/text/row_text.h"
#include "kit/widgets/banner.h"

#include <algorithm>

namespace ui {

ActFlow::ActFlow(const UiContext &context, Banner &banner, QWidget *page)
    : QObject(page), m_context(context), m_banner(banner), m_page(page),
      m_undo(new UndoOffer(context.desk.syncStatus(), banner, page)) {
    connect(&banner, &Banner::closed, this, [this] { m_context.desk.reservations().sendHeld(); });
}

ActFlow::Rows ActFlow::fitting(const Rows &rows, domain::ReservationCall call) const {
    const auto now = m_context.desk.clock().now();
    Rows fit;
    for (const auto &row : rows) {
        const auto &channel = row.reservation.channel;
        const auto possible =
            domain::callsForStaff(row.reservation.status, channel == "phone" || channel == "counter", now,
                                  domain::toInstant(row.date, row.start));
        if (row.pending.state != services::Pending::Waiting &&
            std::ranges::find(possible, call) != possible.end()) {
            fit.push_back(row);
        }
    }
    return fit;
}

void ActFlow::askAndSend(domain::ReservationCall call, const Rows &rows, ChosenRow &list) {
    const auto all = [this, rows, call, &list] {
        send(
            rows, [call](const services::ReservationRow &) { return Answer{call}; }, list);
    };
    if (rows.size() == 1) {
        all();
        return;
    }
    const int count = static_cast<int>(rows.size());
    const bool approves = call == domain::ReservationCall::Approve;
    const QString what = approves
                             ? tr("%n reservation(s) are approved and the families are told.", nullptr, count)
                             : tr("%1: %n reservation(s)", nullptr, count).arg(callText(call));
    m_context.prompter.confirm(m_page, approves ? tr("Approve many") : callText(call),
                               what + QStringLiteral("\n\n") + namesText(rows),
                               approves ? tr("Approve %n", nullptr, count) : callText(call),
                               [this, all, &list](bool yes) {
                                   if (yes) {
                                       all();
                                       list.clear();
                                   }
                                   Q_EMIT wentOn(&list);
                               });
}

void ActFlow::send(const Rows &rows, const AnswerFor &answer, ChosenRow &list) {
    m_undo->forget();
    for (const auto &row : rows) {
        sendOne(row, answer(row), list);
    }
}

domain::ReservationId ActFlow::nextFor(domain::ReservationCall call, domain::ReservationId id,
                                       const ChosenRow &list) const {
    using Call = domain::ReservationCall;
    const bool isAnswer = call == Call::Approve || call == Call::Decline;
    if (list.id() != id || (!isAnswer && call != Call::Attend && call != Call::NoShow)) {
        return {};
    }
    const auto asked = isAnswer ? Call::Approve : Call::Attend;
    return list.nextAfter(
        id, [this, asked](const services::ReservationRow &row) { return !fitting({row}, asked).empty(); });
}

services::Async<services::ActReceipt> ActFlow::saved(const services::ReservationRow &row,
                                                     const Answer &answer) {
    auto &reservations = m_context.desk.reservations();
    const auto id = row.reservation.id;
    const auto version = row.reservation.meta.version;
    if (answer.call == domain::ReservationCall::Approve) {
        return reservations.approve(id, version);
    }
    if (answer.call == domain::ReservationCall::Decline) {
        return reservations.decline(id, version, answer.reason, answer.message);
    }
    return reservations.act(answer.call, id, version, answer.reason, answer.message);
}

void ActFlow::sendOne(const services::ReservationRow &row, const Answer &answer, ChosenRow &list) {
    const auto id = row.reservation.id;
    ++m_saving;
    whenDone(
        saved(row, answer), this,
        [this, call = answer.call, row, next = nextFor(answer.call, id, list),
         &list](const services::ActReceipt &ticket) {
            --m_saving;
            say(call, row, m_undo->add(ticket));
            const auto acting = row.reservation.id;
            Q_EMIT acted(acting);
            // Whoever has chosen another family meanwhile keeps it; one that has gone meanwhile gives way to
            // nobody.
            if (!next.isNull() && list.id() == acting && !list.choose(next)) {
                list.clear();
            }
            Q_EMIT wentOn(&list);
        },
        [this](const domain::Error &error) {
            --m_saving;
            failed(error);
        });
}

void ActFlow::say(domain::ReservationCall call, const services::ReservationRow &row, int count) {
    if (count == 1) {
        const QString what = callText(call);
        const QString whom = childrenText(row);
        m_undo->say(tr("%1: %2. Saved on this PC; it goes to the hub by itself.").arg(what, whom),
                    tr("%1: %2. The hub has it.").arg(what, whom));
        return;
    }
    const QString what = callText(call);
    m_undo->say(
        tr("%1: %n reservation(s) saved on this PC; they go to the hub by themselves.", nullptr, count)
            .arg(what),
        tr("%1: the hub has %n reservation(s).", nullptr, count).arg(what));
}

void ActFlow::undo() {
    takeBack(m_undo->take());
}

void ActFlow::takeBack(const std::vector<UndoOffer::Act> &acts) {
    for (const auto &act : acts) {
        whenDone(
            m_context.desk.reservations().withdraw(act.operation), this,
            [this, record = act.recordId] {
                m_undo->sayTakenBack(tr("Taken back. Nothing was sent."));
                if (const auto id = domain::ReservationId::parse(record)) {
                    Q_EMIT takenBack(*id);
                }
            },
            [this](const domain::Error &error) { failed(error); });
    }
}

void ActFlow::failed(const domain::Error &error) {
    m_banner.say(Tone::Error, errorText(error));
}

} // namespace ui
