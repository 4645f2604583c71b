// Practice and real work never share a profile folder: who comes to one of the other kind leaves it as it is.
#include "desk/data/data_core.h"
#include "support/desk_story.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QTest>

#include <map>

using namespace test_support;
using services::SignInStep;

namespace {

const domain::Instant morning =
    domain::toInstant(domain::LocalDate{std::chrono::year{2026} / 11 / 24}, domain::LocalTime::of(9, 0));

/// Every file and folder below the folder, with its bytes.
std::map<QString, QByteArray> everythingIn(const QString &folder) {
    std::map<QString, QByteArray> found;
    QDirIterator walk(folder, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                      QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        QFile file(walk.next());
        found[file.fileName()] = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    return found;
}

/// A desk on the folder; its secrets go with it, and a practice hub does not start.
domain::Result<std::unique_ptr<services::Desk>>
tryToOpen(const QString &folder, bool training, const domain::Clock &clock, domain::Random &random) {
    services::DeskOptions options;
    options.profileFolder = folder;
    options.training = training;
    options.hubProgram = folder + QStringLiteral("/no-such-program");
    options.hubUrl = QStringLiteral("https://hub.example.test");
    options.language = QStringLiteral("en");
    options.clock = &clock;
    options.random = &random;
    options.makeCredentials = [] { return session::memoryStore(); };
    return services::openDesk(std::move(options));
}

void write(const QString &path, const QByteArray &bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class ProfileKindTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void practiceLeavesAProfileOfRealWorkAsItIs();
    void realWorkLeavesAPracticeProfileAsItIs();
    void aProfileOfAnEarlierVersionIsKnownByItsContent_data();
    void aProfileOfAnEarlierVersionIsKnownByItsContent();
    void whoComesSecondToAFreshFolderIsRefused();
};

void ProfileKindTest::practiceLeavesAProfileOfRealWorkAsItIs() {
    const domain::ManualClock clock{morning};
    TestHub hub{clock};
    const auto facility = hub.addFacility("架空第一保育園");
    DeskStory desk{{.hub = &hub, .clock = &clock}};
    desk.start();
    desk.firstSignIn("hanako", hub.addUser("hanako", domain::Role::Staff, {facility.id}));
    QVERIFY(desk.isOnline());
    desk.quit();
    const auto before = everythingIn(desk.folder());
    QVERIFY(before.contains(desk.folder() + QStringLiteral("/store.sqlite")));
    const auto random = domain::systemRandom();
    const auto practice = tryToOpen(desk.folder(), true, clock, *random);
    QVERIFY(!practice.has_value());
    QCOMPARE(practice.error().code, std::string("wrong-profile-kind"));
    QVERIFY(everythingIn(desk.folder()) == before);
    desk.start();
    QVERIFY(desk.reaches(SignInStep::SignedIn));
    QVERIFY(!desk.account().problem());
    desk.quit();
    write(desk.folder() + QStringLiteral("/training-secrets"), "x"); // as prepared for measuring
    QVERIFY(!tryToOpen(desk.folder(), true, clock, *random).has_value());
    desk.start();
    QVERIFY(desk.reaches(SignInStep::SignedIn));
}

void ProfileKindTest::realWorkLeavesAPracticeProfileAsItIs() {
    const domain::ManualClock clock{morning};
    const auto random = domain::systemRandom();
    QTemporaryDir folder;
    const auto practises = [&] { // as far as a desk comes whose practice hub does not start
        const auto desk = tryToOpen(folder.path(), true, clock, *random);
        return desk && QTest::qWaitFor(
                           [&] {
                               return (*desk)->account().problem() &&
                                      (*desk)->account().problem()->code == "training-hub-missing" &&
                                      QFile::exists(folder.filePath(QStringLiteral("store.sqlite")));
                           },
                           20'000);
    };
    QVERIFY(practises());
    const auto before = everythingIn(folder.path());
    const auto real = tryToOpen(folder.path(), false, clock, *random);
    QVERIFY(!real.has_value());
    QCOMPARE(real.error().code, std::string("wrong-profile-kind"));
    QVERIFY(everythingIn(folder.path()) == before);
    QVERIFY(practises());
}

void ProfileKindTest::aProfileOfAnEarlierVersionIsKnownByItsContent_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("training");
    QTest::newRow("a store") << QStringLiteral("store.sqlite") << QByteArray() << false;
    QTest::newRow("sealed secrets") << QStringLiteral("secrets.sealed") << QByteArray("x") << false;
    QTest::newRow("the address of a hub")
        << QStringLiteral("settings.ini") << QByteArray("[hub]\nurl=https://hub.example.test\n") << false;
    QTest::newRow("plain secrets") << QStringLiteral("training-secrets") << QByteArray("x") << true;
    QTest::newRow("a hub of its own") << QStringLiteral("hub/hub.log") << QByteArray("x") << true;
}

void ProfileKindTest::aProfileOfAnEarlierVersionIsKnownByItsContent() {
    QFETCH(QString, file);
    QFETCH(QByteArray, bytes);
    QFETCH(bool, training);
    const domain::ManualClock clock{morning};
    const auto random = domain::systemRandom();
    QTemporaryDir folder;
    QVERIFY(QDir().mkpath(QFileInfo(folder.filePath(file)).path()));
    if (training) { // both kinds have one
        write(folder.filePath(QStringLiteral("store.sqlite")), {});
    }
    write(folder.filePath(file), bytes);
    const auto before = everythingIn(folder.path());
    const auto refused = tryToOpen(folder.path(), !training, clock, *random);
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().code, std::string("wrong-profile-kind"));
    QVERIFY(everythingIn(folder.path()) == before);
    const auto opened = tryToOpen(folder.path(), training, clock, *random);
    QVERIFY(opened.has_value());
    const QString mark = folder.filePath(QStringLiteral("profile.kind")); // from now on it does not depend
    QTRY_VERIFY(QFile::exists(mark));
    QVERIFY(everythingIn(folder.path()).at(mark) == (training ? "training\n" : "real\n"));
}

/// Both looked before either had made anything.
void ProfileKindTest::whoComesSecondToAFreshFolderIsRefused() {
    const domain::ManualClock clock{morning};
    const auto random = domain::systemRandom();
    QTemporaryDir folder;
    const auto coreOf = [&](bool training) {
        return std::make_unique<services::DataCore>(
            services::CoreOptions{.folder = folder.path(),
                                  .profileId = QStringLiteral("invented"),
                                  .training = training,
                                  .clock = &clock,
                                  .random = random.get(),
                                  .makeHub = {},
                                  .makeCredentials = [] { return session::memoryStore(); }});
    };
    const auto real = coreOf(false);
    QVERIFY(coreOf(true)->takeFolder().has_value());
    const auto taken = real->takeFolder();
    QVERIFY(!taken.has_value());
    QCOMPARE(taken.error().code, std::string("wrong-profile-kind"));
}

QTEST_GUILESS_MAIN(ProfileKindTest)
#include "tst_profile_kind.moc"
