// Signing in at a desk: the first time, later, wrongly, with a PC whose clock is wrong, and being signed out.
#include "desk/account/account_state_machine.h"
#include "support/desk_story.h"

#include <QTest>

using namespace test_support;
using domain::ErrorKind;
using services::SignInStep;

namespace {

const domain::Instant morning =
    domain::toInstant(domain::LocalDate{std::chrono::year{2026} / 11 / 24}, domain::LocalTime::of(9, 0));

struct Scene {
    domain::ManualClock clock{morning};
    domain::ManualClock pcClock{morning};
    TestHub hub;
    domain::Facility facility;
    std::string activation;
    DeskStory desk;
    explicit Scene(bool trainingHub = false)
        : hub(clock, trainingHub), facility(hub.addFacility("架空第一保育園")),
          activation(hub.addUser("hanako", domain::Role::Staff, {facility.id})),
          desk({.hub = &hub, .clock = &pcClock}) {
        desk.start();
    }
    SignedIn signInFirst() { return desk.firstSignIn("hanako", activation); }
};

} // namespace

class SignInTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFirstSignInLeadsThroughPasswordAndEnrolmentToTheFirstPull();
    void aWrongFirstCodeEnrolsNothing();
    void recoveryCodesAreShownOnceAndOpenOnce();
    void anotherHubEndsTheSessionHere();
    void aWrongPasswordIsSaidAndTheStepStays();
    void aWrongCodeIsSaidAndTheRightOneStillWorks();
    void aWeakPasswordIsRefusedAtTheField();
    void startingOverForgetsWhatWasUnderWay();
    void aClockThatIsADayOffDoesNotMatterAndIsShown();
    void offlineIsSaidBeforeAnythingIsSent();
    void aTrainingHubIsRefusedByANormalProfile();
    void aRealHubIsRefusedByATrainingProfile();
    void aNewStartIsSignedInWithoutAskingTheHub();
    void theEndOfTheSessionLeavesDataAndUnsentWork();
    void aWipedDeviceDestroysWhatItHolds();
    void signingOutKeepsTheData();
    void aLockedDeskOpensWithThePasswordAlsoOffline();
    void aLockedDeskStaysLockedOverARestart();
    void httpAndNonsenseAreNoHubAddresses();
    void anotherAccountWaitsForUnsentWork();
    void anotherAccountFindsNothingOfTheOneBefore();
};

void SignInTest::theFirstSignInLeadsThroughPasswordAndEnrolmentToTheFirstPull() {
    Scene scene;
    const auto slot =
        scene.hub.addSlot(scene.facility, {std::chrono::year{2026} / 12 / 1}, domain::LocalTime::of(10, 0));
    const auto booked = scene.hub.book(slot, "架空 一郎");
    scene.signInFirst();
    QVERIFY(scene.desk.reaches(SignInStep::SignedIn));
    QCOMPARE(scene.desk.account().user()->loginId, std::string("hanako"));
    QCOMPARE(scene.desk.account().rememberedLoginId(), QStringLiteral("hanako"));
    QVERIFY(scene.desk.isOnline());
    const auto row = scene.desk.row(booked.id);
    QVERIFY(row.has_value());
    QCOMPARE(row->reservation.personal->guardian.name, std::string("架空 一郎"));
    QCOMPARE(row->start, domain::LocalTime::of(10, 0));
    QVERIFY(row->openMinutesLeft.has_value());
}

void SignInTest::recoveryCodesAreShownOnceAndOpenOnce() {
    Scene scene;
    QStringList noted;
    QObject::connect(&scene.desk.account(), &services::Account::changed, &scene.desk.account(), [&] {
        if (scene.desk.account().step() == SignInStep::RecoveryCodes) {
            noted = scene.desk.account().recoveryCodes();
        }
    });
    const SignedIn known = scene.signInFirst();
    QVERIFY(scene.desk.reaches(SignInStep::SignedIn));
    QCOMPARE(noted.size(), 10);
    QVERIFY(scene.desk.account().recoveryCodes().isEmpty());
    for (const bool fresh : {true, false}) {
        scene.desk.account().signOut();
        QVERIFY(scene.desk.reaches(SignInStep::Password));
        scene.desk.account().signIn(QStringLiteral("hanako"), QString::fromStdString(known.password));
        QVERIFY(scene.desk.reaches(SignInStep::SecondFactor));
        scene.desk.account().secondFactor(services::Account::Factor::RecoveryCode, noted.first());
        QVERIFY(scene.desk.isIdle());
        QCOMPARE(scene.desk.account().step(), fresh ? SignInStep::SignedIn : SignInStep::SecondFactor);
        QCOMPARE(scene.desk.account().problem().has_value(), !fresh);
    }
}

void SignInTest::anotherHubEndsTheSessionHere() {
    Scene scene;
    scene.signInFirst();
    QVERIFY(scene.desk.isOnline());
    QVERIFY(scene.desk.keychain().holds(QStringLiteral("refresh-token")));
    const int asked = scene.hub.cable()->countOf("GET", "/v1/changes");
    QVERIFY(scene.desk.account().setHubUrl(QStringLiteral("https://elsewhere.example.test")).has_value());
    QVERIFY(scene.desk.reaches(SignInStep::Password));
    QTRY_VERIFY(!scene.desk.keychain().holds(QStringLiteral("refresh-token")));
    QVERIFY(scene.desk.keychain().holds(QStringLiteral("sealing-key")));
    QCOMPARE(scene.hub.cable()->countOf("GET", "/v1/changes"), asked); // no token went to the other address
}

void SignInTest::aWrongFirstCodeEnrolsNothing() {
    Scene scene;
    QVERIFY(scene.desk.reaches(SignInStep::Password));
    scene.desk.account().signIn(QStringLiteral("hanako"), QString::fromStdString(scene.activation));
    QVERIFY(scene.desk.reaches(SignInStep::NewPassword));
    scene.desk.account().choosePassword(QStringLiteral("kitsune-to-tanuki-42"));
    QVERIFY(scene.desk.reaches(SignInStep::Enrolment));
    QVERIFY(scene.desk.account().otpauthUri().startsWith(QStringLiteral("otpauth://totp/")));
    scene.desk.account().confirmEnrolment(QStringLiteral("000000"));
    QVERIFY(scene.desk.problem().has_value());
    QCOMPARE(scene.desk.account().step(), SignInStep::Enrolment);
}

void SignInTest::aWrongPasswordIsSaidAndTheStepStays() {
    Scene scene;
    QVERIFY(scene.desk.reaches(SignInStep::Password));
    scene.desk.account().signIn(QStringLiteral("hanako"), QStringLiteral("not the password"));
    QVERIFY(scene.desk.account().busy());
    const auto known = scene.desk.problem();
    QVERIFY(known.has_value());
    QCOMPARE(known->kind, ErrorKind::WrongCredentials);
    scene.desk.account().signIn(QStringLiteral("nobody"), QStringLiteral("not the password"));
    const auto unknown = scene.desk.problem();
    QVERIFY(unknown.has_value());
    QCOMPARE(unknown->kind, known->kind);
    QCOMPARE(unknown->code, known->code);
    QCOMPARE(scene.desk.account().step(), SignInStep::Password);
}

void SignInTest::aWrongCodeIsSaidAndTheRightOneStillWorks() {
    Scene scene;
    const SignedIn known = scene.signInFirst();
    QVERIFY(scene.desk.reaches(SignInStep::SignedIn));
    scene.desk.account().signOut();
    QVERIFY(scene.desk.reaches(SignInStep::Password));
    scene.desk.account().signIn(QStringLiteral("hanako"), QString::fromStdString(known.password));
    QVERIFY(scene.desk.reaches(SignInStep::SecondFactor));
    scene.desk.account().secondFactor(services::Account::Factor::Totp, QStringLiteral("000000"));
    QVERIFY(scene.desk.problem().has_value());
    QCOMPARE(scene.desk.account().step(), SignInStep::SecondFactor);
    scene.desk.account().startOver();
    scene.clock.advance(std::chrono::minutes(5)); // a code counts once, and failures make wait
    QVERIFY(scene.desk.signIn("hanako", known, scene.clock.now()));
}

void SignInTest::aWeakPasswordIsRefusedAtTheField() {
    Scene scene;
    QVERIFY(scene.desk.reaches(SignInStep::Password));
    scene.desk.account().signIn(QStringLiteral("hanako"), QString::fromStdString(scene.activation));
    QVERIFY(scene.desk.reaches(SignInStep::NewPassword));
    scene.desk.account().choosePassword(QStringLiteral("short"));
    const auto problem = scene.desk.problem();
    QVERIFY(problem.has_value());
    QCOMPARE(problem->kind, ErrorKind::Rejected);
    QVERIFY(!problem->fields.empty());
    QCOMPARE(problem->fields.front().pointer, std::string("/new_password"));
    QCOMPARE(scene.desk.account().step(), SignInStep::NewPassword);
}

void SignInTest::startingOverForgetsWhatWasUnderWay() {
    Scene scene;
    QVERIFY(scene.desk.reaches(SignInStep::Password));
    scene.desk.account().signIn(QStringLiteral("hanako"), QString::fromStdString(scene.activation));
    QTRY_COMPARE(scene.hub.cable()->countOf("POST", "/v1/auth/login"), 1);
    scene.desk.account().startOver();
    QVERIFY(scene.desk.isIdle());
    // The hub answers in order: once it has refused this, the answer that nobody waits for any more has come
    // too.
    scene.desk.account().signIn(QStringLiteral("hanako"), QStringLiteral("not the password"));
    QCOMPARE(scene.desk.problem()->kind, ErrorKind::WrongCredentials);
    QCOMPARE(scene.hub.cable()->countOf("POST", "/v1/auth/login"), 2);
    QCOMPARE(scene.desk.account().step(), SignInStep::Password);
}

void SignInTest::aClockThatIsADayOffDoesNotMatterAndIsShown() {
    Scene scene;
    scene.pcClock.advance(std::chrono::hours(24));
    scene.signInFirst();
    QVERIFY(scene.desk.reaches(SignInStep::SignedIn));
    QVERIFY(scene.desk.isOnline());
    const auto off = scene.desk.desk().syncStatus().state().clockOffBy;
    QVERIFY(off.has_value());
    QCOMPARE(std::chrono::duration_cast<std::chrono::hours>(*off).count(), -24);
}

void SignInTest::offlineIsSaidBeforeAnythingIsSent() {
    Scene scene;
    scene.hub.cable()->pull();
    QVERIFY(scene.desk.reaches(SignInStep::Password));
    scene.desk.account().signIn(QStringLiteral("hanako"), QString::fromStdString(scene.activation));
    const auto problem = scene.desk.problem();
    QVERIFY(problem.has_value());
    QCOMPARE(problem->kind, ErrorKind::Offline);
}

void SignInTest::aTrainingHubIsRefusedByANormalProfile() {
    Scene scene(true);
    QVERIFY(scene.desk.reaches(SignInStep::Password));
    scene.desk.account().signIn(QStringLiteral("hanako"), QString::fromStdString(scene.activation));
    const auto problem = scene.desk.problem();
    QVERIFY(problem.has_value());
    QCOMPARE(problem->code, std::string("wrong-realm"));
    QCOMPARE(scene.hub.cable()->countOf("POST", "/v1/auth/login"), 0);
}

/// What answers at the practice hub's address is a hub of real work: nothing that belongs to a person goes
/// there.
void SignInTest::aRealHubIsRefusedByATrainingProfile() {
    const domain::ManualClock clock{morning};
    TestHub real{clock};
    const QTemporaryDir folder;
    const auto random = domain::systemRandom();
    services::DataCore core({.folder = folder.path(),
                             .profileId = QStringLiteral("invented"),
                             .training = true,
                             .clock = &clock,
                             .random = random.get(),
                             .makeHub = [&real](const net::HubAddress &, QObject *) { return real.door(); },
                             .makeCredentials = [] { return session::memoryStore(); }});
    services::AccountStateMachine flow(core, QStringLiteral("invented-device"), nullptr);
    services::AccountState shown;
    connect(&flow, &services::AccountStateMachine::stateChanged, this,
            [&shown](const services::AccountState &state) { shown = state; });
    flow.open();
    flow.setTarget({.url = QStringLiteral("https://127.0.0.1:4711"), .caFile = {}, .caFingerprint = {}},
                   true);
    QTRY_COMPARE(shown.step, SignInStep::Password);
    flow.begin(1);
    flow.signIn(QStringLiteral("trainee"), QStringLiteral("an invented password"));
    QTRY_VERIFY(shown.problem.has_value());
    QCOMPARE(shown.problem->code, std::string("wrong-realm"));
    net::ApiRequest changes; // nor does the session of a practice hub before
    changes.path = QStringLiteral("/v1/changes");
    const auto answer = answerOf(core.link().send(changes));
    QVERIFY(!answer.has_value());
    QCOMPARE(answer.error().code, std::string("wrong-realm"));
    QCOMPARE(real.cable()->countOf("GET", "/v1/status"), 2);
    for (const char *method : {"GET", "POST"}) {
        QCOMPARE(real.cable()->countOf(method, "/v1/auth"), 0);
        QCOMPARE(real.cable()->countOf(method, "/v1/changes"), 0);
    }
}

void SignInTest::aNewStartIsSignedInWithoutAskingTheHub() {
    Scene scene;
    scene.signInFirst();
    QVERIFY(scene.desk.isOnline());
    scene.hub.cable()->pull();
    scene.desk.start();
    QVERIFY(scene.desk.reaches(SignInStep::SignedIn));
    QCOMPARE(scene.desk.account().user()->loginId, std::string("hanako"));
    const auto facilities = answerOf(scene.desk.desk().facilities().all());
    QVERIFY(facilities.has_value());
    QCOMPARE(facilities->size(), std::size_t(1));
    scene.hub.cable()->plugIn();
    QVERIFY(scene.desk.isOnline());
}

void SignInTest::theEndOfTheSessionLeavesDataAndUnsentWork() {
    Scene scene;
    const auto slot =
        scene.hub.addSlot(scene.facility, {std::chrono::year{2026} / 12 / 1}, domain::LocalTime::of(10, 0));
    const auto booked = scene.hub.book(slot, "架空 一郎");
    const SignedIn known = scene.signInFirst();
    QVERIFY(scene.desk.showsStatus(booked.id, domain::ReservationStatus::Requested));
    scene.hub.cable()->pull();
    QVERIFY(answerOf(scene.desk.desk().reservations().approve(booked.id, 1)).has_value());
    // Somebody ends all sessions of the account at the hub.
    scene.hub.endSessionsOf("hanako");
    scene.hub.cable()->plugIn();
    scene.desk.desk().syncStatus().retryNow();
    QVERIFY(scene.desk.reaches(SignInStep::Password));
    QCOMPARE(scene.desk.account().problem()->kind, ErrorKind::SignedOut);
    QCOMPARE(scene.hub.stepsOf(booked.id, "approve"), 0);
    QTRY_COMPARE(scene.desk.waiting(), 1);
    scene.clock.advance(std::chrono::minutes(2));
    QVERIFY(scene.desk.signIn("hanako", known, scene.clock.now()));
    QVERIFY(scene.desk.showsStatus(booked.id, domain::ReservationStatus::Approved));
    QCOMPARE(scene.hub.stepsOf(booked.id, "approve"), 1);
}

void SignInTest::aWipedDeviceDestroysWhatItHolds() {
    Scene scene;
    scene.signInFirst();
    QVERIFY(scene.desk.isOnline());
    scene.hub.cable()->pull();
    QVERIFY(answerOf(scene.desk.desk().facilities().saveDraft(scene.facility.id, {{"name", "書きかけ"}})));
    scene.hub.endSessionsOf("hanako", true);
    scene.hub.cable()->plugIn();
    scene.desk.desk().syncStatus().retryNow();
    QVERIFY(scene.desk.reaches(SignInStep::Password));
    QCOMPARE(scene.desk.account().problem()->code, std::string("device-wiped"));
    QVERIFY(answerOf(scene.desk.desk().facilities().all())->empty());
    QTRY_VERIFY(scene.desk.keychain().isEmpty());
    scene.desk.start(); // a fresh profile, not a broken one
    QVERIFY(scene.desk.reaches(SignInStep::Password));
    QVERIFY(!scene.desk.account().problem().has_value());
    QVERIFY(scene.desk.account().rememberedLoginId().isEmpty());
}

void SignInTest::signingOutKeepsTheData() {
    Scene scene;
    scene.signInFirst();
    QVERIFY(scene.desk.isOnline());
    scene.desk.account().signOut();
    QVERIFY(scene.desk.reaches(SignInStep::Password));
    QVERIFY(!scene.desk.account().user().has_value());
    QCOMPARE(answerOf(scene.desk.desk().facilities().all())->size(), std::size_t(1));
    scene.desk.start();
    QVERIFY(scene.desk.reaches(SignInStep::Password));
    QCOMPARE(scene.desk.account().rememberedLoginId(), QStringLiteral("hanako"));
}

void SignInTest::aLockedDeskOpensWithThePasswordAlsoOffline() {
    Scene scene;
    const SignedIn known = scene.signInFirst();
    QVERIFY(scene.desk.reaches(SignInStep::SignedIn));
    scene.hub.cable()->pull();
    scene.desk.account().lock();
    QVERIFY(scene.desk.reaches(SignInStep::Locked));
    scene.desk.account().unlock(QStringLiteral("wrong"));
    QCOMPARE(scene.desk.problem()->kind, ErrorKind::WrongCredentials);
    QCOMPARE(scene.desk.account().step(), SignInStep::Locked);
    scene.desk.account().unlock(QString::fromStdString(known.password));
    QVERIFY(scene.desk.reaches(SignInStep::SignedIn));
    QVERIFY(!scene.desk.account().problem().has_value());
}

void SignInTest::aLockedDeskStaysLockedOverARestart() {
    Scene scene;
    scene.signInFirst();
    QVERIFY(scene.desk.reaches(SignInStep::SignedIn));
    scene.desk.account().lock();
    QVERIFY(scene.desk.reaches(SignInStep::Locked));
    scene.desk.start();
    QVERIFY(scene.desk.reaches(SignInStep::Locked));
}

void SignInTest::httpAndNonsenseAreNoHubAddresses() {
    Scene scene;
    QCOMPARE(scene.desk.account().setHubUrl(QStringLiteral("http://hub.example.test")).error().code,
             std::string("not-https"));
    for (const auto &typed :
         {QStringLiteral(""), QStringLiteral("https://"), QStringLiteral("ftp://hub.example.test"),
          QStringLiteral("https://hub.example.test/path?x=1"),
          QStringLiteral("https://user:secret@hub.example.test")}) {
        QCOMPARE(scene.desk.account().setHubUrl(typed).error().code, std::string("not-a-hub-address"));
    }
    QVERIFY(scene.desk.account().setHubUrl(QStringLiteral(" hub2.example.test:8443/ ")).has_value());
    QCOMPARE(scene.desk.account().hub().url, QStringLiteral("https://hub2.example.test:8443"));
}

void SignInTest::anotherAccountWaitsForUnsentWork() {
    Scene scene;
    const auto slot =
        scene.hub.addSlot(scene.facility, {std::chrono::year{2026} / 12 / 1}, domain::LocalTime::of(10, 0));
    const auto booked = scene.hub.book(slot, "架空 一郎");
    scene.signInFirst();
    QVERIFY(scene.desk.showsStatus(booked.id, domain::ReservationStatus::Requested));
    scene.hub.cable()->pull();
    QVERIFY(answerOf(scene.desk.desk().reservations().approve(booked.id, 1)).has_value());
    scene.desk.account().signOut();
    QVERIFY(scene.desk.reaches(SignInStep::Password));
    scene.hub.cable()->plugIn();
    const auto jiro = scene.hub.addUser("jiro", domain::Role::Staff, {scene.facility.id});
    scene.desk.firstSignIn("jiro", jiro);
    QVERIFY(scene.desk.reaches(SignInStep::Password));
    QCOMPARE(scene.desk.account().problem()->code, std::string("other-account-has-unsent-work"));
    QTRY_COMPARE(scene.desk.waiting(), 1);
}

void SignInTest::anotherAccountFindsNothingOfTheOneBefore() {
    Scene scene;
    scene.signInFirst();
    QVERIFY(scene.desk.isOnline());
    QVERIFY(answerOf(scene.desk.desk().facilities().saveDraft(scene.facility.id, {{"name", "書きかけ"}})));
    scene.desk.account().signOut();
    QVERIFY(scene.desk.reaches(SignInStep::Password));
    const auto other = scene.hub.addFacility("架空第二保育園");
    scene.desk.firstSignIn("jiro", scene.hub.addUser("jiro", domain::Role::Staff, {other.id}));
    QVERIFY(scene.desk.reaches(SignInStep::SignedIn));
    QVERIFY(scene.desk.isOnline());
    const auto facilities = answerOf(scene.desk.desk().facilities().all());
    QCOMPARE(facilities->size(), std::size_t(1));
    QCOMPARE(facilities->front().id, other.id);
    QVERIFY(!answerOf(scene.desk.desk().facilities().draft(scene.facility.id))->has_value());
}

QTEST_GUILESS_MAIN(SignInTest)
#include "tst_sign_in.moc"
