// A first pull into an empty profile, as the desk does it: feed over HTTPS, personal data sealed, indexes at
// the end. bench_pull URL CA_FILE TOKEN DATABASE [ROWS] -> "seconds N rows N"; with ROWS the program kills
// itself once so many have come, and the next run on the same file brings the rest.
#include "net/https_hub.h"
#include "storage/sealer.h"
#include "storage/store.h"
#include "sync/engine.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <csignal>
#include <cstdio>
#include <cstdlib>

int main(int argc, char **argv) {
    QCoreApplication application(argc, argv);
    if (argc < 5) {
        return 2;
    }
    const long killAt = argc > 5 ? std::atol(argv[5]) : 0;
    const auto clock = domain::systemClock();
    const auto random = domain::systemRandom();
    // The same key each time, so that the run after a kill can go on.
    const auto sealer = storage::sealerWithKey(std::string(32, 'b'));
    auto store = storage::Store::open(
        {.path = QString::fromLocal8Bit(argv[4]), .sealer = sealer.get(), .clock = clock.get()});
    const auto authorities = net::certificatesFromFile(QString::fromLocal8Bit(argv[2]));
    if (!store || !authorities) {
        std::fprintf(stderr, "bench_pull: store or CA\n");
        return 1;
    }
    QObject owner;
    const auto hub = net::httpsHub(
        {.url = QUrl(QString::fromLocal8Bit(argv[1])), .extraAuthorities = *authorities}, &owner);
    const QByteArray token(argv[3]);
    const syncing::Send send = [&](const net::ApiRequest &request) {
        net::ApiRequest signedIn = request;
        signedIn.accessToken = token;
        return hub->send(signedIn);
    };
    QElapsedTimer timer;
    int status = 1;
    {
        syncing::Engine engine(**store, send, *clock, *random, {});
        QObject::connect(&engine, &syncing::Engine::connectionChanged, &engine,
                         [&](syncing::Connection connection, const domain::Error &error) {
                             if (connection == syncing::Connection::Offline ||
                                 connection == syncing::Connection::SignedOut) {
                                 std::fprintf(stderr, "bench_pull: %s\n", error.code.c_str());
                                 QCoreApplication::exit(1);
                             }
                         });
        QObject::connect(&engine, &syncing::Engine::caughtUp, &engine, [&](domain::Instant) {
            const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
            const auto rows = (*store)->countReservations({});
            std::printf("seconds %.4f rows %d\n", seconds, rows.value_or(-1));
            std::fflush(stdout);
            QCoreApplication::exit(0);
        });
        QObject::connect(&engine, &syncing::Engine::progressed, &engine,
                         [&](const syncing::Progress &progress) {
                             if (killAt > 0 && progress.received >= killAt) {
                                 std::raise(SIGKILL);
                             }
                         });
        timer.start();
        engine.start();
        status = QCoreApplication::exec();
        engine.stop();
    }
    return status;
}
