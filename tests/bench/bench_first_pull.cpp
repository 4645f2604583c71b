// What a user feels of a first pull: the real window (offscreen) signs in to a hub and takes everything in,
// while input is asked for every 5 ms. bench_first_pull PROFILE URL CA_FILE LOGIN PASSWORD TOTP_SECRET ->
// "seconds N longest-wait-ms N idle-kb N peak-kb N".
//
// The wait is from an input being due until the window's event loop takes it up. Idle is the memory of the
// signed-out window that is about to sign in.
#include "bench/feed_login.h"
#include "desk/desk_factory.h"
#include "kit/prompt/message_prompter.h"
#include "shell/appearance.h"
#include "shell/main_window.h"

#include <QApplication>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>

namespace {

using Clock = std::chrono::steady_clock;
using services::SignInStep;

/// Runs the events of the program until `done`; looks after each change and every 5 ms.
void runUntil(const char *what, const std::function<bool()> &done, std::chrono::seconds atMost) {
    QEventLoop events;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &events, [&] {
        if (done()) {
            events.quit();
        }
    });
    look.start(5);
    QTimer::singleShot(atMost, &events, [&events] { events.exit(1); });
    if (events.exec() != 0) {
        throw std::runtime_error(std::string("never came to ") + what);
    }
}

/// Input that is due every 5 ms: how late the latest was.
class Inputs : public QObject {
public:
    Inputs() {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(every);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            const auto now = Clock::now();
            m_longest = std::max(m_longest, now - m_last - every);
            m_last = now;
        });
        m_timer.start();
    }
    [[nodiscard]] double longestMs() const {
        return std::chrono::duration<double, std::milli>(m_longest).count();
    }

private:
    static constexpr std::chrono::milliseconds every{5};
    QTimer m_timer;
    Clock::time_point m_last = Clock::now();
    Clock::duration m_longest{};
};

long memoryKb(const char *field) {
    std::ifstream file("/proc/self/status");
    std::string name;
    while (file >> name) {
        long value = 0;
        if (name == field && file >> value) {
            return value;
        }
        std::getline(file, name);
    }
    return 0;
}

void measure(services::Desk &desk, char **argv) {
    auto &account = desk.account();
    const auto at = [&account](SignInStep step) {
        return [&account, step] { return account.step() == step && !account.busy(); };
    };
    runUntil("the password", at(SignInStep::Password), std::chrono::seconds(30));
    const long idle = memoryKb("VmRSS:");
    account.signIn(QString::fromLocal8Bit(argv[4]), QString::fromLocal8Bit(argv[5]));
    runUntil("the code", at(SignInStep::SecondFactor), std::chrono::seconds(30));
    const Inputs inputs;
    const auto start = Clock::now();
    account.secondFactor(services::Account::Factor::Totp,
                         QString::fromStdString(bench::totp(argv[6], std::time(nullptr))));
    runUntil(
        "the end of the pull", [&] { return desk.syncStatus().state().upToDate.has_value(); },
        std::chrono::seconds(300));
    const std::chrono::duration<double> took = Clock::now() - start;
    std::printf("seconds %.3f longest-wait-ms %.1f idle-kb %ld peak-kb %ld\n", took.count(),
                inputs.longestMs(), idle, memoryKb("VmHWM:"));
}

} // namespace

int main(int argc, char **argv) try {
    QApplication application(argc, argv);
    if (argc != 7) {
        return 2;
    }
    const auto clock = domain::systemClock();
    const auto random = domain::systemRandom();
    services::DeskOptions options;
    options.profileFolder = QString::fromLocal8Bit(argv[1]);
    options.hubUrl = QString::fromLocal8Bit(argv[2]);
    options.caFile = QString::fromLocal8Bit(argv[3]);
    options.language = QStringLiteral("ja");
    options.makeCredentials = [file = options.profileFolder + QStringLiteral("/training-secrets")] {
        return session::trainingFileStore(file); // everything in this profile is invented
    };
    options.clock = clock.get();
    options.random = random.get();
    const auto desk = services::openDesk(options).value();
    const ui::Appearance appearance(application, desk->preferences());
    ui::MessagePrompter prompter;
    ui::MainWindow window(*desk, prompter);
    window.show();
    measure(*desk, argv);
    return 0;
} catch (const std::exception &failure) {
    std::fprintf(stderr, "bench_first_pull: %s\n", failure.what());
    return 1;
}
