// What the windows and the services say to each other. Values only; no storage, net or wire type appears
// here.
#pragma once

#include "domain/acts.h"
#include "domain/result.h"
#include "domain/series.h"

#include <QFuture>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <unordered_set>
#include <vector>

namespace services {

/// Finished on the data thread; take the value with ui's whenDone(), never by waiting.
template <class T> using Async = QFuture<domain::Result<T>>;

struct EntityKey {
    domain::RecordKind kind = domain::RecordKind::Unknown;
    std::string id;
    auto operator<=>(const EntityKey &) const = default;
};

/// Where an act of the user stands.
enum class Pending : std::uint8_t {
    None,
    Waiting,  ///< 送信待ち (also while on its way)
    NeedsYou, ///< 要確認: refused, or somebody was first
};

struct PendingAct {
    Pending state = Pending::None;
    domain::OperationId operation;
    domain::ActKind act = domain::ActKind::Unknown;
    domain::Error refusal; ///< meaningful when NeedsYou
    /// Of a reservation where somebody was first: what that was, who did it and when.
    std::optional<domain::HistoryEntry> first = {};
};

/// The receipt of an act that is saved on this PC.
struct ActReceipt {
    domain::OperationId operation;
    std::string recordId = {}; ///< of what was acted on, or made
    /// For so long it is held back, unless Reservations::sendHeld() comes first.
    std::chrono::milliseconds undoTime{0};
};

struct ReservationFilter {
    std::optional<domain::FacilityId> facility;
    std::vector<domain::ReservationStatus> states; ///< empty: all
    std::optional<domain::SlotId> slot;
    std::optional<domain::LocalDate> from;
    std::optional<domain::LocalDate> to;
    std::optional<int> ageClass;
    std::string channel;
    bool onlyUnsent = false;
    QString text; ///< names, kana, phone; empty: all
    enum class Order : std::uint8_t { SlotStart, Risk, Newest } order = Order::SlotStart;
    std::optional<int> most; ///< only so many, from the front of the order; counting knows no such end
    bool operator==(const ReservationFilter &) const = default;
};

struct ReservationRow {
    domain::Reservation reservation;
    domain::LocalDate date{};
    domain::LocalTime start;
    domain::LocalTime end;
    PendingAct pending;
    /// Open minutes until the answer is late (negative: late by that much); empty when nothing is awaited.
    std::optional<std::int64_t> openMinutesLeft;
    /// An answer is awaited, and the tour starts before anybody gives it (domain::unansweredToursUntil).
    bool startsUnanswered = false;
    int daysUntilTour = 0; ///< 0: today; meaningful where startsUnanswered
};

/// Which rows of reservations look different now, or may stand elsewhere.
struct ReservationsChanged {
    std::unordered_set<domain::ReservationId> ids; ///< the records, or the acts that wait on them
    std::unordered_set<domain::SlotId> slotIds;    ///< these have another day or time: so have their families
    bool calendars =
        false; ///< opening times or thresholds: every remaining time and the order of the waiting
    [[nodiscard]] bool isAny() const { return !ids.empty() || !slotIds.empty() || calendars; }
};

struct SlotRow {
    domain::Slot slot;
    int seatsTaken = 0;
    int waiting = 0;
    int approved = 0;
    PendingAct pending;
};

/// One facility in 承認状況.
struct DelayRow {
    domain::FacilityId facility;
    QString name;
    QString phone;
    int late = 0;
    int nearlyLate = 0;
    int startsUnanswered = 0; ///< tours that start before anybody answered (domain/waiting.h)
    domain::Instant oldestRequestedAt{};
    std::int64_t oldestOpenMinutes = 0;
};

/// What an act is about, in parts that the screens put into words.
struct ActSubject {
    QString facility;                      ///< name
    std::optional<domain::LocalDate> date; ///< of the visit or the slot
    domain::LocalTime start;
    QStringList children; ///< names
    int count = 0;        ///< slots that one act makes
    QString reason;       ///< what the family is told
    QStringList members;  ///< pointers of the members that an edit changes
};

/// Why an act has not gone out yet.
enum class WaitReason : std::uint8_t {
    Held,          ///< held back for some seconds, so that it can be taken back
    Next,          ///< goes with the next connection
    OnItsWay,      ///< sent; the answer is not here
    BehindEarlier, ///< an earlier act on the same record goes first
    NextTry,       ///< the hub had a fault with it; see nextTry
};

struct OutboxItem {
    domain::OperationId operation;
    domain::RecordKind kind = domain::RecordKind::Unknown;
    std::string recordId;
    domain::ActKind act = domain::ActKind::Unknown;
    Pending state = Pending::Waiting;
    domain::Instant createdAt{};
    domain::Error refusal = {};
    ActSubject subject = {};
    WaitReason why = WaitReason::Next;
    std::optional<domain::Instant> nextTry = {};
    bool mayBeWithdrawn = true;                     ///< nothing of it has gone out
    std::optional<domain::HistoryEntry> first = {}; ///< as in PendingAct
    bool canBeSettled = false;                      ///< SyncStatus::conflict() has something to choose from
};

/// One thing on which two people said something different.
struct ConflictPart {
    std::string pointer; ///< of the member, or the id of a slot of a series
    std::string base;    ///< what the user saw; text, empty where absent
    std::string mine;
    std::string theirs;
    /// Instead of texts: the slot that was to be made, and the one that stands at that time.
    std::optional<std::pair<domain::Slot, domain::Slot>> overlap = {};
};
struct Conflict {
    OutboxItem item;
    std::vector<ConflictPart> parts;
};
enum class Side : std::uint8_t { Theirs, Mine };
/// A conflict that was settled, to be looked up later.
struct PastDecision {
    OutboxItem item;
    domain::Instant at{};
    QString by;
    struct Choice {
        std::string pointer;
        std::string mine;
        std::string theirs;
        Side side = Side::Theirs;
    };
    std::vector<Choice> choices;
};

/// The status chip: 最新 12:03 / 3件 送信待ち / オフライン / 要確認 1件.
struct SyncState {
    enum class Connection : std::uint8_t {
        Starting,
        Online,
        Offline,
        SignedOut
    } connection = Connection::Starting;
    domain::Error offlineBecause;            ///< while Offline
    std::optional<domain::Instant> upToDate; ///< when the feed was last followed to its end
    int waiting = 0;
    int needsYou = 0;
    bool firstPull = false;
    std::int64_t received = 0;
    std::int64_t expected = 0; ///< 0 = unknown
    /// The PC's clock differs from the hub's by this much; shown from 120 s on.
    std::optional<std::chrono::seconds> clockOffBy;
    /// Records of the hub that this version cannot read; what is shown of them is older or nothing.
    int unreadable = 0;
};

} // namespace services

Q_DECLARE_METATYPE(services::EntityKey)
Q_DECLARE_METATYPE(services::ReservationsChanged)
Q_DECLARE_METATYPE(services::SyncState)
