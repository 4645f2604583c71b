// One page of the desk in a window of its own, over the fake services.
#pragma once

#include "fake_desk.h"
#include "fake_prompter.h"
#include "gui_checks.h"
#include "kit/pages/page.h"
#include "kit/widgets/input_habits.h"
#include "kit/widgets/reading_order.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QTest>
#include <QVBoxLayout>

namespace fake {

/// Moves the keyboard as the program's own window does.
class StageWindow final : public QWidget {
protected:
    bool focusNextPrevChild(bool next) override { return ui::moveFocusInReadingOrder(*this, next, this); }
};

template <class PageType> class PageStage {
public:
    explicit PageStage(domain::Role role = domain::Role::Staff) : desk(role) {}

    Desk desk;
    Prompter prompter;
    ui::InputHabits habits;
    std::unique_ptr<QWidget> window;
    PageType *page = nullptr;

    /// Shows the page for the world's first facility, or without one.
    void open(QSize size = {1100, 760}) {
        window = std::make_unique<StageWindow>();
        auto *layout = new QVBoxLayout(window.get());
        layout->setContentsMargins(0, 0, 0, 0);
        page = new PageType(ui::UiContext{desk, prompter}, window.get());
        layout->addWidget(page);
        if (!desk.world.facilities.empty()) {
            page->setFacility(desk.world.facilities.front().id);
        }
        window->resize(size);
        window->show();
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        page->activate();
        settle();
        page->focusFirst();
    }
    /// A few turns of the event loop bring all answers of the fake services.
    static void settle() {
        for (int turn = 0; turn < 30; ++turn) {
            QCoreApplication::processEvents();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
    }
    /// The visible widget of that name; fails the test where there is none.
    template <class T = QWidget> T *find(const char *name) const {
        if (T *found = seen<T>(name)) {
            return found;
        }
        QTest::qFail(qPrintable(QStringLiteral("nothing seen is called ") + QLatin1String(name)), __FILE__,
                     __LINE__);
        return nullptr;
    }
    template <class T = QWidget> T *seen(const char *name) const {
        for (T *found : window->findChildren<T *>(QLatin1String(name))) {
            if (found->isVisible()) {
                return found;
            }
        }
        return nullptr;
    }
    void press(const char *name) const {
        if (auto *button = find<QAbstractButton>(name)) {
            QTest::mouseClick(button, Qt::LeftButton);
            settle();
        }
    }
    void key(const char *name, int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const {
        if (auto *widget = find(name)) {
            QTest::keyClick(widget, static_cast<Qt::Key>(key), modifiers);
            settle();
        }
    }
    /// Texts of all labels and buttons, seen or not: to find what a change of language left behind.
    [[nodiscard]] QStringList texts() const {
        QStringList all;
        for (const auto *label : window->findChildren<QLabel *>()) {
            all << label->text() << label->accessibleName();
        }
        for (const auto *button : window->findChildren<QAbstractButton *>()) {
            all << button->text() << button->accessibleName() << button->toolTip();
        }
        for (const auto *widget : window->findChildren<QWidget *>()) {
            all << widget->accessibleName() << widget->accessibleDescription();
        }
        for (const auto *box : window->findChildren<QComboBox *>()) {
            for (int i = 0; i < box->count(); ++i) {
                all << box->itemText(i);
            }
        }
        all.removeAll(QString());
        return all;
    }
    /// Those of them with a Japanese letter that is none of the world's own data.
    [[nodiscard]] QStringList leftInJapanese(const QStringList &data) const {
        QStringList left;
        for (QString text : texts()) {
            for (const QString &known : data) {
                text.remove(known);
            }
            const bool japanese = std::any_of(text.cbegin(), text.cend(), [](QChar c) {
                return c.script() == QChar::Script_Hiragana || c.script() == QChar::Script_Katakana ||
                       c.script() == QChar::Script_Han;
            });
            if (japanese) {
                left << text;
            }
        }
        left.removeDuplicates();
        return left;
    }
};

} // namespace fake
