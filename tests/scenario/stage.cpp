#include "stage.h"

#include "support/sqlite_file.h"
#include "support/test_hub.h"

#include <QDir>
#include <QTest>

#include <filesystem>

namespace scenario {
namespace {

constexpr auto deskName = "desk";
constexpr auto hubName = "hub";

QString text(const domain::ReservationId &id) {
    return QString::fromStdString(id.text());
}

QString ok(const char *rest) {
    return QStringLiteral("ok ") + QString::fromUtf8(rest);
}

} // namespace

bool copyFolder(const QString &from, const QString &to) {
    std::error_code error;
    std::filesystem::copy(from.toStdString(), to.toStdString(), std::filesystem::copy_options::recursive,
                          error);
    return !error;
}

Prepared::Prepared() {
    fillHub();
    signIn();
}

void Prepared::fillHub() {
    const QString hubFolder = folder.filePath(QString::fromUtf8(hubName));
    QDir().mkpath(hubFolder);
    const auto clock = domain::systemClock();
    test_support::TestHub hub(*clock, test_support::TestHub::Place{.training = false, .folder = hubFolder});
    const auto nursery = hub.addFacility("架空第一保育園");
    facility = nursery.id;
    const auto today = domain::dateOf(clock->now());
    const auto visit = hub.addSlot(nursery, domain::addDays(today, 14), domain::LocalTime::of(10, 0));
    slot = visit.id;
    first = hub.book(visit, "架空 一郎").id;
    second = hub.book(visit, "架空 二郎").id;
    seriesFrom = domain::addDays(today, 30);
    seriesTo = domain::addDays(today, 65);
    for (const auto *login : {"hanako", "jiro"}) { // jiro has not been here yet
        static_cast<void>(hub.addUser(login, domain::Role::Manager, {nursery.id}));
    }
}

void Prepared::signIn() {
    HubProgram hub(folder.filePath(QString::fromUtf8(hubName)));
    if (!hub.start()) {
        return;
    }
    proxy.setTarget(hub.port());
    DeskProgram desk(folder.filePath(QString::fromUtf8(deskName)), proxy.port(), hub.caFile());
    if (!desk.start()) {
        return;
    }
    const QString noted = desk.ask(QStringLiteral("first-sign-in hanako ABCDEFGH23"));
    totpSecret = noted.section(u' ', 1, 1);
    password = noted.section(u' ', 2, 2);
    const bool pulled =
        noted.startsWith(ok("")) && desk.ask(QStringLiteral("online")) == QStringLiteral("ok");
    const QString preview = desk.ask(QStringLiteral("series %1 %2 %3 0We 4 preview")
                                         .arg(QString::fromStdString(facility.text()),
                                              QString::fromStdString(domain::textOf(seriesFrom)),
                                              QString::fromStdString(domain::textOf(seriesTo))));
    seriesSlots = preview.section(u' ', 1, 1).toInt();
    const bool left = desk.quit();
    ready = hub.stop() == 0 && left && pulled && seriesSlots > 1;
}

Stage::Stage(Prepared &given)
    : prepared(given), desk(folder.filePath(QString::fromUtf8(deskName)), given.proxy.port(),
                            folder.filePath(QStringLiteral("hub/ca.pem"))) {
    given.proxy.cut();
    given.proxy.mend();
    for (const auto *name : {hubName, deskName}) {
        const QString part = QString::fromUtf8(name);
        if (!copyFolder(given.folder.filePath(part), folder.filePath(part))) {
            qFatal("the scene cannot be copied");
        }
    }
}

bool Stage::startHub(const Surroundings &surroundings) {
    const bool started = hub.start(surroundings);
    prepared.proxy.setTarget(hub.port());
    return started;
}

bool Stage::startDesk(const Surroundings &surroundings) {
    return desk.start(surroundings) && desk.ask(QStringLiteral("problem")).startsWith(ok(""));
}

bool Stage::start() {
    return startHub() && startDesk() && desk.ask(QStringLiteral("online")) == QStringLiteral("ok");
}

QString Stage::row(const domain::ReservationId &id) const {
    return QStringLiteral("row ") + text(id);
}

QString Stage::approve() const {
    return QStringLiteral("act approve %1 1").arg(text(prepared.first));
}

QString Stage::decline() const {
    return QStringLiteral("act decline %1 1 満員のため").arg(text(prepared.second));
}

QString Stage::openSeries() const {
    return QStringLiteral("series %1 %2 %3 0We 4")
        .arg(QString::fromStdString(prepared.facility.text()),
             QString::fromStdString(domain::textOf(prepared.seriesFrom)),
             QString::fromStdString(domain::textOf(prepared.seriesTo)));
}

QString Stage::savePhone() const {
    return QStringLiteral("phone %1 %2").arg(QString::fromStdString(prepared.facility.text()), newPhone);
}

QStringList Stage::end() {
    QStringList found;
    if (!desk.quit()) {
        found += QStringLiteral("the desk does not end cleanly");
    }
    if (hub.stop() != 0) {
        found += QStringLiteral("the hub does not end cleanly");
    }
    return found;
}

QStringList Stage::breachesInTheFiles() const {
    return test_support::breachesAtTheHub(hub.folder()) + test_support::breachesAtTheDesk(desk.profile());
}

} // namespace scenario
