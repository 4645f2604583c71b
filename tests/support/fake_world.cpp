#include "fake_world.h"

#include "domain/age_class.h"
#include "domain/open_time.h"

#include <algorithm>

namespace fake {
namespace {

using namespace std::chrono_literals;

const domain::Instant monday =
    domain::toInstant(std::chrono::year(2026) / 11 / 16, domain::LocalTime::of(9, 0));

template <class T, class Id> T *byId(std::vector<T> &all, Id id) {
    const auto found = std::find_if(all.begin(), all.end(), [id](const T &one) { return one.id == id; });
    return found == all.end() ? nullptr : &*found;
}

domain::OpenCalendar calendarOf(const domain::Facility &facility) {
    return {domain::effectiveOpenHours(facility), &domain::Holidays::builtIn(), {}};
}

} // namespace

World::World() : clock(monday), random(domain::seededRandom(42)) {
    syncState.connection = services::SyncState::Connection::Online;
    syncState.upToDate = monday;
}

World::~World() = default;

domain::Facility *World::facility(domain::FacilityId id) {
    return byId(facilities, id);
}
domain::Slot *World::slot(domain::SlotId id) {
    return byId(slotBook, id);
}
domain::Reservation *World::reservation(domain::ReservationId id) {
    return byId(reservations, id);
}

void World::release() {
    held = false;
    const auto answers = std::exchange(m_heldAnswers, {});
    for (const auto &finish : answers) {
        finish();
    }
}

void World::touch(domain::RecordKind kind, const std::string &id) {
    Q_EMIT recordsChanged({services::EntityKey{kind, id}});
}

void World::countOutbox() {
    const auto count = [this](services::Pending state) {
        return static_cast<int>(std::count_if(
            outbox.begin(), outbox.end(), [state](const Entry &entry) { return entry.item.state == state; }));
    };
    syncState.waiting = count(services::Pending::Waiting);
    syncState.needsYou = count(services::Pending::NeedsYou);
    Q_EMIT syncChanged();
}

services::ActReceipt World::enqueue(domain::RecordKind kind, const std::string &recordId,
                                    const std::string &act, std::function<void()> apply) {
    const auto id = domain::OperationId::make(clock, *random);
    calls << QString::fromStdString(act);
    outbox.push_front(
        Entry{{id, kind, recordId, domain::actKind(act), services::Pending::Waiting, clock.now(), {}},
              std::move(apply)});
    countOutbox();
    touch(kind, recordId);
    const bool isHeld = act != "book" && kind == domain::RecordKind::Reservation && undoTime.count() > 0;
    if (hubAnswers && !isHeld) {
        QTimer::singleShot(0, this, &World::deliver);
    }
    return {
        .operation = id, .recordId = recordId, .undoTime = isHeld ? undoTime : std::chrono::milliseconds(0)};
}

void World::sendHeld() {
    if (hubAnswers && undoTime.count() > 0) {
        QTimer::singleShot(0, this, &World::deliver);
    }
}

void World::deliver() {
    if (syncState.connection != services::SyncState::Connection::Online) {
        return;
    }
    std::deque<Entry> waiting;
    std::deque<Entry> rest;
    for (Entry &entry : outbox) {
        (entry.item.state == services::Pending::Waiting ? waiting : rest).push_back(std::move(entry));
    }
    outbox = std::move(rest);
    for (auto entry = waiting.rbegin(); entry != waiting.rend(); ++entry) {
        entry->apply();
        touch(entry->item.kind, entry->item.recordId);
    }
    countOutbox();
}

void World::refuse(const domain::Error &refusal) {
    for (Entry &entry : outbox) {
        if (entry.item.state == services::Pending::Waiting) {
            entry.item.state = services::Pending::NeedsYou;
            entry.item.refusal = refusal;
            touch(entry.item.kind, entry.item.recordId);
            break;
        }
    }
    countOutbox();
}

void World::setOffline() {
    syncState.connection = services::SyncState::Connection::Offline;
    syncState.offlineBecause = domain::Error{.kind = domain::ErrorKind::Offline};
    countOutbox();
}

void World::setOnline() {
    syncState.connection = services::SyncState::Connection::Online;
    syncState.upToDate = clock.now();
    countOutbox();
    if (hubAnswers) {
        deliver();
    }
}

services::PendingAct World::pendingOf(const std::string &recordId) const {
    for (const Entry &entry : outbox) {
        if (entry.item.recordId == recordId) {
            return {entry.item.state, entry.item.operation, entry.item.act, entry.item.refusal};
        }
    }
    return {};
}

bool World::removeFromOutbox(domain::OperationId operation) {
    const auto found = std::find_if(outbox.begin(), outbox.end(), [operation](const Entry &entry) {
        return entry.item.operation == operation;
    });
    if (found == outbox.end()) {
        return false;
    }
    const services::OutboxItem item = found->item;
    outbox.erase(found);
    touch(item.kind, item.recordId);
    countOutbox();
    return true;
}

domain::Facility &World::addFacility(const QString &name, const QString &phone) {
    domain::Facility facility;
    facility.id = domain::FacilityId::make(clock, *random);
    facility.meta = {1, clock.now(), clock.now()};
    facility.municipalityCode = "132012";
    facility.profile = {{"name", name.toStdString()},
                        {"name_kana", "ミホンホイクエン"},
                        {"type", "認可私立保育所"},
                        {"address", "東京都見本市架空町1-2-3"},
                        {"phone", phone.toStdString()},
                        {"open_time", "07:30"},
                        {"close_time", "18:30"},
                        {"accepted_ages", "0歳から5歳"},
                        {"capacity", "90"}};
    facilities.push_back(facility);
    return facilities.back();
}

domain::Slot &World::addSlot(domain::FacilityId facilityId, domain::LocalDate date, domain::LocalTime start,
                             int seats) {
    domain::Slot slot;
    slot.id = domain::SlotId::make(clock, *random);
    slot.meta = {1, clock.now(), clock.now()};
    slot.facilityId = facilityId;
    slot.date = date;
    slot.start = start;
    slot.end = domain::LocalTime{start.sinceMidnight + 30min};
    slot.seats = seats;
    slotBook.push_back(slot);
    return slotBook.back();
}

domain::Reservation &World::addReservation(domain::SlotId slotId, domain::ReservationStatus status,
                                           const QString &guardian, const QString &kana,
                                           const QString &child) {
    const domain::Slot &at = *slot(slotId);
    const domain::Facility &where = *facility(at.facilityId);
    domain::Reservation r;
    r.id = domain::ReservationId::make(clock, *random);
    r.slotId = slotId;
    r.facilityId = at.facilityId;
    r.status = status;
    r.channel = "portal";
    r.visitors = 2;
    r.requestedAt = clock.now() - 26h;
    r.meta = {1, r.requestedAt, r.requestedAt};
    r.decisionDueAt = domain::addOpenMinutes(calendarOf(where), r.requestedAt, domain::defaultLateMinutes);
    const domain::Child born{child.toStdString(),
                             kana.toStdString(),
                             std::chrono::year(2025) / 6 / 3,
                             {},
                             std::chrono::year(2027) / 4};
    r.personal = domain::ReservationPersonal{
        {guardian.toStdString(), kana.toStdString(), "090-0000-0000", {}}, {born}, {}, {}, {}};
    r.ageClasses = domain::ageClasses(r.personal->children, at.date);
    r.childrenCount = 1;
    r.history.push_back({r.requestedAt,
                         "request",
                         {},
                         domain::ReservationStatus::Requested,
                         "system",
                         "見本サイト",
                         {},
                         {},
                         {},
                         false});
    if (status != domain::ReservationStatus::Requested) {
        r.decidedAt = r.requestedAt + 2h;
        r.decidedBy = "見本 花子";
        r.meta.version = 2;
        r.history.push_back({*r.decidedAt,
                             "approve",
                             domain::ReservationStatus::Requested,
                             status,
                             "staff",
                             "見本 花子",
                             "事務室PC",
                             {},
                             {},
                             false});
    }
    reservations.push_back(r);
    return reservations.back();
}

void World::fillNursery() {
    using domain::LocalTime;
    using domain::ReservationStatus;
    const domain::FacilityId here =
        addFacility(QStringLiteral("見本さくら保育園"), QStringLiteral("03-0000-0001")).id;
    const domain::LocalDate today = domain::dateOf(clock.now());
    const auto slotAt = [&](int days, int hour, int minute, int seats) {
        return addSlot(here, domain::addDays(today, days), LocalTime::of(hour, minute), seats).id;
    };
    const domain::SlotId early = slotAt(0, 9, 30, 3);
    const domain::SlotId late = slotAt(0, 13, 0, 3);
    const domain::SlotId tomorrow = slotAt(1, 10, 0, 4);
    const domain::SlotId thursday = slotAt(3, 10, 0, 2);
    const domain::SlotId past = slotAt(-4, 10, 0, 3);
    slotAt(8, 10, 0, 5);
    slotAt(10, 15, 30, 1);
    const auto family = [this](domain::SlotId at, ReservationStatus status, const QString &name,
                               const QString &kana, const QString &child) -> domain::Reservation & {
        return addReservation(at, status, name, kana, child);
    };
    family(early, ReservationStatus::Approved, QStringLiteral("架空 一郎"), QStringLiteral("カクウ イチロウ"),
           QStringLiteral("架空 はな"));
    auto &asks = family(late, ReservationStatus::Requested, QStringLiteral("例示 二子"),
                        QStringLiteral("レイジ フタコ"), QStringLiteral("例示 そら"));
    asks.personal->question = "ベビーカーで行ってもよいですか。";
    asks.hasQuestion = true;
    auto &old = family(tomorrow, ReservationStatus::Requested, QStringLiteral("仮名 三郎"),
                       QStringLiteral("カメイ サブロウ"), QStringLiteral("仮名 うみ"));
    old.requestedAt -= 96h;
    old.decisionDueAt = *old.decisionDueAt - 96h;
    family(thursday, ReservationStatus::Requested, QStringLiteral("とても長い名字の見本 四右衛門之助"),
           QStringLiteral("トテモナガイミョウジノミホン ヨエモンノスケ"), QStringLiteral("見本 𠮷野"))
        .requestedAt += 20h;
    family(thursday, ReservationStatus::Approved, QStringLiteral("試験 五子"),
           QStringLiteral("シケン イツコ"), QStringLiteral("試験 りく"))
        .channel = "phone";
    family(past, ReservationStatus::Attended, QStringLiteral("練習 六郎"),
           QStringLiteral("レンシュウ ロクロウ"), QStringLiteral("練習 もも"));
    family(past, ReservationStatus::NoShow, QStringLiteral("練習 七美"), QStringLiteral("レンシュウ ナナミ"),
           QStringLiteral("練習 あお"));
    family(past, ReservationStatus::Declined, QStringLiteral("練習 八代"),
           QStringLiteral("レンシュウ ヤシロ"), QStringLiteral("練習 ひな"));
}

void World::fillMunicipality(int count) {
    const domain::LocalDate today = domain::dateOf(clock.now());
    for (int i = 0; i < count; ++i) {
        const domain::FacilityId at =
            addFacility(QStringLiteral("見本第%1保育園").arg(i + 1),
                        QStringLiteral("03-0000-%1").arg(i + 1, 4, 10, QLatin1Char('0')))
                .id;
        const domain::SlotId slotId =
            addSlot(at, domain::addDays(today, 1 + i % 14), domain::LocalTime::of(10, 0), 3).id;
        domain::Reservation &r =
            addReservation(slotId, domain::ReservationStatus::Requested, QStringLiteral("架空"),
                           QStringLiteral("カクウ"), QStringLiteral("架空"));
        r.personal.reset();
        r.requestedAt -= std::chrono::hours(12 * i);
        r.decisionDueAt = *r.decisionDueAt - std::chrono::hours(12 * i);
    }
}

void World::fillMany(int count) {
    const domain::FacilityId at =
        facilities.empty()
            ? addFacility(QStringLiteral("見本さくら保育園"), QStringLiteral("03-0000-0001")).id
            : facilities.front().id;
    const domain::LocalDate today = domain::dateOf(clock.now());
    slotBook.reserve(slotBook.size() + static_cast<std::size_t>(count / 10 + 1));
    reservations.reserve(reservations.size() + static_cast<std::size_t>(count));
    domain::SlotId slotId;
    for (int i = 0; i < count; ++i) {
        if (i % 10 == 0) {
            slotId = addSlot(at, domain::addDays(today, i / 10 % 60),
                             domain::LocalTime::of(9 + i / 600 % 8, 0), 10)
                         .id;
        }
        addReservation(
            slotId, i % 3 == 0 ? domain::ReservationStatus::Requested : domain::ReservationStatus::Approved,
            QStringLiteral("架空 %1").arg(i), QStringLiteral("カクウ"), QStringLiteral("架空 子%1").arg(i));
    }
}

} // namespace fake
