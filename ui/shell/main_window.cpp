#include "shell/main_window.h"

#include "kit/theme/icons.h"
#include "kit/theme/metrics.h"
#include "kit/widgets/accessible.h"
#include "kit/widgets/card.h"
#include "kit/widgets/reading_order.h"
#include "kit/widgets/scroll.h"
#include "screens/signin/lock_view.h"
#include "screens/signin/signin_page.h"
#include "screens/training/trainee_card.h"
#include "screens/training/training_bar.h"
#include "shell/desk_view.h"

#include <QApplication>
#include <QEvent>
#include <QGuiApplication>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui {

using services::SignInStep;

namespace {

constexpr std::chrono::milliseconds untilStartingIsSaid{200};

} // namespace

MainWindow::MainWindow(services::Desk &desk, Prompter &prompter)
    : m_context{desk, prompter}, m_stack(new QStackedWidget) {
    setObjectName(QStringLiteral("mainWindow"));
    useAccessibleFactory();
    auto *ground = new QWidget(this);
    auto *layout = new QVBoxLayout(ground);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    if (services::Training *training = desk.training()) {
        layout->addWidget(new TrainingBar(*training, prompter, ground));
    }
    layout->addWidget(m_stack, 1);
    setCentralWidget(ground);
    const QSize wanted(lineHeights(60), lineHeights(38));
    resize(screen() ? wanted.boundedTo(screen()->availableSize()) : wanted);
    connect(&desk.account(), &services::Account::changed, this, &MainWindow::follow);
    connect(&desk.preferences(), &services::Preferences::changed, this, &MainWindow::setPatience);
    m_starting.setSingleShot(true);
    m_starting.setInterval(untilStartingIsSaid);
    connect(&m_starting, &QTimer::timeout, this, [this] {
        if (m_context.desk.account().step() == SignInStep::Starting) {
            showSignIn();
        }
    });
    connect(&m_idle, &IdleWatch::idle, this, [this] {
        if (m_context.desk.account().step() == SignInStep::SignedIn) {
            m_context.desk.account().lock();
        }
    });
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, const QWidget *now) {
        if (now == nullptr) {
            placeFocusSoon();
        }
    });
    connect(m_stack, &QStackedWidget::currentChanged, this, [this] {
        m_focusIsDue = true;
        retranslate();
        placeFocusSoon();
    });
    setPatience();
    retranslate();
    follow();
}

/// The focus leaves a window that goes while its QWidget part is still there and this one no more.
MainWindow::~MainWindow() {
    disconnect(qApp, nullptr, this, nullptr);
}

void MainWindow::follow() {
    switch (m_context.desk.account().step()) {
    case SignInStep::Starting: // mostly over before anybody could read it
        if (!m_signIn && !m_deskView) {
            return m_starting.start();
        }
        return showSignIn();
    case SignInStep::SignedIn:
        return showDesk();
    case SignInStep::Locked:
        return showLock();
    default:
        return showSignIn();
    }
}

/// The hub ended the session by itself: what is open and typed waits behind the sign-in page.
bool MainWindow::isToBeContinued() const {
    const services::Account &account = m_context.desk.account();
    const auto problem = account.problem();
    if (account.step() == SignInStep::Password && problem && problem->kind == domain::ErrorKind::SignedOut) {
        return problem->code != "device-wiped";
    }
    return m_awaitsReturn && account.step() != SignInStep::NeedsHub;
}

void MainWindow::showSignIn() {
    m_awaitsReturn = m_deskView && isToBeContinued();
    if (!m_awaitsReturn) {
        leaveDesk();
    }
    if (!m_signIn) {
        m_signIn = new SignInPage(m_context, m_stack);
        m_stack->addWidget(m_signIn);
        if (services::Training *training = m_context.desk.training()) {
            auto *card = new TraineeCard(*training, m_signIn);
            m_signIn->setCompanion(card);
            connect(card, &TraineeCard::fillInWanted, m_signIn, &SignInPage::fillIn);
        }
    }
    if (m_stack->currentWidget() != m_signIn) {
        m_stack->setCurrentWidget(m_signIn);
        m_signIn->activate();
    }
}

void MainWindow::showDesk() {
    const auto user = m_context.desk.account().user();
    m_awaitsReturn = false;
    if (m_deskView && user && m_signedInAs != user->id) {
        leaveDesk();
    }
    if (!m_deskView) {
        m_deskView = new DeskView(m_context, m_stack);
        m_signedInAs = user ? std::optional(user->id) : std::nullopt;
        connect(m_deskView, &DeskView::titleChanged, this, &MainWindow::retranslate);
        m_stack->addWidget(m_deskView);
    }
    m_stack->setCurrentWidget(m_deskView);
}

/// What one person saw must not be there for the next.
void MainWindow::leaveDesk() {
    if (m_deskView) {
        m_stack->removeWidget(m_deskView);
        m_deskView->deleteLater();
        m_deskView = nullptr;
    }
    m_awaitsReturn = false;
}

void MainWindow::showLock() {
    if (!m_lock) {
        auto *card = new Card;
        m_lock = new LockView(m_context.desk.account(), card);
        auto *inCard = new QVBoxLayout(card);
        inCard->setContentsMargins(lineHeights(1.2), lineHeights(1.2), lineHeights(1.2), lineHeights(1.2));
        inCard->addWidget(m_lock);
        auto *ground = new QWidget;
        auto *centred = new QHBoxLayout(ground);
        centred->addStretch(1);
        centred->addWidget(card, 6, Qt::AlignVCenter);
        centred->addStretch(1);
        m_lockPage = new VerticalScroll(ground, m_stack);
        m_stack->addWidget(m_lockPage);
    }
    if (m_stack->currentWidget() != m_lockPage) {
        m_lock->enter();
        m_stack->setCurrentWidget(m_lockPage);
        m_lock->firstField()->setFocus(); // not only in the next turn: what is typed at once is the password
    }
    if (const auto problem = m_context.desk.account().problem()) {
        m_lock->showProblem(*problem);
    }
}

void MainWindow::setPatience() {
    m_idle.setPatience(std::chrono::minutes(m_context.desk.preferences().lockAfterMinutes()));
}

void MainWindow::changeEvent(QEvent *event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        if (m_lock) {
            m_lock->retranslate();
        }
    } else if (event->type() == QEvent::ActivationChange) {
        placeFocusSoon();
    }
    QMainWindow::changeEvent(event);
}

/// Qt gives the keyboard by itself once the window is active or what had it is gone; only then it is known
/// whether that was right.
void MainWindow::placeFocusSoon() {
    QTimer::singleShot(0, this, &MainWindow::placeFocus);
}

/// The keyboard is never nowhere, and at first in the field that everybody needs.
void MainWindow::placeFocus() {
    if (!isActiveWindow() || QApplication::activePopupWidget() || QApplication::activeModalWidget()) {
        return;
    }
    const QWidget *focus = QApplication::focusWidget();
    const bool isLost = focus == nullptr || !focus->isVisible() || !isAncestorOf(focus);
    if (!m_focusIsDue && !isLost) {
        return;
    }
    m_focusIsDue = false;
    if (m_stack->currentWidget() == m_deskView && m_deskView) {
        m_deskView->focusFirst();
    } else if (m_stack->currentWidget() == m_lockPage && m_lock) {
        m_lock->firstField()->setFocus();
    } else if (m_signIn) {
        m_signIn->focusFirst();
    }
}

bool MainWindow::focusNextPrevChild(bool next) {
    return moveFocusInReadingOrder(*this, next,
                                   m_deskView ? m_deskView->page(m_deskView->current()) : nullptr);
}

/// The first thing that a screen reader says of a window.
void MainWindow::retranslate() {
    const QString program = m_context.desk.training() ? tr("[Practice] Hokatsu Desk") : tr("Hokatsu Desk");
    const bool isOnAPage = m_deskView && m_stack->currentWidget() == m_deskView;
    setWindowTitle(isOnAPage ? tr("%1 — %2").arg(Navigation::nameOf(m_deskView->current()), program)
                             : program);
}

} // namespace ui
