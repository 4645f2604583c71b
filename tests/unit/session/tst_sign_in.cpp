#include "session/sign_in.h"
#include "unit/session/scripted_hub.h"

using domain::ErrorKind;

namespace {

const wire::LoginRequest login{"mihon01", "invented password", "device-1", "事務室"};
const QByteArray tokensBody =
    R"({"access_token":"a","expires_in":600,"refresh_token":"r","user":{"id":"019abcde-f012-7000-8000-000000000009",)"
    R"("login_id":"mihon01","name":"見本 職員","role":"manager"},"recovery_codes":["one","two"]})";

} // namespace

class SignInTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_hub = std::make_unique<ScriptedHub>(); }

    void everyStepHasItsCall();
    void aWrongPasswordIsSaidAsSuch();
    void aWrongCodeIsSaidAsSuch();
    void aRefusedPasswordNamesItsFault();
    void anExpiredStepMeansStartingAgain();
    void troubleOnTheWayIsNoWrongPassword_data();
    void troubleOnTheWayIsNoWrongPassword();
    void nonsenseIsNotTheHub();
    void nothingIsTriedTwice();

    void aPasswordIsKnownAgain();
    void theSamePasswordTypedInAnotherFormIsKnown();
    void noTwoVerifiersAreAlike();
    void aDamagedVerifierOpensNothing();

private:
    /// Answers the only call.
    void answer(const Answer &answer) { m_hub->call(m_hub->count() - 1).answer(answer); }
    std::unique_ptr<ScriptedHub> m_hub;
};

void SignInTest::everyStepHasItsCall() {
    session::SignIn signIn(*m_hub);
    auto first = signIn.login(login);
    answer(json(
        200,
        R"({"mfa_token":"m","methods":["totp"],"password_change_required":true,"enrolment_required":true})"));
    const auto loggedIn = resultOf(first);
    QVERIFY(loggedIn);
    QVERIFY(loggedIn->enrolmentRequired && loggedIn->passwordChangeRequired);

    auto second = signIn.choosePassword("m", QStringLiteral("new invented password"));
    answer(json(204, ""));
    QVERIFY(resultOf(second));

    auto third = signIn.startEnrolment("m");
    answer(json(200, R"({"otpauth_uri":"otpauth://totp/x?secret=Y"})"));
    QCOMPARE(resultOf(third)->otpauthUri, std::string("otpauth://totp/x?secret=Y"));

    auto fourth = signIn.confirmEnrolment("m", QStringLiteral("000000"));
    answer(json(200, tokensBody));
    QCOMPARE(resultOf(fourth)->recoveryCodes.size(), 2U);

    auto fifth = signIn.secondFactor({"m", "recovery_code", "one"});
    answer(json(200, tokensBody));
    QCOMPARE(resultOf(fifth)->user.name, std::string("見本 職員"));

    const QList<std::pair<const char *, const char *>> expected{
        {"/v1/auth/login",
         R"({"login_id":"mihon01","password":"invented password","device_id":"device-1","device_name":"事務室"})"},
        {"/v1/auth/password", R"({"mfa_token":"m","new_password":"new invented password"})"},
        {"/v1/auth/enrolment", R"({"mfa_token":"m"})"},
        {"/v1/auth/enrolment/confirm", R"({"mfa_token":"m","method":"totp","code":"000000"})"},
        {"/v1/auth/mfa", R"({"mfa_token":"m","method":"recovery_code","code":"one"})"}};
    QCOMPARE(m_hub->count(), expected.size());
    for (qsizetype index = 0; index < expected.size(); ++index) {
        const net::ApiRequest sent = m_hub->call(index).request;
        QCOMPARE(sent.method, QByteArray("POST"));
        QCOMPARE(sent.path, QString::fromLatin1(expected[index].first));
        QCOMPARE(sent.body, QByteArray(expected[index].second));
        QVERIFY(sent.accessToken.isEmpty() && sent.idempotencyKey.isEmpty());
        QVERIFY(sent.timeout >= std::chrono::seconds(60));
    }
}

void SignInTest::aWrongPasswordIsSaidAsSuch() {
    session::SignIn signIn(*m_hub);
    auto future = signIn.login(login);
    answer(problem("unauthenticated"));
    QCOMPARE(kindOf(resultOf(future)), int(ErrorKind::WrongCredentials));
}

void SignInTest::aWrongCodeIsSaidAsSuch() {
    session::SignIn signIn(*m_hub);
    auto code = signIn.secondFactor({"m", "totp", "111111"});
    answer(problem("mfa-required"));
    QCOMPARE(kindOf(resultOf(code)), int(ErrorKind::CodeNeeded));
    auto enrolment = signIn.confirmEnrolment("m", QStringLiteral("111111"));
    answer(problem("mfa-required"));
    QCOMPARE(kindOf(resultOf(enrolment)), int(ErrorKind::CodeNeeded));
}

void SignInTest::aRefusedPasswordNamesItsFault() {
    session::SignIn signIn(*m_hub);
    auto future = signIn.choosePassword("m", QStringLiteral("short"));
    const domain::Error refused{.code = "validation",
                                .fields = {{"/new_password", "too-short", {{"min", "12"}}}}};
    answer(net::ApiResponse{
        .status = 422,
        .contentType = "application/problem+json",
        .body = QByteArray::fromStdString(wire::problemJson(refused, wire::Language::Japanese))});
    const auto result = resultOf(future);
    QCOMPARE(kindOf(result), int(ErrorKind::Rejected));
    QCOMPARE(result.error().fields, refused.fields);
}

void SignInTest::anExpiredStepMeansStartingAgain() {
    session::SignIn signIn(*m_hub);
    auto future = signIn.secondFactor({"too old", "totp", "000000"});
    answer(problem("unauthenticated"));
    QCOMPARE(kindOf(resultOf(future)), int(ErrorKind::SignedOut));
}

void SignInTest::troubleOnTheWayIsNoWrongPassword_data() {
    QTest::addColumn<Given>("given");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, const Answer &answer, ErrorKind kind) {
        QTest::newRow(name) << Given{answer} << int(kind);
    };
    row("offline", failure(ErrorKind::Offline, "connection-refused"), ErrorKind::Offline);
    row("timeout", failure(ErrorKind::Timeout, "no-answer"), ErrorKind::Timeout);
    row("tls", failure(ErrorKind::Tls, "certificate-untrusted"), ErrorKind::Tls);
    row("proxy", failure(ErrorKind::Proxy, "proxy-refused"), ErrorKind::Proxy);
    row("throttled", problem("rate-limited"), ErrorKind::RateLimited);
    row("busy", problem("unavailable"), ErrorKind::HubFault);
    row("portal", net::ApiResponse{.status = 401, .contentType = "text/html", .body = "<html>"},
        ErrorKind::HubFault);
    row("welcome page", net::ApiResponse{.status = 200, .contentType = "text/html", .body = "<html>"},
        ErrorKind::HubFault);
}

void SignInTest::troubleOnTheWayIsNoWrongPassword() {
    QFETCH(const Given, given);
    const Answer &answer = given.answer;
    QFETCH(const int, kind);
    session::SignIn signIn(*m_hub);
    auto future = signIn.login(login);
    m_hub->call(0).answer(answer);
    QCOMPARE(kindOf(resultOf(future)), kind);
}

void SignInTest::nonsenseIsNotTheHub() {
    session::SignIn signIn(*m_hub);
    for (const char *body :
         {"", "{}", "[]", R"({"mfa_token":5,"methods":[]})", R"({"mfa_token":"m","methods":"totp"})"}) {
        auto future = signIn.login(login);
        answer(json(200, body));
        QCOMPARE(codeOf(resultOf(future)), std::string("not-the-hub"));
    }
    auto future = signIn.secondFactor({"m", "totp", "000000"});
    answer(json(200, R"({"access_token":"a"})"));
    QCOMPARE(codeOf(resultOf(future)), std::string("not-the-hub"));
}

void SignInTest::nothingIsTriedTwice() {
    session::SignIn signIn(*m_hub);
    for (const Answer &given : {problem("unauthenticated"), problem("rate-limited"), problem("unavailable"),
                                failure(ErrorKind::Timeout, "no-answer")}) {
        const qsizetype before = m_hub->count();
        auto future = signIn.login(login);
        answer(given);
        QVERIFY(!resultOf(future));
        QCoreApplication::processEvents();
        QCOMPARE(m_hub->count(), before + 1);
    }
}

void SignInTest::aPasswordIsKnownAgain() {
    const QByteArray verifier = session::passwordVerifier(QStringLiteral("見本の長い合言葉 𠮷"));
    QVERIFY(verifier.startsWith("$argon2id$"));
    QVERIFY(session::verifies(verifier, QStringLiteral("見本の長い合言葉 𠮷")));
    QVERIFY(!session::verifies(verifier, QStringLiteral("見本の長い合言葉 吉")));
    QVERIFY(!session::verifies(verifier, QString()));
}

void SignInTest::theSamePasswordTypedInAnotherFormIsKnown() {
    const QString composed = QStringLiteral("ガギグゲゴの合言葉です");
    const QByteArray verifier = session::passwordVerifier(composed);
    QVERIFY(session::verifies(verifier, composed.normalized(QString::NormalizationForm_D)));
}

void SignInTest::noTwoVerifiersAreAlike() {
    QVERIFY(session::passwordVerifier(QStringLiteral("same")) !=
            session::passwordVerifier(QStringLiteral("same")));
}

void SignInTest::aDamagedVerifierOpensNothing() {
    const QString password = QStringLiteral("invented");
    const QByteArray verifier = session::passwordVerifier(password);
    for (const QByteArray &damaged : {QByteArray(), QByteArray("x"), verifier.left(verifier.size() / 2),
                                      QByteArray(verifier).replace("$m=", "$m=9"), QByteArray(4'000, '$')}) {
        QVERIFY(!session::verifies(damaged, password));
    }
    QVERIFY(!session::verifies(verifier, QString(2'000'000, QLatin1Char('x'))));
}

QTEST_GUILESS_MAIN(SignInTest)
#include "tst_sign_in.moc"
