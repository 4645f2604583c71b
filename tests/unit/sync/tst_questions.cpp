// Questions to the hub beside pull and push: sent once, few at a time, and what was said last is kept while
// the hub is out of reach.
#include "unit/sync/scripted_hub.h"

#include "sync/questions.h"

#include <QTest>

using namespace synctest;
using syncing::Questions;
using syncing::Told;

namespace {

syncing::Question questionAbout(const char *what) {
    syncing::Question question;
    question.request.path = QStringLiteral("/v1/") + QLatin1String(what);
    question.read = [](const QByteArray &body) -> domain::Result<std::any> {
        if (body.isEmpty()) {
            return domain::fail(ErrorKind::HubFault, "not-the-hub");
        }
        return std::any(body.toStdString());
    };
    return question;
}

std::string said(const Told &told) {
    const auto *text = std::any_cast<std::string>(&told.value);
    return text == nullptr ? std::string("nothing") : *text;
}

struct Scene {
    ManualClock clock{at(day(2026, 11, 24), 9)};
    ScriptedHub hub;
    Questions questions{hub.send(), clock};

    domain::Result<Told> answerTo(const char *what) {
        const auto future = questions.ask(questionAbout(what));
        if (!QTest::qWaitFor([&] { return future.isFinished(); })) {
            return domain::fail(ErrorKind::Timeout, "no-answer-in-the-test");
        }
        return future.result();
    }
    /// What the desk asked the hub, in order.
    [[nodiscard]] QStringList sent() const {
        QStringList paths;
        for (const net::ApiRequest &request : hub.polls) {
            paths << request.path;
        }
        return paths;
    }
};

} // namespace

class QuestionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anAnswerSaysWhenItWasAsked();
    void offlineIsNoErrorAndComesWithWhatWasSaidBefore_data();
    void offlineIsNoErrorAndComesWithWhatWasSaidBefore();
    void offlineFromTheStartThereIsNothingToShow();
    void aRefusalIsAnErrorAndNotHiddenByAnOlderAnswer();
    void whatNobodyCanReadReplacesNothing();
    void theSameQuestionIsSentOnce();
    void twoQuestionsAreUnderWayAtMost();
    void theHubHearsNoMoreOfAQuestionThatNobodyWaitsFor();
    void whoeverStillWaitsGetsTheAnswer();
    void whatIsForgottenIsToldToNobody();
    void answersOfLongAgoMakeRoom();
};

void QuestionsTest::anAnswerSaysWhenItWasAsked() {
    Scene scene;
    const auto future = scene.questions.ask(questionAbout("figures"));
    const Instant asked = scene.clock.now();
    scene.clock.advance(std::chrono::minutes(2));
    scene.hub.tell(json(200, "seven"));
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(said(*future.result()), std::string("seven"));
    QVERIFY(future.result()->askedAt == asked);
    QVERIFY(!future.result()->missed);
}

void QuestionsTest::offlineIsNoErrorAndComesWithWhatWasSaidBefore_data() {
    QTest::addColumn<Given>("given");
    QTest::newRow("no network") << Given{cut()};
    QTest::newRow("no answer in time") << Given{domain::fail(ErrorKind::Timeout, "timeout")};
    QTest::newRow("the hub has no time") << Given{problem("unavailable")};
    QTest::newRow("a page of a hotel") << Given{[] {
        auto page = json(200, "<html>");
        page->contentType = "text/html";
        return page;
    }()};
}

void QuestionsTest::offlineIsNoErrorAndComesWithWhatWasSaidBefore() {
    QFETCH(Given, given);
    Scene scene;
    scene.hub.tell(json(200, "seven"));
    const Instant asked = scene.clock.now();
    QCOMPARE(said(*scene.answerTo("figures")), std::string("seven"));
    scene.clock.advance(std::chrono::hours(1));
    scene.hub.tell(given.answer);
    const auto later = scene.answerTo("figures");
    QVERIFY(later.has_value());
    QCOMPARE(said(*later), std::string("seven"));
    QVERIFY(later->askedAt == asked);
    QVERIFY(later->missed.has_value());
    scene.hub.tell(given.answer);
    QCOMPARE(said(*scene.answerTo("another")), std::string("nothing"));
}

void QuestionsTest::offlineFromTheStartThereIsNothingToShow() {
    Scene scene;
    scene.hub.tell(cut());
    const auto told = scene.answerTo("figures");
    QCOMPARE(said(*told), std::string("nothing"));
    QCOMPARE(told->missed->kind, ErrorKind::Offline);
}

void QuestionsTest::aRefusalIsAnErrorAndNotHiddenByAnOlderAnswer() {
    Scene scene;
    scene.hub.tell(json(200, "seven"));
    QVERIFY(scene.answerTo("figures").has_value());
    scene.hub.tell(problem("forbidden"));
    QCOMPARE(scene.answerTo("figures").error().kind, ErrorKind::Forbidden);
    scene.hub.tell(domain::fail(ErrorKind::SignedOut, "session-ended"));
    QCOMPARE(scene.answerTo("figures").error().kind, ErrorKind::SignedOut);
}

void QuestionsTest::whatNobodyCanReadReplacesNothing() {
    Scene scene;
    scene.hub.tell(json(200, "seven"));
    QVERIFY(scene.answerTo("figures").has_value());
    scene.hub.tell(json(200, ""));
    QCOMPARE(scene.answerTo("figures").error().code, std::string("not-the-hub"));
    scene.hub.tell(cut());
    QCOMPARE(said(*scene.answerTo("figures")), std::string("seven"));
}

void QuestionsTest::theSameQuestionIsSentOnce() {
    Scene scene;
    const auto first = scene.questions.ask(questionAbout("figures"));
    const auto second = scene.questions.ask(questionAbout("figures"));
    auto ofMarch = questionAbout("figures");
    ofMarch.request.query = {{QStringLiteral("from"), QStringLiteral("2026-03-01")}};
    const auto other = scene.questions.ask(ofMarch);
    QCOMPARE(scene.hub.polls.size(), std::size_t{2});
    scene.hub.tell(json(200, "seven"));
    scene.hub.tell(json(200, "three"));
    QTRY_VERIFY(first.isFinished() && second.isFinished() && other.isFinished());
    QCOMPARE(said(*first.result()), std::string("seven"));
    QCOMPARE(said(*second.result()), std::string("seven"));
    QCOMPARE(said(*other.result()), std::string("three"));
    scene.hub.tell(json(200, "eight"));
    QCOMPARE(said(*scene.answerTo("figures")), std::string("eight")); // asked anew once it is answered
}

void QuestionsTest::twoQuestionsAreUnderWayAtMost() {
    Scene scene;
    const auto first = scene.questions.ask(questionAbout("a"));
    const auto second = scene.questions.ask(questionAbout("b"));
    const auto third = scene.questions.ask(questionAbout("c"));
    QCOMPARE(scene.sent(), QStringList({QStringLiteral("/v1/a"), QStringLiteral("/v1/b")}));
    scene.hub.tell(json(200, "of a"));
    QTRY_COMPARE(scene.sent().size(), 3);
    scene.hub.tell(json(200, "of b"));
    scene.hub.tell(json(200, "of c"));
    QTRY_VERIFY(first.isFinished() && second.isFinished() && third.isFinished());
    QCOMPARE(said(*third.result()), std::string("of c"));
}

void QuestionsTest::theHubHearsNoMoreOfAQuestionThatNobodyWaitsFor() {
    Scene scene;
    auto first = scene.questions.ask(questionAbout("a"));
    auto second = scene.questions.ask(questionAbout("b"));
    auto third = scene.questions.ask(questionAbout("c"));
    auto fourth = scene.questions.ask(questionAbout("d"));
    third.cancel(); // not yet sent: never will be
    first.cancel();
    QTRY_COMPARE(scene.sent().last(), QStringLiteral("/v1/d"));
    QCOMPARE(scene.sent().size(), 3);
    QVERIFY(scene.hub.polls.at(0).giveUp->isGiven());
    QVERIFY(!scene.hub.polls.at(1).giveUp->isGiven());
    QTRY_VERIFY(first.isFinished() && third.isFinished());
    scene.hub.tell(json(200, "too late"));
    scene.hub.tell(json(200, "of b"));
    QTRY_VERIFY(second.isFinished());
    QCOMPARE(said(*second.result()), std::string("of b"));
}

void QuestionsTest::whoeverStillWaitsGetsTheAnswer() {
    Scene scene;
    auto left = scene.questions.ask(questionAbout("figures"));
    const auto stays = scene.questions.ask(questionAbout("figures"));
    left.cancel();
    QTRY_VERIFY(left.isFinished());
    QVERIFY(!scene.hub.polls.at(0).giveUp->isGiven());
    scene.hub.tell(json(200, "seven"));
    QTRY_VERIFY(stays.isFinished());
    QCOMPARE(said(*stays.result()), std::string("seven"));
}

void QuestionsTest::whatIsForgottenIsToldToNobody() {
    Scene scene;
    scene.hub.tell(json(200, "seven"));
    QVERIFY(scene.answerTo("figures").has_value());
    const auto underWay = scene.questions.ask(questionAbout("audit"));
    scene.questions.forget();
    QVERIFY(underWay.isFinished());
    QCOMPARE(underWay.result().error().kind, ErrorKind::Cancelled);
    scene.hub.tell(json(200, "of the earlier person"));
    scene.hub.tell(cut());
    QCOMPARE(said(*scene.answerTo("audit")), std::string("nothing"));
    scene.hub.tell(cut());
    QCOMPARE(said(*scene.answerTo("figures")), std::string("nothing"));
}

void QuestionsTest::answersOfLongAgoMakeRoom() {
    Scene scene;
    for (std::size_t asked = 0; asked <= Questions::mostKept; ++asked) {
        scene.hub.tell(json(200, "seven"));
        QVERIFY(scene.answerTo(std::to_string(asked).c_str()).has_value());
    }
    scene.hub.tell(cut());
    QCOMPARE(said(*scene.answerTo("0")), std::string("nothing"));
    scene.hub.tell(cut());
    QCOMPARE(said(*scene.answerTo("1")), std::string("seven"));
}

QTEST_GUILESS_MAIN(QuestionsTest)
#include "tst_questions.moc"
