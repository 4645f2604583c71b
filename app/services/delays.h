// 承認状況: late answers, for municipal staff.
#pragma once

#include "services/types.h"

#include <QObject>

namespace services {

class Delays : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Facilities with late, nearly late or endangered answers, worst first. From what is stored here.
    [[nodiscard]] virtual Async<std::vector<DelayRow>> list() = 0;

Q_SIGNALS:
    void changed();
};

} // namespace services
