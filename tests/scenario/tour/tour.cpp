// The main job from start to end on the real windows, against the real practice hub over HTTPS: sign in with
// password and second factor, a reservation arrives, approve one, decline one with a reason, open a series of
// slots, correct the facility's phone number; then a municipal officer looks at late answers. Prints each
// step, saves a picture of every screen, exits 1 where a step fails.
#include "desk/desk_factory.h"
#include "kit/models/reservation_list_model.h"
#include "kit/prompt/message_prompter.h"
#include "kit/widgets/banner.h"
#include "scenario/tour/steps.h"
#include "shell/appearance.h"
#include "shell/desk_view.h"
#include "shell/main_window.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QCommandLineParser>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

namespace {

using services::SignInStep;
using tour::Stage;
using tour::StepFailed;

class Tour {
public:
    Tour(services::Desk &desk, ui::MainWindow &window, const QString &pictures)
        : m_desk(desk), m_window(window), m_stage(window, pictures) {}

    void run() {
        begin();
        signIn(QStringLiteral("02-second-factor"));
        arrive();
        approve();
        decline();
        openSeries();
        correctPhone();
        settings();
        offline();
        municipality();
        themes();
    }

private:
    [[nodiscard]] services::Training &training() { return *m_desk.training(); }
    [[nodiscard]] SignInStep now() { return m_desk.account().step(); }
    [[nodiscard]] QAbstractItemModel *waiting() {
        return m_stage.find<QListView>(QStringLiteral("todayWaiting"))->model();
    }
    [[nodiscard]] QAbstractItemModel *listed() {
        return m_stage.find<QTableView>(QStringLiteral("reservationsTable"))->model();
    }
    void go(int number) { m_stage.key(&m_window, Qt::Key_0 + number, Qt::ControlModifier); }
    /// By no key or button: the view would look at the modifiers of the shortcut before.
    static void choose(QTableView &table, int row) {
        table.selectionModel()->setCurrentIndex(
            table.model()->index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    void allSent() {
        m_stage.waitUntil([this] { return m_desk.syncStatus().state().waiting == 0; },
                          QStringLiteral("all is sent"));
        if (m_desk.syncStatus().state().needsYou > 0) {
            throw StepFailed{QStringLiteral("the hub refused an act")};
        }
    }

    void begin() {
        m_stage.step(QStringLiteral("the practice hub starts"), [this] {
            m_stage.waitUntil(
                [this] {
                    const auto state = training().state();
                    if (state.phase == services::TrainingState::Phase::Failed) {
                        throw StepFailed{QStringLiteral("the practice hub failed: ") +
                                         QString::fromStdString(state.problem.code)};
                    }
                    return state.phase == services::TrainingState::Phase::Running &&
                           now() == SignInStep::Password;
                },
                QStringLiteral("the practice hub runs"), 60'000);
            m_stage.picture(QStringLiteral("01-sign-in"));
            return QStringLiteral("the sign-in page, marked 研修, at ") + m_desk.account().hub().url;
        });
    }

    void signIn(const QString &picture) {
        m_stage.step(QStringLiteral("sign in with password and second factor"), [this, picture] {
            m_stage.type(m_stage.shown<QLineEdit>(QStringLiteral("loginId")), training().state().loginId);
            m_stage.type(m_stage.find<QLineEdit>(QStringLiteral("passwordEdit")),
                         training().state().password);
            m_stage.click(QStringLiteral("signInButton"));
            m_stage.waitUntil([this] { return now() == SignInStep::SecondFactor; },
                              QStringLiteral("a code is asked for"));
            m_stage.picture(picture);
            enterCode();
            return QStringLiteral("signed in as ") + QString::fromStdString(m_desk.account().user()->name);
        });
    }

    // A code is good for one use: where this one was used up a moment ago, the next one is waited for.
    void enterCode() {
        QString tried;
        m_stage.waitUntil(
            [&] {
                if (now() == SignInStep::SignedIn) {
                    return true;
                }
                const auto code = training().authenticatorCode().first;
                if (now() == SignInStep::SecondFactor && !m_desk.account().busy() && code != tried) {
                    tried = code;
                    m_stage.type(m_stage.find<QLineEdit>(QStringLiteral("code")), code);
                    m_stage.click(QStringLiteral("codeButton"));
                }
                return false;
            },
            QStringLiteral("the code is accepted"), 70'000);
    }

    void arrive() {
        m_stage.step(QStringLiteral("first pull"), [this] {
            m_stage.shown<QListView>(QStringLiteral("todayWaiting"));
            m_stage.waitUntil([this] { return m_desk.syncStatus().state().upToDate.has_value(); },
                              QStringLiteral("everything is here"));
            m_stage.waitUntil([this] { return waiting()->rowCount() > 0; }, QStringLiteral("somebody waits"));
            m_stage.picture(QStringLiteral("03-today"));
            return QStringLiteral("%1 reservations wait for an answer").arg(waiting()->rowCount());
        });
        m_stage.step(QStringLiteral("a reservation arrives"), [this] {
            const int before = waiting()->rowCount();
            training().parentBooksNow();
            m_stage.waitUntil([this, before] { return waiting()->rowCount() > before; },
                              QStringLiteral("the new reservation is listed"));
            return QStringLiteral("%1 wait now").arg(waiting()->rowCount());
        });
    }

    void approve() {
        m_stage.step(QStringLiteral("approve with one key"), [this] {
            auto *view = m_stage.find<QListView>(QStringLiteral("todayWaiting"));
            const int before = waiting()->rowCount();
            view->setCurrentIndex(waiting()->index(0, ui::ReservationListModel::Children));
            const auto *model = qobject_cast<ui::ReservationListModel *>(waiting());
            m_stage.waitUntil([model] { return model->rowAt(0) != nullptr; },
                              QStringLiteral("the row is there"));
            m_approved = model->idAt(0);
            m_stage.key(view, Qt::Key_A);
            auto *undo = m_stage.find<ui::Banner>(QStringLiteral("todayBanner"))
                             ->findChild<QPushButton *>(QStringLiteral("bannerAction"));
            m_stage.waitUntil([undo] { return undo->isVisible(); }, QStringLiteral("it can be taken back"));
            m_stage.picture(QStringLiteral("04-today-approved"));
            m_stage.waitUntil([model, before] { return model->rowCount() < before; },
                              QStringLiteral("its time to be taken back is over and it is approved"));
            allSent();
            return QStringLiteral("the hub says approved; %1 still wait").arg(waiting()->rowCount());
        });
    }

    void decline() {
        m_stage.step(QStringLiteral("decline with a reason"), [this] {
            go(2);
            auto *table = m_stage.shown<QTableView>(QStringLiteral("reservationsTable"));
            m_stage.find<QComboBox>(QStringLiteral("filterState"))->setCurrentIndex(0);
            const auto *model = qobject_cast<ui::ReservationListModel *>(listed());
            m_stage.waitUntil([model] { return model->isLoaded() && model->rowAt(0) != nullptr; },
                              QStringLiteral("the list is there"));
            const int before = model->rowCount();
            choose(*table, 0);
            m_stage.picture(QStringLiteral("05-reservations"));
            m_stage.key(table, Qt::Key_D);
            auto *templates = m_stage.shown<QComboBox>(QStringLiteral("declineTemplate"));
            m_stage.key(templates, Qt::Key_Down);
            m_stage.type(m_stage.find<QLineEdit>(QStringLiteral("declineReason")),
                         QStringLiteral("申し訳ありません。その日は園行事のため見学をお受けできません。"));
            m_stage.picture(QStringLiteral("06-decline"));
            m_stage.click(QStringLiteral("declineConfirm"));
            m_stage.waitUntil([model, before] { return model->rowCount() < before; },
                              QStringLiteral("it is declined"));
            allSent();
            return QStringLiteral("the hub says declined");
        });
        m_stage.step(QStringLiteral("find the approved one again"), [this] {
            m_stage.find<QComboBox>(QStringLiteral("filterState"))->setCurrentIndex(1);
            const auto *model = qobject_cast<ui::ReservationListModel *>(listed());
            m_stage.waitUntil([this, model] { return model->rowOf(m_approved) >= 0; },
                              QStringLiteral("it is listed"));
            auto *table = m_stage.find<QTableView>(QStringLiteral("reservationsTable"));
            choose(*table, model->rowOf(m_approved));
            m_stage.waitUntil(
                [this, model] {
                    const auto *row = model->rowAt(model->rowOf(m_approved));
                    return row != nullptr && row->reservation.status == domain::ReservationStatus::Approved;
                },
                QStringLiteral("it is approved"));
            m_stage.picture(QStringLiteral("07-reservation-approved"));
            return m_stage.find<QLabel>(QStringLiteral("detailsTitle"))->text();
        });
    }

    void openSeries() {
        m_stage.step(QStringLiteral("open a series of slots"), [this] {
            go(3);
            m_stage.click(QStringLiteral("slotsNewSeries"));
            auto *pattern = m_stage.shown<QComboBox>(QStringLiteral("seriesPattern"));
            pattern->setCurrentIndex(2);
            for (const auto *box : {u"seriesNth1", u"seriesNth2", u"seriesNth4"}) {
                m_stage.click(QString::fromUtf16(box)); // the first is ticked at the start
            }
            for (int weekday = 1; weekday <= 7; ++weekday) {
                auto *box = m_stage.find<QCheckBox>(QStringLiteral("seriesWeekday%1").arg(weekday));
                if (box->isChecked() != (weekday == 3)) {
                    QTest::mouseClick(box, Qt::LeftButton, Qt::NoModifier, QPoint(6, box->height() / 2));
                }
            }
            m_stage.shown<QPushButton>(QStringLiteral("seriesCreate"));
            QTest::qWait(400);
            m_stage.picture(QStringLiteral("08-slot-series"));
            const QString count = m_stage.find<QLabel>(QStringLiteral("seriesCount"))->text();
            m_stage.click(QStringLiteral("seriesCreate"));
            m_stage.waitUntil(
                [this] { return !m_stage.find<QWidget>(QStringLiteral("seriesPattern"))->isVisible(); },
                QStringLiteral("the series is saved"));
            allSent();
            for (int week = 0; week < 2; ++week) {
                m_stage.click(QStringLiteral("slotsNextWeek"));
            }
            m_stage.picture(QStringLiteral("09-slots"));
            return count;
        });
    }

    void correctPhone() {
        m_stage.step(QStringLiteral("correct the facility's phone number"), [this] {
            go(4);
            auto *phone = m_stage.shown<QLineEdit>(QStringLiteral("facility_phone"));
            m_stage.waitUntil(
                [this] {
                    return !m_stage.find<QLineEdit>(QStringLiteral("facility_name"))->text().isEmpty();
                },
                QStringLiteral("the profile is there"));
            m_stage.type(phone, QStringLiteral("電話"));
            m_stage.click(QStringLiteral("facilitySave"));
            m_stage.picture(QStringLiteral("10-facility-error"));
            m_stage.type(phone, QStringLiteral("０３－５５５５－０１２３"));
            m_stage.click(QStringLiteral("facilitySave"));
            allSent();
            m_stage.waitUntil([phone] { return phone->text() == QStringLiteral("03-5555-0123"); },
                              QStringLiteral("the number is kept as 03-5555-0123"));
            m_stage.picture(QStringLiteral("11-facility"));
            return QStringLiteral("a word was refused at the field; full-width digits became 03-5555-0123");
        });
    }

    void settings() {
        m_stage.step(QStringLiteral("settings, English and back"), [this] {
            go(5);
            auto *language = m_stage.shown<QComboBox>(QStringLiteral("language"));
            m_stage.picture(QStringLiteral("12-settings"));
            m_desk.preferences().setLanguage(QStringLiteral("en"));
            m_stage.picture(QStringLiteral("13-settings-english"));
            m_desk.preferences().setLanguage(QStringLiteral("ja"));
            return QStringLiteral("%1 languages").arg(language->count());
        });
    }

    void offline() {
        m_stage.step(QStringLiteral("status chip"), [this] {
            m_stage.click(QStringLiteral("statusChip"));
            m_stage.picture(QStringLiteral("14-outbox"));
            return QStringLiteral("what was sent and what waits");
        });
    }

    void municipality() {
        m_stage.step(QStringLiteral("sign out"), [this] {
            m_desk.account().signOut();
            m_stage.waitUntil([this] { return now() == SignInStep::Password; },
                              QStringLiteral("the sign-in page"));
            training().practiseAs(services::Trainee::Municipality);
            return QStringLiteral("next: the municipal officer");
        });
        signIn(QStringLiteral("15-second-factor-municipality"));
        m_stage.step(QStringLiteral("late answers"), [this] {
            auto *table = m_stage.shown<QTableView>(QStringLiteral("delaysTable"));
            m_stage.waitUntil([table] { return table->model()->rowCount() > 0; },
                              QStringLiteral("late answers are listed"));
            m_stage.picture(QStringLiteral("16-delays"));
            return m_stage.find<QLabel>(QStringLiteral("delaysSummary"))->text();
        });
    }

    void themes() {
        m_stage.step(QStringLiteral("dark, and text at 200 %"), [this] {
            m_desk.preferences().setTheme(QStringLiteral("dark"));
            m_stage.picture(QStringLiteral("17-delays-dark"));
            m_desk.preferences().setTextPercent(200);
            m_stage.picture(QStringLiteral("18-delays-dark-200"));
            return QStringLiteral("pictures taken");
        });
    }

    services::Desk &m_desk;
    ui::MainWindow &m_window;
    Stage m_stage;
    domain::ReservationId m_approved;
};

/// The offscreen platform says of every window that it cannot propagate size hints; nobody can see that it
/// cannot.
void withoutThePlatformsWords(QtMsgType, const QMessageLogContext &, const QString &text) {
    if (!text.contains(QStringLiteral("propagateSizeHints"))) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(text));
    }
}

/// As the desk ends: the practice hub gets the time to close its database.
void end(services::Desk &desk) {
    bool ended = false;
    desk.prepareToEnd([&ended] { ended = true; });
    if (!QTest::qWaitFor([&ended] { return ended; }, 10'000)) {
        std::fprintf(stderr, "the practice hub did not end by itself\n");
    }
}

} // namespace

int main(int argc, char **argv) {
    qInstallMessageHandler(withoutThePlatformsWords);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("hokatsu-tour"));
    QCommandLineParser parser;
    const QCommandLineOption pictures(QStringLiteral("pictures"), QStringLiteral("Where pictures go."),
                                      QStringLiteral("folder"), QStringLiteral("tour"));
    const QCommandLineOption hub(QStringLiteral("hub-program"), QStringLiteral("The hub's program."),
                                 QStringLiteral("file"));
    parser.addOptions({pictures, hub});
    parser.addHelpOption();
    parser.process(application);

    const QTemporaryDir profile;
    const auto clock = domain::systemClock();
    const auto random = domain::systemRandom();
    services::DeskOptions options;
    options.profileFolder = profile.path();
    options.training = true;
    options.language = QStringLiteral("ja");
    options.hubProgram = parser.value(hub);
    options.clock = clock.get();
    options.random = random.get();
    auto desk = services::openDesk(options);
    if (!desk) {
        std::fprintf(stderr, "the desk does not open: %s\n", desk.error().code.c_str());
        return 1;
    }
    ui::Appearance appearance(application, (*desk)->preferences());
    ui::MessagePrompter prompter((*desk)->training() != nullptr);
    ui::MainWindow window(**desk, prompter);
    window.resize(1280, 860);
    window.show();
    bool held = true;
    try {
        Tour(**desk, window, parser.value(pictures)).run();
    } catch (const StepFailed &) {
        held = false;
    }
    end(**desk);
    if (!held) {
        return 1;
    }
    std::printf("every step held; pictures: %s\n", qUtf8Printable(parser.value(pictures)));
    return 0;
}
