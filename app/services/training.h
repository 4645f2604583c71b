// 研修: the practice hub on this PC, as the desk sees it. Only in a training profile.
#pragma once

#include "services/types.h"

#include <QObject>

namespace services {

/// Whose work is practised.
enum class Trainee : std::uint8_t { Nursery, Municipality };

struct TrainingState {
    enum class Phase : std::uint8_t { Starting, Running, Failed, Resetting } phase = Phase::Starting;
    domain::Error problem; ///< when Failed
    Trainee who = Trainee::Nursery;
    QString loginId; ///< of the generated trainee
    QString password;
    bool paused = false; ///< no new events by simulated parents
};

class Training : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    [[nodiscard]] virtual TrainingState state() const = 0;
    /// The practice authenticator's code now, and how many seconds it still holds.
    [[nodiscard]] virtual std::pair<QString, int> authenticatorCode() const = 0;
    /// The other trainee's login and authenticator from now on; signing in is left to the trainee.
    virtual void practiseAs(Trainee who) = 0;
    /// One simulated parent books now.
    virtual void parentBooksNow() = 0;
    virtual void setPaused(bool paused) = 0;
    /// Everything back to the start; new invented families.
    virtual void reset() = 0;

Q_SIGNALS:
    void changed();
};

} // namespace services
