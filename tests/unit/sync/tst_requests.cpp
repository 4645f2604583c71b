// Each act as the hub gets it: which call, on what, in which version, with what body. And the same from every
// file that an earlier version left.
#include "unit/sync/scripted_hub.h"

#include "storage/database.h"
#include "sync/request_of.h"
#include "wire/act_json.h"

#include <QDir>
#include <QFile>

#include <set>

using namespace synctest;

namespace {

const auto reservation = *ReservationId::parse("01a2008d-7400-76d0-8233-a1c4cb77febe");
const auto slotId = *SlotId::parse("01a2008d-7400-7a21-9e6a-663bd37311aa");
const auto facility = *FacilityId::parse("01a2008d-7400-770d-b259-e4e1cb631c66");
const auto other = *SlotId::parse("01a2008d-7400-722a-b1ba-804098e6cb29");

QString fileIn(const QString &name) {
    return QDir(QStringLiteral(TEST_DATA)).filePath(name);
}

std::string contentOf(const QString &name) {
    QFile file(fileIn(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

/// "approve POST /v1/... key version body", as the files of earlier versions have it beside them.
QByteArray lineOf(const Operation &operation) {
    const net::ApiRequest request = syncing::requestOf(operation);
    const QByteArray version = request.ifNoneMatchAny ? QByteArray("none-match")
                               : request.ifMatch      ? QByteArray::number(*request.ifMatch)
                                                      : QByteArray("-");
    return QByteArray::fromStdString(std::string(nameOf(operation.act))) + ' ' + request.method + ' ' +
           request.path.toUtf8() + ' ' + request.idempotencyKey + ' ' + version + ' ' + request.body;
}

Slot newSlot() {
    Slot slot;
    slot.id = slotId;
    slot.facilityId = facility;
    slot.date = day(2026, 12, 1);
    slot.start = LocalTime::of(10, 0);
    slot.end = LocalTime::of(10, 30);
    slot.seats = 3;
    return slot;
}

Reservation wanted() {
    Reservation booking;
    booking.id = reservation;
    booking.slotId = slotId;
    booking.channel = "phone";
    booking.visitors = 2;
    booking.personal = ReservationPersonal{.guardian = {.name = "見本山 花子", .phone = "090-0000-1234"},
                                           .children = {{.name = "見本山 太郎", .dueDate = day(2027, 2, 1)}},
                                           .question = {},
                                           .reason = {},
                                           .message = {}};
    return booking;
}

Series everyTuesday() {
    Series series;
    series.id = SeriesId(slotId.uuid());
    series.facilityId = facility;
    series.rule = "0Tu";
    series.from = day(2026, 12, 1);
    series.to = day(2026, 12, 31);
    series.start = LocalTime::of(10, 0);
    series.end = LocalTime::of(10, 30);
    return series;
}

struct Sample {
    Command command;
    const char *method;
    std::string path;
    const char *body;
};

Sample step(ReservationCall call, const char *name, const std::string &reason, const char *body) {
    return {MoveReservation{.reservation = reservation, .call = call, .reason = reason, .message = {}},
            "POST", "/v1/reservations/" + reservation.text() + "/" + name, body};
}

/// One of each kind, and of those with parts that may be missing one with and one without.
std::vector<Sample> samples() {
    using Call = ReservationCall;
    const std::string slotPath = "/v1/slots/" + slotId.text();
    const FamilyAction moved{
        .reservationId = reservation, .move = true, .toSlotId = other, .message = "移動"};
    const FamilyAction sent{.reservationId = reservation, .move = false, .toSlotId = {}, .message = {}};
    return {
        step(Call::Approve, "approve", "", ""),
        step(Call::Decline, "decline", "定員", R"({"reason":"定員"})"),
        step(Call::Propose, "propose", "", ""),
        step(Call::Withdraw, "withdraw", "", ""),
        step(Call::Cancel, "cancel", "台風", R"({"reason":"台風"})"),
        step(Call::Attend, "attend", "", ""),
        step(Call::NoShow, "no-show", "", ""),
        step(Call::Reschedule, "reschedule", "", ""),
        step(Call::Correct, "correct", "誤り", R"({"reason":"誤り"})"),
        {Book{wanted()}, "PUT", "/v1/reservations/" + reservation.text(),
         R"({"slot_id":"01a2008d-7400-7a21-9e6a-663bd37311aa",)"
         R"("guardian":{"name":"見本山 花子","phone":"090-0000-1234"},)"
         R"("children":[{"name":"見本山 太郎","due_date":"2027-02-01"}],"visitors":2,"channel":"phone"})"},
        {CreateSlot{newSlot()}, "PUT", slotPath, nullptr},
        {SlotBatch{.series = everyTuesday(), .slots = {newSlot()}, .allowOverlap = true}, "POST",
         "/v1/slots/batch", nullptr},
        {SlotBatch{.series = {}, .slots = {newSlot()}, .allowOverlap = false}, "POST", "/v1/slots/batch",
         nullptr},
        {EditSlot{slotId, R"({"seats":5,"of_a_later_hub":[1]})"}, "PATCH", slotPath,
         R"({"seats":5,"of_a_later_hub":[1]})"},
        {CancelSlot{.slot = slotId, .families = {}}, "PATCH", slotPath, R"({"status":"cancelled"})"},
        {CancelSlot{.slot = slotId, .families = {moved, sent}}, "PATCH", slotPath,
         R"({"status":"cancelled","families":[{"reservation_id":"01a2008d-7400-76d0-8233-a1c4cb77febe",)"
         R"("action":"move","to_slot_id":"01a2008d-7400-722a-b1ba-804098e6cb29","message":"移動"},)"
         R"({"reservation_id":"01a2008d-7400-76d0-8233-a1c4cb77febe","action":"cancel"}]})"},
        {EditFacility{facility, R"({"profile":{"phone":"042-000-0002"}})"}, "PATCH",
         "/v1/facilities/" + facility.text(), R"({"profile":{"phone":"042-000-0002"}})"},
    };
}

/// Opens a file that an earlier version wrote, after this one has made it its own.
std::unique_ptr<storage::Store> openCopy(Folder &folder, const QString &name) {
    const std::string content = contentOf(name);
    auto database = storage::Database::open(folder.path());
    if (content.empty() || !database || !(*database)->script(content)) {
        return nullptr;
    }
    database->reset();
    return folder.open();
}

std::vector<Operation> allActs(storage::Store &store) {
    using enum OperationState;
    return store.operations({Pending, InFlight, Applied, Conflict, Rejected, Superseded}).value();
}

} // namespace

class TestRequests : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKindOfActHasASample();
    void eachActIsOneCall();
    void theKeyAndTheVersionAreThoseOfTheOperation();
    void eachActComesBackFromTheSealedStoreAsItWas();
    void actsOfAnEarlierVersionGoOutAsTheyWouldHave();
    void whatBecameOfActsOfAnEarlierVersionIsKept();
    void whatWaitsInTheFilesOfEveryVersionGoesOut_data();
    void whatWaitsInTheFilesOfEveryVersionGoesOut();
};

void TestRequests::everyKindOfActHasASample() {
    std::set<ActKind> seen;
    for (const Sample &sample : samples()) {
        seen.insert(actOf(sample.command));
    }
    for (int act = 0; act < static_cast<int>(ActKind::Unknown); ++act) {
        const auto kind = static_cast<ActKind>(act);
        QVERIFY2(seen.contains(kind), std::string(nameOf(kind)).c_str());
        QCOMPARE(actKind(nameOf(kind)), kind);
    }
    QVERIFY(!seen.contains(ActKind::Unknown));
}

void TestRequests::eachActIsOneCall() {
    Maker make;
    for (const Sample &sample : samples()) {
        const Operation operation = make.act(sample.command);
        const net::ApiRequest request = syncing::requestOf(operation);
        QCOMPARE(request.method, QByteArray(sample.method));
        QCOMPARE(request.path, QString::fromStdString(sample.path));
        if (sample.body != nullptr) {
            QCOMPARE(request.body, QByteArray(sample.body));
        }
        QCOMPARE(request.ifNoneMatchAny, request.method == "PUT");
        QVERIFY(!request.ifMatch);
    }
}

void TestRequests::theKeyAndTheVersionAreThoseOfTheOperation() {
    Maker make;
    Operation edit = make.act(EditSlot{slotId, R"({"seats":5})"});
    edit.baseVersion = 7;
    QCOMPARE(syncing::requestOf(edit).idempotencyKey, bytes(edit.id.text()));
    QCOMPARE(syncing::requestOf(edit).ifMatch, std::optional<qint64>(7));
    edit.sendKey = make.id<OperationId>();
    QCOMPARE(syncing::requestOf(edit).idempotencyKey, bytes(edit.sendKey->text()));
}

void TestRequests::eachActComesBackFromTheSealedStoreAsItWas() {
    Maker make;
    for (const Sample &sample : samples()) {
        Folder folder;
        const Operation given = make.act(sample.command);
        QVERIFY(folder.open()->enqueue(given, {}));
        const auto read = folder.open()->operation(given.id).value();
        QVERIFY(read);
        QCOMPARE(read->command, given.command);
        QCOMPARE(read->act, given.act);
        QVERIFY(read->kind == given.kind && read->recordId == given.recordId);
        QCOMPARE(lineOf(*read), lineOf(given));
    }
}

void TestRequests::actsOfAnEarlierVersionGoOutAsTheyWouldHave() {
    Folder folder;
    const auto store = openCopy(folder, QStringLiteral("desk_outbox/version4.sql"));
    QVERIFY(store);
    QList<QByteArray> lines;
    std::set<ActKind> seen;
    for (const Operation &operation : allActs(*store)) {
        lines.append(lineOf(operation));
        seen.insert(operation.act);
    }
    const auto expected =
        QByteArray::fromStdString(contentOf(QStringLiteral("desk_outbox/version4.requests"))).trimmed();
    for (qsizetype i = 0; i < std::min(lines.size(), expected.split('\n').size()); ++i) {
        QCOMPARE(lines.at(i).trimmed(), expected.split('\n').at(i).trimmed());
    }
    QCOMPARE(lines.size(), expected.split('\n').size());
    // Everything that a desk of that version could do.
    for (const char *name : {"approve", "decline", "withdraw", "cancel", "attend", "no-show", "book",
                             "slot-create", "slots-create", "slot-edit", "slot-cancel", "facility-edit"}) {
        QVERIFY2(seen.contains(actKind(name)), name);
    }
}

void TestRequests::whatBecameOfActsOfAnEarlierVersionIsKept() {
    Folder folder;
    const auto store = openCopy(folder, QStringLiteral("desk_outbox/version4.sql"));
    QVERIFY(store);
    const Operation refused = store->operations({OperationState::Rejected}).value().at(0);
    const std::vector<FieldError> fields{
        {.pointer = "/reason", .code = "too-long", .params = {{"max", "40"}}},
        {.pointer = "/message", .code = "required", .params = {}}};
    QCOMPARE(refused.errorFields, fields);
    QCOMPARE(std::get<MoveReservation>(refused.command).reason, std::string("満席"));
    const Operation settled = store->operations({OperationState::Superseded}).value().at(0);
    const ConflictDecision decision{.by = "見本 職員", .choices = {{"/seats", "8", "1", true}}};
    QCOMPARE(settled.decision, std::optional(decision));
    QVERIFY(wire::slotFromJson(settled.current, wire::Source::Hub));
}

void TestRequests::whatWaitsInTheFilesOfEveryVersionGoesOut_data() {
    QTest::addColumn<QString>("name");
    for (const QString &name :
         QDir(fileIn(QStringLiteral("desk_store"))).entryList({QStringLiteral("*.sql")}, QDir::Files)) {
        QTest::newRow(qPrintable(name)) << QStringLiteral("desk_store/") + name;
    }
}

void TestRequests::whatWaitsInTheFilesOfEveryVersionGoesOut() {
    QFETCH(const QString, name);
    Folder folder;
    const auto store = openCopy(folder, name);
    QVERIFY(store);
    const auto acts = store->operations({OperationState::Pending}).value();
    QCOMPARE(acts.size(), std::size_t(2));
    for (const Operation &operation : acts) {
        const net::ApiRequest request = syncing::requestOf(operation);
        const bool approves = operation.kind == RecordKind::Reservation;
        QCOMPARE(request.method, QByteArray(approves ? "POST" : "PATCH"));
        const std::string path = approves ? "/v1/reservations/" + operation.recordId + "/approve"
                                          : "/v1/slots/" + operation.recordId;
        QCOMPARE(request.path, QString::fromStdString(path));
        QCOMPARE(request.body, QByteArray(approves ? R"({"message":"お待ちしています"})" : R"({"seats":5})"));
        QCOMPARE(request.ifMatch, std::optional<qint64>(1));
        QCOMPARE(request.idempotencyKey, bytes(operation.id.text()));
    }
}

QTEST_GUILESS_MAIN(TestRequests)
#include "tst_requests.moc"
