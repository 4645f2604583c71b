// Answering from the reservations page.
#include "kit/flows/decision_flow.h"
#include "kit/forms/reservation_details.h"
#include "kit/models/chosen_row.h"
#include "kit/models/reservation_list_model.h"
#include "kit/pages/when_done.h"
#include "screens/reservations/reservations_page.h"

#include <QTableView>

namespace ui {

void ReservationsPage::call(domain::ReservationCall call) {
    m_answers->call(call, *m_chosen);
}

/// The family that gets its answer back can be answered rightly.
void ReservationsPage::chooseAgain(domain::ReservationId id) {
    if (!isFormOpen() && m_chosen->choose(id)) {
        m_table->setFocus();
    }
}

void ReservationsPage::dismiss() {
    whenDone(
        m_context.desk.syncStatus().dismiss(m_details->row().pending.operation), this,
        [this] { m_model->refresh(); }, [this](const domain::Error &error) { m_acts->failed(error); });
}

} // namespace ui
