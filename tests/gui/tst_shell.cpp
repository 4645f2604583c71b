// The window: navigation by role, the state of sending, locking, the practice mode.
#include "fake_desk.h"
#include "fake_prompter.h"
#include "gui_checks.h"
#include "kit/prompt/message_prompter.h"
#include "kit/text/sync_text.h"
#include "kit/widgets/banner.h"
#include "kit/widgets/status_chip.h"
#include "screens/signin/lock_view.h"
#include "shell/appearance.h"
#include "shell/desk_view.h"
#include "shell/main_window.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using services::SignInStep;
using ui::PageId;

class ShellTest : public QObject {
    Q_OBJECT

    std::unique_ptr<fake::Desk> desk;
    fake::Prompter prompter;
    std::unique_ptr<ui::MainWindow> window;

    void start() {
        window = std::make_unique<ui::MainWindow>(*desk, prompter);
        window->show();
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
    }
    template <class T> T *find(const char *name) const {
        for (T *found : window->findChildren<T *>(QLatin1String(name))) {
            if (found->isVisible()) {
                return found;
            }
        }
        return nullptr;
    }
    void press(const char *name) const {
        auto *button = find<QAbstractButton>(name);
        QVERIFY2(button, name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    [[nodiscard]] QString chip() const { return find<ui::ChipButton>("statusChip")->text(); }
    [[nodiscard]] domain::Reservation &waiting() const {
        for (domain::Reservation &r : desk->world.reservations) {
            if (r.status == domain::ReservationStatus::Requested) {
                return r;
            }
        }
        return desk->world.reservations.front();
    }

    /// The dialog that stands over the window.
    [[nodiscard]] static QDialog *dialog() {
        for (QWidget *top : QApplication::topLevelWidgets()) {
            if (auto *seen = qobject_cast<QDialog *>(top); seen != nullptr && seen->isVisible()) {
                return seen;
            }
        }
        return nullptr;
    }
    /// What comes on paper, as a PDF.
    static QByteArray printed(ui::MessagePrompter &by, const QString &title, const QString &text) {
        const QTemporaryDir folder;
        QFile paper(folder.filePath(QStringLiteral("paper.pdf")));
        by.print(nullptr, title, text);
        auto *printers = dialog()->findChild<QComboBox *>(QStringLiteral("printers"));
        printers->setCurrentIndex(printers->count() - 1); // into a file, whatever printers there are
        dialog()->findChild<QLineEdit *>(QStringLiteral("filename"))->setText(paper.fileName());
        dialog()->accept();
        return paper.open(QIODevice::ReadOnly) ? paper.readAll() : QByteArray();
    }
    /// Whether anything is to be seen on a page, counted from 0.
    static bool hasInk(QTextDocument &document, int page) {
        constexpr QSize size(400, 300);
        document.setPageSize(size);
        QImage seen(size, QImage::Format_RGB32);
        seen.fill(Qt::white);
        const QImage blank = seen;
        QPainter painter(&seen);
        painter.translate(0, -page * size.height());
        document.drawContents(&painter, QRectF(QPointF(0, page * size.height()), size));
        painter.end();
        return document.pageCount() > page && seen != blank;
    }

private Q_SLOTS:
    void initTestCase() { fake::dressApplication(); }
    void init() {
        fake::failOnWarnings();
        prompter = fake::Prompter();
        desk = std::make_unique<fake::Desk>();
        desk->world.fillNursery();
        desk->grantAll();
    }
    void cleanup() { window.reset(); }

    void staffSeeTheirPagesAndOnlyTheFirstIsMade() {
        start();
        for (const char *name : {"navToday", "navReservations", "navSlots", "navFacility", "navSettings"}) {
            QVERIFY2(find<QAbstractButton>(name), name);
        }
        QVERIFY(!find<QAbstractButton>("navDelays"));
        QVERIFY(window->deskView()->hasPage(PageId::Today));
        QVERIFY(!window->deskView()->hasPage(PageId::Reservations));
        press("navReservations");
        QCOMPARE(window->deskView()->current(), PageId::Reservations);
        QTRY_COMPARE(find<QLabel>("facilityName")->text(), QStringLiteral("見本さくら保育園"));
    }

    void municipalStaffSeeTheDelays() {
        desk = std::make_unique<fake::Desk>(domain::Role::Municipal);
        desk->world.fillMunicipality(5);
        start();
        QVERIFY(find<QAbstractButton>("navDelays"));
        QVERIFY(!find<QAbstractButton>("navToday"));
        QCOMPARE(window->deskView()->current(), PageId::Delays);
        QTest::qWait(0);
        QVERIFY(!find<QComboBox>("facilityChooser"));
    }

    void anOperatorChoosesAmongItsNurseries() {
        desk->world.addFacility(QStringLiteral("見本あおば保育園"), QStringLiteral("03-0000-0002"));
        start();
        QTRY_VERIFY(find<QComboBox>("facilityChooser"));
        QCOMPARE(find<QComboBox>("facilityChooser")->count(), 2);
        // 3 wait at さくら, none at あおば; the list is in order of the names.
        QTRY_VERIFY(!find<QAbstractButton>("navToday")->accessibleName().contains(u"承認待ち"));
        QTest::keyClick(find<QComboBox>("facilityChooser"), Qt::Key_Down);
        QTRY_VERIFY(find<QAbstractButton>("navToday")->accessibleName().contains(u"承認待ち 3件"));
    }

    void theNumberThatWaitsIsCountedInTheNavigation() {
        start();
        QTRY_VERIFY(find<QAbstractButton>("navToday")->accessibleName().contains(u"承認待ち 3件"));
        domain::Reservation &r = waiting();
        r.status = domain::ReservationStatus::Approved;
        desk->world.touch(domain::RecordKind::Reservation, r.id.text());
        QTRY_VERIFY(find<QAbstractButton>("navToday")->accessibleName().contains(u"承認待ち 2件"));
    }

    void keysLeadToThePages() {
        start();
        QTest::keyClick(window.get(), Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(window->deskView()->current(), PageId::Reservations);
        QTest::keyClick(window.get(), Qt::Key_5, Qt::ControlModifier);
        QCOMPARE(window->deskView()->current(), PageId::Settings);
        QTest::keyClick(window.get(), Qt::Key_F1);
        QCOMPARE(window->deskView()->current(), PageId::Shortcuts);
        press("shortcutsBack");
        QCOMPARE(window->deskView()->current(), PageId::Settings);
        QTest::keyClick(window.get(), Qt::Key_F5);
        QVERIFY(desk->world.calls.contains(QStringLiteral("retryNow")));
        QTest::keyClick(window.get(), Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(desk->fakeAccount.now, SignInStep::Locked);
    }

    void aSlotLeadsToItsReservations() {
        start();
        press("navSlots");
        QCOMPARE(window->deskView()->current(), PageId::Slots);
        Q_EMIT window->deskView()->page(PageId::Slots)->showReservationsOf(desk->world.slotBook[3].id);
        QCOMPARE(window->deskView()->current(), PageId::Reservations);
        QTRY_COMPARE(find<QLabel>("filterCount")->text(), QStringLiteral("2件"));
    }

    void theChipSaysHowThingsStand() {
        start();
        QCOMPARE(chip(), QStringLiteral("最新 09:00"));
        desk->world.hubAnswers = false;
        desk->world.setOffline();
        QCOMPARE(chip(), QStringLiteral("オフライン"));
        QVERIFY(find<ui::Banner>("offlineBanner")->text().contains(u"このPCに保存"));
        desk->world.enqueue(domain::RecordKind::Reservation, waiting().id.text(), "approve", [] {});
        QCOMPARE(chip(), QStringLiteral("1件 送信待ち / オフライン"));
        desk->world.setOnline();
        QCOMPARE(chip(), QStringLiteral("1件 送信待ち"));
        QVERIFY(!find<ui::Banner>("offlineBanner"));
        desk->world.refuse({.kind = domain::ErrorKind::Conflict, .code = "illegal-transition"});
        QCOMPARE(chip(), QStringLiteral("最新 09:00")); // what does not go away by itself has its own badge
        QCOMPARE(find<ui::ChipButton>("attentionChip")->text(), QStringLiteral("要確認 1件"));
        desk->world.outbox.clear();
        desk->world.syncState.needsYou = 0;
        Q_EMIT desk->world.syncChanged();
        QVERIFY(!find<ui::ChipButton>("attentionChip"));
    }

    void whatCannotBeReadIsSaidUntilItIsRead() {
        desk->world.syncState.unreadable = 2;
        start();
        QCOMPARE(chip(), QStringLiteral("2件 読み取れません"));
        press("statusChip");
        QTRY_VERIFY(find<QLabel>("outboxIntro"));
        QVERIFY(find<QLabel>("outboxIntro")->text().contains(u"基盤の記録 2件"));
        desk->world.enqueue(domain::RecordKind::Reservation, waiting().id.text(), "approve", [] {});
        desk->world.syncState.unreadable = 0;
        Q_EMIT desk->world.syncChanged();
        QTRY_VERIFY(!find<QLabel>("outboxIntro")->text().contains(u"基盤の記録"));
        QTRY_COMPARE(chip(), QStringLiteral("最新 09:00"));
    }

    void theOutboxShowsWhatTheHubSaidAndLetsGo() {
        desk->world.hubAnswers = false;
        start();
        const std::string id = waiting().id.text();
        desk->world.enqueue(domain::RecordKind::Reservation, id, "approve", [] {});
        desk->world.refuse({.kind = domain::ErrorKind::Conflict, .code = "illegal-transition"});
        desk->world.enqueue(domain::RecordKind::Slot, desk->world.slotBook.front().id.text(), "slot-edit",
                            [] {});
        press("statusChip");
        QTRY_VERIFY(find<QLabel>("outboxRefusal"));
        QVERIFY(find<QLabel>("outboxRefusal")->text().contains(u"今の状態ではこの操作はできません"));
        QCOMPARE(fake::controlsWithoutName(*window).join(QLatin1Char('\n')), QString());
        fake::keepPicture(*window, QStringLiteral("shell_outbox"));
        press("outboxDismiss");
        QTRY_COMPARE(desk->world.outbox.size(), std::size_t(1));
        QTRY_VERIFY(!find<QLabel>("outboxRefusal"));
        QTRY_VERIFY(find<QPushButton>("outboxWithdraw"));
        press("outboxWithdraw");
        QTRY_VERIFY(desk->world.outbox.empty());
        press("outboxBack");
        QCOMPARE(window->deskView()->current(), PageId::Today);
    }

    void theFirstPullShowsItsProgress() {
        desk->world.syncState.firstPull = true;
        desk->world.syncState.received = 1200;
        desk->world.syncState.expected = 10000;
        start();
        QCOMPARE(chip(), QStringLiteral("取り込み中"));
        QTRY_VERIFY(find<QLabel>("busyText"));
        QCOMPARE(find<QLabel>("busyText")->text(), QStringLiteral("はじめての取り込み: 10,000件中 1,200件"));
    }

    void whatTheAccountHasToTellIsSaidOnce() {
        desk->fakeAccount.trouble = domain::Error{.kind = domain::ErrorKind::KeychainUnavailable};
        start();
        auto *banner = find<ui::Banner>("shellProblem");
        QVERIFY(banner && banner->text().contains(u"サインインの状態を保存できません"));
        QTest::mouseClick(banner->findChild<QAbstractButton *>(QStringLiteral("bannerClose")),
                          Qt::LeftButton);
        QVERIFY(!find<ui::Banner>("shellProblem"));
    }

    void aWrongClockIsSaid() {
        services::SyncState state;
        state.clockOffBy = std::chrono::seconds(119);
        QVERIFY(ui::clockWords(state).isEmpty());
        state.clockOffBy = std::chrono::seconds(-24 * 3600);
        QVERIFY(ui::clockWords(state).contains(u"1440分"));
    }

    void lockingHidesTheWorkAndThePasswordOpensIt() {
        start();
        press("navSlots");
        press("lockButton");
        QVERIFY(!window->deskView()->isVisible());
        QVERIFY(!find<QAbstractButton>("navToday"));
        auto *password = find<QLineEdit>("unlockPasswordEdit");
        QVERIFY(password && password->hasFocus());
        fake::typeText(password, QStringLiteral("wrong"));
        QTest::keyClick(password, Qt::Key_Return);
        QVERIFY(find<QLabel>("fieldError")->text().contains(u"パスワードが違います"));
        fake::keepPicture(*window, QStringLiteral("shell_locked"));
        password->clear();
        fake::typeText(password, QStringLiteral("correct horse battery"));
        QTest::keyClick(password, Qt::Key_Return);
        QVERIFY(window->deskView()->isVisible());
        QCOMPARE(window->deskView()->current(), PageId::Slots);
    }

    void keysOfTheDeskDoNothingWhileLocked() {
        start();
        press("lockButton");
        QTest::keyClick(window.get(), Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(window->deskView()->current(), PageId::Today);
        QVERIFY(!window->deskView()->isVisible());
    }

    void idlenessLocks() {
        start();
        window->idleWatch().setPatience(std::chrono::milliseconds(30));
        QTRY_COMPARE(desk->fakeAccount.now, SignInStep::Locked);
    }

    void neverLockingMeansNever() {
        desk->fakePreferences.lockMinutes = 0;
        start();
        QTest::qWait(1);
        QCOMPARE(desk->fakeAccount.now, SignInStep::SignedIn);
    }

    void signingOutTakesThePagesAway() {
        start();
        desk->fakeAccount.signOut();
        QVERIFY(!window->deskView());
        QVERIFY(find<QLineEdit>("loginId"));
        desk->fakeAccount.go(SignInStep::SignedIn);
        QVERIFY(window->deskView()->isVisible());
    }

    void practiceIsMarkedOnTheWindowInEveryState() {
        desk = std::make_unique<fake::Desk>(domain::Role::Staff, fake::Desk::Kind::Training);
        desk->world.fillNursery();
        desk->fakeAccount.now = SignInStep::Password;
        start();
        QVERIFY(window->windowTitle().contains(u"研修"));
        QCOMPARE(find<QLabel>("trainingMark")->text(), QStringLiteral("研修"));
        QVERIFY(find<QLabel>("traineeText")->text().contains(u"kenshu"));
        fake::keepPicture(*window, QStringLiteral("shell_training_signin"));
        press("traineeFill");
        QCOMPARE(find<QLineEdit>("loginId")->text(), QStringLiteral("kenshu"));
        press("trainingCopy");
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("123456"));
        desk->fakeAccount.go(SignInStep::SignedIn);
        QVERIFY(find<QLabel>("trainingMark"));
        press("trainingBook");
        press("trainingPause");
        QCOMPARE(find<QPushButton>("trainingPause")->text(), QStringLiteral("再開"));
        prompter.answer = false;
        press("trainingReset");
        QCOMPARE(desk->fakeTraining.calls,
                 QStringList({QStringLiteral("parentBooksNow"), QStringLiteral("pause")}));
        prompter.answer = true;
        press("trainingReset");
        QCOMPARE(desk->fakeTraining.calls.last(), QStringLiteral("reset"));
        fake::keepPicture(*window, QStringLiteral("shell_training"));
        desk->fakeAccount.lock();
        QVERIFY(find<QLabel>("trainingMark"));
    }

    void practiceIsMarkedOnEveryBoxAndDialog() {
        for (const bool practice : {true, false}) {
            ui::MessagePrompter boxes(practice);
            const auto marked = [practice] {
                const QString title = dialog() == nullptr ? QString() : dialog()->windowTitle();
                return title.contains(u"枠の取消") && title.startsWith(u"【研修】") == practice;
            };
            const QString title = QStringLiteral("枠の取消");
            bool answered = true;
            boxes.confirm(nullptr, title, title, title, [&answered](bool yes) { answered = yes; });
            QVERIFY(marked());
            dialog()->reject();
            QVERIFY(!answered);
            QTRY_VERIFY(!dialog());
            boxes.chooseFile(nullptr, title, {}, [](const QString &) {});
            QVERIFY(marked());
            dialog()->reject();
            QTRY_VERIFY(!dialog());
            boxes.print(nullptr, title, title);
            QVERIFY(marked());
            dialog()->reject();
            QTRY_VERIFY(!dialog());
        }
    }

    void practiceIsMarkedOnEveryPage() {
        ui::MessagePrompter practice(true);
        ui::MessagePrompter work;
        const QString text = QStringLiteral("架空 はな");
        QVERIFY(practice.onPaper(text)->toPlainText().section(u'\n', 0, 1).contains(u"研修"));
        QVERIFY(practice.onPaper(text)->toPlainText().trimmed().endsWith(text));
        QCOMPARE(work.onPaper(text)->toPlainText(), text);
        const QString blank(300, u'\n'); // what is seen on such pages is the mark alone
        for (int page = 0; page < 3; ++page) {
            QVERIFY(hasInk(*practice.onPaper(blank), page));
            QVERIFY(!hasInk(*work.onPaper(blank), page));
        }
        const QString title = QStringLiteral("未送信");
        const auto seen = printed(practice, title, text);
        QVERIFY(!seen.isEmpty());
        QVERIFY(seen.size() != printed(work, QStringLiteral("【研修】") + title, text).size());
    }

    void aPracticeHubThatDoesNotStartSaysWhy() {
        desk = std::make_unique<fake::Desk>(domain::Role::Staff, fake::Desk::Kind::Training);
        desk->fakeTraining.now.phase = services::TrainingState::Phase::Failed;
        desk->fakeTraining.now.problem = {.kind = domain::ErrorKind::StorageFull};
        start();
        QVERIFY(find<QLabel>("trainingState")->text().contains(u"ディスクがいっぱい"));
        QVERIFY(find<QPushButton>("trainingReset"));
        QVERIFY(!find<QPushButton>("trainingBook"));
    }

    void theLanguageChangesEveryTextOfTheWindow() {
        fake::beSilent();
        auto look = std::make_unique<ui::Appearance>(*qApp, desk->fakePreferences);
        start();
        desk->fakePreferences.setLanguage(QStringLiteral("en"));
        QTRY_COMPARE(find<QAbstractButton>("navReservations")->text(), QStringLiteral("Reservations"));
        QCOMPARE(chip(), QStringLiteral("Up to date 09:00"));
        QCOMPARE(find<QPushButton>("lockButton")->text(), QStringLiteral("Lock"));
        desk->fakePreferences.setLanguage(QStringLiteral("ja"));
        QTRY_COMPARE(find<QAbstractButton>("navReservations")->text(), QStringLiteral("予約"));
        look.reset();
        fake::speak(QStringLiteral("ja"));
    }

    void theShellIsNamedAndFitsInEveryThemeAndSize_data() {
        QTest::addColumn<QString>("theme");
        QTest::addColumn<int>("percent");
        for (const char *theme : {"light", "dark", "contrast"}) {
            for (const int percent : {100, 125, 150, 200}) {
                QTest::addRow("%s %d %%", theme, percent) << QString::fromLatin1(theme) << percent;
            }
        }
    }
    void theShellIsNamedAndFitsInEveryThemeAndSize() {
        QFETCH(QString, theme);
        QFETCH(int, percent);
        fake::dressApplication(theme, percent);
        start();
        QTRY_VERIFY(find<QAbstractButton>("navToday")->accessibleName().contains(u"承認待ち"));
        press("navSettings");
        QTest::qWait(0);
        QCOMPARE(fake::controlsWithoutName(*window).join(QLatin1Char('\n')), QString());
        QTRY_COMPARE(fake::clippedTexts(*window).join(QLatin1Char('\n')), QString());
        fake::keepPicture(*window, QStringLiteral("shell_%1_%2").arg(theme).arg(percent));
        fake::dressApplication();
    }
};

QTEST_MAIN(ShellTest)
#include "tst_shell.moc"
