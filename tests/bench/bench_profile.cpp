// Makes a desk's profile as a user would: signs in to a hub with password and code, pulls everything, ends.
// bench_profile PROFILE URL CA_FILE LOGIN PASSWORD TOTP_SECRET [keychain]. Secrets lie in a plain file of the
// profile, as everything in it is invented; with `keychain` in that of the session bus.
#include "bench/feed_login.h"
#include "desk/desk_factory.h"

#include <QApplication>
#include <QTest>

#include <cstdio>
#include <ctime>

int main(int argc, char **argv) {
    QApplication application(argc, argv);
    if (argc < 7) {
        return 2;
    }
    const auto clock = domain::systemClock();
    const auto random = domain::systemRandom();
    services::DeskOptions options;
    options.profileFolder = QString::fromLocal8Bit(argv[1]);
    options.hubUrl = QString::fromLocal8Bit(argv[2]);
    options.caFile = QString::fromLocal8Bit(argv[3]);
    options.language = QStringLiteral("ja");
    const bool inKeychain = argc > 7;
    if (!inKeychain) {
        options.makeCredentials = [file = options.profileFolder + QStringLiteral("/training-secrets")] {
            return session::trainingFileStore(
                file); // where --exit-after-first-paint looks: no keychain is needed
        };
    }
    options.clock = clock.get();
    options.random = random.get();
    const auto desk = services::openDesk(options);
    auto &account = (*desk)->account();
    const auto step = [&](services::SignInStep wanted) {
        return QTest::qWaitFor([&] { return account.step() == wanted && !account.busy(); }, 30'000);
    };
    bool there = step(services::SignInStep::Password);
    if (there) {
        account.signIn(QString::fromLocal8Bit(argv[4]), QString::fromLocal8Bit(argv[5]));
        there = step(services::SignInStep::SecondFactor);
    }
    if (there) {
        account.secondFactor(services::Account::Factor::Totp,
                             QString::fromStdString(bench::totp(argv[6], std::time(nullptr))));
        there = step(services::SignInStep::SignedIn) &&
                QTest::qWaitFor([&] { return (*desk)->syncStatus().state().upToDate.has_value(); }, 120'000);
    }
    if (!there) {
        std::fprintf(stderr, "bench_profile: stopped at step %d, problem %s\n",
                     static_cast<int>(account.step()),
                     account.problem() ? account.problem()->code.c_str() : "none");
        return 1;
    }
    return 0;
}
