// A day without the hub, and then it is back: the real window (offscreen) of a filled profile approves COUNT
// requests while nothing gets through, then everything does. bench_outbox PROFILE COUNT FLOOR_FILE ->
// "seconds N", from the line's return until the last act is settled on this PC.
//
// FLOOR_FILE is written for floor_outbox: the access token, then COUNT other requests as "id version".
#include "desk/desk_factory.h"
#include "kit/pages/when_done.h"
#include "kit/prompt/message_prompter.h"
#include "shell/appearance.h"
#include "shell/main_window.h"

#include <QApplication>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>

namespace {

using Clock = std::chrono::steady_clock;
using Ids = std::vector<domain::ReservationId>;
using Rows = std::vector<services::ReservationRow>;

/// What both threads know of the line to the hub.
struct Line {
    std::atomic<bool> cut = false;
    std::mutex guard;
    QByteArray token;
};

/// The hub over HTTPS while the line is not cut.
class CuttableHub final : public net::HubApi {
public:
    CuttableHub(std::unique_ptr<net::HubApi> hub, Line &line) : m_hub(std::move(hub)), m_line(line) {}
    QFuture<domain::Result<net::ApiResponse>> send(const net::ApiRequest &request) override {
        if (m_line.cut) {
            QPromise<domain::Result<net::ApiResponse>> away;
            away.start();
            away.addResult(domain::fail(domain::ErrorKind::Offline, "no-network"));
            away.finish();
            return away.future();
        }
        if (!request.accessToken.isEmpty()) {
            const std::lock_guard held(m_line.guard);
            m_line.token = request.accessToken;
        }
        return m_hub->send(request);
    }
    void cancelAll() override { m_hub->cancelAll(); }

private:
    std::unique_ptr<net::HubApi> m_hub;
    Line &m_line;
};

/// Runs the events of the program until `done`, looked at after each change of the state of sending.
void runUntil(services::Desk &desk, const char *what, const std::function<bool()> &done) {
    QEventLoop events;
    const auto look = [&] {
        if (done()) {
            events.quit();
        }
    };
    QObject::connect(&desk.syncStatus(), &services::SyncStatus::changed, &events, look);
    QObject::connect(&desk.account(), &services::Account::changed, &events, look);
    QTimer::singleShot(std::chrono::seconds(120), &events, [&events] { events.exit(1); });
    QTimer::singleShot(0, &events, look);
    if (events.exec() != 0) {
        throw std::runtime_error(std::string("never came to ") + what);
    }
}

template <class Value> Value answerOf(const services::Async<Value> &asked) {
    QEventLoop events;
    std::optional<Value> value;
    std::string refusal = "no answer";
    ui::whenDone(
        asked, &events,
        [&](const Value &given) {
            value = given;
            events.quit();
        },
        [&](const domain::Error &error) {
            refusal = error.code;
            events.quit();
        });
    events.exec();
    if (!value) {
        throw std::runtime_error("refused: " + refusal);
    }
    return std::move(*value);
}

/// Those whose visit is latest: nothing else happens to them meanwhile.
Rows lastWaiting(services::Desk &desk, std::size_t count) {
    services::ReservationFilter filter;
    filter.states = {domain::ReservationStatus::Requested};
    Ids ids = answerOf(desk.reservations().ids(filter));
    if (ids.size() < count) {
        throw std::runtime_error("only " + std::to_string(ids.size()) + " requests wait");
    }
    return answerOf(desk.reservations().rows(Ids(ids.end() - static_cast<std::ptrdiff_t>(count), ids.end())));
}

void writeForTheFloor(const char *path, const Line &line, const Rows &rows) {
    std::ofstream file(path);
    file << line.token.toStdString() << '\n';
    for (std::size_t at = 1; at < rows.size(); at += 2) {
        file << rows[at].reservation.id.text() << ' ' << rows[at].reservation.meta.version << '\n';
    }
}

double backAgain(services::Desk &desk, Line &line) {
    line.cut = false;
    const auto start = Clock::now();
    desk.syncStatus().retryNow();
    runUntil(desk, "the end of the outbox", [&] { return desk.syncStatus().state().waiting == 0; });
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void measure(services::Desk &desk, Line &line, std::size_t count, const char *floorFile) {
    const auto state = [&desk] { return desk.syncStatus().state(); };
    runUntil(desk, "being up to date", [&] { return state().upToDate.has_value() && state().waiting == 0; });
    const Rows rows = lastWaiting(desk, 2 * count);
    writeForTheFloor(floorFile, line, rows);
    line.cut = true;
    for (std::size_t at = 0; at < rows.size(); at += 2) {
        const auto &reservation = rows[at].reservation;
        answerOf(desk.reservations().approve(reservation.id, reservation.meta.version));
    }
    runUntil(desk, "all of them waiting", [&] { return state().waiting == static_cast<int>(count); });
    const double seconds = backAgain(desk, line);
    if (state().needsYou != 0) {
        throw std::runtime_error(std::to_string(state().needsYou) + " were refused");
    }
    std::printf("seconds %.4f\n", seconds);
}

} // namespace

int main(int argc, char **argv) try {
    QApplication application(argc, argv);
    if (argc != 4) {
        return 2;
    }
    const auto clock = domain::systemClock();
    const auto random = domain::systemRandom();
    Line line;
    services::DeskOptions options;
    options.profileFolder = QString::fromLocal8Bit(argv[1]);
    options.makeCredentials = [file = options.profileFolder + QStringLiteral("/training-secrets")] {
        return session::trainingFileStore(file); // everything in this profile is invented
    };
    options.makeHub = [&line](const net::HubAddress &address, QObject *owner) {
        return std::make_unique<CuttableHub>(net::httpsHub(address, owner), line);
    };
    options.clock = clock.get();
    options.random = random.get();
    options.undoTime = std::chrono::milliseconds(0); // the way to the hub is measured, not the wait before it
    const auto desk = services::openDesk(options).value();
    const ui::Appearance appearance(application, desk->preferences());
    ui::MessagePrompter prompter;
    ui::MainWindow window(*desk, prompter);
    window.show();
    measure(*desk, line, static_cast<std::size_t>(std::atoi(argv[2])), argv[3]);
    return 0;
} catch (const std::exception &failure) {
    std::fprintf(stderr, "bench_outbox: %s\n", failure.what());
    return 1;
}
