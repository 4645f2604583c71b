// hokatsu-desk: only puts the parts together: options, the profile's services, the window.
#include "desk/desk_factory.h"
#include "domain/clock.h"
#include "domain/random.h"
#include "kit/pages/page.h"
#include "kit/prompt/message_prompter.h"
#include "kit/text/error_text.h"
#include "kit/theme/language.h"
#include "platform/signals.h"
#include "platform/times.h"
#include "shell/appearance.h"
#include "shell/main_window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QMessageBox>
#include <QSocketNotifier>
#include <QStandardPaths>
#include <QTimer>

#include <chrono>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>

namespace {

constexpr int wrongUsage = 2;

struct Options {
    QString profile;
    QString hub;
    QString ca;
    QString language;
    bool training = false;
    bool exitAfterFirstPaint = false;
};

QString text(const char *words) {
    return QString::fromLatin1(words);
}

void describe(QCommandLineParser &parser) {
    parser.setApplicationDescription(text("Hokatsu Desk: answer nursery tour reservations."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {text("profile"), text("Folder of the profile (default: the user's data folder)."), text("dir")},
        {text("hub"), text("Address of the hub, for example https://hub.example.jp:8443."), text("url")},
        {text("ca"), text("Certificate of a private authority (PEM or DER), imported into the profile."),
         text("file")},
        {text("training"), text("Practise with an own hub on this PC and invented families.")},
        {text("language"), text("Language of the screens: ja or en."), text("ja|en")},
    });
    QCommandLineOption paint(text("exit-after-first-paint"),
                             text("Print how long the first page took and end (for measurements)."));
    paint.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOption(paint);
}

/// A practice profile is a separate folder: it shares nothing with a real one.
QString defaultProfile(bool training) {
    const QString base = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    return base + text(training ? "/training" : "/default");
}

/// Empty, with a line on stderr, if the command line is invalid.
std::optional<Options> optionsFrom(const QCommandLineParser &parser) {
    Options options{.profile = parser.value(text("profile")),
                    .hub = parser.value(text("hub")),
                    .ca = parser.value(text("ca")),
                    .language = parser.value(text("language")),
                    .training = parser.isSet(text("training")),
                    .exitAfterFirstPaint = parser.isSet(text("exit-after-first-paint"))};
    const char *wrong = nullptr;
    if (!parser.positionalArguments().isEmpty()) {
        wrong = "takes options only; see --help";
    } else if (!options.language.isEmpty() && options.language != text("ja") &&
               options.language != text("en")) {
        wrong = "--language is ja or en";
    } else if (options.training && (!options.hub.isEmpty() || !options.ca.isEmpty())) {
        wrong = "--training has its own hub; leave out --hub and --ca";
    } else if (!options.ca.isEmpty() && !QFileInfo(options.ca).isReadable()) {
        wrong = "the file given with --ca cannot be read";
    } else if (!options.hub.isEmpty() && !options.hub.startsWith(text("https://"))) {
        wrong = "--hub begins with https://";
    }
    if (wrong != nullptr) {
        std::fprintf(stderr, "hokatsu-desk: %s\n", wrong);
        return {};
    }
    if (options.profile.isEmpty()) {
        options.profile = defaultProfile(options.training);
    }
    return options;
}

/// Runs before the window system is used, so that --help and --version work without a display; they end the
/// program.
std::optional<Options> optionsOf(int argc, char **argv) {
    const QCoreApplication onlyForTheParser(argc, argv);
    QCommandLineParser parser;
    describe(parser);
    parser.process(QCoreApplication::arguments());
    return optionsFrom(parser);
}

/// Without a display Qt would abort with a message for programmers.
bool hasDisplay() {
#ifdef Q_OS_LINUX
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
           !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

services::DeskOptions deskOptions(const Options &options, const domain::Clock &clock,
                                  domain::Random &random) {
    services::DeskOptions desk;
    desk.profileFolder = QFileInfo(options.profile).absoluteFilePath();
    desk.hubUrl = options.hub;
    desk.caFile = options.ca;
    desk.training = options.training;
    desk.language = options.language;
    desk.clock = &clock;
    desk.random = &random;
    const QString plainSecrets = desk.profileFolder + text("/training-secrets");
    if (options.exitAfterFirstPaint && !options.training && QFileInfo::exists(plainSecrets)) {
        // A prepared profile is measured without a keychain: its secrets are in an unencrypted file.
        desk.makeCredentials = [plainSecrets] { return session::trainingFileStore(plainSecrets); };
    }
    return desk;
}

/// Ends the program once a page was painted for the first time; the page of the day appears with the first
/// rows of its lists (DeskView::showPagesOnceLoaded). Where nobody is signed in it is whatever there is to
/// see.
class FirstPaint : public QObject {
public:
    FirstPaint(QApplication &application, const services::Account &account) : m_account(account) {
        application.installEventFilter(this);
    }
    bool eventFilter(QObject *watched, QEvent *event) override {
        if (event->type() == QEvent::Paint && !m_seen && isOfAPage(watched)) {
            m_seen = true;
            QTimer::singleShot(0, this, &FirstPaint::finish); // the whole window is painted before timers run
        }
        return QObject::eventFilter(watched, event);
    }

private:
    [[nodiscard]] bool isOfAPage(const QObject *painted) const {
        while (painted != nullptr && qobject_cast<const ui::Page *>(painted) == nullptr) {
            painted = painted->parent();
        }
        const auto step = m_account.step();
        const bool isStranger =
            step != services::SignInStep::Starting && step != services::SignInStep::SignedIn;
        return painted != nullptr || isStranger;
    }
    void finish() {
        std::printf("first-paint-ms %lld peak-kb %lld\n",
                    static_cast<long long>(platform::sinceProcessStart().count()),
                    static_cast<long long>(platform::peakMemoryKb()));
        std::fflush(stdout);
        QCoreApplication::quit();
    }
    const services::Account &m_account;
    bool m_seen = false;
};

/// True for messages of Qt about the platform that occur at every start and need no action: a platform
/// without size hints (offscreen), a session without its own folder.
bool isAboutThePlatform(const QString &message) {
    return message.startsWith(QLatin1String("This plugin does not support ")) ||
           message.startsWith(QLatin1String("QStandardPaths: XDG_RUNTIME_DIR not set"));
}

/// Messages of libraries could quote personal data, so only their categories and severities are printed.
void quietly(QtMsgType type, const QMessageLogContext &context, const QString &message) {
    if (isAboutThePlatform(message)) {
        return;
    }
    if (type == QtWarningMsg || type == QtCriticalMsg || type == QtFatalMsg) {
        std::fprintf(stderr, "hokatsu-desk: a message of %s\n",
                     context.category == nullptr ? "Qt" : context.category);
    }
}

/// Asked to end (by the session's log-out, by systemd), the desk ends as if its window were closed: what is
/// typed is kept first.
class EndOnRequest : public QObject {
public:
    explicit EndOnRequest(std::function<void()> end) {
        const int asked = platform::readableOnceAskedToEnd();
        if (asked < 0) {
            return;
        }
        m_heard = std::make_unique<QSocketNotifier>(asked, QSocketNotifier::Read);
        QObject::connect(m_heard.get(), &QSocketNotifier::activated, this, [this, end = std::move(end)] {
            m_heard->setEnabled(false);
            end();
        });
    }

private:
    std::unique_ptr<QSocketNotifier> m_heard;
};

/// Shows the window when it is known who is signed in. Otherwise it would be laid out and painted twice.
void showOnceKnown(ui::MainWindow &window, const services::Account &account) {
    constexpr std::chrono::milliseconds atLatest{150};
    QObject::connect(&account, &services::Account::changed, &window, &QWidget::show,
                     Qt::SingleShotConnection);
    QTimer::singleShot(atLatest, &window, &QWidget::show);
}

/// Reports that the profile was not opened, on the terminal and in a window.
int sayAndEnd(const domain::Error &error, const Options &options) {
    const bool wrongKind = error.code == "wrong-profile-kind";
    const char *held = options.training ? "real work; leave out --training, or give another --profile"
                                        : "practice; start it with --training, or give another --profile";
    std::fprintf(stderr, "hokatsu-desk: %s%s%s\n", error.code.c_str(),
                 wrongKind ? ": this profile folder holds " : "", wrongKind ? held : "");
    if (options.exitAfterFirstPaint) {
        return 1;
    }
    ui::Language language;
    language.use(options.language);
    const ui::MessagePrompter practice(options.training);
    QMessageBox box(QMessageBox::Critical, practice.marked(QGuiApplication::applicationDisplayName()),
                    ui::errorText(error));
    box.show();
    QApplication::exec();
    return 1;
}

int run(QApplication &application, const Options &options) {
    const auto clock = domain::systemClock();
    const auto random = domain::systemRandom();
    auto desk = services::openDesk(deskOptions(options, *clock, *random));
    if (!desk) {
        return sayAndEnd(desk.error(), options);
    }
    const ui::Appearance appearance(application, (*desk)->preferences());
    ui::MessagePrompter prompter((*desk)->training() != nullptr);
    ui::MainWindow window(**desk, prompter);
    showOnceKnown(window, (*desk)->account());
    QApplication::setQuitOnLastWindowClosed(false);
    QObject::connect(&application, &QApplication::lastWindowClosed, &application,
                     [&desk] { (*desk)->prepareToEnd([] { QApplication::quit(); }); });
    const EndOnRequest endOnRequest([&desk, &window] {
        if (window.isVisible()) {
            window.close();
        } else {
            (*desk)->prepareToEnd([] { QApplication::quit(); });
        }
    });
    std::unique_ptr<FirstPaint> firstPaint;
    if (options.exitAfterFirstPaint) {
        firstPaint = std::make_unique<FirstPaint>(application, (*desk)->account());
    }
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv) {
    QCoreApplication::setApplicationName(text("hokatsu-desk"));
    QCoreApplication::setOrganizationName(text("hokatsu"));
    QCoreApplication::setApplicationVersion(text(HOKATSU_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("保活デスク"));
    const auto options = optionsOf(argc, argv);
    if (!options) {
        return wrongUsage;
    }
    if (!hasDisplay()) {
        std::fprintf(stderr, "hokatsu-desk: there is no display to show a window on\n");
        return 1;
    }
    if (qEnvironmentVariableIsEmpty("HOKATSU_DEBUG_MESSAGES")) {
        qInstallMessageHandler(quietly);
    }
    QApplication application(argc, argv);
    return run(application, *options);
}
