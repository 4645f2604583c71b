#include "screens/reservations/asked_family.h"

#include "kit/models/chosen_row.h"
#include "kit/pages/when_done.h"

namespace ui {

AskedFamily::AskedFamily(services::Reservations &reservations, ChosenRow &chosen, QObject *parent)
    : QObject(parent), m_reservations(reservations), m_chosen(chosen) {}

void AskedFamily::ask(domain::ReservationId id) {
    m_chosen.clear(); // no neighbour stands in for the family that is asked for
    m_id = id;
    m_widened = false;
}

void AskedFamily::forget() {
    m_id = {};
}

void AskedFamily::filterEdited() {
    if (!m_isWidening) {
        forget();
    }
}

void AskedFamily::look() {
    if (m_id.isNull()) {
        return;
    }
    if (m_chosen.id() == m_id) {
        return letGo();
    }
    if (m_chosen.choose(m_id)) {
        Q_EMIT chosen();
        return;
    }
    if (m_widened) {
        forget();
        Q_EMIT missing();
        return;
    }
    m_widened = true;
    m_isWidening = true;
    Q_EMIT widenWanted();
    m_isWidening = false;
}

/// The list is new and has it: what happens to it from here on is others' doing, unless an act of its own is
/// still on its way.
void AskedFamily::letGo() {
    whenDone(
        m_reservations.rows({m_id}), this,
        [this, asked = m_id](const std::vector<services::ReservationRow> &rows) {
            const bool isWaiting = !rows.empty() && rows.front().pending.state == services::Pending::Waiting;
            if (asked == m_id && !isWaiting) {
                forget();
            }
        },
        [](const domain::Error &) {}); // it stays asked for, which harms nobody
}

} // namespace ui
