// What the fake services share: invented records, a clock that stands still, and a hub that answers on
// command.
#pragma once

#include "services/types.h"

#include "domain/clock.h"
#include "domain/random.h"
#include "domain/transitions.h"

#include <QObject>
#include <QPromise>
#include <QStringList>
#include <QTimer>

#include <deque>
#include <functional>
#include <map>
#include <memory>

namespace fake {

/// An act on its way to the pretended hub.
struct Entry {
    services::OutboxItem item;
    std::function<void()> apply; ///< what the hub would do
};

class World : public QObject {
    Q_OBJECT
public:
    World();
    ~World() override;

    // --- the records; tests may change them and then call touch()
    // -------------------------------------------------
    domain::ManualClock clock; ///< Monday 2026-11-16, 09:00 in Tokyo
    std::unique_ptr<domain::Random> random;
    std::vector<domain::Facility> facilities;
    std::vector<domain::Slot> slotBook;
    std::vector<domain::Reservation> reservations;
    std::map<std::string, domain::Profile> drafts; ///< by facility id
    std::map<QString, QByteArray> formDrafts;      ///< by the form's name
    std::vector<domain::Notice> notices;
    std::vector<services::ConflictPart> conflictParts; ///< of any act that is in conflict
    std::vector<services::PastDecision> pastDecisions; ///< newest first
    std::map<std::string, services::Side> settled;     ///< what was chosen last
    std::deque<Entry> outbox;                          ///< newest first
    services::SyncState syncState;                     ///< online and up to date at first

    [[nodiscard]] domain::Facility *facility(domain::FacilityId id);
    [[nodiscard]] domain::Slot *slot(domain::SlotId id);
    [[nodiscard]] domain::Reservation *reservation(domain::ReservationId id);

    // --- making the services behave
    // --------------------------------------------------------------------------------
    /// The next asynchronous call fails with this.
    std::optional<domain::Error> nextError;
    /// Answers wait until release().
    bool held = false;
    void release();
    /// Acts are answered by the hub as soon as the event loop turns, while online. Off: by deliver() or
    /// refuse().
    bool hubAnswers = true;
    /// For so long answers are held back: the hub gets what is older only after release by sendHeld().
    std::chrono::milliseconds undoTime{0};
    void sendHeld();
    void deliver();
    void refuse(const domain::Error &refusal); ///< the newest waiting act
    void setOffline();
    void setOnline();
    /// Names of the calls with what they were about, for example "approve", oldest first.
    QStringList calls;

    // --- for the fakes
    // -------------------------------------------------------------------------------------------
    template <class T> services::Async<T> answer(domain::Result<T> value);
    /// Puts an act into the outbox; `apply` is run when the hub takes it.
    services::ActReceipt enqueue(domain::RecordKind kind, const std::string &recordId, const std::string &act,
                                 std::function<void()> apply);
    [[nodiscard]] services::PendingAct pendingOf(const std::string &recordId) const;
    /// False when it has already gone.
    bool removeFromOutbox(domain::OperationId operation);
    void touch(domain::RecordKind kind, const std::string &id);

    // --- invented people
    // -------------------------------------------------------------------------------------------
    domain::Facility &addFacility(const QString &name, const QString &phone);
    domain::Slot &addSlot(domain::FacilityId facility, domain::LocalDate date, domain::LocalTime start,
                          int seats);
    domain::Reservation &addReservation(domain::SlotId slot, domain::ReservationStatus status,
                                        const QString &guardian, const QString &kana, const QString &child);
    /// One nursery with two weeks of slots and families in every state.
    void fillNursery();
    /// `count` facilities with late answers of differing badness.
    void fillMunicipality(int count);
    /// `count` more reservations over many slots, for long lists.
    void fillMany(int count);

Q_SIGNALS:
    void recordsChanged(const QList<services::EntityKey> &keys);
    void syncChanged();

private:
    void countOutbox();

    std::vector<std::function<void()>> m_heldAnswers;
};

template <class T> services::Async<T> World::answer(domain::Result<T> value) {
    if (nextError) {
        value = domain::fail(*nextError);
        nextError.reset();
    }
    auto promise = std::make_shared<QPromise<domain::Result<T>>>();
    promise->start();
    const services::Async<T> future = promise->future();
    auto finish = [promise, value = std::move(value)] {
        promise->addResult(value);
        promise->finish();
    };
    if (held) {
        m_heldAnswers.push_back(std::move(finish));
    } else {
        // Never at once: the real services answer from another thread, and windows must bear it.
        QTimer::singleShot(0, this, std::move(finish));
    }
    return future;
}

} // namespace fake
