// A long outbox waits for the disk once for several acts, and still nothing goes out that is not on the disk.
#include "unit/storage/wal_commits.h"
#include "unit/sync/scripted_hub.h"

using namespace synctest;

class TestRounds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoSavesIsAnsweredBeforeTheActGoesOut();
    void nothingGoesOutBeforeItsMarkIsOnTheDisk();
    void answersAndWhatGoesNextAreOneCommit();
    void oneAnswerOfManyIsKeptBeforeTheOthersCome();
    void aLostAnswerHoldsUpNobodyElse();
    void aLongOutboxEndsWithEverythingApplied();
};

namespace {

void connectDesk(Desk &desk) {
    desk.hub.tell(json(200, feed("c", false)));
    desk.engine->start();
    QTRY_VERIFY(desk.hub.isHolding());
}

Operation approval(Desk &desk) {
    return desk.make.approve(
        desk.make.reservation(desk.make.slot(desk.make.id<FacilityId>(), day(2026, 12, 1))));
}

std::vector<Operation> enqueue(Desk &desk, int count) {
    std::vector<Operation> acts;
    for (int index = 0; index < count; ++index) {
        acts.push_back(approval(desk));
        [&] { QVERIFY(desk.store->enqueue(acts.back(), {})); }();
    }
    return acts;
}

} // namespace

void TestRounds::whoSavesIsAnsweredBeforeTheActGoesOut() {
    Desk desk;
    connectDesk(desk);
    const Operation act = enqueue(desk, 1).front();
    const int before = commitsIn(desk.folder.path());
    desk.engine->wakeOutbox();
    QCOMPARE(commitsIn(desk.folder.path()), before); // sending writes, too: that is for later
    QVERIFY(desk.hub.writes.empty());
    QTRY_COMPARE(desk.stateOf(act), OperationState::Applied);
}

void TestRounds::nothingGoesOutBeforeItsMarkIsOnTheDisk() {
    Desk desk;
    std::vector<OperationState> seen;
    desk.hub.onWrite = [&](const net::ApiRequest &request) {
        const auto outside = desk.folder.open(); // would wait for a transaction that is still open
        const auto id = OperationId::parse(request.idempotencyKey.toStdString());
        const auto found = outside ? outside->operation(id.value()) : Result<std::optional<Operation>>();
        seen.push_back(found && *found ? (*found)->state : OperationState::Superseded);
        return json(200, "{}");
    };
    connectDesk(desk);
    const auto acts = enqueue(desk, 6);
    desk.engine->wakeOutbox();
    QTRY_COMPARE(desk.store->operations({OperationState::Applied}).value().size(), acts.size());
    QCOMPARE(seen, std::vector<OperationState>(acts.size(), OperationState::InFlight));
}

void TestRounds::answersAndWhatGoesNextAreOneCommit() {
    Desk desk;
    connectDesk(desk);
    enqueue(desk, 64);
    desk.hub.holdWrites = true;
    desk.engine->wakeOutbox();
    QTRY_COMPARE(desk.hub.writes.size(), std::size_t(32));
    const int before = commitsIn(desk.folder.path());
    desk.hub.answerHeldWrites();
    desk.hub.holdWrites = true;
    QTRY_COMPARE(desk.hub.writes.size(), std::size_t(64));
    QCOMPARE(commitsIn(desk.folder.path()), before + 1);
    QCOMPARE(desk.store->operations({OperationState::Applied}).value().size(), std::size_t(32));
    QCOMPARE(desk.store->operations({OperationState::InFlight}).value().size(), std::size_t(32));
    desk.hub.answerHeldWrites();
    QTRY_COMPARE(desk.store->operations({OperationState::Applied}).value().size(), std::size_t(64));
}

/// A round is for many answers; but the few that came are not kept waiting for those that do not come.
void TestRounds::oneAnswerOfManyIsKeptBeforeTheOthersCome() {
    Desk desk;
    connectDesk(desk);
    const auto acts = enqueue(desk, 10);
    desk.hub.holdWrites = true;
    desk.engine->wakeOutbox();
    QTRY_COMPARE(desk.hub.writes.size(), acts.size());
    desk.hub.answerOneHeldWrite();
    QTRY_COMPARE(desk.store->operations({OperationState::Applied}).value().size(), std::size_t(1));
    QCOMPARE(desk.store->operations({OperationState::InFlight}).value().size(), std::size_t(9));
    desk.hub.answerHeldWrites();
    QTRY_COMPARE(desk.store->operations({OperationState::Applied}).value().size(), acts.size());
}

/// One answer of a round was lost: the others of that round are done all the same.
void TestRounds::aLostAnswerHoldsUpNobodyElse() {
    Desk desk;
    connectDesk(desk);
    const auto acts = enqueue(desk, 3);
    desk.hub.holdWrites = true;
    desk.engine->wakeOutbox();
    QTRY_COMPARE(desk.hub.writes.size(), std::size_t(3));
    desk.hub.onWrite = [&](const net::ApiRequest &request) {
        return request.idempotencyKey == bytes(acts.front().id.text()) ? cut() : json(200, "{}");
    };
    desk.hub.answerHeldWrites();
    QTRY_COMPARE(desk.store->operations({OperationState::Applied}).value().size(), std::size_t(2));
    desk.hub.onWrite = [](const net::ApiRequest &) { return json(200, "{}"); };
    QTRY_COMPARE(desk.stateOf(acts.front()), OperationState::Applied);
    QCOMPARE(desk.hub.writes.size(), std::size_t(4));
}

void TestRounds::aLongOutboxEndsWithEverythingApplied() {
    Desk desk;
    connectDesk(desk);
    const auto acts = enqueue(desk, 100);
    const int before = commitsIn(desk.folder.path());
    desk.engine->wakeOutbox();
    QTRY_COMPARE(desk.store->operations({OperationState::Applied}).value().size(), acts.size());
    QCOMPARE(desk.hub.writes.size(), acts.size());
    QVERIFY2(commitsIn(desk.folder.path()) - before <= 60,
             qPrintable(QString::number(commitsIn(desk.folder.path()) - before)));
}

QTEST_GUILESS_MAIN(TestRounds)
#include "tst_rounds.moc"
