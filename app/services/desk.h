// All services of one profile. Made by the composition (app/programs/desk.cpp) and by tests.
#pragma once

#include "services/account.h"
#include "services/delays.h"
#include "services/facilities.h"
#include "services/hub_queries.h"
#include "services/reservations.h"
#include "services/slots.h"
#include "services/sync_status.h"
#include "services/training.h"
#include "services/waitlist.h"

#include <QObject>

#include <functional>

namespace services {

/// Plain values remembered for this profile (settings.ini in the profile folder); GUI thread.
class Preferences : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    [[nodiscard]] virtual QString language() const = 0; ///< "ja", "en"
    virtual void setLanguage(const QString &language) = 0;
    [[nodiscard]] virtual int textPercent() const = 0; ///< 100, 125, 150, 200
    virtual void setTextPercent(int percent) = 0;
    [[nodiscard]] virtual int lockAfterMinutes() const = 0; ///< 0: never
    virtual void setLockAfterMinutes(int minutes) = 0;
    [[nodiscard]] virtual QString theme() const = 0; ///< "system", "light", "dark", "contrast"
    virtual void setTheme(const QString &theme) = 0;
    /// Reason templates for declining, in the order shown; may hold {日時} and {施設名}.
    [[nodiscard]] virtual QStringList declineReasons() const = 0;
    virtual void setDeclineReasons(const QStringList &reasons) = 0;

Q_SIGNALS:
    void changed();
};

/// Typed text of any form, kept through lock, expiry of the session, sign-out and crash; sealed on disk.
class Drafts : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// `form` names the form and what it is about ("slot/<facility>"). Empty text removes the draft.
    [[nodiscard]] virtual Async<void> save(const QString &form, const QByteArray &text) = 0;
    /// Empty where there is none.
    [[nodiscard]] virtual Async<QByteArray> load(const QString &form) = 0;
};

/// What the hub's operator or the municipality tells everybody.
class Notices : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Those that hold now, newest first.
    [[nodiscard]] virtual Async<std::vector<domain::Notice>> now() = 0;

Q_SIGNALS:
    void changed();
};

/// Pointers stay valid as long as the Desk lives.
class Desk {
public:
    virtual ~Desk() = default;
    [[nodiscard]] virtual Account &account() = 0;
    [[nodiscard]] virtual Reservations &reservations() = 0;
    [[nodiscard]] virtual Slots &slotBook() = 0;
    [[nodiscard]] virtual Facilities &facilities() = 0;
    [[nodiscard]] virtual Delays &delays() = 0;
    [[nodiscard]] virtual SyncStatus &syncStatus() = 0;
    [[nodiscard]] virtual Preferences &preferences() = 0;
    [[nodiscard]] virtual Drafts &drafts() = 0;
    [[nodiscard]] virtual Notices &notices() = 0;
    [[nodiscard]] virtual HubQueries &hubQueries() = 0;
    [[nodiscard]] virtual Waitlist &waitlist() = 0;
    /// Null in a normal profile.
    [[nodiscard]] virtual Training *training() = 0;
    [[nodiscard]] virtual const domain::Clock &clock() const = 0;
    /// Before the program ends: the practice hub ends in its own time, then `done`. At once in a normal
    /// profile.
    virtual void prepareToEnd(std::function<void()> done) { done(); } // NOLINT: those who override keep it
};

} // namespace services
