// Every page in every theme and text size: nothing cut off, nothing without a name, and a picture of each.
//
// Without HOKATSU_LONG two corners stand for all: the small window at 100 % in light, and 200 % in dark.
// Pictures lie in the folder "pictures" beside the program, or in $HOKATSU_PICTURES.
#include "fake_desk.h"
#include "fake_prompter.h"
#include "gui_checks.h"
#include "kit/theme/colours.h"
#include "kit/theme/theme.h"
#include "screens/training/training_bar.h"
#include "shell/desk_view.h"
#include "shell/main_window.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>
#include <QTextEdit>
#include <QTimeEdit>
#include <QToolButton>

#include <set>

using domain::LocalTime;
using domain::ReservationStatus;
using services::SignInStep;
using ui::PageId;

namespace {

// What people are really called, and what they type.
const QString longName = QStringLiteral(
    "寿限無寿限無五劫のすりきれ海砂利水魚の水行末雲来末風来末食う寝るところに住むところ藪柑子見本 "
    "四右衛門之助");
const QString longKana =
    QStringLiteral("ジュゲムジュゲムゴコウノスリキレカイジャリスイギョノミホン ヨエモンノスケ");

struct Stage {
    std::unique_ptr<fake::Desk> desk;
    fake::Prompter prompter;
    std::unique_ptr<ui::MainWindow> window;

    explicit Stage(domain::Role role = domain::Role::Staff, bool training = false)
        : desk(std::make_unique<fake::Desk>(role, training ? fake::Desk::Kind::Training
                                                           : fake::Desk::Kind::Normal)) {}
    void open(QSize size) {
        window = std::make_unique<ui::MainWindow>(*desk, prompter);
        window->resize(size);
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
        settle();
    }
    /// Answers of the fake services arrive by the event loop; a few turns bring all of them.
    static void settle() {
        for (int turn = 0; turn < 30; ++turn) {
            QCoreApplication::processEvents();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
    }
    void go(PageId page) const {
        window->deskView()->open(page);
        settle();
    }
    template <class T = QWidget> T *find(const char *name) const {
        for (T *found : window->findChildren<T *>(QLatin1String(name))) {
            if (found->isVisible()) {
                return found;
            }
        }
        QTest::qFail(qPrintable(QStringLiteral("nothing is called ") + QLatin1String(name)), __FILE__,
                     __LINE__);
        return nullptr;
    }
    void press(const char *name) const {
        if (auto *button = find<QAbstractButton>(name)) {
            QTest::mouseClick(button, Qt::LeftButton);
            settle();
        }
    }
    void refuseWaitingActs() const {
        desk->world.refuse({.kind = domain::ErrorKind::Conflict, .code = "illegal-transition"});
        settle();
    }
};

using Scene = std::function<void(Stage &, QSize)>;

void nursery(Stage &stage, QSize size, PageId page) {
    stage.desk->world.fillNursery();
    stage.desk->grantAll();
    stage.open(size);
    stage.go(page);
}

void giveLongNames(fake::World &world) {
    world.facilities.front().profile["name"] =
        "社会福祉法人見本福祉会 架空市立とても長い名前のさくらんぼ保育園分園あおぞら";
    for (auto &reservation : world.reservations) {
        reservation.personal->guardian.name = longName.toStdString();
        reservation.personal->guardian.kana = longKana.toStdString();
        reservation.personal->guardian.email = "totemo-nagai-meeru-adoresu-no-mihon@example.jp";
        reservation.personal->children.front().name = "見本 𠮷野🌸👶";
        reservation.personal->children.front().kana = longKana.toStdString();
        auto second = reservation.personal->children.front();
        second.name = longName.toStdString();
        reservation.personal->children.push_back(second);
        reservation.personal->question =
            "アレルギーがあります。見学のときに給食の様子も見られますか。ベビーカーで行ってもよいですか。"
            "https://example.jp/a-very-long-address-without-any-space-in-it-to-break-the-line";
        reservation.hasQuestion = true;
    }
}

void nurseryWithLongNames(Stage &stage, QSize size, PageId page) {
    stage.desk->world.fillNursery();
    stage.desk->grantAll();
    giveLongNames(stage.desk->world);
    stage.open(size);
    stage.go(page);
}

void emptyNursery(Stage &stage, QSize size, PageId page) {
    stage.desk->world.addFacility(QStringLiteral("見本さくら保育園"), QStringLiteral("03-0000-0001"));
    stage.desk->grantAll();
    stage.open(size);
    stage.go(page);
}

void aBookingIsTaken(Stage &stage, QSize size) {
    nursery(stage, size, PageId::Reservations);
    stage.press("reservationsNew");
    stage.press("bookingMoreChildren");
    stage.press("bookingMoreChildren");
}

void todayDeclining(Stage &stage, QSize size) {
    nursery(stage, size, PageId::Today);
    stage.press("todayDecline");
    stage.press("declineConfirm"); // without a reason: the error under the field
}

void reservationRefused(Stage &stage, QSize size) {
    stage.desk->world.hubAnswers = false;
    nursery(stage, size, PageId::Reservations);
    auto *table = stage.find<QAbstractItemView>("reservationsTable");
    QTest::keyClick(table, Qt::Key_Down);
    QTest::keyClick(table, Qt::Key_A);
    Stage::settle();
    stage.refuseWaitingActs();
    QTest::keyClick(table, Qt::Key_Down);
    QTest::keyClick(table, Qt::Key_A); // one more that waits
    Stage::settle();
    table->setCurrentIndex(table->model()->index(1, 0)); // the refused one
    Stage::settle();
}

void noReservationFits(Stage &stage, QSize size) {
    nursery(stage, size, PageId::Reservations);
    fake::typeText(stage.find<QLineEdit>("filterSearch"), QStringLiteral("いない人"));
    QTRY_VERIFY(
        !stage.window->findChild<QAbstractItemView *>(QStringLiteral("reservationsTable"))->isVisible());
}

void aSlotIsLookedAt(Stage &stage, QSize size) {
    nursery(stage, size, PageId::Slots);
    auto *week = stage.find("weekView");
    QTest::keyClick(week, Qt::Key_Right);
    QTest::keyClick(week, Qt::Key_Return);
    Stage::settle();
}

void aSlotEndsBeforeItStarts(Stage &stage, QSize size) {
    nursery(stage, size, PageId::Slots);
    stage.press("slotsNew");
    stage.find<QTimeEdit>("slotEnd")->setTime(QTime(9, 0));
    stage.press("slotSave");
}

void aSeriesIsMade(Stage &stage, QSize size) {
    nursery(stage, size, PageId::Slots);
    stage.press("slotsNewSeries");
    QTRY_VERIFY(stage.find<QAbstractItemView>("seriesPreview")->model()->rowCount() > 0);
}

void aBusyWeek(Stage &stage, QSize size) {
    auto &world = stage.desk->world;
    const auto here =
        world.addFacility(QStringLiteral("見本さくら保育園"), QStringLiteral("03-0000-0001")).id;
    const auto today = domain::dateOf(world.clock.now());
    for (int day = 0; day < 5; ++day) {
        for (int hour : {9, 10, 13, 15}) {
            auto &slot = world.addSlot(here, domain::addDays(today, day), LocalTime::of(hour, 0), 1 + day);
            slot.status = hour == 15 && day == 2 ? domain::SlotStatus::Closed : domain::SlotStatus::Open;
            if (day % 2 == 0 && hour != 15) {
                world.addReservation(
                    slot.id, hour == 9 ? ReservationStatus::Requested : ReservationStatus::Approved,
                    QStringLiteral("架空 一郎"), QStringLiteral("カクウ"), QStringLiteral("架空 はな"));
            }
        }
        world.addSlot(here, domain::addDays(today, day), LocalTime::of(10, 15), 2); // overlaps
    }
    stage.desk->grantAll();
    stage.open(size);
    stage.go(PageId::Slots);
}

void facilityWithFaults(Stage &stage, QSize size) {
    nursery(stage, size, PageId::Facility);
    for (const char *field : {"facility_phone", "facility_open_time", "facility_name_kana"}) {
        auto *edit = stage.find<QLineEdit>(field);
        edit->selectAll();
        fake::typeText(edit, QStringLiteral("でたらめ１２"));
    }
    stage.press("facilitySave");
}

void municipality(Stage &stage, QSize size, int facilities) {
    stage.desk = std::make_unique<fake::Desk>(domain::Role::Municipal);
    stage.desk->world.fillMunicipality(facilities);
    if (facilities > 1) {
        stage.desk->world.facilities[1].profile["name"] = longName.toStdString();
        auto &figures = stage.desk->fakeHubQueries.figures;
        figures = {.value = domain::StatisticsReport{},
                   .askedAt = stage.desk->world.clock.now() - std::chrono::minutes(3),
                   .offlineBecause = domain::Error{.kind = domain::ErrorKind::Offline}};
        figures.value->whole = {.medianMinutes = 1'000, .late = {7, 640}, .bookings = 1'234};
    }
    stage.open(size);
}

void outboxWithWork(Stage &stage, QSize size) {
    stage.desk->world.hubAnswers = false;
    nursery(stage, size, PageId::Today);
    QTest::keyClick(stage.find<QAbstractItemView>("todayWaiting"), Qt::Key_A);
    Stage::settle();
    stage.refuseWaitingActs();
    QTest::keyClick(stage.find<QAbstractItemView>("todayWaiting"), Qt::Key_Down);
    QTest::keyClick(stage.find<QAbstractItemView>("todayWaiting"), Qt::Key_A);
    Stage::settle();
    stage.go(PageId::Outbox);
}

/// Somebody else changed the phone number, too.
void conflict(Stage &stage, QSize size) {
    auto &world = stage.desk->world;
    world.hubAnswers = false;
    nursery(stage, size, PageId::Today);
    world.enqueue(domain::RecordKind::Facility, world.facilities.front().id.text(), "facility-edit", [] {});
    world.refuse({.kind = domain::ErrorKind::Conflict, .code = "version-conflict"});
    world.outbox.front().item.canBeSettled = true;
    world.conflictParts = {{.pointer = "/profile/phone",
                            .base = "03-0000-0001",
                            .mine = "03-0000-0002",
                            .theirs = "03-0000-0003"},
                           {.pointer = "/profile/note", .base = {}, .mine = "駐車場あり", .theirs = {}}};
    Stage::settle();
    stage.go(PageId::Outbox);
    stage.press("outboxSettle");
}

void offlineToday(Stage &stage, QSize size) {
    stage.desk->world.hubAnswers = false;
    stage.desk->world.setOffline();
    nurseryWithLongNames(stage, size, PageId::Today);
    QTest::keyClick(stage.find<QAbstractItemView>("todayWaiting"), Qt::Key_A);
    Stage::settle();
}

Scene page(void (*fill)(Stage &, QSize, PageId), PageId id) {
    return [fill, id](Stage &stage, QSize size) { fill(stage, size, id); };
}

Scene signIn(SignInStep step) {
    return [step](Stage &stage, QSize size) {
        stage.desk->fakeAccount.now = step;
        if (step == SignInStep::StoreProblem) {
            stage.desk->fakeAccount.trouble =
                domain::Error{.kind = domain::ErrorKind::StorageBusy, .code = "profile-in-use"};
        }
        stage.desk->fakeAccount.codes = {QStringLiteral("AAAA-1111"), QStringLiteral("BBBB-2222")};
        stage.open(size);
    };
}

Scene practice(PageId id) {
    return [id](Stage &stage, QSize size) {
        stage.desk = std::make_unique<fake::Desk>(domain::Role::Staff, fake::Desk::Kind::Training);
        nursery(stage, size, id);
    };
}

const std::vector<std::pair<const char *, Scene>> &scenes() {
    static const std::vector<std::pair<const char *, Scene>> all = {
        {"today", page(nursery, PageId::Today)},
        {"today-long-offline", offlineToday},
        {"today-empty", page(emptyNursery, PageId::Today)},
        {"today-declining", todayDeclining},
        {"reservations", page(nursery, PageId::Reservations)},
        {"reservations-long", page(nurseryWithLongNames, PageId::Reservations)},
        {"reservations-refused", reservationRefused},
        {"reservations-booking", aBookingIsTaken},
        {"reservations-empty", page(emptyNursery, PageId::Reservations)},
        {"reservations-no-match", noReservationFits},
        {"slots", page(nursery, PageId::Slots)},
        {"slots-busy", aBusyWeek},
        {"slots-one", aSlotIsLookedAt},
        {"slots-fault", aSlotEndsBeforeItStarts},
        {"slots-series", aSeriesIsMade},
        {"slots-empty", page(emptyNursery, PageId::Slots)},
        {"facility", page(nursery, PageId::Facility)},
        {"facility-long", page(nurseryWithLongNames, PageId::Facility)},
        {"facility-faults", facilityWithFaults},
        {"delays", [](Stage &stage, QSize size) { municipality(stage, size, 30); }},
        {"delays-empty", [](Stage &stage, QSize size) { municipality(stage, size, 0); }},
        {"settings", page(nursery, PageId::Settings)},
        {"outbox", outboxWithWork},
        {"conflict", conflict},
        {"shortcuts", page(nursery, PageId::Shortcuts)},
        {"practice", practice(PageId::Today)},
        {"signin", signIn(SignInStep::Password)},
        {"signin-hub", signIn(SignInStep::NeedsHub)},
        {"signin-code", signIn(SignInStep::SecondFactor)},
        {"signin-starting", signIn(SignInStep::Starting)},
        {"signin-store", signIn(SignInStep::StoreProblem)},
        {"signin-keychain", signIn(SignInStep::KeychainProblem)},
        {"signin-new-password", signIn(SignInStep::NewPassword)},
        {"signin-enrolment", signIn(SignInStep::Enrolment)},
        {"signin-recovery-codes", signIn(SignInStep::RecoveryCodes)},
        {"signin-locked", signIn(SignInStep::Locked)},
    };
    return all;
}

bool isInTrainingBar(const QWidget *widget) {
    while (widget && !qobject_cast<const ui::TrainingBar *>(widget)) {
        widget = widget->parentWidget();
    }
    return widget;
}

/// Texts whose own colours do not reach 4.5:1 on the grounds that pages have. The practice bar brings its own
/// ground, which the theme's test measures.
QStringList faintTexts(const QWidget &window) {
    const auto ink = ui::colours(QApplication::palette());
    QStringList faint;
    for (const auto *label : window.findChildren<QLabel *>()) {
        const QColor text = label->palette().color(QPalette::Active, label->foregroundRole());
        for (const QColor &ground : {ink.window, ink.surface}) {
            if (label->isVisible() && !isInTrainingBar(label) && !label->text().isEmpty() &&
                ui::contrastRatio(text, ground) < 4.5) {
                faint << label->objectName() + u' ' + label->text() + u' ' + text.name() + u'/' +
                             ground.name();
            }
        }
    }
    return faint;
}

bool everything() {
    return !qEnvironmentVariable("HOKATSU_LONG").isEmpty();
}

} // namespace

class MatrixTest : public QObject {
    Q_OBJECT

    static void addRows(const std::vector<QString> &themes, const std::vector<int> &percents,
                        const std::vector<QSize> &sizes) {
        for (const auto &theme : themes) {
            for (const int percent : percents) {
                for (const QSize &size : sizes) {
                    for (std::size_t scene = 0; scene < scenes().size(); ++scene) {
                        const QString tag = QStringLiteral("%1-%2-%3-%4")
                                                .arg(QLatin1String(scenes()[scene].first), theme)
                                                .arg(percent)
                                                .arg(size.width());
                        QTest::newRow(qPrintable(tag)) << static_cast<int>(scene) << theme << percent << size;
                    }
                }
            }
        }
    }

    /// One control of each kind that says what it is by a text, a name, or a label whose buddy it is.
    static void addNamed(QWidget &page) {
        auto *label = new QLabel(QStringLiteral("&Phone"), &page);
        label->setBuddy(new QLineEdit(&page));
        (new QLineEdit(&page))->setAccessibleName(QStringLiteral("Phone"));
        (new QComboBox(&page))->setAccessibleName(QStringLiteral("Status"));
        (new QListView(&page))->setAccessibleName(QStringLiteral("Families"));
        (new QToolButton(&page))->setAccessibleName(QStringLiteral("Next week"));
        new QPushButton(QStringLiteral("Save"), &page);
        new QCheckBox(QStringLiteral("Remember"), &page);
    }

    template <class Control> static Control *addNameless(QWidget &page, const char *name) {
        auto *control = new Control(&page);
        control->setObjectName(QLatin1String(name));
        return control;
    }

    static void addScenes() {
        QTest::addColumn<int>("scene");
        for (std::size_t scene = 0; scene < scenes().size(); ++scene) {
            QTest::newRow(scenes()[scene].first) << static_cast<int>(scene);
        }
    }

private Q_SLOTS:
    void initTestCase() {
        if (qEnvironmentVariableIsEmpty("HOKATSU_PICTURES")) {
            qputenv("HOKATSU_PICTURES", QDir(QCoreApplication::applicationDirPath())
                                            .filePath(QStringLiteral("../pictures"))
                                            .toUtf8());
        }
    }
    void init() { fake::failOnWarnings(); }
    void cleanupTestCase() { fake::dressApplication(); }

    void theSearchForControlsWithoutANameFindsEachKind() {
        QWidget page;
        addNamed(page);
        page.show();
        QCOMPARE(fake::controlsWithoutName(page), QStringList());
        addNameless<QLineEdit>(page, "edit");
        addNameless<QLineEdit>(page, "hinted")->setPlaceholderText(QStringLiteral("03-0000-0001"));
        addNameless<QTextEdit>(page, "text");
        addNameless<QComboBox>(page, "choice");
        addNameless<QSpinBox>(page, "number");
        addNameless<QTimeEdit>(page, "time");
        addNameless<QListView>(page, "list");
        addNameless<QCheckBox>(page, "check");
        addNameless<QToolButton>(page, "icon");
        addNameless<QWidget>(page, "drawn")->setFocusPolicy(Qt::StrongFocus);
        for (QWidget *control : page.findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly)) {
            control->show();
        }
        QStringList names;
        for (const QString &found : fake::controlsWithoutName(page)) {
            names << found.section(u' ', 1);
        }
        QCOMPARE(names.join(u' '),
                 QStringLiteral("edit hinted text choice number time list check icon drawn"));
    }

    void everyControlOfEveryPageAndStepHasAName() {
        QStringList nameless;
        std::set<PageId> pages;
        std::set<SignInStep> steps;
        for (const auto &[name, scene] : scenes()) {
            Stage stage;
            scene(stage, QSize(1024, 700));
            Stage::settle();
            for (const QString &control : fake::controlsWithoutName(*stage.window)) {
                nameless << QLatin1String(name) + QStringLiteral(": ") + control;
            }
            steps.insert(stage.desk->fakeAccount.now);
            if (const auto *view = stage.window->deskView()) {
                pages.insert(view->current());
            }
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
        for (int page = 0; page <= static_cast<int>(PageId::Conflict); ++page) {
            QVERIFY2(pages.contains(static_cast<PageId>(page)),
                     qPrintable(QStringLiteral("no scene shows page %1").arg(page)));
        }
        for (int step = 0; step <= static_cast<int>(SignInStep::Locked); ++step) {
            QVERIFY2(steps.contains(static_cast<SignInStep>(step)),
                     qPrintable(QStringLiteral("no scene shows step %1").arg(step)));
        }
    }

    void everyPageFits_data() {
        QTest::addColumn<int>("scene");
        QTest::addColumn<QString>("theme");
        QTest::addColumn<int>("percent");
        QTest::addColumn<QSize>("size");
        const QString light = QStringLiteral("light");
        const QString dark = QStringLiteral("dark");
        const QSize small(1024, 700);
        const QSize wide(1280, 800);
        if (everything()) {
            addRows({light, dark, QStringLiteral("contrast")}, {100, 125, 150, 200}, {small, wide});
        } else {
            addRows({light}, {100}, {small});
            addRows({dark}, {200}, {wide});
        }
    }

    void everyPageFits() {
        QFETCH(int, scene);
        QFETCH(QString, theme);
        QFETCH(int, percent);
        QFETCH(QSize, size);
        fake::dressApplication(theme, percent);
        Stage stage;
        scenes()[static_cast<std::size_t>(scene)].second(stage, size);
        Stage::settle();
        fake::keepPicture(*stage.window, QLatin1String(QTest::currentDataTag()));
        const auto clipped = fake::clippedTexts(*stage.window);
        QVERIFY2(clipped.isEmpty(), qPrintable(clipped.join(u'\n')));
        const auto faint = faintTexts(*stage.window);
        QVERIFY2(faint.isEmpty(), qPrintable(faint.join(u'\n')));
        const auto invented = fake::inventedAccessibles(*stage.window);
        QVERIFY2(invented.isEmpty(), qPrintable(invented.join(u'\n')));
        QVERIFY2(stage.window->width() <= size.width(), "the page pushes the window wider");
        QVERIFY2(stage.window->height() <= size.height(), "the page pushes the window higher");
    }

    void tabGoesWhereTheEyeGoes_data() { addScenes(); }

    void tabGoesWhereTheEyeGoes() {
        QFETCH(int, scene);
        fake::dressApplication();
        Stage stage;
        scenes()[static_cast<std::size_t>(scene)].second(stage, {1280, 800});
        Stage::settle();
        stage.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(stage.window.get()));
        const auto faults = fake::tabsAgainstTheEye(*stage.window);
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    }

    void aLiveChangeOfThemeLeavesNoFaintText_data() { addScenes(); }

    void aLiveChangeOfThemeLeavesNoFaintText() {
        QFETCH(int, scene);
        fake::dressApplication();
        Stage stage;
        scenes()[static_cast<std::size_t>(scene)].second(stage, {1280, 800});
        for (const char *theme : {"dark", "light", "contrast", "dark", "contrast", "light"}) {
            ui::applyTheme(*qApp, QLatin1String(theme), 100);
            Stage::settle();
            const auto faint = faintTexts(*stage.window);
            QVERIFY2(faint.isEmpty(), qPrintable(QString::fromLatin1(theme) + u'\n' + faint.join(u'\n')));
        }
    }
};

QTEST_MAIN(MatrixTest)
#include "tst_matrix.moc"
