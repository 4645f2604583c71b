// Questions to the local copy: lists, order, search, counts.
#include "unit/storage/fixture.h"

#include "domain/text.h"

using namespace storetest;

class TestQueries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reservationsAreFoundByEveryCriterion();
    void riskOrderPutsTheUnanswerableFirst();
    void riskOrderFollowsASlotThatMoves();
    void theAnswersAreTheSameBeforeTheIndexesAreMade();
    void riskOrderKnowsMissingSlotsAndMissingDueTimes();
    void searchReadsNamesKanaAndPhone();
    void searchSeesAChangedName();
    void slotsCountTheirFamilies();

private:
    Maker m_make;
};

namespace {

std::vector<ReservationId> idsOf(storage::Store &store, const storage::ReservationQuery &query) {
    return store.reservationIds(query).value_or(std::vector<ReservationId>());
}

} // namespace

void TestQueries::reservationsAreFoundByEveryCriterion() {
    Folder profile;
    auto store = profile.open();
    const FacilityId here = m_make.id<FacilityId>();
    const FacilityId there = m_make.id<FacilityId>();
    const Slot early = m_make.slot(here, day(2026, 12, 1));
    const Slot late = m_make.slot(here, day(2026, 12, 9));
    const Slot other = m_make.slot(there, day(2026, 12, 5));
    Reservation a = m_make.reservation(late);
    Reservation b = m_make.reservation(early, ReservationStatus::Approved);
    b.channel = "phone";
    b.ageClasses = AgeClasses(0b100000);
    b.requestedAt = at(day(2026, 11, 3), 9);
    const Reservation c = m_make.reservation(other);
    Reservation homeless = m_make.reservation(m_make.slot(here, day(2026, 12, 2)));
    homeless.requestedAt = at(day(2026, 11, 2), 9);
    // The slots come after the reservations: the feed promises no order between kinds.
    QVERIFY(store->applyRemote(pageOf("c", a, b, c, homeless, early, late, other)));

    using Ids = std::vector<ReservationId>;
    using Query = storage::ReservationQuery;
    QCOMPARE(idsOf(*store, {}), (Ids{homeless.id, b.id, c.id, a.id}));
    QCOMPARE(idsOf(*store, {.facility = there}), (Ids{c.id}));
    QCOMPARE(idsOf(*store, {.states = {ReservationStatus::Approved, ReservationStatus::Attended}}),
             (Ids{b.id}));
    QCOMPARE(idsOf(*store, {.slot = late.id}), (Ids{a.id}));
    QCOMPARE(idsOf(*store, {.from = day(2026, 12, 5)}), (Ids{c.id, a.id}));
    QCOMPARE(idsOf(*store, {.to = day(2026, 12, 5)}), (Ids{b.id, c.id}));
    QCOMPARE(idsOf(*store, {.facility = here, .from = day(2026, 12, 1), .to = day(2026, 12, 1)}),
             (Ids{b.id}));
    QCOMPARE(idsOf(*store, {.ageClass = 5}), (Ids{b.id}));
    QCOMPARE(idsOf(*store, {.channel = "phone"}), (Ids{b.id}));
    QCOMPARE(idsOf(*store, {.order = Query::Order::Newest, .limit = 2}), (Ids{b.id, homeless.id}));
    QCOMPARE(idsOf(*store, {.onlyUnsent = true}), Ids());
    QVERIFY(store->enqueue(m_make.approve(a), {}));
    QCOMPARE(idsOf(*store, {.onlyUnsent = true}), (Ids{a.id}));

    QCOMPARE(store->countReservations({}).value(), 4);
    QCOMPARE(
        store->countReservations({.states = {ReservationStatus::Requested}, .to = day(2026, 12, 5)}).value(),
        1);
}

void TestQueries::riskOrderPutsTheUnanswerableFirst() {
    Folder profile;
    auto store = profile.open();
    const FacilityId here = m_make.id<FacilityId>();
    const Slot soon = m_make.slot(here, day(2026, 11, 24));
    const Slot sooner = m_make.slot(here, day(2026, 11, 24), LocalTime::of(9, 0));
    const Slot later = m_make.slot(here, day(2026, 12, 24));
    Reservation tight = m_make.reservation(soon);
    tight.decisionDueAt = at(day(2026, 11, 25), 12);
    Reservation tightAndLate = m_make.reservation(sooner);
    tightAndLate.decisionDueAt = at(day(2026, 11, 21), 12);
    Reservation oldest = m_make.reservation(later);
    oldest.decisionDueAt = at(day(2026, 11, 20), 12);
    Reservation newer = m_make.reservation(later);
    newer.decisionDueAt = at(day(2026, 11, 23), 12);
    const Reservation answered = m_make.reservation(soon, ReservationStatus::Approved);
    QVERIFY(
        store->applyRemote(pageOf("c", soon, sooner, later, newer, oldest, tight, tightAndLate, answered)));
    storage::ReservationQuery query{.states = {ReservationStatus::Requested},
                                    .order = storage::ReservationQuery::Order::Risk,
                                    .toursUntil = {{here, at(day(2026, 11, 24), 10)}}};
    const std::vector<ReservationId> wanted{tightAndLate.id, tight.id, oldest.id, newer.id};
    QCOMPARE(idsOf(*store, query), wanted);
    query.facility = here; // the way of the first page, which takes the order from an index
    QCOMPARE(idsOf(*store, query), wanted);
    query.toursUntil = {{here, at(day(2026, 11, 24), 9, 59)}}; // one minute earlier
    const std::vector<ReservationId> before{tightAndLate.id, oldest.id, newer.id, tight.id};
    QCOMPARE(idsOf(*store, query), before);
    query.facility.reset();
    QCOMPARE(idsOf(*store, query), before);
}

void TestQueries::riskOrderFollowsASlotThatMoves() {
    Folder profile;
    auto store = profile.open();
    const FacilityId here = m_make.id<FacilityId>();
    const storage::ReservationQuery byRisk{.facility = here,
                                           .order = storage::ReservationQuery::Order::Risk,
                                           .toursUntil = {{here, at(day(2026, 11, 25), 23)}}};
    storage::ReservationQuery firstPage = byRisk;
    firstPage.states = {ReservationStatus::Requested};
    Slot slot = m_make.slot(here, day(2026, 12, 24));
    const Slot other = m_make.slot(here, day(2026, 12, 20));
    Reservation first = m_make.reservation(other);
    first.decisionDueAt = at(day(2026, 11, 24), 12);
    Reservation second = m_make.reservation(slot);
    second.decisionDueAt = at(day(2026, 11, 26), 12);
    QVERIFY(store->applyRemote(pageOf("c", slot, other, first, second)));
    QCOMPARE(idsOf(*store, byRisk), (std::vector<ReservationId>{first.id, second.id}));
    QCOMPARE(idsOf(*store, firstPage), idsOf(*store, byRisk));
    slot.date = day(2026, 11, 25); // now among the tours that come before an answer
    slot.meta.version = 2;
    QVERIFY(store->applyRemote(pageOf("d", slot)));
    QCOMPARE(idsOf(*store, byRisk), (std::vector<ReservationId>{second.id, first.id}));
    QCOMPARE(idsOf(*store, firstPage), idsOf(*store, byRisk));
}

void TestQueries::theAnswersAreTheSameBeforeTheIndexesAreMade() {
    Folder profile;
    auto store = profile.open();
    const FacilityId here = m_make.id<FacilityId>();
    const Slot slot = m_make.slot(here, day(2026, 12, 24));
    Reservation first = m_make.reservation(slot);
    first.decisionDueAt = at(day(2026, 11, 24), 12);
    const Reservation second = m_make.reservation(slot, ReservationStatus::Approved);
    auto page = pageOf("c", slot, first, second);
    page.more = true;
    QVERIFY(store->applyRemote(page));
    const auto look = [&] {
        QCOMPARE(idsOf(*store, {.facility = here,
                                .states = {ReservationStatus::Requested},
                                .order = storage::ReservationQuery::Order::Risk}),
                 std::vector<ReservationId>{first.id});
        const auto rows = store->slotRows(here, slot.date, slot.date).value();
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(rows.front().waiting, 1);
        QCOMPARE(rows.front().approved, 1);
    };
    QVERIFY(store->inFirstPull().value());
    look();
    page = pageOf("d");
    QVERIFY(store->applyRemote(page));
    QVERIFY(!store->inFirstPull().value());
    look();
}

void TestQueries::riskOrderKnowsMissingSlotsAndMissingDueTimes() {
    Folder profile;
    auto store = profile.open();
    const FacilityId here = m_make.id<FacilityId>();
    const Slot slot = m_make.slot(here, day(2026, 12, 24));
    const Slot unknown = m_make.slot(here, day(2026, 12, 25)); // comes later in the feed
    const Reservation homeless = m_make.reservation(unknown);
    Reservation undated = m_make.reservation(slot);
    undated.requestedAt = at(day(2026, 11, 2), 9);
    Reservation due = m_make.reservation(slot);
    due.decisionDueAt = at(day(2026, 11, 3), 9);
    QVERIFY(store->applyRemote(pageOf("c", slot, due, undated, homeless)));
    storage::ReservationQuery byRisk{.order = storage::ReservationQuery::Order::Risk};
    const std::vector<ReservationId> wanted{homeless.id, undated.id, due.id};
    QCOMPARE(idsOf(*store, byRisk), wanted);
    // The way of the first page, which takes the order from an index.
    byRisk.facility = here;
    byRisk.states = {ReservationStatus::Requested};
    QCOMPARE(idsOf(*store, byRisk), wanted);
    byRisk.limit = 2;
    QCOMPARE(idsOf(*store, byRisk), (std::vector<ReservationId>{homeless.id, undated.id}));
}

void TestQueries::searchReadsNamesKanaAndPhone() {
    Folder profile;
    auto store = profile.open();
    const Slot slot = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1));
    const Reservation wanted = m_make.reservation(slot);
    Reservation other = m_make.reservation(slot);
    other.personal->guardian = {"例川 一郎", "レイカワ イチロウ", "080-1111-2222", ""};
    other.personal->children.clear();
    QVERIFY(store->applyRemote(pageOf("c", slot, wanted, other)));
    const std::vector<ReservationId> all{other.id, wanted.id};
    for (const char *text :
         {"見本山", "花子", "みほんやま", "ﾀﾛｳ", "０９０-００００", "09000001234", "HANAKO"}) {
        const auto found = store->searchReservations(all, searchKey(text));
        QVERIFY2(found && *found == std::vector<ReservationId>{wanted.id}, text);
    }
    QCOMPARE(store->searchReservations(all, "").value(), all);
    QVERIFY(store->searchReservations(all, searchKey("居ない人")).value().empty());
}

void TestQueries::searchSeesAChangedName() {
    Folder profile;
    auto store = profile.open();
    const Slot slot = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1));
    Reservation reservation = m_make.reservation(slot);
    QVERIFY(store->applyRemote(pageOf("c", slot, reservation)));
    QCOMPARE(store->searchReservations({reservation.id}, searchKey("花子")).value().size(), std::size_t(1));
    reservation.meta.version = 2;
    reservation.personal->guardian.name = "例川 春";
    reservation.personal->guardian.email.clear();
    QVERIFY(store->applyRemote(pageOf("d", reservation)));
    QVERIFY(store->searchReservations({reservation.id}, searchKey("花子")).value().empty());
    QCOMPARE(store->searchReservations({reservation.id}, searchKey("例川")).value().size(), std::size_t(1));
}

void TestQueries::slotsCountTheirFamilies() {
    Folder profile;
    auto store = profile.open();
    const FacilityId here = m_make.id<FacilityId>();
    const Slot second = m_make.slot(here, day(2026, 12, 2));
    const Slot first = m_make.slot(here, day(2026, 12, 1));
    Slot cancelled = m_make.slot(here, day(2026, 12, 1));
    cancelled.status = SlotStatus::Cancelled;
    const SlotSeats seats{second.id, {1, {}, {}}, 3};
    QVERIFY(store->applyRemote(pageOf("c", second, first, cancelled, seats, m_make.reservation(second),
                                      m_make.reservation(second, ReservationStatus::Approved),
                                      m_make.reservation(second, ReservationStatus::Approved),
                                      m_make.reservation(second, ReservationStatus::Withdrawn))));
    const auto rows = store->slotRows(here, day(2026, 12, 1), day(2026, 12, 2)).value();
    QCOMPARE(rows.size(), std::size_t(2));
    QCOMPARE(rows.at(0).slot.id, first.id);
    QCOMPARE(rows.at(0).waiting + rows.at(0).approved + rows.at(0).seatsTaken, 0);
    QCOMPARE(rows.at(1).seatsTaken, 3);
    QCOMPARE(rows.at(1).waiting, 1);
    QCOMPARE(rows.at(1).approved, 2);
    QVERIFY(store->slotRows(here, day(2026, 12, 3), day(2026, 12, 9)).value().empty());
    QVERIFY(store->slotRows(m_make.id<FacilityId>(), day(2026, 12, 1), day(2026, 12, 2)).value().empty());
}

QTEST_GUILESS_MAIN(TestQueries)
#include "tst_queries.moc"
