// From a reservation being made at the hub until its row has been painted on the desk: the real window
// (offscreen), the real practice hub over TLS. bench_latency COUNT -> one line "milliseconds N floor N
// durable N commit N saved N" for each reservation.
//
// The clock starts before the parents' request is written to the socket and stops when the list's paint event
// that contains the new row is over (milliseconds), or when the desk tells that the row is in its store
// (durable). The floor beside it is one TLS round trip of that same connection, and one row committed by
// SQLite with an fsync (commit). Then, with nothing of the arrival left to do, the reservation is approved:
// until the act is saved on this PC (saved).
#include "bench/feed_login.h"
#include "desk/desk_factory.h"
#include "kit/models/reservation_list_model.h"
#include "kit/pages/when_done.h"
#include "kit/prompt/message_prompter.h"
#include "shell/appearance.h"
#include "shell/desk_view.h"
#include "shell/main_window.h"

#include <QApplication>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <chrono>
#include <cstdio>
#include <optional>
#include <sqlite3.h>
#include <stdexcept>
#include <thread>

namespace {

using Clock = std::chrono::steady_clock;

/// Notes when a paint of the list is over that shows the awaited row.
class PaintWatch : public QObject {
public:
    explicit PaintWatch(QTableView &table) : m_table(table) { table.viewport()->installEventFilter(this); }
    void await(domain::ReservationId id) {
        m_wanted = id;
        m_seen = false;
    }
    /// Runs the desk's events as the program does (QTest's waiting would sleep between them).
    bool waitFor(std::chrono::milliseconds atMost) {
        QTimer::singleShot(atMost, &m_events, &QEventLoop::quit);
        if (!m_seen) {
            m_events.exec();
        }
        return m_seen;
    }
    [[nodiscard]] Clock::time_point when() const { return m_when; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override {
        if (event->type() == QEvent::Paint && !m_seen && !m_painting) {
            m_painting = true;
            QCoreApplication::sendEvent(watched, event); // paints now
            m_painting = false;
            const auto *model = qobject_cast<ui::ReservationListModel *>(m_table.model());
            const int row = model->rowOf(m_wanted);
            if (row >= 0 && model->rowAt(row) != nullptr &&
                m_table.viewport()->rect().intersects(m_table.visualRect(model->index(row, 0)))) {
                m_when = Clock::now();
                m_seen = true;
                m_events.quit();
            }
            return true;
        }
        return false;
    }

private:
    QTableView &m_table;
    domain::ReservationId m_wanted;
    bool m_seen = false;
    bool m_painting = false;
    QEventLoop m_events;
    Clock::time_point m_when;
};

QJsonObject json(const QByteArray &text) {
    return QJsonDocument::fromJson(text).object();
}

std::string text(const QJsonObject &object, const char *name) {
    return object[QLatin1String(name)].toString().toStdString();
}

double milliseconds(Clock::duration span) {
    return std::chrono::duration<double, std::milli>(span).count();
}

bool signIn(services::Desk &desk) {
    const auto step = [&](services::SignInStep wanted) {
        return QTest::qWaitFor([&] { return desk.account().step() == wanted && !desk.account().busy(); },
                               60'000);
    };
    if (!step(services::SignInStep::Password) ||
        !QTest::qWaitFor(
            [&] { return desk.training()->state().phase == services::TrainingState::Phase::Running; },
            60'000)) {
        return false;
    }
    desk.account().signIn(desk.training()->state().loginId, desk.training()->state().password);
    if (!step(services::SignInStep::SecondFactor)) {
        return false;
    }
    desk.account().secondFactor(services::Account::Factor::Totp, desk.training()->authenticatorCode().first);
    return step(services::SignInStep::SignedIn) &&
           QTest::qWaitFor([&] { return desk.syncStatus().state().upToDate.has_value(); }, 60'000);
}

/// The parents' side as the practice hub's own connected system.
class Parents {
public:
    Parents(const QString &profile, const std::string &url) : m_client(clientOf(profile, url)) {
        QFile file(profile + QStringLiteral("/hub/trainee.json"));
        if (!file.open(QIODevice::ReadOnly)) {
            throw std::runtime_error("the practice hub left no trainee.json");
        }
        const auto system = json(file.readAll())[QLatin1String("parents")].toObject();
        const auto tokens = m_client.request("POST", "/v1/oauth/token", {},
                                             R"({"grant_type":"client_credentials","client_id":")" +
                                                 text(system, "client_id") + R"(","client_secret":")" +
                                                 text(system, "client_secret") + R"("})");
        m_token = bench::member(tokens.body, "access_token");
    }
    [[nodiscard]] std::vector<std::string> freeSeats(const std::string &facility);
    /// One TLS round trip of this connection.
    Clock::duration ping() {
        const auto start = Clock::now();
        m_client.request("GET", "/v1/status", {});
        return Clock::now() - start;
    }
    bench::Answer ask(const domain::ReservationId &id, const std::string &slot, int number,
                      const std::string &key) {
        return m_client.request(
            "PUT", "/v1/reservations/" + id.text(),
            {{"Authorization", "Bearer " + m_token}, {"Idempotency-Key", key}, {"If-None-Match", "*"}},
            bodyOf(slot, number));
    }

private:
    static bench::TlsClient clientOf(const QString &profile, const std::string &url) {
        const auto [host, port] = bench::hostAndPort(url);
        return {host, port, (profile + QStringLiteral("/hub/ca.pem")).toStdString()};
    }
    static std::string bodyOf(const std::string &slot, int number) {
        return R"({"slot_id":")" + slot +
               R"(","channel":"portal","visitors":1,"guardian":{"name":"試験 花子","kana":"シケン ハナコ",)"
               R"("phone":"090-0000-)" +
               std::to_string(1'000 + number) +
               R"("},"children":[{"name":"試験 太郎","kana":"シケン タロウ","birth_date":"2025-06-15",)"
               R"("wished_month":"2027-04"}]})";
    }

    bench::TlsClient m_client;
    std::string m_token;
};

std::vector<std::string> Parents::freeSeats(const std::string &facility) {
    std::vector<std::string> seats;
    const auto from = domain::addDays(domain::dateOf(domain::systemClock()->now()), 1);
    const auto answer =
        m_client.request("GET",
                         "/v1/facilities/" + facility + "/availability?from=" + domain::textOf(from) +
                             "&to=" + domain::textOf(domain::addDays(from, 40)),
                         {{"Authorization", "Bearer " + m_token}});
    for (const auto &value : json(QByteArray::fromStdString(answer.body))[QLatin1String("slots")].toArray()) {
        const auto slot = value.toObject();
        for (int i = 0; i < slot[QLatin1String("free")].toInt(slot[QLatin1String("seats_free")].toInt());
             ++i) {
            seats.push_back(text(slot, "id"));
        }
    }
    return seats;
}

/// One row a transaction, each on the disk before it returns.
class DurableCommits {
public:
    explicit DurableCommits(const QString &folder) {
        sqlite3_open((folder + QStringLiteral("/commits.sqlite")).toUtf8().constData(), &m_db);
        run("PRAGMA journal_mode=WAL");
        run("PRAGMA synchronous=FULL");
        run("CREATE TABLE row (id INTEGER PRIMARY KEY, body BLOB)");
        one(); // the file itself grows
    }
    ~DurableCommits() { sqlite3_close(m_db); }
    DurableCommits(const DurableCommits &) = delete;
    DurableCommits &operator=(const DurableCommits &) = delete;
    Clock::duration one() {
        const auto start = Clock::now();
        run("INSERT INTO row (body) VALUES (randomblob(600))");
        return Clock::now() - start;
    }

private:
    void run(const char *sql) {
        if (sqlite3_exec(m_db, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
            throw std::runtime_error(std::string("SQLite: ") + sqlite3_errmsg(m_db));
        }
    }
    sqlite3 *m_db = nullptr;
};

/// Notes when the desk tells of a record.
class StoreWatch : public QObject {
public:
    explicit StoreWatch(services::Reservations &reservations) {
        connect(&reservations, &services::Reservations::changed, this,
                [this](const services::ReservationsChanged &what) {
                    if (!m_when && what.ids.contains(m_wanted)) {
                        m_when = Clock::now();
                    }
                });
    }
    void await(const domain::ReservationId &id) {
        m_wanted = id;
        m_when.reset();
    }
    [[nodiscard]] Clock::time_point when() const { return m_when.value_or(Clock::time_point::max()); }

private:
    domain::ReservationId m_wanted;
    std::optional<Clock::time_point> m_when;
};

/// Until both threads have done what the arrival gave them to do: some rounds, as an answer may set off
/// another question. What is measured then is one act and not that work, which a person's hand never meets.
/// Without a rest, so that commit and act find an awake machine alike.
void settle(services::Desk &desk) {
    constexpr int arrivalRounds = 6;
    for (int round = 0; round < arrivalRounds; ++round) {
        QEventLoop events;
        ui::whenDone(
            desk.facilities().all(), &events, [&](const auto &) { events.quit(); },
            [&](const domain::Error &) { events.quit(); });
        events.exec();
        QCoreApplication::processEvents();
    }
}

/// From the key until the screen may say that it is saved.
Clock::duration approval(services::Desk &desk, const domain::ReservationId &id) {
    QEventLoop events;
    std::optional<domain::Error> refused;
    const auto start = Clock::now();
    ui::whenDone(
        desk.reservations().approve(id, 1), &events, [&](const services::ActReceipt &) { events.quit(); },
        [&](const domain::Error &error) {
            refused = error;
            events.quit();
        });
    events.exec();
    const auto took = Clock::now() - start;
    if (refused) {
        throw std::runtime_error("the approval was refused: " + refused->code);
    }
    return took;
}

services::DeskOptions optionsFor(const QString &profile, const domain::Clock &clock, domain::Random &random) {
    services::DeskOptions options;
    options.profileFolder = profile;
    options.training = true;
    options.clock = &clock;
    options.random = &random;
    options.undoTime = std::chrono::milliseconds(0); // the way to the hub is measured, not the wait before it
    return options;
}

struct Arrival {
    Clock::duration painted;
    Clock::duration durable;
};

/// From the request's first byte until its row was stored and painted; throws where it never is.
Arrival arrival(PaintWatch &watch, StoreWatch &store, Parents &parents, const std::string &slot, int number,
                const domain::ReservationId &id) {
    const auto key = domain::OperationId::make(*domain::systemClock(), *domain::systemRandom()).text();
    watch.await(id);
    store.await(id);
    bench::Answer answer;
    const auto start = Clock::now();
    std::jthread asking([&] { answer = parents.ask(id, slot, number, key); });
    const bool painted = watch.waitFor(std::chrono::seconds(10));
    asking.join();
    if (!painted) {
        throw std::runtime_error("not painted; the hub said " + std::to_string(answer.status) + ' ' +
                                 answer.body);
    }
    return {watch.when() - start, store.when() - start};
}

/// The one whose reservations the desk shows: its first.
std::string shownFacility(services::Desk &desk) {
    const auto all = desk.facilities().all();
    if (!QTest::qWaitFor([&] { return all.isFinished(); }, 10'000) || !all.result() ||
        all.result()->empty()) {
        throw std::runtime_error("the desk has no facility");
    }
    return all.result()->front().id.text();
}

void measure(services::Desk &desk, ui::MainWindow &window, const QString &profile, int count) {
    if (!signIn(desk)) {
        throw std::runtime_error("signing in failed");
    }
    desk.training()->setPaused(true);
    window.deskView()->open(ui::PageId::Reservations);
    PaintWatch watch(*window.findChild<QTableView *>(QStringLiteral("reservationsTable")));
    Parents parents(profile, desk.account().hub().url.toStdString());
    const auto seats = parents.freeSeats(shownFacility(desk));
    if (static_cast<int>(seats.size()) < count) {
        throw std::runtime_error("only " + std::to_string(seats.size()) + " free seats");
    }
    StoreWatch store(desk.reservations());
    DurableCommits commits(profile);
    for (int i = 0; i < count; ++i) {
        const auto id = domain::ReservationId::make(*domain::systemClock(), *domain::systemRandom());
        const auto floor = parents.ping();
        const auto came = arrival(watch, store, parents, seats[static_cast<std::size_t>(i)], i, id);
        settle(desk);
        const auto commit = commits.one();
        const auto saved = approval(desk, id);
        std::printf("milliseconds %.2f floor %.2f durable %.2f commit %.2f saved %.2f\n",
                    milliseconds(came.painted), milliseconds(floor), milliseconds(came.durable),
                    milliseconds(commit), milliseconds(saved));
    }
}

} // namespace

int main(int argc, char **argv) try {
    QApplication application(argc, argv);
    const int count = argc > 1 ? std::atoi(argv[1]) : 21;
    const QTemporaryDir profile;
    const auto clock = domain::systemClock();
    const auto random = domain::systemRandom();
    const auto desk = services::openDesk(optionsFor(profile.path(), *clock, *random)).value();
    const ui::Appearance appearance(application, desk->preferences());
    ui::MessagePrompter prompter;
    ui::MainWindow window(*desk, prompter);
    window.resize(1280, 2'400); // every row is on the screen
    window.show();
    measure(*desk, window, profile.path(), count);
    return 0;
} catch (const std::exception &failure) {
    std::fprintf(stderr, "bench_latency: %s\n", failure.what());
    return 1;
}
