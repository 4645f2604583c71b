// Signing in, step by step, as somebody at the keyboard does it.
#include "fake_desk.h"
#include "fake_prompter.h"
#include "gui_checks.h"
#include "kit/widgets/banner.h"
#include "kit/widgets/field_row.h"
#include "screens/signin/enrolment_steps.h"
#include "screens/signin/qr_code.h"
#include "screens/signin/signin_page.h"

#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTest>

using services::SignInStep;

class SignInTest : public QObject {
    Q_OBJECT

    std::unique_ptr<fake::Desk> desk;
    fake::Prompter prompter;
    std::unique_ptr<ui::SignInPage> page;

    template <class T> T *find(const char *name) const {
        for (T *found : page->findChildren<T *>(QLatin1String(name))) {
            if (found->isVisible()) {
                return found;
            }
        }
        return nullptr;
    }
    void type(const char *field, const QString &text) const {
        auto *edit = find<QLineEdit>(field);
        QVERIFY2(edit, field);
        edit->clear();
        fake::typeText(edit, text);
    }
    void press(const char *button) const {
        auto *found = find<QPushButton>(button);
        QVERIFY2(found, button);
        QTest::mouseClick(found, Qt::LeftButton);
    }
    [[nodiscard]] QStringList errors() const {
        QStringList texts;
        for (const auto *label : page->findChildren<QLabel *>(QStringLiteral("fieldError"))) {
            if (label->isVisible()) {
                texts << label->text();
            }
        }
        return texts;
    }
    [[nodiscard]] QString title() const {
        const auto *label = find<QLabel>("stepTitle");
        return label ? label->text() : QString();
    }
    void start(SignInStep step) {
        desk->fakeAccount.now = step;
        page = std::make_unique<ui::SignInPage>(ui::UiContext{*desk, prompter});
        page->resize(900, 760);
        page->show();
        page->activate();
        QVERIFY(QTest::qWaitForWindowExposed(page.get()));
        QCoreApplication::processEvents();
    }

private Q_SLOTS:
    void initTestCase() { fake::dressApplication(); }
    void init() {
        fake::failOnWarnings();
        desk = std::make_unique<fake::Desk>();
        prompter = fake::Prompter();
    }
    void cleanup() { page.reset(); }

    void passwordThenCode() {
        desk->fakeAccount.route = {{SignInStep::Password, SignInStep::SecondFactor}};
        start(SignInStep::Password);
        type("loginId", QStringLiteral("demo-staff"));
        type("passwordEdit", QStringLiteral("correct horse battery"));
        QTest::keyClick(find<QLineEdit>("passwordEdit"), Qt::Key_Return);
        QCOMPARE(title(), QStringLiteral("本人確認"));
        type("code", QStringLiteral("１２３ 456"));
        press("codeButton");
        QCOMPARE(desk->fakeAccount.calls,
                 QStringList({QStringLiteral("signIn demo-staff"), QStringLiteral("totp 123456")}));
        QCOMPARE(desk->fakeAccount.now, SignInStep::SignedIn);
    }

    void emptyFieldsAreNamedAndNothingIsSent() {
        start(SignInStep::Password);
        press("signInButton");
        QCOMPARE(errors().size(), 2);
        QVERIFY(desk->fakeAccount.calls.isEmpty());
        QVERIFY(find<QLineEdit>("loginId")->accessibleDescription().contains(u"入力してください"));
    }

    void aWrongPasswordIsSaidInThePage() {
        start(SignInStep::Password);
        type("loginId", QStringLiteral("demo-staff"));
        type("passwordEdit", QStringLiteral("wrong"));
        press("signInButton");
        const auto *problem = find<ui::Banner>("stepProblem");
        QVERIFY(problem);
        QVERIFY(problem->text().contains(u"ログインIDまたはパスワードが違います"));
        fake::keepPicture(*page, QStringLiteral("signin_wrong"));
    }

    void theShownPasswordCanBeHiddenAgain() {
        start(SignInStep::Password);
        auto *edit = find<QLineEdit>("passwordEdit");
        QCOMPARE(edit->echoMode(), QLineEdit::Password);
        press("passwordReveal");
        QCOMPARE(edit->echoMode(), QLineEdit::Normal);
        press("passwordReveal");
        QCOMPARE(edit->echoMode(), QLineEdit::Password);
    }

    void firstSignInLeadsThroughPasswordEnrolmentAndCodes() {
        desk->fakeAccount.codes = {QStringLiteral("aaaa-1111"), QStringLiteral("bbbb-2222"),
                                   QStringLiteral("cccc-3333")};
        desk->fakeAccount.route = {{SignInStep::NewPassword, SignInStep::Enrolment},
                                   {SignInStep::Enrolment, SignInStep::RecoveryCodes}};
        start(SignInStep::NewPassword);
        type("newPasswordEdit", QStringLiteral("short"));
        press("choosePasswordButton");
        QVERIFY(errors().value(0).contains(u"12文字以上"));
        type("newPasswordEdit", QStringLiteral("long enough phrase"));
        type("newPasswordAgainEdit", QStringLiteral("long enough phrasE"));
        press("choosePasswordButton");
        QVERIFY(errors().value(0).contains(u"2つのパスワードが違います"));
        type("newPasswordAgainEdit", QStringLiteral("long enough phrase"));
        press("choosePasswordButton");

        QVERIFY(find<ui::QrCode>("enrolmentQr"));
        QVERIFY(find<QLabel>("enrolmentSecret")->text().startsWith(u"JBSW Y3DP"));
        fake::keepPicture(*page, QStringLiteral("signin_enrolment"));
        desk->fakeAccount.refuseNext = domain::Error{.kind = domain::ErrorKind::CodeNeeded};
        type("enrolmentCode", QStringLiteral("000000"));
        press("enrolButton");
        QVERIFY(errors().value(0).contains(u"コードが違います"));
        type("enrolmentCode", QStringLiteral("123456"));
        press("enrolButton");

        QVERIFY(find<QLabel>("recoveryCodes")->text().contains(u"cccc-3333"));
        press("copyCodesButton");
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("aaaa-1111\nbbbb-2222\ncccc-3333"));
        press("codesNotedButton");
        QVERIFY(errors().value(0).contains(u"先にコードを控えて"));
        fake::keepPicture(*page, QStringLiteral("signin_codes"));
        find<QCheckBox>("codesNoted")->setChecked(true);
        press("codesNotedButton");
        QCOMPARE(desk->fakeAccount.now, SignInStep::SignedIn);
    }

    void aCommonPasswordIsRefusedAtTheField() {
        start(SignInStep::NewPassword);
        desk->fakeAccount.refuseNext =
            domain::Error{.kind = domain::ErrorKind::Rejected, .code = "password-too-common"};
        type("newPasswordEdit", QStringLiteral("passwordpassword"));
        type("newPasswordAgainEdit", QStringLiteral("passwordpassword"));
        press("choosePasswordButton");
        QVERIFY(errors().value(0).contains(u"推測されやすい"));
    }

    void aRecoveryCodeServesWhereTheAppIsLost() {
        start(SignInStep::SecondFactor);
        press("otherFactorButton");
        type("code", QStringLiteral("aaaa-1111"));
        press("codeButton");
        QCOMPARE(desk->fakeAccount.calls.last(), QStringLiteral("recovery aaaa-1111"));
    }

    void anExpiredActivationCodeAndAWrongCodeAreToldApart() {
        start(SignInStep::Password);
        domain::Error expired{.kind = domain::ErrorKind::Rejected, .code = "validation"};
        expired.fields.push_back({"/password", "activation-expired", {}});
        desk->fakeAccount.refuseNext = expired;
        type("loginId", QStringLiteral("demo-staff"));
        type("passwordEdit", QStringLiteral("ABCD-1234"));
        press("signInButton");
        QVERIFY(find<ui::Banner>("stepProblem")->text().contains(u"期限が切れています"));
        desk->fakeAccount.go(SignInStep::SecondFactor);
        domain::Error wrong{.kind = domain::ErrorKind::Rejected, .code = "validation"};
        wrong.fields.push_back({"/code", "wrong-code", {}});
        desk->fakeAccount.refuseNext = wrong;
        type("code", QStringLiteral("000000"));
        press("codeButton");
        QVERIFY(errors().value(0).contains(u"コードが違います"));
        QVERIFY(!find<ui::Banner>("stepProblem"));
    }

    void theHubsAddressMustBeHttps() {
        desk->fakeAccount.settings.url.clear();
        start(SignInStep::NeedsHub);
        type("hubAddress", QStringLiteral("http://hub.example.jp"));
        press("hubStoreButton");
        QVERIFY(errors().value(0).contains(u"https://"));
        type("hubAddress", QStringLiteral("https://hub.example.jp"));
        press("hubStoreButton");
        QCOMPARE(title(), QStringLiteral("サインイン"));
    }

    void theCaIsLoadedAndItsFingerprintShown() {
        start(SignInStep::Password);
        press("hubButton");
        prompter.file = QStringLiteral("/somewhere/notes.txt");
        press("loadCaButton");
        QVERIFY(errors().value(0).contains(u"証明書がありません"));
        prompter.file = QStringLiteral("/somewhere/ca.pem");
        press("loadCaButton");
        QVERIFY(errors().isEmpty());
        QVERIFY(find<QLabel>("caFingerprint")->text().startsWith(u"AB:CD:EF"));
        fake::keepPicture(*page, QStringLiteral("signin_hub"));
        press("hubBackButton");
        QVERIFY(find<QLineEdit>("loginId"));
    }

    void withoutAKeychainThereAreTwoWays() {
        desk->fakeAccount.trouble = domain::Error{.kind = domain::ErrorKind::KeychainUnavailable};
        start(SignInStep::KeychainProblem);
        fake::keepPicture(*page, QStringLiteral("signin_keychain"));
        type("passphraseEdit", QStringLiteral("short"));
        press("passphraseButton");
        QVERIFY(errors().value(0).contains(u"8文字以上"));
        type("passphraseEdit", QStringLiteral("hinomaru sakura"));
        press("passphraseButton");
        QCOMPARE(desk->fakeAccount.calls.last(), QStringLiteral("usePassphrase"));
        desk->fakeAccount.go(SignInStep::KeychainProblem);
        press("keepNothingButton");
        QCOMPARE(desk->fakeAccount.calls.last(), QStringLiteral("keepNothing"));
    }

    void aPassphraseThatExistsIsAskedFor() {
        desk->fakeAccount.trouble =
            domain::Error{.kind = domain::ErrorKind::KeychainUnavailable, .code = "passphrase-needed"};
        start(SignInStep::KeychainProblem);
        QCOMPARE(title(), QStringLiteral("合言葉を入力してください"));
        desk->fakeAccount.refuseNext =
            domain::Error{.kind = domain::ErrorKind::WrongCredentials, .code = "wrong-passphrase"};
        type("passphraseEdit", QStringLiteral("not the one"));
        press("passphraseButton");
        QVERIFY(errors().value(0).contains(u"合言葉が違います"));
        QCOMPARE(title(), QStringLiteral("合言葉を入力してください"));
    }

    void unsentWorkOfAnotherPersonIsNotLost() {
        start(SignInStep::Password);
        desk->fakeAccount.refuseNext = domain::Error{.kind = domain::ErrorKind::Rejected,
                                                     .code = "other-account-has-unsent-work",
                                                     .params = {{"unsent", "3"}}};
        type("loginId", QStringLiteral("demo-second"));
        type("passwordEdit", QStringLiteral("correct horse battery"));
        press("signInButton");
        QVERIFY(find<ui::Banner>("stepProblem")->text().contains(u"3件"));
    }

    void eachProblemOfTheStoreHasItsOwnText_data() {
        using domain::ErrorKind;
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("text");
        QTest::newRow("busy") << static_cast<int>(ErrorKind::StorageBusy) << QStringLiteral("使用中");
        QTest::newRow("full") << static_cast<int>(ErrorKind::StorageFull) << QStringLiteral("いっぱい");
        QTest::newRow("read-only") << static_cast<int>(ErrorKind::StorageReadOnly)
                                   << QStringLiteral("書き込めません");
        QTest::newRow("too new") << static_cast<int>(ErrorKind::StorageTooNew) << QStringLiteral("新しい版");
        QTest::newRow("corrupt") << static_cast<int>(ErrorKind::StorageCorrupt) << QStringLiteral("壊れて");
    }
    void eachProblemOfTheStoreHasItsOwnText() {
        QFETCH(int, kind);
        QFETCH(QString, text);
        desk->fakeAccount.trouble = domain::Error{.kind = static_cast<domain::ErrorKind>(kind)};
        start(SignInStep::StoreProblem);
        QVERIFY2(title().contains(text), qPrintable(title()));
        QVERIFY(!find<ui::Banner>("stepProblem")->text().isEmpty());
    }

    void everyStepNamesItsControlsAndFitsAtDoubleSize_data() {
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("percent");
        for (int step = 0; step <= static_cast<int>(SignInStep::Locked); ++step) {
            for (const int percent : {100, 200}) {
                QTest::addRow("step %d at %d %%", step, percent) << step << percent;
            }
        }
    }
    void everyStepNamesItsControlsAndFitsAtDoubleSize() {
        QFETCH(int, step);
        QFETCH(int, percent);
        fake::dressApplication(QStringLiteral("light"), percent);
        desk->fakeAccount.codes = {QStringLiteral("aaaa-1111"), QStringLiteral("bbbb-2222")};
        start(static_cast<SignInStep>(step));
        QTest::qWait(0);
        QCOMPARE(fake::controlsWithoutName(*page).join(QLatin1Char('\n')), QString());
        QTRY_COMPARE(fake::clippedTexts(*page).join(QLatin1Char('\n')), QString());
        fake::keepPicture(*page, QStringLiteral("signin_step%1_%2").arg(step).arg(percent));
        fake::dressApplication();
    }

    void theLanguageIsSwitchedOnThePage() {
        start(SignInStep::Password);
        QCOMPARE(title(), QStringLiteral("サインイン"));
        fake::speak(QStringLiteral("en"));
        QCOMPARE(title(), QStringLiteral("Sign in"));
        QCOMPARE(find<QPushButton>("passwordReveal")->text(), QStringLiteral("Show"));
        fake::speak(QStringLiteral("ja"));
    }

    void theQrCodeIsACode() {
        ui::QrCode code;
        QVERIFY(code.setText(QStringLiteral("otpauth://totp/x?secret=JBSWY3DP")));
        QVERIFY(code.modules() >= 21);
        // The three finder patterns: a dark frame of seven modules in three corners.
        const int last = code.modules() - 1;
        for (int i = 0; i < 7; ++i) {
            QVERIFY(code.isDark(i, 0) && code.isDark(last - i, 0) && code.isDark(0, last - i));
        }
        QVERIFY(!code.isDark(7, 7));
        QVERIFY(!code.setText(QString(8000, QChar(u'x'))));
    }

    void theQrCodeIsLargeAndOnWhiteInTheDarkToo() {
        fake::dressApplication(QStringLiteral("dark"));
        ui::QrCode code;
        QVERIFY(code.setText(QStringLiteral("otpauth://totp/x?secret=JBSWY3DP")));
        code.resize(code.sizeHint());
        const QImage picture = code.grab().toImage();
        fake::dressApplication();
        const auto isWhite = [&picture](int x, int y) {
            return picture.pixelColor(x, y) == QColor(Qt::white);
        };
        const int module = code.width() / (code.modules() + 2 * 4);
        QVERIFY(module >= 6);
        for (int x = 0; x < code.width(); ++x) { // four light modules on every side
            for (int y = 0; y < code.height(); ++y) {
                const int nearest = std::min({x, y, code.width() - 1 - x, code.height() - 1 - y});
                QVERIFY(nearest >= 4 * module || isWhite(x, y));
            }
        }
        QVERIFY(picture.pixelColor(4 * module, 4 * module) == QColor(Qt::black));
    }
};

QTEST_MAIN(SignInTest)
#include "tst_signin.moc"
