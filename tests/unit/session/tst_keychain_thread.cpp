// The keychain used from a thread that is not the main one, as the desk does. Alone in its program:
// QtKeychain's queue belongs to the thread that uses it first. Without a keyring the answers are errors, but
// they must come.
#include "session/credential_store.h"
#include "unit/session/scripted_hub.h"

#include <QThread>

using namespace std::chrono_literals;

class KeychainThreadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyAnswerComesInTheThreadThatAsked();
};

void KeychainThreadTest::everyAnswerComesInTheThreadThatAsked() {
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    qunsetenv("DISPLAY");
    QThread thread;
    QObject worker;
    worker.moveToThread(&thread);
    thread.start();
    std::atomic<int> answered = 0;
    std::atomic<bool> sameThread = true;
    QMetaObject::invokeMethod(&worker, [&] {
        const auto store = session::keychainStore(QStringLiteral("hokatsu-test"), 20s);
        const auto note = [&](const auto &) {
            sameThread = sameThread && QThread::currentThread() == &thread;
            ++answered;
        };
        store->read(QStringLiteral("a")).then(note);
        store->write(QStringLiteral("b"), "x").then(note);
        store->remove(QStringLiteral("c")).then(note);
    });
    QTRY_COMPARE_WITH_TIMEOUT(answered.load(), 3, 60'000);
    QVERIFY(sameThread);
    thread.quit();
    QVERIFY(thread.wait(10'000));
}

QTEST_GUILESS_MAIN(KeychainThreadTest)
#include "tst_keychain_thread.moc"
