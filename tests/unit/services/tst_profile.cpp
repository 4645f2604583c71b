// The profile folder in every bad shape, and the secrets that open it.
#include "support/desk_story.h"
#include "support/plain_user.h"
#include "support/sqlite_file.h"

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace test_support;
using domain::ErrorKind;
using services::SignInStep;

namespace {

const domain::Instant morning =
    domain::toInstant(domain::LocalDate{std::chrono::year{2026} / 11 / 24}, domain::LocalTime::of(9, 0));

struct Scene {
    domain::ManualClock clock{morning};
    TestHub hub{clock};
    domain::Facility facility = hub.addFacility("架空第一保育園");
    std::string activation = hub.addUser("hanako", domain::Role::Staff, {facility.id});
    DeskStory desk{{.hub = &hub, .clock = &clock}};
    SignedIn signInFirst() {
        desk.start();
        return desk.firstSignIn("hanako", activation);
    }
};

/// A further desk on any folder, with what a test wants to be different.
std::unique_ptr<services::Desk> openAt(const QString &folder, const domain::Clock &clock,
                                       domain::Random &random, TestHub &hub, TestKeychain &keychain) {
    services::DeskOptions options;
    options.profileFolder = folder;
    options.clock = &clock;
    options.random = &random;
    options.makeHub = [&hub](const net::HubAddress &, QObject *) { return hub.door(); };
    options.makeCredentials = [&keychain] { return keychain.door(); };
    return std::move(*services::openDesk(options));
}

QStringList foldersAside(const QString &folder) {
    return QDir(folder).entryList({QStringLiteral("damaged*")}, QDir::Dirs);
}

} // namespace

class ProfileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFreshProfileAsksForItsHub();
    void aSecondDeskOnTheSameProfileIsTurnedAway();
    void aReadOnlyFolderIsSaid();
    void aFullDiskIsSaid();
    void aFileWhereTheFolderShouldBeIsSaid();
    void aStoreOfANewerVersionIsNotTouched();
    void aDamagedStoreIsPutAsideAndTheWorkGoesOn();
    void damageFoundWhileWorkingIsMendedAtOnce();
    void anotherKeyPutsTheStoreAside();
    void afterTheCauseIsGoneTryingAgainOpensTheProfile();
    void theHubSpeaksTheNewLanguageAtOnce();
    void whatIsTypedSurvivesARestart();
    void aSilentKeychainIsAskedAboutAndAPassphraseHelps();
    void withoutPassphraseNothingIsKeptAndNothingIsPromised();
    void aLostKeyIsSaidAndTheDataIsPulledAgain();
    void choicesSurviveARestart();
    void aCallWithoutAnAnswerableStoreGetsTheProblem();
};

void ProfileTest::aFreshProfileAsksForItsHub() {
    Scene scene;
    QTemporaryDir folder;
    TestKeychain keychain;
    const auto random = domain::systemRandom();
    const auto desk =
        openAt(folder.filePath(QStringLiteral("deep/er")), scene.clock, *random, scene.hub, keychain);
    QTRY_COMPARE(desk->account().step(), SignInStep::NeedsHub);
    QVERIFY(desk->account().setHubUrl(QStringLiteral("https://hub.example.test")).has_value());
    QTRY_COMPARE(desk->account().step(), SignInStep::Password);
    QVERIFY(keychain.isEmpty()); // no key before there is something to seal
}

void ProfileTest::aSecondDeskOnTheSameProfileIsTurnedAway() {
    Scene scene;
    scene.signInFirst();
    QVERIFY(scene.desk.reaches(SignInStep::SignedIn));
    const auto random = domain::systemRandom();
    {
        const auto second =
            openAt(scene.desk.folder(), scene.clock, *random, scene.hub, scene.desk.keychain());
        QTRY_COMPARE(second->account().step(), SignInStep::StoreProblem);
        QCOMPARE(second->account().problem()->kind, ErrorKind::StorageBusy);
        QCOMPARE(second->account().problem()->code, std::string("profile-in-use"));
    }
    QVERIFY(scene.desk.isOnline()); // the first one is not disturbed
    scene.desk.quit();
    const auto third = openAt(scene.desk.folder(), scene.clock, *random, scene.hub, scene.desk.keychain());
    QTRY_COMPARE(third->account().step(), SignInStep::SignedIn);
}

void ProfileTest::aReadOnlyFolderIsSaid() {
    Scene scene;
    QTemporaryDir folder;
    QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::ExeOwner);
    {
        const AsAPlainUser user;
        QVERIFY(user.isOne());
        TestKeychain keychain;
        const auto random = domain::systemRandom();
        const auto desk = openAt(folder.path(), scene.clock, *random, scene.hub, keychain);
        QTRY_COMPARE(desk->account().step(), SignInStep::StoreProblem);
        QCOMPARE(desk->account().problem()->kind, ErrorKind::StorageReadOnly);
    }
    QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

void ProfileTest::aFullDiskIsSaid() {
    Scene scene;
    QTemporaryDir folder;
    TestKeychain keychain;
    const auto random = domain::systemRandom();
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit nothing{0, before.rlim_max};
    std::signal(SIGXFSZ, SIG_IGN); // writing fails, as it does on a full disk
    setrlimit(RLIMIT_FSIZE, &nothing);
    {
        const auto desk = openAt(folder.path(), scene.clock, *random, scene.hub, keychain);
        const bool said = QTest::qWaitFor([&] { return desk->account().step() == SignInStep::StoreProblem; });
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(said);
        QCOMPARE(desk->account().problem()->kind, ErrorKind::StorageFull);
    }
    const auto again = openAt(folder.path(), scene.clock, *random, scene.hub, keychain);
    QTRY_COMPARE(again->account().step(), SignInStep::NeedsHub);
}

void ProfileTest::aFileWhereTheFolderShouldBeIsSaid() {
    Scene scene;
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("profile"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    TestKeychain keychain;
    const auto random = domain::systemRandom();
    const auto desk = openAt(path, scene.clock, *random, scene.hub, keychain);
    QTRY_COMPARE(desk->account().step(), SignInStep::StoreProblem);
    QCOMPARE(desk->account().problem()->kind, ErrorKind::StorageReadOnly);
}

void ProfileTest::aStoreOfANewerVersionIsNotTouched() {
    Scene scene;
    scene.signInFirst();
    QVERIFY(scene.desk.isOnline());
    scene.desk.quit();
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("newer"));
        database.setDatabaseName(scene.desk.folder() + QStringLiteral("/store.sqlite"));
        QVERIFY(database.open());
        QVERIFY(QSqlQuery(database).exec(QStringLiteral("PRAGMA user_version = 9999")));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("newer"));
    scene.desk.start();
    QVERIFY(scene.desk.reaches(SignInStep::StoreProblem));
    QCOMPARE(scene.desk.account().problem()->kind, ErrorKind::StorageTooNew);
}

void ProfileTest::aDamagedStoreIsPutAsideAndTheWorkGoesOn() {
    Scene scene;
    const auto slot =
        scene.hub.addSlot(scene.facility, {std::chrono::year{2026} / 12 / 1}, domain::LocalTime::of(10, 0));
    const auto booked = scene.hub.book(slot, "架空 一郎");
    scene.signInFirst();
    QVERIFY(scene.desk.showsStatus(booked.id, domain::ReservationStatus::Requested));
    scene.hub.cable()->pull();
    QVERIFY(answerOf(scene.desk.desk().reservations().approve(booked.id, 1)).has_value());
    scene.desk.quit();
    QVERIFY(
        SqliteFile(scene.desk.folder() + QStringLiteral("/store.sqlite")).ruin(QStringLiteral("internal")));
    scene.hub.cable()->plugIn();
    scene.desk.start();
    QVERIFY(scene.desk.reaches(SignInStep::SignedIn)); // still the same person
    QCOMPARE(scene.desk.account().problem()->code, std::string("store-set-aside"));
    QCOMPARE(scene.desk.account().problem()->params.at("carried"), std::string("1"));
    QVERIFY(scene.desk.showsStatus(booked.id, domain::ReservationStatus::Approved));
    QCOMPARE(scene.hub.stepsOf(booked.id, "approve"), 1);
    QCOMPARE(foldersAside(scene.desk.folder()).size(), 1);
}

void ProfileTest::damageFoundWhileWorkingIsMendedAtOnce() {
    Scene scene;
    const auto slot =
        scene.hub.addSlot(scene.facility, {std::chrono::year{2026} / 12 / 1}, domain::LocalTime::of(10, 0));
    const auto booked = scene.hub.book(slot, "架空 一郎");
    scene.signInFirst();
    QVERIFY(scene.desk.showsStatus(booked.id, domain::ReservationStatus::Requested));
    scene.desk.quit();
    QVERIFY(SqliteFile(scene.desk.folder() + QStringLiteral("/store.sqlite"))
                .ruin(QStringLiteral("reservation")));
    scene.desk.start();
    QVERIFY(scene.desk.reaches(SignInStep::SignedIn)); // nobody has looked at the bad page yet
    QVERIFY(scene.desk.showsStatus(booked.id, domain::ReservationStatus::Requested)); // looks, and is mended
    QTRY_COMPARE(foldersAside(scene.desk.folder()).size(), 1);
    QCOMPARE(scene.desk.row(booked.id)->reservation.personal->guardian.name, std::string("架空 一郎"));
}

void ProfileTest::anotherKeyPutsTheStoreAside() {
    Scene scene;
    const SignedIn known = scene.signInFirst();
    QVERIFY(scene.desk.isOnline());
    scene.desk.quit();
    scene.desk.keychain().replace(QStringLiteral("sealing-key"), QByteArray(32, 'q'));
    scene.desk.start();
    QVERIFY(scene.desk.reaches(SignInStep::Password));
    QCOMPARE(scene.desk.account().problem()->code, std::string("key-does-not-fit"));
    QCOMPARE(foldersAside(scene.desk.folder()).size(), 1);
    scene.clock.advance(std::chrono::minutes(2));
    QVERIFY(scene.desk.signIn("hanako", known, scene.clock.now()));
    QVERIFY(scene.desk.isOnline());
}

void ProfileTest::afterTheCauseIsGoneTryingAgainOpensTheProfile() {
    Scene scene;
    scene.signInFirst();
    QVERIFY(scene.desk.isOnline());
    const auto random = domain::systemRandom();
    const auto second = openAt(scene.desk.folder(), scene.clock, *random, scene.hub, scene.desk.keychain());
    QTRY_COMPARE(second->account().step(), SignInStep::StoreProblem);
    scene.desk.quit(); // the other window is closed
    second->account().tryAgain();
    QTRY_COMPARE(second->account().step(), SignInStep::SignedIn);
    QVERIFY(!second->account().problem());
}

void ProfileTest::theHubSpeaksTheNewLanguageAtOnce() {
    Scene scene;
    services::DeskOptions options;
    QTemporaryDir folder;
    TestKeychain keychain;
    const auto random = domain::systemRandom();
    options.profileFolder = folder.path();
    options.clock = &scene.clock;
    options.random = random.get();
    options.hubUrl = QStringLiteral("https://hub.example.test");
    std::atomic<int> english{0};
    options.makeHub = [&](const net::HubAddress &address, QObject *) {
        english += address.language == "en" ? 1 : 0;
        return scene.hub.door();
    };
    options.makeCredentials = [&keychain] { return keychain.door(); };
    const auto desk = std::move(*services::openDesk(options));
    QTRY_COMPARE(desk->account().step(), SignInStep::Password);
    desk->account().signIn(QStringLiteral("hanako"), QString::fromStdString(scene.activation));
    QTRY_COMPARE(desk->account().step(), SignInStep::NewPassword);
    QCOMPARE(english.load(), 0);
    desk->preferences().setLanguage(QStringLiteral("en"));
    QTRY_COMPARE(english.load(), 1);
    QCOMPARE(desk->account().step(), SignInStep::NewPassword); // in the middle of signing in, and it goes on
    desk->account().choosePassword(QStringLiteral("a long and rare passphrase 42"));
    QTRY_COMPARE(desk->account().step(), SignInStep::Enrolment);
}

void ProfileTest::whatIsTypedSurvivesARestart() {
    Scene scene;
    scene.signInFirst();
    QVERIFY(scene.desk.isOnline());
    const QByteArray typed("{\"note\":\"架空さんから電話\"}");
    QVERIFY(answerOf(scene.desk.desk().drafts().save(QStringLiteral("booking/1"), typed)).has_value());
    scene.desk.start();
    QVERIFY(scene.desk.reaches(SignInStep::SignedIn));
    QCOMPARE(*answerOf(scene.desk.desk().drafts().load(QStringLiteral("booking/1"))), typed);
    scene.desk.quit();
    QFile file(scene.desk.folder() + QStringLiteral("/store.sqlite"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("架空さんから電話")); // sealed
}

void ProfileTest::aSilentKeychainIsAskedAboutAndAPassphraseHelps() {
    Scene scene;
    scene.desk.keychain().setAvailable(false);
    scene.desk.start();
    QVERIFY(scene.desk.reaches(SignInStep::KeychainProblem));
    QCOMPARE(scene.desk.account().problem()->kind, ErrorKind::KeychainUnavailable);
    scene.desk.account().usePassphrase(QStringLiteral("short"));
    QCOMPARE(scene.desk.account().problem()->fields.front().pointer, std::string("/passphrase"));
    scene.desk.account().usePassphrase(QStringLiteral("a long passphrase"));
    scene.desk.firstSignIn("hanako", scene.activation);
    QVERIFY(scene.desk.reaches(SignInStep::SignedIn));
    QVERIFY(scene.desk.isOnline());
    QVERIFY(scene.desk.keychain().isEmpty());
}

void ProfileTest::withoutPassphraseNothingIsKeptAndNothingIsPromised() {
    Scene scene;
    const auto slot =
        scene.hub.addSlot(scene.facility, {std::chrono::year{2026} / 12 / 1}, domain::LocalTime::of(10, 0));
    const auto booked = scene.hub.book(slot, "架空 一郎");
    scene.desk.keychain().setAvailable(false);
    scene.desk.start();
    QVERIFY(scene.desk.reaches(SignInStep::KeychainProblem));
    scene.desk.account().usePassphrase({});
    scene.desk.firstSignIn("hanako", scene.activation);
    QVERIFY(scene.desk.reaches(SignInStep::SignedIn));
    QVERIFY(scene.desk.showsStatus(booked.id, domain::ReservationStatus::Requested));
    const auto refused = answerOf(scene.desk.desk().reservations().approve(booked.id, 1));
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().code, std::string("reading-only"));
    QVERIFY(!QFile::exists(scene.desk.folder() + QStringLiteral("/store.sqlite")));
}

void ProfileTest::aLostKeyIsSaidAndTheDataIsPulledAgain() {
    Scene scene;
    const auto slot =
        scene.hub.addSlot(scene.facility, {std::chrono::year{2026} / 12 / 1}, domain::LocalTime::of(10, 0));
    const auto booked = scene.hub.book(slot, "架空 一郎");
    const SignedIn known = scene.signInFirst();
    QVERIFY(scene.desk.showsStatus(booked.id, domain::ReservationStatus::Requested));
    scene.hub.cable()->pull();
    QVERIFY(answerOf(scene.desk.desk().reservations().approve(booked.id, 1)).has_value());
    scene.desk.quit();
    scene.desk.keychain().forgetEverything();
    scene.hub.cable()->plugIn();
    scene.desk.start();
    QVERIFY(scene.desk.reaches(SignInStep::Password));
    QCOMPARE(scene.desk.account().problem()->code, std::string("sealing-key-lost"));
    QCOMPARE(scene.desk.account().problem()->params.at("unsent"), std::string("1"));
    scene.clock.advance(std::chrono::minutes(2));
    QVERIFY(scene.desk.signIn("hanako", known, scene.clock.now()));
    QCOMPARE(scene.desk.account().problem()->code, std::string("unsent-work-lost"));
    QVERIFY(scene.desk.showsStatus(booked.id, domain::ReservationStatus::Requested));
    QCOMPARE(scene.desk.row(booked.id)->reservation.personal->guardian.name, std::string("架空 一郎"));
}

void ProfileTest::choicesSurviveARestart() {
    Scene scene;
    scene.desk.start();
    services::Preferences &before = scene.desk.desk().preferences();
    QCOMPARE(before.language(), QStringLiteral("ja"));
    QCOMPARE(before.theme(), QStringLiteral("system"));
    before.setLanguage(QStringLiteral("en"));
    before.setTextPercent(150);
    before.setTheme(QStringLiteral("contrast"));
    before.setLockAfterMinutes(3);
    before.setDeclineReasons({QStringLiteral("満員のため、{日時}は")});
    scene.desk.start();
    services::Preferences &after = scene.desk.desk().preferences();
    QCOMPARE(after.language(), QStringLiteral("en"));
    QCOMPARE(after.textPercent(), 150);
    QCOMPARE(after.theme(), QStringLiteral("contrast"));
    QCOMPARE(after.lockAfterMinutes(), 3);
    QCOMPARE(after.declineReasons(), QStringList{QStringLiteral("満員のため、{日時}は")});
    after.setTextPercent(1'000); // nonsense in the file or from a caller
    QCOMPARE(after.textPercent(), 100);
}

void ProfileTest::aCallWithoutAnAnswerableStoreGetsTheProblem() {
    Scene scene;
    scene.signInFirst();
    QVERIFY(scene.desk.isOnline());
    const auto random = domain::systemRandom();
    const auto second = openAt(scene.desk.folder(), scene.clock, *random, scene.hub, scene.desk.keychain());
    const auto asked = answerOf(second->facilities().all());
    QVERIFY(!asked.has_value());
    QCOMPARE(asked.error().kind, ErrorKind::StorageBusy);
}

QTEST_GUILESS_MAIN(ProfileTest)
#include "tst_profile.moc"
