// The reservation that another place asked for: chosen as soon as the list has it, and nobody in its place.
#pragma once

#include "domain/id.h"
#include "services/reservations.h"

#include <QObject>

namespace ui {

class ChosenRow;

class AskedFamily : public QObject {
    Q_OBJECT
public:
    /// Both must outlive it.
    AskedFamily(services::Reservations &reservations, ChosenRow &chosen, QObject *parent);
    void ask(domain::ReservationId id);
    /// The person goes on alone.
    void forget();
    [[nodiscard]] domain::ReservationId id() const { return m_id; }
    /// The filter was changed: by the person, or because of widenWanted().
    void filterEdited();
    /// The list has come. Also where the reservation leaves it again, because what the list knew of it was
    /// old, or an act of its own was still on its way: until the person chooses another one.
    void look();

Q_SIGNALS:
    void chosen();
    /// The filter hides it, perhaps.
    void widenWanted();
    /// Gone, or not this account's.
    void missing();

private:
    void letGo();

    services::Reservations &m_reservations;
    ChosenRow &m_chosen;
    domain::ReservationId m_id;
    bool m_widened = false; ///< for this one
    bool m_isWidening = false;
};

} // namespace ui
