// Training from a bare folder: the desk starts the real hub on this PC, the trainee signs in with the
// practice authenticator, parents book, and a reset makes everything new. No way leads to a real hub.
#include "desk/desk_factory.h"
#include "support/desk_story.h"

#include <QDir>
#include <QTest>

using services::SignInStep;
using services::TrainingState;
using test_support::answerOf;

namespace {

struct Practice {
    QTemporaryDir folder;
    std::unique_ptr<domain::Clock> clock = domain::systemClock();
    std::unique_ptr<domain::Random> random = domain::systemRandom();
    std::unique_ptr<services::Desk> desk;

    Practice() { start(); }
    ~Practice() { end(); }
    bool end() {
        bool ended = desk == nullptr;
        if (desk) {
            desk->prepareToEnd([&] { ended = true; });
        }
        const bool inTime = QTest::qWaitFor([&] { return ended; }, 10'000);
        desk.reset();
        return inTime;
    }
    void start() {
        end();
        services::DeskOptions options;
        options.profileFolder = folder.path();
        options.training = true;
        options.hubProgram = QStringLiteral(HUB_PROGRAM);
        options.clock = clock.get();
        options.random = random.get();
        options.firstRetry = std::chrono::milliseconds(50);
        options.undoTime = std::chrono::milliseconds(0);
        desk = std::move(*services::openDesk(options));
    }
    services::Training &training() { return *desk->training(); }
    bool reaches(SignInStep step) {
        return QTest::qWaitFor([&] { return desk->account().step() == step && !desk->account().busy(); },
                               60'000);
    }
    bool runs() {
        return QTest::qWaitFor([&] { return training().state().phase == TrainingState::Phase::Running; },
                               60'000);
    }
    bool isOnline() {
        return QTest::qWaitFor(
            [&] {
                const auto state = desk->syncStatus().state();
                return state.connection == services::SyncState::Connection::Online && state.upToDate;
            },
            60'000);
    }
    bool signIn() {
        if (!runs() || !reaches(SignInStep::Password)) {
            return false;
        }
        desk->account().signIn(training().state().loginId, training().state().password);
        if (!reaches(SignInStep::SecondFactor)) {
            return false;
        }
        desk->account().secondFactor(services::Account::Factor::Totp, training().authenticatorCode().first);
        return reaches(SignInStep::SignedIn) && isOnline();
    }
    std::vector<domain::ReservationId> waiting() {
        services::ReservationFilter filter;
        filter.states = {domain::ReservationStatus::Requested};
        return answerOf(desk->reservations().ids(filter)).value_or(std::vector<domain::ReservationId>{});
    }
};

} // namespace

class TrainingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTraineeAnswersAParent();
    void theNextStartIsSignedInAgain();
    void aResetMakesEverythingNew();
    void aTrainingProfileLeadsNowhereElse();
    void theHubEndsInItsOwnTime();
};

void TrainingTest::aTraineeAnswersAParent() {
    Practice practice;
    QVERIFY(practice.desk->account().training());
    QVERIFY(practice.signIn());
    QCOMPARE(practice.training().authenticatorCode().first.size(), 6);
    practice.training().setPaused(true);
    QTRY_VERIFY(practice.training().state().paused);
    const auto before = practice.waiting().size();
    practice.training().parentBooksNow();
    QTRY_VERIFY_WITH_TIMEOUT(practice.waiting().size() > before, 15'000);
    const auto id = practice.waiting().front();
    const auto row = answerOf(practice.desk->reservations().rows({id}))->front();
    QVERIFY(answerOf(practice.desk->reservations().approve(id, row.reservation.meta.version)).has_value());
    QTRY_COMPARE(answerOf(practice.desk->reservations().rows({id}))->front().reservation.status,
                 domain::ReservationStatus::Approved);
}

void TrainingTest::theNextStartIsSignedInAgain() {
    Practice practice;
    QVERIFY(practice.signIn());
    practice.start(); // the hub comes back at another port
    QVERIFY(practice.reaches(SignInStep::SignedIn));
    QVERIFY(practice.isOnline());
}

void TrainingTest::aResetMakesEverythingNew() {
    Practice practice;
    QVERIFY(practice.signIn());
    const auto before = answerOf(practice.desk->facilities().all());
    QVERIFY(!before->empty());
    const QString oldPassword = practice.training().state().password;
    practice.training().reset();
    QCOMPARE(practice.training().state().phase, TrainingState::Phase::Resetting);
    QVERIFY(practice.runs());
    QVERIFY(practice.training().state().password != oldPassword);
    QVERIFY(practice.signIn());
    const auto after = answerOf(practice.desk->facilities().all());
    QVERIFY(!after->empty());
    QVERIFY(after->front().id != before->front().id);
}

void TrainingTest::aTrainingProfileLeadsNowhereElse() {
    Practice practice;
    QCOMPARE(practice.desk->account().setHubUrl(QStringLiteral("https://hub.example.test")).error().code,
             std::string("training-profile"));
    QCOMPARE(practice.desk->account().importCa(QStringLiteral("/etc/hostname")).error().code,
             std::string("training-profile"));
}

void TrainingTest::theHubEndsInItsOwnTime() {
    Practice practice;
    QVERIFY(practice.signIn());
    const QString ready = practice.folder.path() + QStringLiteral("/hub/ready.json");
    QVERIFY(QFile::exists(ready));
    QVERIFY(practice.end());
    QVERIFY(!QFile::exists(ready)); // a hub that was killed would have left it
}

QTEST_GUILESS_MAIN(TrainingTest)
#include "tst_training.moc"
