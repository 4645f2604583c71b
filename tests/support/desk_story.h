// One desk with one profile folder and a hub in memory, in the steps of a test: sign in, wait until something
// is visible, cut the connection, start again. Waiting runs the event loop, as the windows would.
#pragma once

#include "desk/desk_factory.h"
#include "support/test_hub.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <map>
#include <mutex>
#include <optional>

namespace test_support {

/// Waits for the result of a service call.
template <class T> domain::Result<T> answerOf(const services::Async<T> &future) {
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 10'000) || future.resultCount() == 0) {
        return domain::fail(domain::ErrorKind::Timeout, "no-answer-in-the-test");
    }
    return future.result();
}

/// Secrets that outlive a desk but not the test, like a keychain's.
class TestKeychain {
public:
    [[nodiscard]] std::unique_ptr<session::CredentialStore> door();
    void setAvailable(bool available) { m_shared->available = available; }
    void forgetEverything();
    /// Replaces the secret whose name has this ending.
    void replace(const QString &endOfName, const QByteArray &secret);
    [[nodiscard]] bool isEmpty() const;
    /// Whether there is a secret whose name has this ending.
    [[nodiscard]] bool holds(const QString &endOfName) const;
    /// Reading a secret whose name has this ending fails, until the function is called with an empty text.
    void refuseReading(const QString &endOfName);
    /// How often a secret was to be removed.
    [[nodiscard]] int removals() const;
    /// Called on the desk's thread before a secret is removed. A test can let the PC die at this moment.
    void setBeforeRemoval(std::function<void(const QString &name)> told);
    using Contents = std::map<QString, QByteArray>;
    [[nodiscard]] Contents contents() const;
    void put(const Contents &contents);

    struct Shared {
        std::mutex lock;
        Contents values;
        QString unreadable;
        int removals = 0;
        std::function<void(const QString &)> beforeRemoval;
        std::atomic<bool> available{true};
    };

private:
    std::shared_ptr<Shared> m_shared = std::make_shared<Shared>();
};

/// The files of a profile at one moment, as a PC that dies at that moment leaves them.
class ProfileImage {
public:
    /// Without the index of the write-ahead log, which is never usable after a crash.
    [[nodiscard]] static ProfileImage of(const QString &folder);
    /// Replaces the current files; no desk may have them open.
    [[nodiscard]] bool putBack(const QString &folder) const;

private:
    std::map<QString, QByteArray> m_files;
};

class DeskStory {
public:
    struct Scene {
        TestHub *hub = nullptr;
        const domain::Clock *clock = nullptr; ///< of the PC
        bool training = false;
        std::chrono::milliseconds undoTime{0}; ///< before an answer goes out
    };
    explicit DeskStory(Scene scene);
    ~DeskStory();

    /// Starts the program (again) on the same profile and keychain.
    void start();
    void quit() { m_desk.reset(); }
    [[nodiscard]] services::Desk &desk() { return *m_desk; }
    [[nodiscard]] services::Account &account() { return m_desk->account(); }
    [[nodiscard]] TestKeychain &keychain() { return m_keychain; }
    [[nodiscard]] QString folder() const { return m_folder.path(); }

    [[nodiscard]] bool reaches(services::SignInStep step);
    [[nodiscard]] bool isIdle();
    /// Waits for the result of a step and returns the problem that it shows.
    [[nodiscard]] std::optional<domain::Error> problem();
    [[nodiscard]] bool isOnline();
    /// Runs from the activation code to the first pull. Returns what the person has noted down.
    SignedIn firstSignIn(const std::string &loginId, const std::string &activationCode);
    /// A later sign-in with password and code.
    [[nodiscard]] bool signIn(const std::string &loginId, const SignedIn &known, domain::Instant hubTime);

    /// The reservation as the list shows it; empty while the desk does not have it.
    [[nodiscard]] std::optional<services::ReservationRow> row(const domain::ReservationId &id);
    [[nodiscard]] bool showsStatus(const domain::ReservationId &id, domain::ReservationStatus status);
    [[nodiscard]] bool showsPending(const domain::ReservationId &id, services::Pending pending);
    [[nodiscard]] int waiting() { return m_desk->syncStatus().state().waiting; }
    [[nodiscard]] int needsYou() { return m_desk->syncStatus().state().needsYou; }

private:
    [[nodiscard]] bool soon(const std::function<bool()> &isTrue);

    Scene m_scene;
    QTemporaryDir m_folder;
    TestKeychain m_keychain;
    std::unique_ptr<domain::Random> m_random;
    std::unique_ptr<services::Desk> m_desk;
};

} // namespace test_support
