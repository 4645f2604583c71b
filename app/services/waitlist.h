// キャンセル待ち of a facility.
#pragma once

#include "domain/waitlist.h"
#include "services/types.h"

#include <QObject>

namespace services {

class Waitlist : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Families that wait or have an offer: offers first, the one that ends soonest at the top, then who
    /// waits longest.
    [[nodiscard]] virtual Async<std::vector<domain::WaitlistEntry>> waiting(domain::FacilityId facility) = 0;

Q_SIGNALS:
    void changed();
};

} // namespace services
