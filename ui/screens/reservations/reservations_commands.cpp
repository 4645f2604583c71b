// Answering from the reservations page: one or many at once, with a way back while nothing has gone out.
#include "kit/forms/decision_form.h"
#include "kit/forms/reservation_details.h"
#include "kit/models/chosen_row.h"
#include "kit/models/reservation_list_model.h"
#include "kit/pages/draft_keeper.h"
#include "kit/pages/undo_offer.h"
#include "kit/pages/when_done.h"
#include "kit/text/common_text.h"
#include "kit/text/error_text.h"
#include "kit/text/row_text.h"
#include "kit/widgets/banner.h"
#include "screens/reservations/reservations_page.h"

#include <QItemSelectionModel>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>
#include <utility>

namespace ui {

namespace {

/// Those on which the call is possible now.
std::vector<services::ReservationRow> fitting(const std::vector<services::ReservationRow> &rows,
                                              domain::ReservationCall call, domain::Instant now) {
    std::vector<services::ReservationRow> fit;
    for (const auto &row : rows) {
        const auto &channel = row.reservation.channel;
        const auto possible =
            domain::callsForStaff(row.reservation.status, channel == "phone" || channel == "counter", now,
                                  domain::toInstant(row.date, row.start));
        if (row.pending.state != services::Pending::Waiting &&
            std::find(possible.begin(), possible.end(), call) != possible.end()) {
            fit.push_back(row);
        }
    }
    return fit;
}

} // namespace

// Rows far from the eye may not be at hand; nobody is left out because of that.
void ReservationsPage::withChosen(const std::function<void(const Rows &)> &then) {
    const auto ids = m_chosen->all();
    Rows known;
    for (const auto id : ids) {
        if (const auto *row = m_model->rowAt(m_model->rowOf(id))) {
            known.push_back(*row);
        }
    }
    if (known.size() == ids.size()) {
        then(known);
    } else {
        whenDone(m_context.desk.reservations().rows(ids), this, then,
                 [this](const domain::Error &error) { failed(error); });
    }
}

/// One press, one act: until it is saved no other one begins.
void ReservationsPage::call(domain::ReservationCall wanted) {
    if (m_sending == 0) {
        withChosen([this, wanted](const Rows &rows) { act(wanted, rows); });
    }
}

void ReservationsPage::act(domain::ReservationCall wanted, const Rows &rows) {
    using Call = domain::ReservationCall;
    const auto fit = fitting(rows, wanted, m_context.desk.clock().now());
    if (fit.empty()) {
        if (!rows.empty()) {
            m_banner->say(Tone::Info, tr("“%1” is not possible for what is chosen.").arg(callText(wanted)));
        }
    } else if (wanted == Call::Decline || wanted == Call::Cancel) {
        beginDecision(wanted, fit);
    } else {
        askAndSend(wanted, fit);
    }
}

void ReservationsPage::askAndSend(domain::ReservationCall wanted, const Rows &rows) {
    const auto all = [this, rows, wanted] {
        sendAll(rows, [wanted](const services::ReservationRow &) { return Answer{wanted, {}, {}}; });
    };
    if (rows.size() == 1) {
        all();
        return;
    }
    const int count = static_cast<int>(rows.size());
    const bool approves = wanted == domain::ReservationCall::Approve;
    const QString what = approves
                             ? tr("%n reservation(s) are approved and the families are told.", nullptr, count)
                             : tr("%1: %n reservation(s)", nullptr, count).arg(callText(wanted));
    m_context.prompter.confirm(this, approves ? tr("Approve many") : callText(wanted),
                               what + QStringLiteral("\n\n") + namesText(rows),
                               approves ? tr("Approve %n", nullptr, count) : callText(wanted),
                               [this, all](bool yes) {
                                   if (yes) {
                                       all();
                                       m_chosen->clear();
                                   }
                                   m_table->setFocus();
                               });
}

void ReservationsPage::sendAll(const Rows &rows,
                               const std::function<Answer(const services::ReservationRow &)> &answer) {
    m_undo->forget();
    m_next = {};
    if (rows.size() == 1) {
        m_next = nextFor(answer(rows.front()).call, rows.front().reservation.id);
    }
    for (const auto &row : rows) {
        send(row, answer(row));
    }
}

/// Whom the person sees as the next one of this kind; nobody where acts of this kind do not come one after
/// the other.
domain::ReservationId ReservationsPage::nextFor(domain::ReservationCall wanted,
                                                domain::ReservationId id) const {
    using Call = domain::ReservationCall;
    const bool isAnswer = wanted == Call::Approve || wanted == Call::Decline;
    if (!isAnswer && wanted != Call::Attend && wanted != Call::NoShow) {
        return {};
    }
    const auto asked = isAnswer ? Call::Approve : Call::Attend;
    return m_chosen->nextAfter(id, [this, asked](const services::ReservationRow &row) {
        return !fitting({row}, asked, m_context.desk.clock().now()).empty();
    });
}

void ReservationsPage::send(const services::ReservationRow &row, const Answer &answer) {
    auto &reservations = m_context.desk.reservations();
    const auto id = row.reservation.id;
    const auto version = row.reservation.meta.version;
    const auto ticket = answer.call == domain::ReservationCall::Approve ? reservations.approve(id, version)
                        : answer.call == domain::ReservationCall::Decline
                            ? reservations.decline(id, version, answer.reason, answer.message)
                            : reservations.act(answer.call, id, version, answer.reason, answer.message);
    ++m_sending;
    whenDone(
        ticket, this,
        [this, call = answer.call, id](const services::ActReceipt &done) {
            --m_sending;
            acted(call, done);
            decided(id);
            goOn(id);
        },
        [this](const domain::Error &error) {
            --m_sending;
            failed(error);
        });
}

/// Whoever has chosen another family meanwhile keeps it; one that has gone meanwhile gives way to nobody.
void ReservationsPage::goOn(domain::ReservationId from) {
    const auto next = std::exchange(m_next, {});
    if (!next.isNull() && m_chosen->id() == from && !m_chosen->choose(next)) {
        m_chosen->clear();
    }
    if (listTakesKeys()) {
        m_table->setFocus();
    }
}

void ReservationsPage::beginDecision(domain::ReservationCall wanted, const Rows &rows) {
    m_decidingCall = wanted;
    m_deciding = rows;
    m_decision->begin(rows, m_facilityName, m_context.desk.preferences().declineReasons());
    sayDecision();
    m_side->setCurrentIndex(DecisionSide);
    m_decision->setTyped(m_aside.take(aboutDecision()));
    m_side->show();
    m_decision->focusFirst();
}

void ReservationsPage::sayDecision() {
    if (m_deciding.empty()) {
        return;
    }
    const bool declines = m_decidingCall == domain::ReservationCall::Decline;
    const int count = static_cast<int>(m_deciding.size());
    QString heading;
    if (count == 1) { // said by name: the list beside it may move on
        const QString whom = visitText(m_deciding.front()) + u' ' + childrenText(m_deciding.front());
        heading =
            declines ? tr("Decline: %1").arg(whom) : tr("Cancel for the facility's reasons: %1").arg(whom);
    } else {
        heading = declines ? tr("Decline %n reservation(s)", nullptr, count)
                           : tr("Cancel %n reservation(s) for the facility's reasons", nullptr, count);
    }
    m_decision->setWords(heading, callText(m_decidingCall));
}

void ReservationsPage::decide() {
    if (m_sending > 0) {
        return; // a second click while the first is being saved
    }
    sendAll(Rows(m_deciding), [this](const services::ReservationRow &row) {
        return Answer{m_decidingCall, m_decision->reasonFor(row), m_decision->messageFor(row)};
    });
}

// The form goes when all have gone out; those that could not be saved keep it, with what was typed.
void ReservationsPage::decided(domain::ReservationId id) {
    const auto before = m_deciding.size();
    std::erase_if(m_deciding, [id](const auto &row) { return row.reservation.id == id; });
    if (before > 0 && m_deciding.empty()) {
        leaveDecision();
    }
}

void ReservationsPage::leaveDecision() {
    m_decisionDraft->forget();
    m_deciding.clear();
    m_decision->clear();
    m_side->setCurrentIndex(DetailsSide);
    showChosen();
    m_table->setFocus();
}

void ReservationsPage::acted(domain::ReservationCall wanted, const services::ActReceipt &ticket) {
    const int count = m_undo->add(ticket);
    const QString what = callText(wanted);
    if (count == 1) {
        m_undo->say(tr("%1: saved on this PC; it goes to the hub by itself.").arg(what),
                    tr("%1: the hub has it.").arg(what));
    } else {
        m_undo->say(
            tr("%1: %n reservation(s) saved on this PC; they go to the hub by themselves.", nullptr, count)
                .arg(what),
            tr("%1: the hub has %n reservation(s).", nullptr, count).arg(what));
    }
}

void ReservationsPage::takeBack(const std::vector<UndoOffer::Act> &acts) {
    for (const auto &act : acts) {
        whenDone(
            m_context.desk.reservations().withdraw(act.operation), this,
            [this, record = act.recordId] {
                m_undo->sayTakenBack(tr("Taken back. Nothing was sent."));
                const auto id = domain::ReservationId::parse(record);
                if (id && !isFormOpen() && m_chosen->choose(*id)) { // to be answered rightly
                    m_table->setFocus();
                }
            },
            [this](const domain::Error &error) { failed(error); });
    }
}

void ReservationsPage::dismiss() {
    whenDone(
        m_context.desk.syncStatus().dismiss(m_details->row().pending.operation), this,
        [this] { m_model->refresh(); }, [this](const domain::Error &error) { failed(error); });
}

void ReservationsPage::failed(const domain::Error &error) {
    m_banner->say(Tone::Error, errorText(error));
}

} // namespace ui
