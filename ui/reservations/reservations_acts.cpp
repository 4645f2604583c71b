// Answering from the reservations page: one or many at once, with a way back while nothing has gone out.
#include "delegates/decision_form.h"
#include "models/reservation_list_model.h"
#include "prompt/error_text.h"
#include "prompt/when_done.h"
#include "prompt/words.h"
#include "reservations/reservation_details.h"
#include "reservations/reservations_page.h"
#include "widgets/banner.h"

#include <QItemSelectionModel>
#include <QStackedWidget>
#include <QTableView>

namespace ui {

std::vector<services::ReservationRow> ReservationsPage::chosen() const {
    std::vector<services::ReservationRow> rows;
    for (const auto &index : m_table->selectionModel()->selectedRows()) {
        if (const auto *row = m_model->rowAt(index.row())) {
            rows.push_back(*row);
        }
    }
    if (rows.empty() && m_side->isVisible()) {
        rows.push_back(m_details->row());
    }
    return rows;
}

void ReservationsPage::call(domain::ReservationCall wanted) {
    using Call = domain::ReservationCall;
    if (wanted == Call::Approve) {
        approve();
        return;
    }
    if (wanted == Call::Decline || wanted == Call::Cancel) {
        beginDecision(wanted);
        return;
    }
    for (const auto &row : chosen()) {
        whenDone(
            m_context.desk.reservations().act(wanted, row.reservation.id, row.reservation.meta.version, {},
                                              {}),
            this,
            [this, wanted](const services::OpTicket &ticket) { acted(callText(wanted), ticket.operation); },
            [this](const domain::Error &error) { failed(error); });
    }
}

void ReservationsPage::approve() {
    const auto rows = chosen();
    for (const auto &row : rows) {
        if (row.reservation.status != domain::ReservationStatus::Requested ||
            row.pending.state == services::Pending::Waiting) {
            continue;
        }
        whenDone(
            m_context.desk.reservations().approve(row.reservation.id, row.reservation.meta.version), this,
            [this](const services::OpTicket &ticket) {
                acted(callText(domain::ReservationCall::Approve), ticket.operation);
            },
            [this](const domain::Error &error) { failed(error); });
    }
}

void ReservationsPage::beginDecision(domain::ReservationCall wanted) {
    const auto rows = chosen();
    const auto needed = wanted == domain::ReservationCall::Decline ? domain::ReservationStatus::Requested
                                                                   : domain::ReservationStatus::Approved;
    const auto count = std::count_if(rows.begin(), rows.end(),
                                     [&](const auto &row) { return row.reservation.status == needed; });
    if (count == 0) {
        return;
    }
    m_deciding = wanted;
    const QString heading =
        wanted == domain::ReservationCall::Decline
            ? tr("Decline %n reservation(s)", nullptr, static_cast<int>(count))
            : tr("Cancel %n reservation(s) for the facility's reasons", nullptr, static_cast<int>(count));
    m_decision->begin(rows.front(), m_facilityName, m_context.desk.preferences().declineReasons(), heading,
                      callText(wanted));
    m_side->setCurrentIndex(1);
    m_side->show();
    m_decision->focusFirst();
}

void ReservationsPage::decide() {
    const auto reason = m_decision->reason();
    const auto message = m_decision->message();
    auto &reservations = m_context.desk.reservations();
    for (const auto &row : chosen()) {
        const auto version = row.reservation.meta.version;
        const auto ticket = m_deciding == domain::ReservationCall::Decline
                                ? reservations.decline(row.reservation.id, version, reason, message)
                                : reservations.act(m_deciding, row.reservation.id, version, reason, message);
        whenDone(
            ticket, this,
            [this](const services::OpTicket &done) { acted(callText(m_deciding), done.operation); },
            [this](const domain::Error &error) { failed(error); });
    }
    m_side->setCurrentIndex(0);
    m_table->setFocus();
}

void ReservationsPage::acted(const QString &text, domain::OperationId operation) {
    m_undo = operation;
    m_banner->say(Tone::Success, tr("%1: saved on this PC; it goes to the hub by itself.").arg(text));
    m_banner->setAction(tr("Undo"));
}

void ReservationsPage::takeBack() {
    const auto operation = m_details->row().pending.state == services::Pending::Waiting
                               ? m_details->row().pending.operation
                               : m_undo;
    whenDone(
        m_context.desk.reservations().withdraw(operation), this,
        [this] { m_banner->say(Tone::Info, tr("Taken back. Nothing was sent.")); },
        [this](const domain::Error &error) { failed(error); });
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
