// 設定: what is changed is stored at once and takes effect while the program runs.
#include "fake_desk.h"
#include "fake_prompter.h"
#include "gui_checks.h"
#include "screens/settings/settings_page.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

class SettingsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<fake::Desk> desk;
    fake::Prompter prompter;
    std::unique_ptr<ui::SettingsPage> page;

    void start(domain::Role role = domain::Role::Staff, fake::Desk::Kind kind = fake::Desk::Kind::Normal) {
        page.reset();
        desk = std::make_unique<fake::Desk>(role, kind);
        page = std::make_unique<ui::SettingsPage>(ui::UiContext{*desk, prompter});
        page->resize(1000, 1200);
        page->show();
        page->activate();
    }
    void choose(const char *name, const QVariant &value) const {
        auto *box = page->findChild<QComboBox *>(QLatin1String(name));
        QVERIFY2(box, name);
        const int index = box->findData(value);
        QVERIFY(index >= 0);
        box->setFocus();
        // As the keyboard does it: to the top, then down to the entry.
        QTest::keyClick(box, Qt::Key_Home);
        for (int i = 0; i < index; ++i) {
            QTest::keyClick(box, Qt::Key_Down);
        }
        QCOMPARE(box->currentIndex(), index);
    }

private Q_SLOTS:
    void initTestCase() { fake::dressApplication(); }
    void init() {
        fake::failOnWarnings();
        prompter = fake::Prompter();
        start();
    }
    void cleanup() { page.reset(); }

    void choicesAreStoredAtOnce() {
        choose("textSize", 150);
        QCOMPARE(desk->fakePreferences.percent, 150);
        choose("theme", QStringLiteral("contrast"));
        QCOMPARE(desk->fakePreferences.themeName, QStringLiteral("contrast"));
        choose("lockAfter", 0);
        QCOMPARE(desk->fakePreferences.lockMinutes, 0);
        choose("language", QStringLiteral("en"));
        QCOMPARE(desk->fakePreferences.languageName, QStringLiteral("en"));
    }

    void declineReasonsAreKeptOneALine() {
        auto *reasons = page->findChild<QPlainTextEdit *>(QStringLiteral("declineReasons"));
        QVERIFY(reasons->toPlainText().contains(u"満席のため"));
        reasons->setPlainText(QStringLiteral("  満席のため \n\n{日時}は満席です\n"));
        QTRY_COMPARE(desk->fakePreferences.reasons,
                     QStringList({QStringLiteral("満席のため"), QStringLiteral("{日時}は満席です")}));
    }

    void reasonsTypedJustBeforeLeavingAreNotLost() {
        page->findChild<QPlainTextEdit *>(QStringLiteral("declineReasons"))
            ->setPlainText(QStringLiteral("感染症の予防のため"));
        page.reset();
        QCOMPARE(desk->fakePreferences.reasons, QStringList({QStringLiteral("感染症の予防のため")}));
    }

    void signingOutSaysWhatHappensToUnsentWork() {
        desk->world.hubAnswers = false;
        desk->world.fillNursery();
        desk->world.setOffline();
        desk->world.enqueue(domain::RecordKind::Reservation, "x", "approve", [] {});
        const auto *text = page->findChild<QLabel *>(QStringLiteral("signOutText"));
        QVERIFY(text->text().contains(u"未送信の作業 1件"));
        prompter.answer = false;
        page->findChild<QPushButton *>(QStringLiteral("signOutButton"))->click();
        QVERIFY(prompter.asked.value(0).contains(u"1件"));
        QVERIFY(desk->fakeAccount.calls.isEmpty());
        prompter.answer = true;
        page->findChild<QPushButton *>(QStringLiteral("signOutButton"))->click();
        QCOMPARE(desk->fakeAccount.calls, QStringList({QStringLiteral("signOut")}));
    }

    void theHubCanBeChangedButNotInPractice() {
        auto *address = page->findChild<QLineEdit *>(QStringLiteral("hubAddress"));
        QCOMPARE(address->text(), QStringLiteral("https://hub.example.jp:8443"));
        address->setText(QStringLiteral("https://other.example.jp"));
        page->findChild<QPushButton *>(QStringLiteral("hubStoreButton"))->click();
        QCOMPARE(desk->fakeAccount.settings.url, QStringLiteral("https://other.example.jp"));
        start(domain::Role::Staff, fake::Desk::Kind::Training);
        QVERIFY(!page->findChild<QLineEdit *>(QStringLiteral("hubAddress")));
        QVERIFY(page->findChild<QLabel *>(QStringLiteral("hubText"))->text().contains(u"研修用基盤だけ"));
    }

    void municipalStaffHaveNoReasonsForDeclining() {
        start(domain::Role::Municipal);
        QVERIFY(!page->findChild<QPlainTextEdit *>(QStringLiteral("declineReasons")));
        QVERIFY(page->findChild<QLabel *>(QStringLiteral("accountText"))->text().contains(u"自治体職員"));
    }

    void everythingIsNamedAndFits() {
        for (const int percent : {100, 200}) {
            fake::dressApplication(QStringLiteral("light"), percent);
            start();
            QTest::qWait(0);
            QCOMPARE(fake::controlsWithoutName(*page).join(QLatin1Char('\n')), QString());
            QTRY_COMPARE(fake::clippedTexts(*page).join(QLatin1Char('\n')), QString());
            fake::keepPicture(*page, QStringLiteral("settings_%1").arg(percent));
        }
        fake::dressApplication();
    }

    void textsFollowTheLanguage() {
        fake::speak(QStringLiteral("en"));
        const auto *theme = page->findChild<QComboBox *>(QStringLiteral("theme"));
        QCOMPARE(theme->itemText(1), QStringLiteral("Light"));
        QCOMPARE(theme->currentData().toString(), QStringLiteral("light"));
        fake::speak(QStringLiteral("ja"));
        QCOMPARE(theme->itemText(1), QStringLiteral("明るい"));
    }
};

QTEST_MAIN(SettingsTest)
#include "tst_settings.moc"
