// Nothing personal lies open in any file of a profile, whatever the desk was used for; neither does anything
// of it reach the program's messages.
#include "support/desk_story.h"
#include "support/sqlite_file.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QStringEncoder>
#include <QTest>

using namespace test_support;
using domain::ReservationStatus;
using services::Pending;
using services::SignInStep;

namespace {

const domain::Instant morning =
    domain::toInstant(domain::LocalDate{std::chrono::year{2026} / 11 / 24}, domain::LocalTime::of(9, 0));
const domain::LocalDate visitDay = std::chrono::year{2026} / 12 / 1;

QMutex messagesLock;
QByteArray messages;
void keepMessage(QtMsgType, const QMessageLogContext &, const QString &text) {
    const QMutexLocker guard(&messagesLock);
    messages += text.toUtf8() + '\n';
}

/// Every way in which a text could lie in a file by mistake.
QList<QByteArray> formsOf(const QString &text) {
    const QByteArray utf8 = text.toUtf8();
    QStringEncoder little(QStringEncoder::Utf16LE);
    QStringEncoder big(QStringEncoder::Utf16BE);
    QByteArray escaped;
    for (const QChar c : text) {
        escaped += c.unicode() < 0x80 ? QByteArray(1, char(c.unicode()))
                                      : "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
    }
    QList<QByteArray> forms{utf8, little(text), big(text), utf8.toHex(), utf8.toPercentEncoding(), escaped};
    for (int shift = 0; shift < 3; ++shift) { // base64 of a longer text in which it begins anywhere
        const QByteArray encoded = (QByteArray(shift, ' ') + utf8 + "   ").toBase64();
        const QByteArray inside = encoded.mid(shift == 0 ? 0 : 4, (utf8.size() - 2) / 3 * 4 - 4);
        if (inside.size() >= 8) {
            forms.append(inside);
        }
    }
    return forms;
}

/// As SQLite and our own packing write a date's number.
QList<QByteArray> numberForms(domain::LocalDate date) {
    const int number = static_cast<int>(static_cast<int>(date.year())) * 10'000 +
                       static_cast<int>(static_cast<unsigned>(date.month())) * 100 +
                       static_cast<int>(static_cast<unsigned>(date.day()));
    QByteArray big;
    for (int shift = 24; shift >= 0; shift -= 8) {
        big += static_cast<char>(number >> shift & 0xff);
    }
    return {big, QByteArray::number(number)};
}

struct Needle {
    QString name;
    QList<QByteArray> forms;
};

QList<Needle> needles() {
    const domain::LocalDate born =
        domain::addDays(visitDay, -500); // of the child that the hub's families have
    QList<Needle> list;
    for (const auto &text :
         {QStringLiteral("架空 一郎"), QStringLiteral("架空 はな"), QStringLiteral("カクウ ハナ"),
          QStringLiteral("090-0000-0000"), QStringLiteral("09000000000"),
          QString::fromStdString(domain::textOf(born)), QStringLiteral("見本 三太夫"),
          QStringLiteral("ミホン サンダユウ"), QStringLiteral("03-0000-7777"), QStringLiteral("2024-06-07"),
          QStringLiteral("上履きは要りますか"), QStringLiteral("園行事のため三太夫様には"),
          QStringLiteral("書きかけの三太夫様"), QStringLiteral("hanako"),
          QStringLiteral("kitsune-to-tanuki-42")}) {
        list.append({text, formsOf(text)});
    }
    list.append({QStringLiteral("birth date as a number"), numberForms(born)});
    return list;
}

/// "file: what" of everything that was found.
QStringList foundIn(const QString &folder, int &files) {
    QStringList found;
    files = 0;
    QDirIterator walk(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        QFile file(walk.next());
        if (!file.open(QIODevice::ReadOnly)) {
            found << file.fileName() + QStringLiteral(": cannot be read");
            continue;
        }
        ++files;
        const QByteArray bytes = file.readAll() + file.fileName().toUtf8();
        for (const Needle &needle : needles()) {
            const bool there = std::ranges::any_of(
                needle.forms, [&bytes](const QByteArray &form) { return bytes.contains(form); });
            if (there) {
                found << walk.fileName() + QStringLiteral(": ") + needle.name;
            }
        }
    }
    return found;
}

domain::Reservation byPhone(const domain::Slot &slot) {
    domain::Reservation made;
    made.slotId = slot.id;
    made.facilityId = slot.facilityId;
    made.channel = "phone";
    domain::ReservationPersonal personal;
    personal.guardian = {.name = "見本 三太夫", .kana = "ミホン サンダユウ", .phone = "03-0000-7777"};
    personal.children = {{.name = "見本 四郎",
                          .kana = "ミホン シロウ",
                          .birthDate = domain::LocalDate{std::chrono::year{2024} / 6 / 7}}};
    personal.question = "上履きは要りますか";
    made.personal = personal;
    return made;
}

struct Scene {
    domain::ManualClock clock{morning};
    TestHub hub{clock};
    domain::Facility facility = hub.addFacility("架空第一保育園");
    domain::Slot slot = hub.addSlot(facility, visitDay, domain::LocalTime::of(10, 0), 9);
    DeskStory desk{{.hub = &hub, .clock = &clock}};
    SignedIn known;

    bool start() {
        desk.start();
        known = desk.firstSignIn("hanako", hub.addUser("hanako", domain::Role::Manager, {facility.id}));
        return desk.isOnline();
    }
    /// A day's work: read, searched, answered, typed, refused, drafted, sent and not sent.
    bool work() {
        auto &reservations = desk.desk().reservations();
        const auto first = hub.book(slot, "架空 一郎");
        const auto second = hub.book(slot, "架空 一郎");
        bool good = desk.showsStatus(second.id, ReservationStatus::Requested) &&
                    answerOf(reservations.ids({.text = QStringLiteral("架空 はな")}))->size() == 2;
        hub.cable()->pull();
        good = good && answerOf(reservations.approve(first.id, 1)) &&
               answerOf(reservations.decline(second.id, 1, QStringLiteral("園行事のため三太夫様には"), {})) &&
               answerOf(reservations.book(byPhone(slot)));
        hub.withdraw(first.id); // the approval will be refused, and the hub's copy kept with it
        for (const auto *form : {"booking/1", "decision/1", "slots/1", "conflict/1"}) {
            good = good && answerOf(desk.desk().drafts().save(QString::fromLatin1(form),
                                                              QByteArray("{\"a\":\"書きかけの三太夫様\"}")));
        }
        return good;
    }
};

} // namespace

class RawFilesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qInstallMessageHandler(keepMessage); }
    void theSearchFindsWhatIsThere();
    void nothingPersonalLiesInAnyFile();
    void theLogTellsADayInKindsCountsAndCodes();
    void cleanupTestCase() { qInstallMessageHandler(nullptr); }
};

void RawFilesTest::theSearchFindsWhatIsThere() {
    for (const Needle &needle : needles()) {
        for (const QByteArray &form : needle.forms) {
            QVERIFY2(form.size() >= 4, qPrintable(needle.name));
            const QTemporaryDir folder;
            QFile file(folder.filePath(QStringLiteral(".hidden")));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray(5'000, 'x') + form + QByteArray(5'000, 'x'));
            file.close();
            int files = 0;
            QVERIFY(!foundIn(folder.path(), files).isEmpty());
        }
    }
}

void RawFilesTest::nothingPersonalLiesInAnyFile() {
    Scene scene;
    QVERIFY(scene.start());
    QVERIFY(scene.work());
    int files = 0;
    QCOMPARE(foundIn(scene.desk.folder(), files), QStringList()); // unsent, in the write-ahead log
    QVERIFY(files >= 3);
    scene.hub.cable()->plugIn();
    scene.desk.desk().syncStatus().retryNow();
    QTRY_COMPARE(scene.desk.needsYou(), 1);
    QTRY_COMPARE(scene.desk.waiting(), 0);
    QCOMPARE(foundIn(scene.desk.folder(), files), QStringList()); // sent, and refused

    scene.hub.cable()->pull();
    QVERIFY(answerOf(scene.desk.desk().reservations().book(byPhone(scene.slot))));
    scene.desk.quit();
    QVERIFY(SqliteFile(scene.desk.folder() + QStringLiteral("/store.sqlite"))
                .ruin(QStringLiteral("reservation")));
    QVERIFY(
        SqliteFile(scene.desk.folder() + QStringLiteral("/store.sqlite")).ruin(QStringLiteral("internal")));
    scene.desk.start();
    QVERIFY(scene.desk.isIdle());
    QCOMPARE(QDir(scene.desk.folder()).entryList({QStringLiteral("damaged*")}, QDir::Dirs).size(), 1);
    QCOMPARE(foundIn(scene.desk.folder(), files),
             QStringList()); // set aside, with the list of what was unsent
    QVERIFY(files >= 5);

    scene.desk.account().lock();
    QVERIFY(scene.desk.reaches(SignInStep::Locked));
    scene.desk.account().signOut();
    QVERIFY(scene.desk.isIdle());
    scene.desk.quit();
    QCOMPARE(foundIn(scene.desk.folder(), files), QStringList()); // at rest
    qInfo("that messages arrive");
    const QMutexLocker guard(&messagesLock);
    QVERIFY(messages.contains("that messages arrive"));
    for (const Needle &needle : needles()) {
        QVERIFY2(!messages.contains(needle.forms.first()), qPrintable(needle.name));
    }
}

void RawFilesTest::theLogTellsADayInKindsCountsAndCodes() {
    Scene scene;
    QVERIFY(scene.start());
    QVERIFY(scene.work());
    scene.hub.cable()->plugIn();
    scene.desk.desk().syncStatus().retryNow();
    QTRY_COMPARE(scene.desk.needsYou(), 1);
    QTRY_COMPARE(scene.desk.waiting(), 0);
    scene.desk.account().lock();
    QVERIFY(scene.desk.reaches(SignInStep::Locked));
    scene.desk.account().unlock(QStringLiteral("三太夫の合言葉"));
    QVERIFY(scene.desk.isIdle());
    scene.desk.quit();

    QFile file(scene.desk.folder() + QStringLiteral("/desk.log"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.permissions() &
                 (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());
    const QByteArray log = file.readAll();
    for (const auto *line :
         {R"("event":"started","desk":")", R"("event":"account","step":"signed-in")",
          R"("event":"hub","connection":"online")", R"("event":"caught-up","rounds":)",
          R"("level":"warning","event":"hub","connection":"offline","kind":"offline")",
          R"("level":"warning","event":"act-refused","record":"reservation","kind":"conflict")",
          R"("event":"account","step":"locked","kind":"wrong-credentials","code":"wrong-password")",
          R"("event":"ended")"}) {
        QVERIFY2(log.contains(line), line + QByteArray(" in\n") + log);
    }
    int files = 0;
    QCOMPARE(foundIn(scene.desk.folder(), files), QStringList());
    QVERIFY2(!log.contains("三太夫"), log);
}

QTEST_GUILESS_MAIN(RawFilesTest)
#include "tst_raw_files.moc"
