// A desk without windows, led by lines on its standard input: the real services, store, sync and TLS in a
// process of its own, so that a scenario can kill it. Every command is answered with one line, "ok ..." or
// "error CODE".
//
// HOKATSU_KILL_AT=before-send | after-send | after-answer and HOKATSU_KILL_PATH=/approve: the process kills
// itself with SIGKILL at that point of the first request whose path ends so. Secrets lie in a plain file:
// everything is invented.
#include "async/completion.h"
#include "desk/desk_factory.h"
#include "desk/practice/practice_totp.h"
#include "domain/clock.h"
#include "domain/random.h"
#include "net/https_hub.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTimer>
#include <QUrlQuery>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <unistd.h>

namespace {

/// The hub's door with a trap at the point that the environment names.
class TrappedHub final : public net::HubApi {
public:
    explicit TrappedHub(std::unique_ptr<net::HubApi> inner)
        : m_inner(std::move(inner)), m_point(qgetenv("HOKATSU_KILL_AT")),
          m_path(QString::fromUtf8(qgetenv("HOKATSU_KILL_PATH"))) {}

    QFuture<domain::Result<net::ApiResponse>> send(const net::ApiRequest &request) override {
        const bool trapped = !m_point.isEmpty() && request.path.endsWith(m_path);
        if (trapped && m_point == "before-send") {
            std::raise(SIGKILL);
        }
        auto answer = m_inner->send(request);
        if (trapped &&
            m_point == "after-send") { // long enough for the bytes to leave, too short for most answers
            QTimer::singleShot(1, [] { std::raise(SIGKILL); });
        }
        if (!trapped || m_point != "after-answer") {
            return answer;
        }
        return answer.then([](const domain::Result<net::ApiResponse> &given) {
            std::raise(SIGKILL);
            return given;
        });
    }
    void cancelAll() override { m_inner->cancelAll(); }

private:
    std::unique_ptr<net::HubApi> m_inner;
    QByteArray m_point;
    QString m_path;
};

/// The PC's clock, where it is wrong.
class ClockOff final : public domain::Clock {
public:
    explicit ClockOff(std::chrono::seconds by) : m_by(by) {}
    [[nodiscard]] std::chrono::sys_time<std::chrono::milliseconds> nowMs() const override {
        return m_right->nowMs() + m_by;
    }

private:
    std::unique_ptr<domain::Clock> m_right = domain::systemClock();
    std::chrono::seconds m_by;
};

std::string nameOf(services::Pending pending) {
    const char *names[] = {"none", "waiting", "needs-you"};
    return names[static_cast<int>(pending)];
}

const char *nameOf(domain::ErrorKind kind) {
    switch (kind) {
    case domain::ErrorKind::StorageBusy:
        return "busy";
    case domain::ErrorKind::StorageFull:
        return "full";
    case domain::ErrorKind::StorageReadOnly:
        return "read-only";
    case domain::ErrorKind::StorageCorrupt:
        return "damaged";
    case domain::ErrorKind::StorageTooNew:
        return "too-new";
    default:
        return "other";
    }
}

void say(const std::string &line) {
    std::cout << line << std::endl;
}

class Driver : public QObject {
public:
    explicit Driver(services::DeskOptions options) {
        m_desk = std::move(*services::openDesk(std::move(options)));
        auto *input = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, this);
        connect(input, &QSocketNotifier::activated, this, &Driver::read);
        say("ok ready");
    }

private:
    void read() {
        std::string line;
        if (!std::getline(std::cin, line)) {
            QCoreApplication::quit();
            return;
        }
        obey(QString::fromStdString(line).split(u' ', Qt::SkipEmptyParts));
    }

    void obey(const QStringList &words) {
        const QString verb = words.value(0);
        if (verb == QStringLiteral("first-sign-in")) {
            firstSignIn(words.value(1), words.value(2));
        } else if (verb == QStringLiteral("sign-in")) {
            signIn(words.value(1), words.value(2), words.value(3));
        } else if (verb == QStringLiteral("online")) {
            until([this] { return isOnline(); }, [] { return std::string("ok"); });
        } else if (verb == QStringLiteral("offline")) {
            until([this] { return state().connection == services::SyncState::Connection::Offline; },
                  [] { return std::string("ok"); });
        } else if (verb == QStringLiteral("settled")) {
            settled();
        } else if (verb == QStringLiteral("row")) {
            tell(words.value(1));
        } else if (verb == QStringLiteral("act")) {
            act(words);
        } else if (verb == QStringLiteral("phone")) {
            savePhone(words.value(1), words.value(2));
        } else if (verb == QStringLiteral("slot")) {
            openSlot(words);
        } else if (verb == QStringLiteral("delays")) {
            tellDelays();
        } else if (verb == QStringLiteral("series")) {
            openSeries(words);
        } else if (verb == QStringLiteral("slots")) {
            countSlots(words);
        } else if (verb == QStringLiteral("facility")) {
            tellFacility(words.value(1));
        } else if (verb == QStringLiteral("state")) {
            tellState();
        } else if (verb == QStringLiteral("problem")) {
            tellProblem();
        } else if (verb == QStringLiteral("retry")) {
            m_desk->syncStatus().retryNow();
            say("ok");
        } else if (verb == QStringLiteral("quit")) {
            QCoreApplication::quit();
        } else {
            say("error unknown-command");
        }
    }

    // --- waiting: looks again every 10 ms ---
    void until(std::function<bool()> isTrue, std::function<std::string()> answer) {
        if (isTrue()) {
            say(answer());
            return;
        }
        QTimer::singleShot(10, this, [this, isTrue, answer] { until(isTrue, answer); });
    }
    [[nodiscard]] services::SyncState state() const { return m_desk->syncStatus().state(); }
    [[nodiscard]] bool isOnline() const {
        return state().connection == services::SyncState::Connection::Online && state().upToDate &&
               !state().firstPull;
    }
    /// Once nothing waits to be sent. The list itself is asked: what an act changes in the counts of the
    /// state is told a moment after the act.
    void settled() {
        answer(m_desk->syncStatus().outbox(), [this](const std::vector<services::OutboxItem> &items) {
            const auto waits = [](const services::OutboxItem &item) {
                return item.state == services::Pending::Waiting;
            };
            if (std::ranges::any_of(items, waits) || !isOnline()) {
                QTimer::singleShot(10, this, [this] { settled(); });
            } else {
                until([this] { return state().waiting == 0; },
                      [this] { return "ok " + std::to_string(state().needsYou); });
            }
        });
    }
    [[nodiscard]] services::Account &account() { return m_desk->account(); }
    /// Goes on once the step is reached; a problem ends the command.
    void at(services::SignInStep step, std::function<void()> then) {
        if (!account().busy() && account().step() == step) {
            then();
        } else if (!account().busy() && account().problem() &&
                   account().step() != services::SignInStep::Starting) {
            say("error " + account().problem()->code);
        } else {
            QTimer::singleShot(10, this, [this, step, then] { at(step, then); });
        }
    }
    [[nodiscard]] static QString code(const QString &secret) {
        // The user's telephone, which makes the codes, has the right time.
        return services::totpCode(services::fromBase32(secret), domain::systemClock()->now());
    }

    void firstSignIn(const QString &login, const QString &activation) {
        using services::SignInStep;
        const QString password = QStringLiteral("kitsune-to-tanuki-42");
        at(SignInStep::Password, [=, this] {
            account().signIn(login, activation);
            at(SignInStep::NewPassword, [=, this] {
                account().choosePassword(password);
                at(SignInStep::Enrolment, [=, this] {
                    const QString secret =
                        QUrlQuery(QUrl(account().otpauthUri())).queryItemValue(QStringLiteral("secret"));
                    account().confirmEnrolment(code(secret));
                    at(SignInStep::RecoveryCodes, [=, this] {
                        account().recoveryCodesNoted();
                        say("ok " + secret.toStdString() + " " + password.toStdString());
                    });
                });
            });
        });
    }

    void signIn(const QString &login, const QString &password, const QString &secret) {
        using services::SignInStep;
        at(SignInStep::Password, [=, this] {
            account().signIn(login, password);
            at(SignInStep::SecondFactor, [=, this] {
                account().secondFactor(services::Account::Factor::Totp, code(secret));
                at(SignInStep::SignedIn, [] { say("ok"); });
            });
        });
    }

    /// By a watcher: the desk's answers come from its data thread, and QFuture::then of Qt 6.4 may run what
    /// it is given twice where the future ends in another thread at that moment.
    template <class T, class Told> void answer(const services::Async<T> &future, Told told) {
        async::whenReady(future, this, [told](const domain::Result<T> &given) {
            if (!given) {
                say("error " + given.error().code);
            } else if constexpr (std::is_void_v<T>) {
                told();
            } else {
                told(*given);
            }
        });
    }

    void tell(const QString &id) {
        const auto known = domain::ReservationId::parse(id.toStdString()).value_or(domain::ReservationId{});
        answer(m_desk->reservations().rows({known}), [](const std::vector<services::ReservationRow> &rows) {
            if (rows.empty()) {
                say("error not-here");
                return;
            }
            const auto &row = rows.front();
            say("ok " + std::string(domain::nameOf(row.reservation.status)) + " " +
                std::to_string(row.reservation.meta.version) + " " + nameOf(row.pending.state));
        });
    }

    void act(const QStringList &words) {
        const auto call = domain::reservationCall(words.value(1).toStdString());
        const auto id = domain::ReservationId::parse(words.value(2).toStdString());
        if (!call || !id) {
            say("error malformed");
            return;
        }
        answer(m_desk->reservations().act(*call, *id, words.value(3).toLongLong(), words.value(4), {}),
               [](const services::ActReceipt &ticket) { say("ok " + ticket.operation.text()); });
    }

    /// slot FACILITY DATE START END SEATS -> the slot's id
    void openSlot(const QStringList &words) {
        domain::Slot slot;
        slot.id = m_desk->slotBook().newSlotId();
        slot.facilityId =
            domain::FacilityId::parse(words.value(1).toStdString()).value_or(domain::FacilityId{});
        slot.date = domain::parseDate(words.value(2).toStdString()).value_or(domain::LocalDate{});
        slot.start = domain::parseTime(words.value(3).toStdString()).value_or(domain::LocalTime{});
        slot.end = domain::parseTime(words.value(4).toStdString()).value_or(domain::LocalTime{});
        slot.seats = words.value(5).toInt();
        answer(m_desk->slotBook().create(slot),
               [id = slot.id](const services::ActReceipt &) { say("ok " + id.text()); });
    }

    /// series FACILITY FROM TO RULE SEATS -> how many slots; "preview" as the last word makes none of them
    void openSeries(const QStringList &words) {
        domain::Series series;
        series.id = m_desk->slotBook().newSeriesId();
        series.facilityId =
            domain::FacilityId::parse(words.value(1).toStdString()).value_or(domain::FacilityId{});
        series.from = domain::parseDate(words.value(2).toStdString()).value_or(domain::LocalDate{});
        series.to = domain::parseDate(words.value(3).toStdString()).value_or(domain::LocalDate{});
        series.rule = words.value(4).toStdString();
        series.seats = words.value(5).toInt();
        series.start = domain::LocalTime::of(14, 0);
        series.end = domain::LocalTime::of(14, 45);
        const bool onlyPreview = words.value(6) == QStringLiteral("preview");
        answer(m_desk->slotBook().preview(series), [=, this](const std::vector<domain::SeriesDay> &days) {
            const auto made = std::ranges::count_if(days, &domain::SeriesDay::make);
            if (onlyPreview) {
                say("ok " + std::to_string(made));
                return;
            }
            answer(m_desk->slotBook().createSeries(series, days),
                   [made](const services::ActReceipt &) { say("ok " + std::to_string(made)); });
        });
    }

    /// slots FACILITY FROM TO -> how many are shown, how many of them wait for the hub
    void countSlots(const QStringList &words) {
        const auto facility =
            domain::FacilityId::parse(words.value(1).toStdString()).value_or(domain::FacilityId{});
        const auto from = domain::parseDate(words.value(2).toStdString()).value_or(domain::LocalDate{});
        const auto to = domain::parseDate(words.value(3).toStdString()).value_or(domain::LocalDate{});
        answer(m_desk->slotBook().between(facility, from, to),
               [](const std::vector<services::SlotRow> &rows) {
                   const auto waiting = std::ranges::count_if(
                       rows, [](const auto &row) { return row.pending.state != services::Pending::None; });
                   say("ok " + std::to_string(rows.size()) + " " + std::to_string(waiting));
               });
    }

    /// The phone number, the version, and whether an edit waits.
    void tellFacility(const QString &facility) {
        const auto id = domain::FacilityId::parse(facility.toStdString()).value_or(domain::FacilityId{});
        answer(m_desk->facilities().one(id), [](const services::FacilityRow &row) {
            const auto phone = row.facility.profile.find("phone");
            say("ok " + (phone == row.facility.profile.end() ? std::string("-") : phone->second) + " " +
                std::to_string(row.facility.meta.version) + " " + nameOf(row.pending.state));
        });
    }

    /// As the status chip has it: signed in or not, connection, why it is offline, how many acts wait, how
    /// many need a look, by how many seconds the PC's clock is off.
    void tellState() {
        const char *connections[] = {"starting", "online", "offline", "signed-out"};
        const auto now = state();
        const bool signedIn = account().step() == services::SignInStep::SignedIn;
        const auto off = now.clockOffBy.value_or(std::chrono::seconds(0));
        say("ok " + std::string(signedIn ? "signed-in" : "not-signed-in") + " " +
            connections[static_cast<int>(now.connection)] + " " +
            (now.offlineBecause.code.empty() ? "-" : now.offlineBecause.code) + " " +
            std::to_string(now.waiting) + " " + std::to_string(now.needsYou) + " " +
            std::to_string(off.count()));
    }

    /// What the sign-in page says once the profile has been opened, or could not be.
    void tellProblem() {
        until([this] { return account().step() != services::SignInStep::Starting && !account().busy(); },
              [this] {
                  const bool stopped = account().step() == services::SignInStep::StoreProblem;
                  const auto problem = account().problem();
                  return "ok " + (problem ? problem->code : std::string("-")) + " " +
                         (stopped ? nameOf(problem->kind) : "open");
              });
    }

    /// For each facility: its name, late, nearly late, visits that come before the answer is due.
    void tellDelays() {
        answer(m_desk->delays().list(), [](const std::vector<services::DelayRow> &rows) {
            std::string line = "ok";
            for (const auto &row : rows) {
                line += " " + row.name.toStdString() + ":" + std::to_string(row.late) + "/" +
                        std::to_string(row.nearlyLate) + "/" + std::to_string(row.startsUnanswered);
            }
            say(line);
        });
    }

    void savePhone(const QString &facility, const QString &phone) {
        const auto id = domain::FacilityId::parse(facility.toStdString()).value_or(domain::FacilityId{});
        answer(m_desk->facilities().one(id), [this, phone](const services::FacilityRow &row) {
            domain::Facility edited = row.facility;
            edited.profile["phone"] = phone.toStdString();
            answer(m_desk->facilities().save(edited, edited.meta.version),
                   [](const services::ActReceipt &ticket) { say("ok " + ticket.operation.text()); });
        });
    }

    std::unique_ptr<services::Desk> m_desk;
};

} // namespace

int main(int argc, char **argv) {
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    for (const auto *name : {"profile", "hub", "ca", "clock-off-by"}) {
        parser.addOption({QString::fromLatin1(name), {}, QStringLiteral("value")});
    }
    parser.process(application);
    const auto clock = std::make_unique<ClockOff>(
        std::chrono::seconds(parser.value(QStringLiteral("clock-off-by")).toLongLong()));
    const auto random = domain::systemRandom();
    services::DeskOptions options;
    options.profileFolder = parser.value(QStringLiteral("profile"));
    options.hubUrl = parser.value(QStringLiteral("hub"));
    options.caFile = parser.value(QStringLiteral("ca"));
    options.clock = clock.get();
    options.random = random.get();
    options.firstRetry = std::chrono::milliseconds(50);
    options.undoTime = std::chrono::milliseconds(0);
    options.makeHub = [](const net::HubAddress &address, QObject *owner) {
        return std::make_unique<TrappedHub>(net::httpsHub(address, owner));
    };
    options.makeCredentials = [file = options.profileFolder + QStringLiteral("/secrets")] {
        return session::trainingFileStore(file);
    };
    const Driver driver(std::move(options));
    return QCoreApplication::exec();
}
