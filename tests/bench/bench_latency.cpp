// From a reservation being made at the hub until its row has been painted on the desk: the real window
// (offscreen), the real practice hub over TLS. bench_latency COUNT -> one line "milliseconds N floor N" for
// each reservation.
//
// The clock starts before the parents' request is written to the socket and stops when the list's paint event
// that contains the new row is over. The floor beside it is one TLS round trip of that same connection.
#include "bench/feed_login.h"
#include "models/reservation_list_model.h"
#include "prompt/message_prompter.h"
#include "services/desk_factory.h"
#include "shell/appearance.h"
#include "shell/desk_view.h"
#include "shell/main_window.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <cstdio>
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
    [[nodiscard]] bool seen() const { return m_seen; }
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
    Clock::time_point m_when;
};

QJsonObject json(const QByteArray &text) {
    return QJsonDocument::fromJson(text).object();
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

std::vector<std::string> freeSeats(bench::TlsClient &client, const std::string &token,
                                   const std::string &facility) {
    std::vector<std::string> seats;
    const auto from = domain::addDays(domain::dateOf(domain::systemClock()->now()), 1);
    const auto answer =
        client.request("GET",
                       "/v1/facilities/" + facility + "/availability?from=" + domain::textOf(from) +
                           "&to=" + domain::textOf(domain::addDays(from, 40)),
                       {{"Authorization", "Bearer " + token}});
    for (const auto &value : json(QByteArray::fromStdString(answer.body))[QLatin1String("slots")].toArray()) {
        const auto slot = value.toObject();
        for (int i = 0; i < slot[QLatin1String("free")].toInt(slot[QLatin1String("seats_free")].toInt());
             ++i) {
            seats.push_back(slot[QLatin1String("id")].toString().toStdString());
        }
    }
    return seats;
}

} // namespace

int main(int argc, char **argv) {
    QApplication application(argc, argv);
    const int count = argc > 1 ? std::atoi(argv[1]) : 21;
    const QTemporaryDir profile;
    const auto clock = domain::systemClock();
    const auto random = domain::systemRandom();
    services::DeskOptions options;
    options.profileFolder = profile.path();
    options.training = true;
    options.clock = clock.get();
    options.random = random.get();
    auto desk = services::openDesk(options);
    ui::Appearance appearance(application, (*desk)->preferences());
    ui::MessagePrompter prompter;
    ui::MainWindow window(**desk, prompter);
    window.resize(1280, 2'400); // every row is on the screen
    window.show();
    if (!signIn(**desk)) {
        std::fputs("bench_latency: signing in failed\n", stderr);
        return 1;
    }
    (*desk)->training()->setPaused(true);
    window.deskView()->open(ui::PageId::Reservations);
    auto *table = window.findChild<QTableView *>(QStringLiteral("reservationsTable"));
    PaintWatch watch(*table);

    QFile file(profile.path() + QStringLiteral("/hub/trainee.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        return 1;
    }
    const auto trainee = json(file.readAll());
    const auto [host, port] = bench::hostAndPort((*desk)->account().hub().url.toStdString());
    bench::TlsClient client(host, port, (profile.path() + QStringLiteral("/hub/ca.pem")).toStdString());
    const auto tokens = client.request(
        "POST", "/v1/oauth/token", {},
        R"({"grant_type":"client_credentials","client_id":")" +
            trainee[QLatin1String("client_id")].toString().toStdString() + R"(","client_secret":")" +
            trainee[QLatin1String("client_secret")].toString().toStdString() + R"("})");
    const auto token = bench::member(tokens.body, "access_token");
    const auto facility = (*desk)->account().user()->facilities.front().text();
    const auto seats = freeSeats(client, token, facility);
    if (static_cast<int>(seats.size()) < count) {
        std::fprintf(stderr, "bench_latency: only %zu free seats\n", seats.size());
        return 1;
    }
    for (int i = 0; i < count; ++i) {
        const auto id = domain::ReservationId::make(*clock, *random);
        watch.await(id);
        const std::string n = std::to_string(1'000 + i);
        const std::string body =
            R"({"slot_id":")" + seats[static_cast<std::size_t>(i)] +
            R"(","channel":"portal","visitors":1,"guardian":{"name":"試験 花子","kana":"シケン ハナコ","phone":"090-0000-)" +
            n +
            R"("},"children":[{"name":"試験 太郎","kana":"シケン タロウ","birth_date":"2025-06-15","wished_month":"2027-04"}]})";
        const auto pingStart = Clock::now();
        client.request("GET", "/v1/status", {});
        const auto ping = Clock::now() - pingStart;
        const auto start = Clock::now();
        bench::Answer answer;
        std::jthread parents([&] {
            answer = client.request("PUT", "/v1/reservations/" + id.text(),
                                    {{"Authorization", "Bearer " + token},
                                     {"Idempotency-Key", domain::OperationId::make(*clock, *random).text()},
                                     {"If-None-Match", "*"}},
                                    body);
        });
        const bool painted = QTest::qWaitFor([&] { return watch.seen(); }, 10'000);
        parents.join();
        if (!painted) {
            std::fprintf(stderr, "bench_latency: not painted; the hub said %d %s\n", answer.status,
                         answer.body.c_str());
            return 1;
        }
        const auto ms = [](auto span) { return std::chrono::duration<double, std::milli>(span).count(); };
        std::printf("milliseconds %.2f floor %.2f\n", ms(watch.when() - start), ms(ping));
    }
    return 0;
}
