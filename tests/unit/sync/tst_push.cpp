// Sending the outbox: each act once, in order, over cuts and crashes; what the hub says is kept and shown.
#include "unit/sync/scripted_hub.h"

#include "storage/database.h"

#include <set>

using namespace synctest;

class TestPush : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anActGoesOutAsItWasMeant();
    void creatingSaysThatNothingMayBeThere();
    void theAnsweredRecordIsStoredAtOnce();
    void anActOfLongAgoAsksItsUser();
    void anActThatCannotBeReadIsNotSent();
    void everyAnswerHasItsPlace_data();
    void everyAnswerHasItsPlace();
    void whatTheHubSaysIsKept();
    void theSameDecisionByAColleagueIsNoConflict();
    void anotherDecisionIs();
    void oneSidedChangesMergeByThemselves();
    void theSameFieldGoesToTheUser();
    void aSlotThatAColleagueCancelledIsCancelled();
    void familiesAreStillToldAfterAMerge();
    void offlineActsGoOutEachOnceWhenTheHubIsBack();
    void nothingIsTriedWhileTheHubIsAway();
    void aLostAnswerIsAskedForUnderTheSameId();
    void whatNeverLeftThePcCanBeTakenBack_data();
    void whatNeverLeftThePcCanBeTakenBack();
    void afterACrashEachGoesOutAgainUnderItsOwnId();
    void thirtyTwoAtOnceAndInOrderForEachRecord();
    void aFaultOfTheHubHoldsUpOnlyItsOwnRecord();
    void theHubsOwnWaitIsRespected();
    void theEndOfTheSessionKeepsTheAct();
    void anUnknown401IsNoEndOfTheSession();
    void aClockThatIsSetBackHoldsNoActUp();
    void aFeedThatCannotBeReadDoesNotStopTheOutbox();
};

namespace {

/// Started, and told by the hub that there is nothing new.
void connectDesk(Desk &desk) {
    desk.hub.tell(json(200, feed("c", false)));
    desk.engine->start();
    QTRY_VERIFY(desk.hub.isHolding());
}

Reservation reservationIn(Desk &desk) {
    return desk.make.reservation(desk.make.slot(desk.make.id<FacilityId>(), day(2026, 12, 1)));
}

void act(Desk &desk, const Operation &operation) {
    QVERIFY(desk.store->enqueue(operation, {}));
    desk.engine->wakeOutbox();
}

std::string jsonOf(const Reservation &reservation) {
    return wire::toJson(reservation, wire::View::Whole);
}

Reservation answered(Reservation reservation, ReservationStatus status) {
    reservation.status = status;
    reservation.meta.version += 1;
    return reservation;
}

} // namespace

void TestPush::anActGoesOutAsItWasMeant() {
    Desk desk;
    connectDesk(desk);
    const Operation approve = desk.make.approve(reservationIn(desk));
    act(desk, approve);
    QTRY_COMPARE(desk.stateOf(approve), OperationState::Applied);
    QCOMPARE(desk.hub.writes.size(), std::size_t(1));
    const net::ApiRequest &sent = desk.hub.writes.front();
    QCOMPARE(sent.method, QByteArray("POST"));
    QCOMPARE(sent.path, QString::fromStdString("/v1/reservations/" + approve.recordId + "/approve"));
    QCOMPARE(sent.body, bytes(R"({"message":"お待ちしています"})"));
    QCOMPARE(sent.idempotencyKey, bytes(approve.id.text()));
    QCOMPARE(sent.ifMatch, std::optional<qint64>(approve.baseVersion));
    QVERIFY(!sent.ifNoneMatchAny);
    QVERIFY(desk.operation(approve).finishedAt);
}

void TestPush::creatingSaysThatNothingMayBeThere() {
    Desk desk;
    connectDesk(desk);
    act(desk, desk.make.act(CreateSlot{desk.make.slot(desk.make.id<FacilityId>(), day(2026, 12, 1))}));
    QTRY_COMPARE(desk.hub.writes.size(), std::size_t(1));
    QVERIFY(desk.hub.writes.front().ifNoneMatchAny);
    QVERIFY(!desk.hub.writes.front().ifMatch);
}

void TestPush::theAnsweredRecordIsStoredAtOnce() {
    Desk desk;
    const Reservation asked = reservationIn(desk);
    desk.hub.pages = {json(200, feed("a", false, {line(asked)}))};
    desk.engine->start();
    QTRY_VERIFY(desk.hub.isHolding());
    desk.hub.onWrite = [&](const net::ApiRequest &) {
        return json(200, jsonOf(answered(asked, ReservationStatus::Approved)));
    };
    QSignalSpy changed(desk.engine.get(), &syncing::Engine::changed);
    const Operation approve = desk.make.approve(asked);
    act(desk, approve);
    QTRY_COMPARE(desk.stateOf(approve), OperationState::Applied);
    const auto row = desk.store->reservationRows({asked.id}).value().at(0);
    QCOMPARE(row.reservation.status, ReservationStatus::Approved);
    QVERIFY(!row.pending);
    QVERIFY(changed.count() >= 1);
}

void TestPush::anActOfLongAgoAsksItsUser() {
    Desk desk;
    Operation old = desk.make.approve(reservationIn(desk));
    old.createdAt = desk.make.now() - std::chrono::days(56);
    QVERIFY(desk.store->enqueue(old, {}));
    connectDesk(desk);
    QTRY_COMPARE(desk.stateOf(old), OperationState::Conflict);
    QCOMPARE(desk.operation(old).errorCode, std::string("operation-too-old"));
    QVERIFY(desk.hub.writes.empty());
}

void TestPush::anActThatCannotBeReadIsNotSent() {
    Desk desk;
    const Operation damaged = desk.make.approve(reservationIn(desk));
    const Operation whole = desk.make.approve(reservationIn(desk));
    QVERIFY(desk.store->enqueue(damaged, {}));
    QVERIFY(storage::Database::open(desk.folder.path())
                .value()
                ->execute("UPDATE outbox SET content = CAST('s?' AS BLOB)"));
    QVERIFY(desk.store->enqueue(whole, {}));
    connectDesk(desk);
    QTRY_COMPARE(desk.stateOf(whole), OperationState::Applied); // nobody waits behind it
    QCOMPARE(desk.stateOf(damaged), OperationState::Rejected);
    QCOMPARE(desk.operation(damaged).errorCode, std::string("act-unreadable"));
    QCOMPARE(desk.hub.writes.size(), std::size_t(1));
}

void TestPush::everyAnswerHasItsPlace_data() {
    QTest::addColumn<Given>("answer");
    QTest::addColumn<int>("state");
    const auto row = [](const char *name, const Answer &answer, OperationState state) {
        QTest::newRow(name) << Given{answer} << static_cast<int>(state);
    };
    row("done", json(200, "{}"), OperationState::Applied);
    row("made", json(201, "{}"), OperationState::Applied);
    row("nothing to say", json(204, ""), OperationState::Applied);
    for (const char *code : {"slot-full", "slot-overlap", "illegal-transition", "duplicate-reservation",
                             "slot-has-reservations", "id-taken", "version-conflict"}) {
        row(code, problem(code), OperationState::Conflict);
    }
    for (const char *code : {"malformed", "forbidden", "not-found", "payload-too-large", "validation",
                             "unknown-member", "idempotency-mismatch", "precondition-required"}) {
        row(code, problem(code), OperationState::Rejected);
    }
    row("unavailable", problem("unavailable"), OperationState::Pending);
    row("rate-limited", problem("rate-limited"), OperationState::Pending);
    row("internal", json(500, R"({"type":"urn:hokatsu:problem:internal","status":500,"code":"internal"})"),
        OperationState::Pending);
    row("a proxy's 403", json(403, "<html>"), OperationState::Pending);
    row("a captive portal's 200", json(200, "<html>sign in</html>"), OperationState::Pending);
    row("cut", cut(), OperationState::Pending);
    row("a 401 of a newer hub", json(401, R"({"code":"come-back-later"})"), OperationState::Pending);
    row("signed out", domain::fail(ErrorKind::SignedOut, "session-ended"), OperationState::Pending);
}

void TestPush::everyAnswerHasItsPlace() {
    QFETCH(Given, answer);
    QFETCH(int, state);
    Desk desk;
    desk.options.firstRetry = std::chrono::minutes(1);
    desk.options.longestRetry = std::chrono::minutes(1);
    desk.crashAndRestart(); // with those options
    connectDesk(desk);
    desk.hub.onWrite = [&](const net::ApiRequest &) { return answer.answer; };
    const Operation approve = desk.make.approve(reservationIn(desk));
    act(desk, approve);
    QTRY_VERIFY(desk.hub.writes.size() == 1 && desk.stateOf(approve) != OperationState::InFlight);
    QCOMPARE(static_cast<int>(desk.stateOf(approve)), state);
    QCOMPARE(desk.operation(approve).command, approve.command);
}

void TestPush::whatTheHubSaysIsKept() {
    Desk desk;
    connectDesk(desk);
    desk.hub.onWrite = [](const net::ApiRequest &) {
        return json(
            422, R"({"type":"urn:hokatsu:problem:validation","title":"t","status":422,"code":"validation",)"
                 R"("detail":"理由を入力してください。","errors":[{"pointer":"/reason","code":"required",)"
                 R"("params":{"max":"40"},"message":"m"}]})");
    };
    const Operation decline = desk.make.approve(reservationIn(desk));
    act(desk, decline);
    QTRY_COMPARE(desk.stateOf(decline), OperationState::Rejected);
    const Operation kept = desk.operation(decline);
    QCOMPARE(kept.errorCode, std::string("validation"));
    QCOMPARE(kept.errorDetail, std::string("理由を入力してください。"));
    const std::vector<FieldError> fields{
        {.pointer = "/reason", .code = "required", .params = {{"max", "40"}}}};
    QCOMPARE(kept.errorFields, fields);
    QCOMPARE(kept.command, decline.command);
}

void TestPush::theSameDecisionByAColleagueIsNoConflict() {
    Desk desk;
    connectDesk(desk);
    const Reservation asked = reservationIn(desk);
    const Reservation approved = answered(asked, ReservationStatus::Approved);
    desk.hub.onWrite = [&](const net::ApiRequest &) { return problem("version-conflict", jsonOf(approved)); };
    const Operation approve = desk.make.approve(asked);
    act(desk, approve);
    QTRY_COMPARE(desk.stateOf(approve), OperationState::Applied);
    QCOMPARE(desk.store->reservationRows({asked.id}).value().at(0).reservation.status,
             ReservationStatus::Approved);
}

void TestPush::anotherDecisionIs() {
    Desk desk;
    connectDesk(desk);
    const Reservation asked = reservationIn(desk);
    const std::string current = jsonOf(answered(asked, ReservationStatus::Withdrawn));
    desk.hub.onWrite = [&](const net::ApiRequest &) { return problem("version-conflict", current); };
    const Operation approve = desk.make.approve(asked);
    act(desk, approve);
    QTRY_COMPARE(desk.stateOf(approve), OperationState::Conflict);
    const auto shown = wire::reservationFromJson(desk.operation(approve).current, wire::Source::Hub);
    QVERIFY(shown && shown->status == ReservationStatus::Withdrawn);
    QCOMPARE(desk.hub.writes.size(), std::size_t(1)); // not tried again by itself
}

namespace {

/// A facility that the user saw, the edit of its phone number, and the hub's answers by version.
struct PhoneEdit {
    Facility seen;
    Facility current;
    Operation operation;
};

PhoneEdit phoneEdit(Desk &desk) {
    PhoneEdit edit;
    edit.seen = desk.make.facility();
    edit.seen.profile["phone"] = "042-000-0001";
    edit.current = edit.seen;
    edit.current.meta.version = 2;
    edit.operation = desk.make.act(EditFacility{edit.seen.id, R"({"profile":{"phone":"042-000-0002"}})"});
    edit.operation.baseVersion = 1;
    edit.operation.base = wire::toJson(edit.seen);
    return edit;
}

/// Accepts only the current version, as the hub does.
std::function<Answer(const net::ApiRequest &)> strictHub(PhoneEdit &edit) {
    return [&edit](const net::ApiRequest &request) {
        if (request.ifMatch != edit.current.meta.version) {
            return problem("version-conflict", wire::toJson(edit.current));
        }
        const auto patched = wire::mergePatch(wire::toJson(edit.current), request.body.toStdString());
        edit.current = wire::facilityFromJson(*patched, wire::Source::Hub).value();
        edit.current.meta.version += 1;
        return json(200, wire::toJson(edit.current));
    };
}

} // namespace

void TestPush::oneSidedChangesMergeByThemselves() {
    Desk desk;
    connectDesk(desk);
    PhoneEdit edit = phoneEdit(desk);
    edit.current.profile["note"] = "駐車場なし"; // a colleague changed another item meanwhile
    desk.hub.onWrite = strictHub(edit);
    act(desk, edit.operation);
    QTRY_COMPARE(desk.stateOf(edit.operation), OperationState::Applied);
    QCOMPARE(desk.hub.writes.size(), std::size_t(2));
    QVERIFY(desk.hub.writes.at(0).idempotencyKey != desk.hub.writes.at(1).idempotencyKey);
    QCOMPARE(edit.current.profile.at("phone"), std::string("042-000-0002"));
    QCOMPARE(edit.current.profile.at("note"), std::string("駐車場なし"));
    QCOMPARE(desk.store->facility(edit.seen.id).value() == edit.current, true);
}

void TestPush::theSameFieldGoesToTheUser() {
    Desk desk;
    connectDesk(desk);
    PhoneEdit edit = phoneEdit(desk);
    edit.current.profile["phone"] = "042-000-0003";
    desk.hub.onWrite = strictHub(edit);
    act(desk, edit.operation);
    QTRY_COMPARE(desk.stateOf(edit.operation), OperationState::Conflict);
    QCOMPARE(desk.hub.writes.size(), std::size_t(1));
    QCOMPARE(edit.current.profile.at("phone"), std::string("042-000-0003"));
    QCOMPARE(desk.operation(edit.operation).command, edit.operation.command);
    QVERIFY(!desk.operation(edit.operation).current.empty());
}

namespace {

/// Cancels a slot for which one family is told.
Operation cancellingOf(Desk &desk, const Slot &slot) {
    Operation cancel = desk.make.act(CancelSlot{
        .slot = slot.id,
        .families = {{.reservationId = desk.make.id<ReservationId>(), .toSlotId = {}, .message = "工事"}}});
    cancel.base = wire::toJson(slot);
    cancel.baseVersion = slot.meta.version;
    return cancel;
}

} // namespace

void TestPush::aSlotThatAColleagueCancelledIsCancelled() {
    Desk desk;
    connectDesk(desk);
    const Slot slot = desk.make.slot(desk.make.id<FacilityId>(), day(2026, 12, 1));
    Slot theirs = slot;
    theirs.status = SlotStatus::Cancelled;
    theirs.meta.version = 2;
    desk.hub.onWrite = [&](const net::ApiRequest &) {
        return problem("version-conflict", wire::toJson(theirs));
    };
    const Operation cancel = cancellingOf(desk, slot);
    act(desk, cancel);
    QTRY_COMPARE(desk.stateOf(cancel), OperationState::Applied);
    QCOMPARE(desk.hub.writes.size(), std::size_t(1));
}

void TestPush::familiesAreStillToldAfterAMerge() {
    Desk desk;
    connectDesk(desk);
    const Slot slot = desk.make.slot(desk.make.id<FacilityId>(), day(2026, 12, 1));
    Slot theirs = slot;
    theirs.note = "正面玄関から";
    theirs.meta.version = 2;
    desk.hub.onWrite = [&](const net::ApiRequest &request) {
        return request.ifMatch == 2 ? json(200, "{}") : problem("version-conflict", wire::toJson(theirs));
    };
    const Operation cancel = cancellingOf(desk, slot);
    act(desk, cancel);
    QTRY_COMPARE(desk.stateOf(cancel), OperationState::Applied);
    QCOMPARE(desk.hub.writes.size(), std::size_t(2));
    QCOMPARE(desk.hub.writes.back().body, desk.hub.writes.front().body);
    QVERIFY(desk.hub.writes.back().body.contains("families"));
}

void TestPush::offlineActsGoOutEachOnceWhenTheHubIsBack() {
    Desk desk;
    constexpr std::size_t acts = 200;
    for (std::size_t index = 0; index < acts; ++index) {
        QVERIFY(desk.store->enqueue(desk.make.approve(reservationIn(desk)), {}));
    }
    desk.hub.pages = {cut(), cut(), cut()};
    desk.hub.tell(json(200, feed("c", false)));
    desk.engine->start();
    QTRY_COMPARE(desk.store->operations({OperationState::Applied}).value().size(), acts);
    std::set<QByteArray> keys;
    for (const net::ApiRequest &request : desk.hub.writes) {
        keys.insert(request.idempotencyKey);
    }
    QCOMPARE(desk.hub.writes.size(), acts);
    QCOMPARE(keys.size(), acts);
}

void TestPush::nothingIsTriedWhileTheHubIsAway() {
    Desk desk;
    connectDesk(desk);
    Connections connections(*desk.engine);
    desk.hub.tell(cut());
    for (int more = 0; more < 5; ++more) {
        desk.hub.pages.push_back(cut());
    }
    QTRY_COMPARE(connections.seen, std::vector<Connection>{Connection::Offline});
    const Operation approve = desk.make.approve(reservationIn(desk));
    act(desk, approve);
    QVERIFY(desk.hub.writes.empty());
    QVERIFY(desk.store->withdrawOperation(approve.id)); // so it can still be taken back
}

void TestPush::whatNeverLeftThePcCanBeTakenBack_data() {
    QTest::addColumn<Given>("fault");
    QTest::addColumn<bool>("left");
    const auto row = [](const char *code, ErrorKind kind, bool left) {
        QTest::newRow(code) << Given{domain::fail(kind, code)} << left;
    };
    row("host-not-found", ErrorKind::Offline, false);
    row("connection-refused", ErrorKind::Offline, false);
    row("proxy-unreachable", ErrorKind::Proxy, false);
    row("certificate-expired", ErrorKind::Tls, false);
    row("too-many-calls", ErrorKind::RateLimited, false);
    row("connection-lost", ErrorKind::Offline, true); // the hub may have it
    row("no-answer", ErrorKind::Timeout, true);
    row("proxy-refused", ErrorKind::Proxy, true);
}

void TestPush::whatNeverLeftThePcCanBeTakenBack() {
    QFETCH(Given, fault);
    QFETCH(bool, left);
    Desk desk;
    desk.options.firstRetry = desk.options.longestRetry = std::chrono::hours(1); // one try
    desk.crashAndRestart();
    connectDesk(desk);
    desk.hub.onWrite = [&](const net::ApiRequest &) { return fault.answer; };
    const Operation decision = desk.make.approve(reservationIn(desk));
    act(desk, decision);
    QTRY_COMPARE(desk.hub.writes.size(), std::size_t(1));
    QTRY_COMPARE(desk.stateOf(decision), OperationState::Pending); // put back
    const auto back = desk.store->withdrawOperation(decision.id);
    QCOMPARE(back.has_value(), !left);
    if (left) {
        QCOMPARE(back.error().code, std::string("already-sent"));
    }
    QCOMPARE(desk.stateOf(decision), left ? OperationState::Pending : OperationState::Superseded);
}

void TestPush::aLostAnswerIsAskedForUnderTheSameId() {
    Desk desk;
    connectDesk(desk);
    int done = 0;
    std::set<QByteArray> known;
    desk.hub.onWrite = [&](const net::ApiRequest &request) {
        if (known.insert(request.idempotencyKey).second) {
            ++done;
            return cut(); // done, but the answer is lost
        }
        return json(200, "{}"); // the stored answer
    };
    const Operation approve = desk.make.approve(reservationIn(desk));
    act(desk, approve);
    QTRY_COMPARE(desk.stateOf(approve), OperationState::Applied);
    QCOMPARE(done, 1);
    QCOMPARE(desk.hub.writes.size(), std::size_t(2));
}

void TestPush::afterACrashEachGoesOutAgainUnderItsOwnId() {
    Desk desk;
    connectDesk(desk);
    std::vector<Operation> acts;
    desk.hub.holdWrites = true;
    for (int index = 0; index < 3; ++index) {
        acts.push_back(desk.make.approve(reservationIn(desk)));
        act(desk, acts.back());
    }
    QTRY_COMPARE(desk.hub.writes.size(), std::size_t(3));
    desk.crashAndRestart();
    for (const Operation &operation : acts) {
        QCOMPARE(desk.stateOf(operation), OperationState::InFlight);
    }
    desk.hub.holdWrites = false;
    desk.hub.tell(json(200, feed("c", false))); // for the call that the dead engine left behind
    connectDesk(desk);
    for (const Operation &operation : acts) {
        QTRY_COMPARE(desk.stateOf(operation), OperationState::Applied);
    }
    std::multiset<QByteArray> keys;
    for (const net::ApiRequest &request : desk.hub.writes) {
        keys.insert(request.idempotencyKey);
    }
    for (const Operation &operation : acts) {
        QCOMPARE(keys.count(bytes(operation.id.text())), std::size_t(2));
    }
}

void TestPush::thirtyTwoAtOnceAndInOrderForEachRecord() {
    Desk desk;
    const Slot slot = desk.make.slot(desk.make.id<FacilityId>(), day(2026, 12, 1));
    const Operation first = desk.make.editSlot(slot);
    const Operation second = desk.make.editSlot(slot);
    QVERIFY(desk.store->enqueue(first, {}));
    QVERIFY(desk.store->enqueue(second, {}));
    for (int index = 0; index < 36; ++index) {
        QVERIFY(desk.store->enqueue(desk.make.approve(reservationIn(desk)), {}));
    }
    desk.hub.holdWrites = true;
    connectDesk(desk);
    const QSignalSpy rests(desk.engine.get(), &syncing::Engine::outboxRests);
    QTRY_COMPARE(desk.hub.writes.size(), std::size_t(32));
    QCOMPARE(desk.store->operations({OperationState::InFlight}).value().size(), std::size_t(32));
    QCOMPARE(desk.stateOf(second), OperationState::Pending);
    QCOMPARE(rests.size(), 0);
    desk.hub.answerHeldWrites();
    QTRY_COMPARE(desk.store->operations({OperationState::Applied}).value().size(), std::size_t(38));
    QTRY_VERIFY(!rests.isEmpty());
    std::vector<QByteArray> ofSlot;
    for (const net::ApiRequest &request : desk.hub.writes) {
        if (request.path == QString::fromStdString("/v1/slots/" + first.recordId)) {
            ofSlot.push_back(request.idempotencyKey);
        }
    }
    QCOMPARE(ofSlot, (std::vector<QByteArray>{bytes(first.id.text()), bytes(second.id.text())}));
}

void TestPush::aFaultOfTheHubHoldsUpOnlyItsOwnRecord() {
    Desk desk;
    connectDesk(desk);
    const Operation bad = desk.make.approve(reservationIn(desk));
    const Operation good = desk.make.approve(reservationIn(desk));
    desk.hub.onWrite = [&](const net::ApiRequest &request) {
        if (request.idempotencyKey == bytes(bad.id.text())) {
            return json(500, R"({"type":"urn:hokatsu:problem:internal","status":500,"code":"internal"})");
        }
        return json(200, "{}");
    };
    act(desk, bad);
    act(desk, good);
    QTRY_COMPARE(desk.stateOf(good), OperationState::Applied);
    QCOMPARE(desk.stateOf(bad), OperationState::Pending);
    QVERIFY(desk.operation(bad).notBefore > desk.make.now());
    desk.hub.onWrite = [](const net::ApiRequest &) { return json(200, "{}"); };
    desk.engine->retryNow();
    QTRY_COMPARE(desk.stateOf(bad), OperationState::Applied);
}

void TestPush::theHubsOwnWaitIsRespected() {
    Desk desk;
    connectDesk(desk);
    desk.hub.onWrite = [](const net::ApiRequest &) {
        Answer busy = problem("rate-limited");
        busy->retryAfter = "3600";
        return busy;
    };
    act(desk, desk.make.approve(reservationIn(desk)));
    act(desk, desk.make.approve(reservationIn(desk)));
    QTRY_VERIFY(!desk.hub.writes.empty() &&
                desk.store->operations({OperationState::InFlight}).value().empty());
    const auto tried = desk.hub.writes.size();
    QTest::qWait(40); // longer than the longest retry of its own
    QCOMPARE(desk.hub.writes.size(), tried);
    QCOMPARE(desk.store->operations({OperationState::Pending}).value().size(), std::size_t(2));
}

void TestPush::theEndOfTheSessionKeepsTheAct() {
    Desk desk;
    connectDesk(desk);
    desk.hub.onWrite = [](const net::ApiRequest &) -> Answer {
        return domain::fail(ErrorKind::SignedOut, "session-ended");
    };
    Connections connections(*desk.engine);
    const Operation approve = desk.make.approve(reservationIn(desk));
    act(desk, approve);
    QTRY_COMPARE(connections.seen, std::vector<Connection>{Connection::SignedOut});
    QCOMPARE(desk.stateOf(approve), OperationState::Pending);
    QVERIFY(desk.store->withdrawOperation(approve.id)); // the hub never looked at it
}

void TestPush::anUnknown401IsNoEndOfTheSession() {
    Desk desk;
    connectDesk(desk);
    Connections connections(*desk.engine);
    desk.hub.onWrite = [](const net::ApiRequest &) { return json(401, R"({"code":"come-back-later"})"); };
    const Operation approve = desk.make.approve(reservationIn(desk));
    act(desk, approve);
    QTRY_VERIFY(desk.hub.writes.size() == 1 && desk.stateOf(approve) == OperationState::Pending);
    desk.hub.onWrite = [](const net::ApiRequest &) { return json(200, "{}"); };
    desk.engine->retryNow();
    QTRY_COMPARE(desk.stateOf(approve), OperationState::Applied);
    QVERIFY(!std::ranges::count(connections.seen, Connection::SignedOut));
}

void TestPush::aClockThatIsSetBackHoldsNoActUp() {
    Desk desk;
    connectDesk(desk);
    desk.hub.onWrite = [](const net::ApiRequest &) {
        Answer busy = json(500, R"({"code":"internal"})");
        busy->retryAfter = "86400"; // a day: nobody is made to wait that long
        return busy;
    };
    const Operation first = desk.make.approve(reservationIn(desk));
    act(desk, first);
    QTRY_VERIFY(desk.hub.writes.size() == 1 && desk.stateOf(first) == OperationState::Pending);
    QCOMPARE(desk.operation(first).notBefore.value(), desk.make.now() + storage::longestWait);
    desk.hub.onWrite = [](const net::ApiRequest &) { return json(200, "{}"); };
    desk.make.clock().set(desk.make.now() - std::chrono::hours(26)); // it was a day ahead
    act(desk, desk.make.approve(reservationIn(desk)));
    QTRY_COMPARE(desk.stateOf(first), OperationState::Applied);
    QCOMPARE(desk.hub.writes.size(), std::size_t(3));
}

void TestPush::aFeedThatCannotBeReadDoesNotStopTheOutbox() {
    Desk desk;
    connectDesk(desk);
    Connections connections(*desk.engine);
    desk.hub.tell(json(200, "{\"changes\":[{\"kind\":\"slot\"}]}"));
    for (int more = 0; more < 200; ++more) {
        desk.hub.pages.push_back(json(200, "{\"changes\":[{\"kind\":\"slot\"}]}"));
    }
    QTRY_COMPARE(connections.seen, std::vector<Connection>{Connection::Offline});
    const Operation approve = desk.make.approve(reservationIn(desk));
    act(desk, approve);
    QTRY_COMPARE(desk.stateOf(approve), OperationState::Applied);
}

QTEST_GUILESS_MAIN(TestPush)
#include "tst_push.moc"
