// Answering from the reservations page: one or many at once, with a way back while nothing has gone out.
#include "delegates/decision_form.h"
#include "models/reservation_list_model.h"
#include "models/row_words.h"
#include "prompt/draft_keeper.h"
#include "prompt/error_text.h"
#include "prompt/undo_offer.h"
#include "prompt/when_done.h"
#include "prompt/words.h"
#include "reservations/reservation_details.h"
#include "reservations/reservations_page.h"
#include "widgets/banner.h"

#include <QItemSelectionModel>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>

namespace ui {

namespace {

// From here on one key press would do more than anybody wants to take back one by one.
constexpr std::size_t manyAtOnce = 5;

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
void ReservationsPage::withChosen(const std::function<void(Rows)> &then) {
    std::vector<domain::ReservationId> ids;
    Rows known;
    for (const auto &index : m_table->selectionModel()->selectedRows()) {
        ids.push_back(m_model->idAt(index.row()));
        if (const auto *row = m_model->rowAt(index.row())) {
            known.push_back(*row);
        }
    }
    if (ids.empty() && m_side->isVisible()) {
        then({m_details->row()});
    } else if (known.size() == ids.size()) {
        then(known);
    } else {
        whenDone(m_context.desk.reservations().rows(ids), this, then,
                 [this](const domain::Error &error) { failed(error); });
    }
}

void ReservationsPage::call(domain::ReservationCall wanted) {
    withChosen([this, wanted](const Rows &rows) { act(wanted, rows); });
}

void ReservationsPage::act(domain::ReservationCall wanted, const Rows &rows) {
    using Call = domain::ReservationCall;
    const auto fit = fitting(rows, wanted, m_context.desk.clock().now());
    if (fit.empty()) {
        if (!rows.empty()) {
            m_banner->say(Tone::Info, tr("“%1” is not possible for what is chosen.").arg(callText(wanted)));
        }
        return;
    }
    m_undo->forget();
    if (wanted == Call::Approve) {
        approve(fit);
    } else if (wanted == Call::Decline || wanted == Call::Cancel) {
        beginDecision(wanted, fit);
    } else {
        for (const auto &row : fit) {
            send(wanted, row, {}, {});
        }
    }
}

void ReservationsPage::approve(const Rows &rows) {
    const auto all = [this, rows] {
        for (const auto &row : rows) {
            send(domain::ReservationCall::Approve, row, {}, {});
        }
    };
    if (rows.size() < manyAtOnce) {
        all();
        return;
    }
    const int count = static_cast<int>(rows.size());
    m_context.prompter.confirm(
        this, tr("Approve many"),
        tr("%n reservation(s) are approved and the families are told.", nullptr, count),
        tr("Approve %n", nullptr, count), [all](bool yes) {
            if (yes) {
                all();
            }
        });
}

void ReservationsPage::send(domain::ReservationCall wanted, const services::ReservationRow &row,
                            const QString &reason, const QString &message) {
    auto &reservations = m_context.desk.reservations();
    const auto id = row.reservation.id;
    const auto version = row.reservation.meta.version;
    const auto ticket = wanted == domain::ReservationCall::Approve ? reservations.approve(id, version)
                        : wanted == domain::ReservationCall::Decline
                            ? reservations.decline(id, version, reason, message)
                            : reservations.act(wanted, id, version, reason, message);
    ++m_sending;
    whenDone(
        ticket, this,
        [this, wanted, id](const services::OpTicket &done) {
            --m_sending;
            acted(wanted, done.operation);
            decided(id);
        },
        [this](const domain::Error &error) {
            --m_sending;
            failed(error);
        });
}

void ReservationsPage::beginDecision(domain::ReservationCall wanted, const Rows &rows) {
    m_decidingCall = wanted;
    m_deciding = rows;
    m_decision->begin(rows, m_facilityName, m_context.desk.preferences().declineReasons());
    sayDecision();
    m_side->setCurrentIndex(1);
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
    m_undo->forget();
    for (const auto &row : Rows(m_deciding)) {
        send(m_decidingCall, row, m_decision->reasonFor(row), m_decision->messageFor(row));
    }
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
    m_side->setCurrentIndex(0);
    showCurrent();
    m_table->setFocus();
}

void ReservationsPage::acted(domain::ReservationCall wanted, domain::OperationId operation) {
    const int count = m_undo->add(operation);
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

void ReservationsPage::takeBack(const std::vector<domain::OperationId> &operations) {
    for (const auto operation : operations) {
        whenDone(
            m_context.desk.reservations().withdraw(operation), this,
            [this] { m_banner->say(Tone::Info, tr("Taken back. Nothing was sent.")); },
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
