// How a call that goes on elsewhere ends: with its result, given up, or with nobody left who asked.
#include "async/completion.h"
#include "async/promise.h"

#include <QTest>
#include <QThread>

#include <memory>
#include <optional>

namespace {

using domain::ErrorKind;
using domain::Result;

} // namespace

class CompletionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aResultArrivesInTheThreadOfWhoAsked();
    void aPromiseThatIsDroppedIsACancelledCall();
    void nothingIsCalledOnceTheContextIsGone();
    void inTheSameThreadAResultArrivesAtOnce();
    void whoWorksHearsThatTheCallerHasCancelled();
};

void CompletionTest::aResultArrivesInTheThreadOfWhoAsked() {
    const async::Promise<int> promise;
    std::optional<int> value;
    QThread *arrivedIn = nullptr;
    async::whenReady(promise.future(), this, [&](const Result<int> &result) {
        value = result.value_or(-1);
        arrivedIn = QThread::currentThread();
    });
    const std::unique_ptr<QThread> worker(QThread::create([promise] { promise.give(42); }));
    worker->start();
    QVERIFY(worker->wait());
    QVERIFY(!value.has_value()); // only from the event loop
    QTRY_COMPARE(value, std::optional(42));
    QCOMPARE(arrivedIn, QThread::currentThread());
}

void CompletionTest::aPromiseThatIsDroppedIsACancelledCall() {
    std::optional<ErrorKind> kind;
    {
        const async::Promise<int> promise;
        async::whenReady(promise.future(), this,
                         [&](const Result<int> &result) { kind = result.error().kind; });
    }
    QTRY_COMPARE(kind, std::optional(ErrorKind::Cancelled));
}

void CompletionTest::nothingIsCalledOnceTheContextIsGone() {
    const async::Promise<int> promise;
    int calls = 0;
    auto context = std::make_unique<QObject>();
    async::whenReady(promise.future(), context.get(), [&](const Result<int> &) { ++calls; });
    async::whenFinished(promise.future(), context.get(), [&](const Result<int> &) { ++calls; });
    context.reset();
    promise.give(42);
    bool behind = false;
    async::whenReady(promise.future(), this, [&](const Result<int> &) { behind = true; });
    QTRY_VERIFY(behind);
    QCOMPARE(calls, 0);
}

void CompletionTest::inTheSameThreadAResultArrivesAtOnce() {
    const async::Promise<int> promise;
    int value = 0;
    async::whenFinished(promise.future(), this,
                        [&](const Result<int> &result) { value = result.value_or(-1); });
    QCOMPARE(value, 0);
    promise.give(42);
    QCOMPARE(value, 42);
    async::whenFinished(async::readyFuture(Result<int>(7)), this,
                        [&](const Result<int> &result) { value = result.value_or(-1); });
    QCOMPARE(value, 7);
}

void CompletionTest::whoWorksHearsThatTheCallerHasCancelled() {
    const async::Promise<int> promise;
    auto future = promise.future();
    int told = 0;
    async::whenCancelled(future, this, [&] { ++told; });
    future.cancel();
    QTRY_COMPARE(told, 1);
    async::whenCancelled(future, this, [&] { ++told; });
    QTRY_COMPARE(told, 2); // also who comes later
    std::optional<ErrorKind> kind;
    async::whenReady(future, this, [&](const Result<int> &result) { kind = result.error().kind; });
    promise.give(42);
    QTRY_COMPARE(kind, std::optional(ErrorKind::Cancelled));
    const async::Promise<int> kept;
    async::whenCancelled(kept.future(), this, [&] { ++told; });
    bool isDone = false;
    async::whenReady(kept.future(), this, [&](const Result<int> &) { isDone = true; });
    kept.give(42);
    QTRY_VERIFY(isDone);
    QCOMPARE(told, 2);
}

QTEST_GUILESS_MAIN(CompletionTest)
#include "tst_completion.moc"
