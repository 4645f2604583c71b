// Either program dies at every call with which it changes the world: the points are counted from what the
// programs do (tests/support/crash_points.c), for the acts of a morning and for a start after a crash. Then
// it is started again, and in the end nothing that was said to be saved is lost, each act has happened once,
// seats and audit trail are right, desk and hub agree, and both files are whole.
//
// A normal run takes a few points at random (HOKATSU_SEED repeats them); HOKATSU_LONG takes all of them.
#include "stage.h"
#include "support/crash_trap.h"
#include "support/sqlite_file.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTest>

#include <random>

using namespace scenario;
using test_support::CrashTrap;
using test_support::DiesHow;

namespace {

enum class Who { Desk, Hub };

/// An act, and what must be true of it in the end. `saved`: the desk said that it keeps it.
struct Story {
    const char *name;
    QString (Stage::*command)() const;
    QString (*fault)(Stage &stage, bool saved);
    bool atStart =
        false; ///< not the act is watched but the start after it, with its traces not yet cleaned up
};

QString count(std::int64_t number) {
    return QString::number(number);
}

/// Done once or, where nobody was told that it is saved, not at all; the desk shows what the hub holds.
QString decided(Stage &stage, const domain::ReservationId &id, const char *act, const char *status,
                bool saved) {
    const int steps = stage.records.stepsOf(id, act);
    if (steps != 1 && (saved || steps != 0)) {
        return QStringLiteral("%1 happened %2 times").arg(QString::fromUtf8(act), count(steps));
    }
    const QString shown = steps == 1 ? QStringLiteral("ok %1 2 none").arg(QString::fromUtf8(status))
                                     : QStringLiteral("ok requested 1 none");
    return stage.desk.becomes(stage.row(id), shown) ? QString()
                                                    : QStringLiteral("the desk shows another state");
}

QString approved(Stage &stage, bool saved) {
    return decided(stage, stage.prepared.first, "approve", "approved", saved);
}

QString declined(Stage &stage, bool saved) {
    return decided(stage, stage.prepared.second, "decline", "declined", saved);
}

/// All its slots or none.
QString opened(Stage &stage, bool saved) {
    const test_support::SqliteFile hub(stage.hub.folder() + QStringLiteral("/hub.sqlite"));
    const auto made = hub.number("SELECT count(*) FROM slot") - 1;
    if (made != stage.prepared.seriesSlots && (saved || made != 0)) {
        return QStringLiteral("%1 of %2 slots").arg(count(made), count(stage.prepared.seriesSlots));
    }
    const QString question = QStringLiteral("slots ") + stage.openSeries().section(u' ', 1, 3);
    return stage.desk.becomes(question, QStringLiteral("ok %1 0").arg(made))
               ? QString()
               : QStringLiteral("the desk shows other slots");
}

QString corrected(Stage &stage, bool saved) {
    const auto facility = stage.records.facility(stage.prepared.facility);
    if (!facility) {
        return QStringLiteral("the hub's copy cannot be read");
    }
    const QString phone = QString::fromStdString(facility->profile.at("phone"));
    const bool changed = phone == Stage::newPhone;
    if ((saved && !changed) || facility->meta.version != (changed ? 2 : 1)) {
        return QStringLiteral("version %1 of the profile").arg(facility->meta.version);
    }
    const QString question = QStringLiteral("facility ") + QString::fromStdString(facility->id.text());
    const QString shown = QStringLiteral("ok %1 %2 none").arg(phone).arg(facility->meta.version);
    return stage.desk.becomes(question, shown) ? QString() : QStringLiteral("the desk shows another profile");
}

constexpr Story stories[] = {
    {.name = "approve", .command = &Stage::approve, .fault = approved},
    {.name = "decline", .command = &Stage::decline, .fault = declined},
    {.name = "series", .command = &Stage::openSeries, .fault = opened},
    {.name = "profile", .command = &Stage::savePhone, .fault = corrected},
    {.name = "start", .command = &Stage::approve, .fault = approved, .atStart = true},
};

/// One story with one death, or with none where the point is 0.
class Try {
public:
    Try(Prepared &prepared, const Story &story, Who who) : m_stage(prepared), m_story(story), m_who(who) {}
    CrashTrap trap;
    /// Empty where everything ended well.
    QStringList play();

private:
    [[nodiscard]] bool begin();
    [[nodiscard]] bool beginAfterACrash();
    void act();
    void waitForTheEnd();
    void waitUntilQuiet();
    [[nodiscard]] bool restart();
    [[nodiscard]] QString settled();
    /// What is not as it must be while both run.
    [[nodiscard]] QStringList look();
    [[nodiscard]] bool victimIsGone() const {
        return m_who == Who::Desk ? m_stage.desk.isGone() : m_stage.hub.isGone();
    }
    [[nodiscard]] Surroundings trapped() const { return {.environment = trap.environment()}; }

    Stage m_stage;
    const Story &m_story;
    Who m_who;
    bool m_saved = false;
    bool m_asked = false; ///< the desk has not yet answered whether all has gone out
};

bool Try::begin() {
    return m_stage.startHub(m_who == Who::Hub ? trapped() : Surroundings{}) &&
           m_stage.startDesk(m_who == Who::Desk ? trapped() : Surroundings{}) &&
           m_stage.desk.ask(QStringLiteral("online")) == QStringLiteral("ok");
}

/// The desk: with an act that could not yet go out. The hub: with one that is only in its log.
bool Try::beginAfterACrash() {
    const bool deskStarts = m_who == Who::Desk;
    if ((!deskStarts && !m_stage.startHub()) || !m_stage.startDesk()) {
        return false;
    }
    m_saved = m_stage.desk.ask((m_stage.*m_story.command)()).startsWith(u"ok ");
    if (deskStarts) {
        m_stage.desk.kill();
        trap.arm();
        return m_stage.startHub() && (m_stage.startDesk(trapped()) || victimIsGone());
    }
    const bool wentOut = settled() == QStringLiteral("ok 0");
    m_stage.hub.kill();
    trap.arm();
    return wentOut && (m_stage.startHub(trapped()) || victimIsGone());
}

void Try::act() {
    trap.arm();
    m_saved = m_stage.desk.ask((m_stage.*m_story.command)()).startsWith(u"ok ");
}

/// Until the victim has died or the story is told.
void Try::waitForTheEnd() {
    if (!m_stage.desk.isGone()) {
        m_stage.desk.tell(QStringLiteral("settled"));
        m_asked = true;
        std::ignore = QTest::qWaitFor(
            [&] {
                m_asked = m_asked && !m_stage.desk.heard();
                return !m_asked || victimIsGone();
            },
            30'000);
    }
    waitUntilQuiet();
}

/// What still follows (the feed brings the desk's own act back) belongs to the story.
void Try::waitUntilQuiet() {
    int last = -1;
    QElapsedTimer since;
    std::ignore = QTest::qWaitFor(
        [&] {
            if (trap.count() != last) {
                last = trap.count();
                since.start();
            }
            return victimIsGone() || since.hasExpired(150);
        },
        5'000);
}

bool Try::restart() {
    if (!victimIsGone()) {
        return true;
    }
    if (m_who == Who::Desk) {
        m_asked = false;
        return m_stage.startDesk();
    }
    return m_stage.startHub();
}

QString Try::settled() {
    if (!m_asked) {
        return m_stage.desk.ask(QStringLiteral("settled"));
    }
    std::optional<QString> answer;
    std::ignore = QTest::qWaitFor([&] { return (answer = m_stage.desk.heard()).has_value(); }, 30'000);
    m_asked = false;
    return answer.value_or(QString());
}

QStringList Try::play() {
    if (!(m_story.atStart ? beginAfterACrash() : begin())) {
        return {QStringLiteral("the scene cannot be set")};
    }
    if (!m_story.atStart) {
        act();
    }
    waitForTheEnd();
    if (victimIsGone() != (trap.diedAt() != 0)) {
        return {QStringLiteral("it ended by itself")};
    }
    if (!restart()) {
        return {QStringLiteral("it does not start again: ") + m_stage.hub.lastWords()};
    }
    const bool diedBefore = trap.diedAt() != 0;
    QStringList faults = look();
    QStringList unclean = m_stage.end();
    if (!diedBefore && trap.diedAt() != 0) { // while it was ending
        m_asked = false;
        if (!m_stage.startHub() || !m_stage.startDesk()) {
            return {QStringLiteral("it does not start again: ") + m_stage.hub.lastWords()};
        }
        faults += look();
        unclean = m_stage.end();
    }
    return faults + unclean + m_stage.breachesInTheFiles();
}

QStringList Try::look() {
    QStringList faults;
    if (const QString told = settled(); told != QStringLiteral("ok 0")) {
        faults += QStringLiteral("the outbox says '%1'").arg(told);
    }
    if (const QString fault = m_story.fault(m_stage, m_saved); !fault.isEmpty()) {
        faults += fault;
    }
    // A connection that the hub's death broke may be noticed only now.
    QString state;
    const bool calm = QTest::qWaitFor(
        [&] {
            state = m_stage.desk.ask(QStringLiteral("state"));
            return state.startsWith(QStringLiteral("ok signed-in online - 0 0 "));
        },
        30'000);
    if (!calm) {
        faults += QStringLiteral("the desk says '%1'").arg(state);
    }
    return faults;
}

struct Tally {
    int tried = 0;
    int died = 0;
};

} // namespace

class CrashPointsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void someAtRandom();
    void theDeskDies_data() { storiesAsRows(); }
    void theDeskDies() { everywhere(Who::Desk); }
    void theHubDies_data() { storiesAsRows(); }
    void theHubDies() { everywhere(Who::Hub); }
    void cleanupTestCase();

private:
    static void storiesAsRows();
    void everywhere(Who who);
    /// Points of the story, with what each is; 0 where it does not end well even without a death.
    int points(const Story &story, Who who, std::vector<bool> *canBeHalved = nullptr);
    bool die(const Story &story, Who who, int point, DiesHow how, Tally &tally);

    std::unique_ptr<Prepared> m_prepared;
};

void CrashPointsTest::initTestCase() {
    m_prepared = std::make_unique<Prepared>();
    QVERIFY(m_prepared->ready);
}

void CrashPointsTest::cleanupTestCase() {
    m_prepared.reset();
}

int CrashPointsTest::points(const Story &story, Who who, std::vector<bool> *canBeHalved) {
    Try once(*m_prepared, story, who);
    const QStringList faults = once.play();
    if (!faults.isEmpty()) {
        qWarning("%s without a death: %s", story.name, qPrintable(faults.join(QStringLiteral("; "))));
        return 0;
    }
    const int count = once.trap.count();
    if (canBeHalved != nullptr) {
        for (int point = 1; point <= count; ++point) {
            canBeHalved->push_back(once.trap.canBeHalved(point));
        }
    }
    return count;
}

bool CrashPointsTest::die(const Story &story, Who who, int point, DiesHow how, Tally &tally) {
    Try one(*m_prepared, story, who);
    one.trap.dieAt(point, how);
    const QStringList faults = one.play();
    ++tally.tried;
    tally.died += one.trap.diedAt() == 0 ? 0 : 1;
    if (!faults.isEmpty()) {
        qWarning("%s, the %s dies %s %d (%s): %s", story.name, who == Who::Desk ? "desk" : "hub",
                 how == DiesHow::Before ? "before" : (how == DiesHow::Half ? "in the middle of" : "after"),
                 point, qPrintable(one.trap.line(point)), qPrintable(faults.join(QStringLiteral("; "))));
    }
    return faults.isEmpty();
}

void CrashPointsTest::someAtRandom() {
    const unsigned seed = qEnvironmentVariableIsEmpty("HOKATSU_SEED")
                              ? std::random_device{}()
                              : qEnvironmentVariable("HOKATSU_SEED").toUInt();
    qInfo("HOKATSU_SEED=%u", seed);
    std::mt19937 numbers(seed);
    const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(numbers()) % bound; };
    std::map<std::pair<std::size_t, Who>, int> counts;
    Tally tally;
    bool allWell = true;
    for (int turn = 0; turn < 20; ++turn) {
        const std::size_t story = below(std::size(stories));
        const Who who = below(2) == 0 ? Who::Desk : Who::Hub;
        int &known = counts[{story, who}];
        if (known == 0) {
            known = points(stories[story], who);
        }
        QVERIFY(known > 0);
        const auto point = static_cast<int>(below(static_cast<std::size_t>(known))) + 1;
        constexpr DiesHow manners[] = {DiesHow::Before, DiesHow::Half, DiesHow::After};
        allWell = die(stories[story], who, point, manners[below(3)], tally) && allWell;
    }
    qInfo("%d of %d points were reached", tally.died, tally.tried);
    QVERIFY(allWell);
    QVERIFY(tally.died * 2 > tally.tried);
}

void CrashPointsTest::storiesAsRows() {
    QTest::addColumn<int>("story");
    for (int story = 0; story < static_cast<int>(std::size(stories)); ++story) {
        QTest::newRow(stories[story].name) << story;
    }
}

void CrashPointsTest::everywhere(Who who) {
    if (qEnvironmentVariableIsEmpty("HOKATSU_LONG")) {
        QSKIP("all points are tried in the long run");
    }
    if (QCoreApplication::arguments().size() < 2) {
        QSKIP("a run of its own, by name, tries them beside the other program's");
    }
    QFETCH(int, story);
    std::vector<bool> canBeHalved;
    const int count = points(stories[story], who, &canBeHalved);
    QVERIFY(count > 0);
#ifdef HOKATSU_INSTRUMENTED
    constexpr int stride = 7; // a sanitizer looks at the memory, for which fewer are enough
#else
    constexpr int stride = 1;
#endif
    Tally tally;
    int faults = 0;
    for (int point = 1; point <= count; point += stride) {
        faults += die(stories[story], who, point, DiesHow::Before, tally) ? 0 : 1;
        if (canBeHalved[static_cast<std::size_t>(point) - 1]) {
            faults += die(stories[story], who, point, DiesHow::Half, tally) ? 0 : 1;
        }
    }
    qInfo("%d points, %d deaths in %d tries, %d faults", count, tally.died, tally.tried, faults);
    QCOMPARE(faults, 0);
    QVERIFY(tally.died * 2 > tally.tried);
}

int main(int argc, char **argv) {
    // All points of a story take longer than the five minutes that Qt Test gives a function.
    qputenv("QTEST_FUNCTION_TIMEOUT", "5400000");
    const QCoreApplication application(argc, argv);
    CrashPointsTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_crash_points.moc"
