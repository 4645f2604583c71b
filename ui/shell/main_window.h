// The one window of the desk: signing in, working, locked.
#pragma once

#include "kit/pages/page.h"
#include "kit/widgets/input_habits.h"
#include "shell/idle_watch.h"

#include <QMainWindow>
#include <QTimer>

class QStackedWidget;

namespace ui {

class DeskView;
class LockView;
class SignInPage;

/// `desk` and `prompter` outlive the window. Make an Appearance first.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(services::Desk &desk, Prompter &prompter);
    ~MainWindow() override;
    MainWindow(const MainWindow &) = delete;
    MainWindow &operator=(const MainWindow &) = delete;
    /// Null while nobody is signed in.
    [[nodiscard]] DeskView *deskView() const { return m_deskView; }
    [[nodiscard]] IdleWatch &idleWatch() { return m_idle; }

protected:
    void changeEvent(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void follow();
    void showSignIn();
    void showDesk();
    void showLock();
    void leaveDesk();
    [[nodiscard]] bool isToBeContinued() const;
    void setPatience();
    void placeFocusSoon();
    void placeFocus();
    void retranslate();

    UiContext m_context;
    IdleWatch m_idle;
    InputHabits m_habits;
    QTimer m_starting;
    QStackedWidget *m_stack;
    SignInPage *m_signIn = nullptr;
    DeskView *m_deskView = nullptr;
    QWidget *m_lockPage = nullptr;
    LockView *m_lock = nullptr;
    std::optional<domain::UserId> m_signedInAs;
    bool m_focusIsDue = true;    ///< what is shown has not had the keyboard yet
    bool m_awaitsReturn = false; ///< the session ended by itself; the desk is kept for the same person
};

} // namespace ui
