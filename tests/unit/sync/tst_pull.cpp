// Following the feed: to its end, over cuts and faults, from nothing after 410, until the session ends.
#include "unit/sync/scripted_hub.h"

using namespace synctest;

class TestPull : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followsTheFeedToItsEndAndThenHolds();
    void goesOnWhereItStopped();
    void aHeldCallBringsNewsAtOnce();
    void firstPullTellsItsProgressAndThatItIsOver();
    void changesAreToldInGrowingLotsDuringAFirstPull();
    void faultsAreWaitedOutAndLoseNothing_data();
    void faultsAreWaitedOutAndLoseNothing();
    void anExpiredCursorStartsOverInAShadow();
    void aHubThatRefusesEvenTheStartIsAFault();
    void whatARestoredHubLostIsSentAgainUnderTheSameId();
    void whatIsOlderThanAMonthIsNotSentAgain();
    void theEndOfTheSessionStopsEverything();
    void aHubThatDoesNotHoldIsNotAskedWithoutAPause();
    void aPageThatGoesRoundInCirclesIsAFault();
    void whatCouldNotBeReadIsAskedForAgainAtTheNextStart();
    void whatIsStillNotReadableIsNotAskedForAllTheTime();
    void whatFailsAboutAskingAgainDisturbsNobody();
    void aPlaceInTheFeedThatIsTooOldIsAReasonToPullAnew();
    void aNewEpochForgetsThePlacesOfTheOldOne();
    void theFeedIsAskedSeldomWhileActsGoOut();
    void retryNowDoesNotWait();
    void afterStopNothingIsTakenIn();
    void destroyingTheEngineWhileACallIsHeldIsHarmless();
};

void TestPull::followsTheFeedToItsEndAndThenHolds() {
    Desk desk;
    const FacilityId here = desk.make.id<FacilityId>();
    const Slot a = desk.make.slot(here, day(2026, 12, 1));
    const Slot b = desk.make.slot(here, day(2026, 12, 2));
    desk.hub.pages = {json(200, feed("one", true, {line(a)})), json(200, feed("two", false, {line(b)}))};
    Connections connections(*desk.engine);
    QSignalSpy caughtUp(desk.engine.get(), &syncing::Engine::caughtUp);
    desk.engine->start();
    QTRY_VERIFY(desk.hub.isHolding());

    QVERIFY(desk.store->slotRow(a.id) && desk.store->slotRow(b.id));
    QCOMPARE(desk.store->cursor().value(), std::string("two"));
    QCOMPARE(caughtUp.count(), 1);
    QCOMPARE(connections.seen, std::vector<Connection>{Connection::Online});
    QCOMPARE(desk.hub.polls.size(), std::size_t(3));
    QCOMPARE(desk.hub.cursorOf(0), std::string());
    QCOMPARE(desk.hub.cursorOf(1), std::string("one"));
    QCOMPARE(desk.hub.cursorOf(2), std::string("two"));
    QCOMPARE(desk.hub.waitOf(0),
             std::string("0")); // answered at once: nobody knows yet whether the hub is there
    QCOMPARE(desk.hub.waitOf(2), std::string("25"));
    QVERIFY(desk.hub.polls.at(2).timeout > std::chrono::seconds(25));
    QVERIFY(desk.hub.polls.at(0).idempotencyKey.isEmpty());
}

void TestPull::goesOnWhereItStopped() {
    Desk desk;
    desk.hub.pages = {json(200, feed("here", false))};
    desk.engine->start();
    QTRY_VERIFY(desk.hub.isHolding());
    desk.crashAndRestart();
    const auto before = desk.hub.polls.size();
    desk.engine->start();
    QTRY_VERIFY(desk.hub.polls.size() > before);
    QCOMPARE(desk.hub.cursorOf(before), std::string("here"));
}

void TestPull::aHeldCallBringsNewsAtOnce() {
    Desk desk;
    const Slot slot = desk.make.slot(desk.make.id<FacilityId>(), day(2026, 12, 1));
    desk.hub.pages = {json(200, feed("a", false))};
    std::vector<EntityKey> seen;
    QObject::connect(
        desk.engine.get(), &syncing::Engine::changed, this,
        [&](const std::vector<EntityKey> &keys) { seen.insert(seen.end(), keys.begin(), keys.end()); });
    desk.engine->start();
    QTRY_VERIFY(desk.hub.isHolding());
    desk.hub.tell(json(200, feed("b", false, {line(slot)})));
    QTRY_COMPARE(seen, (std::vector<EntityKey>{{RecordKind::Slot, slot.id.text()}}));
    QTRY_VERIFY(desk.hub.isHolding());
    QCOMPARE(desk.hub.cursorOf(2), std::string("b"));
}

void TestPull::firstPullTellsItsProgressAndThatItIsOver() {
    Desk desk;
    const Slot slot = desk.make.slot(desk.make.id<FacilityId>(), day(2026, 12, 1));
    desk.hub.pages = {json(200, feed("a", true, {line(slot)})), json(200, feed("b", false, {line(slot)}))};
    std::vector<syncing::Progress> told;
    QObject::connect(desk.engine.get(), &syncing::Engine::progressed, this,
                     [&](const syncing::Progress &progress) { told.push_back(progress); });
    desk.engine->start();
    QTRY_VERIFY(desk.hub.isHolding());
    QCOMPARE(told.size(), std::size_t(3));
    QVERIFY(told.at(0).firstPull && told.at(1).firstPull && !told.at(2).firstPull);
    QCOMPARE(told.at(0).received, std::int64_t(1));
    QCOMPARE(told.at(1).received, std::int64_t(2));

    desk.hub.tell(json(200, feed("c", false, {line(slot)})));
    QTRY_VERIFY(desk.hub.isHolding());
    QCOMPARE(told.size(), std::size_t(3)); // daily life is no first pull
}

void TestPull::changesAreToldInGrowingLotsDuringAFirstPull() {
    Desk desk;
    const FacilityId here = desk.make.id<FacilityId>();
    constexpr int pages = 64;
    for (int page = 1; page <= pages; ++page) {
        const Slot slot = desk.make.slot(here, day(2026, 12, 1));
        desk.hub.pages.push_back(json(200, feed("c" + std::to_string(page), page < pages, {line(slot)})));
    }
    std::size_t told = 0;
    int times = 0;
    QObject::connect(desk.engine.get(), &syncing::Engine::changed, this,
                     [&](const std::vector<EntityKey> &keys) {
                         told += keys.size();
                         ++times;
                     });
    desk.engine->start();
    QTRY_VERIFY(desk.hub.isHolding());
    QCOMPARE(told, std::size_t(pages));
    QVERIFY2(times <= 9, qPrintable(QString::number(times)));
}

void TestPull::faultsAreWaitedOutAndLoseNothing_data() {
    QTest::addColumn<Given>("fault");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, const Answer &fault, ErrorKind kind) {
        QTest::newRow(name) << Given{fault} << static_cast<int>(kind);
    };
    row("cut", cut(), ErrorKind::Offline);
    row("no answer", domain::fail(ErrorKind::Timeout, "no-answer"), ErrorKind::Timeout);
    row("certificate", domain::fail(ErrorKind::Tls, "certificate-expired"), ErrorKind::Tls);
    row("proxy", domain::fail(ErrorKind::Proxy, "proxy-unreachable"), ErrorKind::Proxy);
    row("503", problem("unavailable"), ErrorKind::HubFault);
    row("a proxy's page", json(502, "<html>"), ErrorKind::HubFault);
    row("garbage", json(200, "{\"changes\":[{]"), ErrorKind::HubFault);
    row("half a page", json(200, feed("zz", false).substr(0, 20)), ErrorKind::HubFault);
    row("no page", json(200, "{}"), ErrorKind::HubFault);
    row("a captive portal", json(200, "<html>sign in</html>"), ErrorKind::HubFault);
    row("a 401 of a newer hub", json(401, R"({"code":"come-back-later"})"), ErrorKind::HubFault);
}

void TestPull::faultsAreWaitedOutAndLoseNothing() {
    QFETCH(Given, fault);
    QFETCH(int, kind);
    Desk desk;
    const Slot slot = desk.make.slot(desk.make.id<FacilityId>(), day(2026, 12, 1));
    desk.hub.pages = {json(200, feed("a", true)), fault.answer, fault.answer, fault.answer,
                      json(200, feed("b", false, {line(slot)}))};
    Connections connections(*desk.engine);
    desk.engine->start();
    QTRY_VERIFY(desk.hub.isHolding());

    using C = Connection;
    QCOMPARE(connections.seen,
             (std::vector<C>{C::Online, C::Offline, C::Online})); // said once, not three times
    QCOMPARE(static_cast<int>(connections.errors.at(1).kind), kind);
    for (std::size_t poll = 1; poll <= 4; ++poll) {
        QCOMPARE(desk.hub.cursorOf(poll), std::string("a")); // the cursor has not moved
    }
    QVERIFY(desk.store->slotRow(slot.id));
}

void TestPull::anExpiredCursorStartsOverInAShadow() {
    Desk desk;
    const FacilityId here = desk.make.id<FacilityId>();
    const Slot gone = desk.make.slot(here, day(2026, 12, 1));
    const Slot fresh = desk.make.slot(here, day(2026, 12, 2));
    const Operation waiting = desk.make.editSlot(gone);
    desk.hub.pages = {json(200, feed("old", false, {line(gone)})), problem("cursor-expired"),
                      json(200, feed("n1", true, {line(fresh)}))};
    desk.engine->start();
    QTRY_VERIFY(desk.hub.isHolding()); // in the middle of the full pull
    QVERIFY(desk.store->inShadow().value());
    QVERIFY(desk.store->slotRow(gone.id)); // the old rows are still shown
    QVERIFY(!desk.store->slotRow(fresh.id));
    QVERIFY(desk.store->enqueue(waiting, {}));

    std::vector<EntityKey> told;
    QObject::connect(
        desk.engine.get(), &syncing::Engine::changed, this,
        [&](const std::vector<EntityKey> &keys) { told.insert(told.end(), keys.begin(), keys.end()); });
    desk.hub.tell(json(200, feed("n2", false)));
    QTRY_VERIFY(!desk.store->inShadow().value());
    QTRY_COMPARE(told.size(), std::size_t(2));
    QVERIFY(!desk.store->slotRow(gone.id));
    QVERIFY(desk.store->slotRow(fresh.id));
    QCOMPARE(desk.store->cursor().value(), std::string("n2"));
    QCOMPARE(desk.operation(waiting).command, waiting.command);
    QCOMPARE(desk.hub.cursorOf(2), std::string());
    QCOMPARE(desk.hub.cursorOf(3), std::string("n1"));
}

void TestPull::aHubThatRefusesEvenTheStartIsAFault() {
    Desk desk;
    desk.hub.pages = {problem("cursor-expired"), json(200, feed("a", false))};
    Connections connections(*desk.engine);
    desk.engine->start();
    QTRY_VERIFY(desk.hub.isHolding());
    QCOMPARE(connections.seen, (std::vector<Connection>{Connection::Offline, Connection::Online}));
    QCOMPARE(connections.errors.at(0).kind, ErrorKind::HubFault);
    QVERIFY(!desk.store->inShadow().value());
}

void TestPull::whatARestoredHubLostIsSentAgainUnderTheSameId() {
    Desk desk;
    const Slot slot = desk.make.slot(desk.make.id<FacilityId>(), day(2026, 12, 1));
    desk.hub.pages = {json(200, feed("old", false, {line(slot)}))};
    desk.engine->start();
    QTRY_VERIFY(desk.hub.isHolding());
    const Operation applied = desk.make.editSlot(slot);
    const Operation refused = desk.make.editSlot(desk.make.slot(slot.facilityId, day(2026, 12, 2)));
    desk.hub.onWrite = [&](const net::ApiRequest &request) {
        const bool known = request.idempotencyKey == bytes(applied.id.text());
        return known ? json(200, "{}") : problem("forbidden");
    };
    QVERIFY(desk.store->enqueue(applied, {}));
    QVERIFY(desk.store->enqueue(refused, {}));
    desk.engine->wakeOutbox();
    QTRY_COMPARE(desk.stateOf(applied), OperationState::Applied);
    QTRY_COMPARE(desk.stateOf(refused), OperationState::Rejected);
    QCOMPARE(desk.hub.writes.size(), std::size_t(2));
    // Last night's backup: the cursor is foreign, and the act may be gone.
    desk.hub.tell(problem("cursor-expired"));
    desk.hub.tell(json(200, feed("new", false, {line(slot)})));
    QTRY_COMPARE(desk.hub.writes.size(), std::size_t(3));
    QCOMPARE(desk.hub.writes.back().idempotencyKey, bytes(applied.id.text()));
    QTRY_COMPARE(desk.stateOf(applied), OperationState::Applied);
    QCOMPARE(desk.stateOf(refused), OperationState::Rejected); // a refusal stays one
}

/// A desk that is never switched off: nothing was forgotten at a start.
void TestPull::whatIsOlderThanAMonthIsNotSentAgain() {
    Desk desk;
    const Slot slot = desk.make.slot(desk.make.id<FacilityId>(), day(2026, 12, 1));
    desk.hub.pages = {json(200, feed("old", false, {line(slot)}))};
    desk.engine->start();
    QTRY_VERIFY(desk.hub.isHolding());
    const Operation applied = desk.make.editSlot(slot);
    QVERIFY(desk.store->enqueue(applied, {}));
    desk.engine->wakeOutbox();
    QTRY_COMPARE(desk.stateOf(applied), OperationState::Applied);
    desk.make.clock().advance(std::chrono::days(70));
    desk.hub.tell(problem("cursor-expired"));
    desk.hub.tell(json(200, feed("new", false, {line(slot)})));
    QTRY_COMPARE(desk.store->cursor().value(), std::string("new"));
    QTRY_VERIFY(desk.hub.isHolding());
    QCOMPARE(desk.hub.writes.size(), std::size_t(1));
    QVERIFY(
        desk.store->operations({OperationState::Conflict}).value().empty()); // and nobody is asked about it
}

void TestPull::theEndOfTheSessionStopsEverything() {
    Desk desk;
    desk.hub.pages = {json(200, feed("a", false)), domain::fail(ErrorKind::SignedOut, "session-ended")};
    Connections connections(*desk.engine);
    desk.engine->start();
    QTRY_COMPARE(connections.seen, (std::vector<Connection>{Connection::Online, Connection::SignedOut}));
    QCOMPARE(connections.errors.back().code, std::string("session-ended"));
    const Operation waiting =
        desk.make.editSlot(desk.make.slot(desk.make.id<FacilityId>(), day(2026, 12, 1)));
    QVERIFY(desk.store->enqueue(waiting, {}));
    desk.engine->wakeOutbox();
    desk.engine->retryNow();
    QTest::qWait(30); // longer than the longest retry
    QVERIFY(desk.hub.writes.empty());
    QCOMPARE(desk.hub.polls.size(), std::size_t(2));

    desk.engine->start(); // signed in again
    desk.hub.tell(json(200, feed("b", false)));
    QTRY_COMPARE(desk.stateOf(waiting), OperationState::Applied);
}

void TestPull::aHubThatDoesNotHoldIsNotAskedWithoutAPause() {
    Desk desk;
    for (int answer = 0; answer < 1'000; ++answer) {
        desk.hub.pages.push_back(json(200, feed("a", false)));
    }
    desk.engine->start();
    QTRY_VERIFY(desk.hub.polls.size() >= 2);
    QTest::qWait(150);
    QVERIFY2(desk.hub.polls.size() < 5, qPrintable(QString::number(desk.hub.polls.size())));
}

void TestPull::aPageThatGoesRoundInCirclesIsAFault() {
    Desk desk;
    desk.hub.pages = {json(200, feed("a", true)), json(200, feed("a", true))};
    Connections connections(*desk.engine);
    desk.engine->start();
    QTRY_COMPARE(connections.seen, (std::vector<Connection>{Connection::Online, Connection::Offline}));
}

namespace {

std::string unreadableLine(const Slot &slot) {
    return line("slot", slot.id.text(), slot.meta.version, R"({"date":"the first Monday"})");
}

/// Two pages were followed; one slot of the second could not be read.
struct OneUnreadable {
    Desk desk;
    Slot slot = desk.make.slot(desk.make.id<FacilityId>(), day(2026, 12, 1));
    OneUnreadable() {
        desk.hub.pages = {json(200, feed("one", true)),
                          json(200, feed("two", false, {unreadableLine(slot)}))};
        desk.engine->start();
        [this] {
            QTRY_VERIFY(desk.hub.isHolding());
            QCOMPARE(desk.store->cursor().value(), std::string("two")); // the feed goes on
            QCOMPARE(desk.store->countUnreadable().value(), 1);
            QCOMPARE(desk.hub.polls.size(), std::size_t(3)); // and it was not asked for twice at once
        }();
    }
    /// The program starts again; the first poll is the feed's own.
    void restart(const std::vector<Answer> &answers) {
        desk.crashAndRestart();
        desk.hub.forgetHeld();
        desk.hub.polls.clear();
        desk.hub.pages.assign(answers.begin(), answers.end());
        desk.engine->start();
    }
};

} // namespace

void TestPull::whatCouldNotBeReadIsAskedForAgainAtTheNextStart() {
    OneUnreadable scene;
    QSignalSpy caughtUp(scene.desk.engine.get(), &syncing::Engine::caughtUp);
    scene.restart({json(200, feed("three", false)), json(200, feed("two", false, {line(scene.slot)}))});
    QTRY_COMPARE(scene.desk.store->countUnreadable().value(), 0);
    QVERIFY(scene.desk.store->slotRow(scene.slot.id));
    QTRY_VERIFY(scene.desk.hub.isHolding());
    QCOMPARE(scene.desk.hub.cursorOf(1), std::string("one")); // from where it was told
    QCOMPARE(scene.desk.hub.waitOf(1), std::string("0"));
    QCOMPARE(scene.desk.hub.cursorOf(2), std::string("three")); // the feed itself has not moved back
    QCOMPARE(scene.desk.store->cursor().value(), std::string("three"));
}

void TestPull::whatIsStillNotReadableIsNotAskedForAllTheTime() {
    OneUnreadable scene;
    scene.restart(
        {json(200, feed("three", false)), json(200, feed("two", false, {unreadableLine(scene.slot)}))});
    QTRY_VERIFY(scene.desk.hub.isHolding());
    for (const char *cursor : {"four", "five", "six"}) {
        scene.desk.hub.tell(json(200, feed(cursor, false)));
        QTRY_COMPARE(scene.desk.store->cursor().value(), std::string(cursor));
        QTRY_VERIFY(scene.desk.hub.isHolding());
    }
    QCOMPARE(scene.desk.hub.polls.size(), std::size_t(6)); // one of them the question from "one"
    QCOMPARE(scene.desk.store->countUnreadable().value(), 1);
    scene.desk.engine->retryNow(); // a person wants to know
    QCOMPARE(scene.desk.hub.polls.size(), std::size_t(7));
    QCOMPARE(scene.desk.hub.cursorOf(6), std::string("one"));
}

void TestPull::whatFailsAboutAskingAgainDisturbsNobody() {
    OneUnreadable scene;
    scene.restart({json(200, feed("three", false)), problem("unavailable")});
    QTRY_VERIFY(scene.desk.hub.isHolding());
    Connections connections(*scene.desk.engine);
    scene.desk.hub.tell(json(200, feed("four", false)));
    QTRY_COMPARE(scene.desk.store->cursor().value(), std::string("four"));
    QVERIFY(connections.seen.empty()); // online all the time
    QCOMPARE(scene.desk.store->countUnreadable().value(), 1);
}

void TestPull::aPlaceInTheFeedThatIsTooOldIsAReasonToPullAnew() {
    OneUnreadable scene;
    scene.restart({json(200, feed("three", false)), problem("cursor-expired")});
    QTRY_VERIFY(scene.desk.store->inShadow().value());
    QTRY_COMPARE(scene.desk.hub.cursorOf(scene.desk.hub.polls.size() - 1), std::string());
    for (int call = 0; call < 2;
         ++call) { // the one that was held, which nobody listens to any more, and this
        scene.desk.hub.tell(json(200, feed("new", false, {line(scene.slot)})));
    }
    QTRY_COMPARE(scene.desk.store->countUnreadable().value(), 0);
    QTRY_COMPARE(scene.desk.store->cursor().value(), std::string("new"));
    QVERIFY(!scene.desk.store->inShadow().value());
    QVERIFY(scene.desk.store->slotRow(scene.slot.id));
}

void TestPull::aNewEpochForgetsThePlacesOfTheOldOne() {
    OneUnreadable scene;
    scene.desk.hub.tell(problem("cursor-expired"));
    scene.desk.hub.tell(json(200, feed("new", false, {unreadableLine(scene.slot)})));
    QTRY_COMPARE(scene.desk.store->cursor().value(), std::string("new"));
    QTRY_VERIFY(scene.desk.hub.isHolding());
    QCOMPARE(scene.desk.store->countUnreadable().value(), 1);
    QCOMPARE(scene.desk.store->unreadablePositions().value(), std::vector<std::string>{""});
}

/// What the feed would tell then is mostly what the answers tell.
void TestPull::theFeedIsAskedSeldomWhileActsGoOut() {
    Desk desk;
    desk.options.whileSending = std::chrono::hours(1);
    desk.crashAndRestart();
    const Slot slot = desk.make.slot(desk.make.id<FacilityId>(), day(2026, 12, 1));
    desk.hub.pages = {json(200, feed("a", false, {line(slot)}))};
    desk.hub.holdWrites = true;
    desk.engine->start();
    QTRY_VERIFY(desk.hub.isHolding());
    const Operation act = desk.make.editSlot(slot);
    QVERIFY(desk.store->enqueue(act, {}));
    desk.engine->wakeOutbox();
    QTRY_COMPARE(desk.hub.writes.size(), std::size_t(1));
    desk.hub.tell(json(200, feed("b", false)));
    QTRY_COMPARE(desk.store->cursor().value(), std::string("b"));
    QTest::qWait(20); // turns of the event loop: without the pause the next call went out in the first
    QVERIFY(!desk.hub.isHolding());
    desk.hub.answerHeldWrites();
    QTRY_COMPARE(desk.stateOf(act), OperationState::Applied);
    desk.engine->retryNow();
    QVERIFY(desk.hub.isHolding());
}

void TestPull::retryNowDoesNotWait() {
    Desk desk;
    desk.options.firstRetry = std::chrono::hours(1);
    desk.options.longestRetry = std::chrono::hours(1);
    desk.crashAndRestart(); // with those options
    desk.hub.pages = {cut()};
    Connections connections(*desk.engine);
    desk.engine->start();
    QTRY_COMPARE(connections.seen, std::vector<Connection>{Connection::Offline});
    desk.engine->retryNow();
    QVERIFY(desk.hub.isHolding());
}

void TestPull::afterStopNothingIsTakenIn() {
    Desk desk;
    desk.hub.pages = {json(200, feed("a", false))};
    desk.engine->start();
    QTRY_VERIFY(desk.hub.isHolding());
    desk.engine->stop();
    desk.hub.tell(json(200, feed("b", false)));
    QTest::qWait(20);
    QCOMPARE(desk.store->cursor().value(), std::string("a"));
    QCOMPARE(desk.hub.polls.size(), std::size_t(2));
}

void TestPull::destroyingTheEngineWhileACallIsHeldIsHarmless() {
    Desk desk;
    desk.engine->start();
    QTRY_VERIFY(desk.hub.isHolding());
    desk.engine.reset();
    desk.hub.tell(json(200, feed("late", false)));
    QTest::qWait(20);
    QCOMPARE(desk.store->cursor().value(), std::string());
}

QTEST_GUILESS_MAIN(TestPull)
#include "tst_pull.moc"
