#include "kit/widgets/accessible.h"

#include "kit/widgets/accessible_list.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAccessibleWidget>
#include <QLabel>
#include <QListView>

#include <utility>

namespace ui {
namespace {

/// Qt 6.4 asks its list of children for any index, and ends the program where there is none.
class AccessibleScrollArea final : public QAccessibleWidget {
public:
    explicit AccessibleScrollArea(QWidget *area) : QAccessibleWidget(area, QAccessible::Client) {}
};

/// A text that Qt would leave out of what is read, or call something else.
class AccessibleWords final : public QAccessibleWidget {
public:
    using QAccessibleWidget::QAccessibleWidget;
    [[nodiscard]] QString text(QAccessible::Text which) const override {
        const auto *label = qobject_cast<const QLabel *>(object());
        const QString own = QAccessibleWidget::text(which);
        return which == QAccessible::Name && own.isEmpty() && label != nullptr ? label->text() : own;
    }
};

/// A page of the program: chosen or not, and pressed to get there.
class AccessibleTab final : public QAccessibleWidget {
public:
    explicit AccessibleTab(QWidget *button) : QAccessibleWidget(button, QAccessible::PageTab) {}
    [[nodiscard]] QAccessible::State state() const override {
        QAccessible::State state = QAccessibleWidget::state();
        state.selectable = 1;
        state.selected = button()->isChecked() ? 1 : 0;
        return state;
    }
    [[nodiscard]] QStringList actionNames() const override {
        return QStringList(pressAction()) + QAccessibleWidget::actionNames();
    }
    void doAction(const QString &name) override {
        if (name == pressAction()) {
            button()->click();
        } else {
            QAccessibleWidget::doAction(name);
        }
    }

private:
    [[nodiscard]] QAbstractButton *button() const { return qobject_cast<QAbstractButton *>(object()); }
};

constexpr std::pair<const char *, QAccessible::Role> wordRoles[] = {
    {"ui::PageTitle", QAccessible::Heading},     {"ui::SectionTitle", QAccessible::Heading},
    {"ui::StatusChip", QAccessible::StaticText}, {"ui::KeyHint", QAccessible::StaticText},
    {"ui::Banner", QAccessible::Notification},   {"ui::Navigation", QAccessible::PageTabList}};

QAccessibleInterface *accessibleOf(const QString &className, QObject *object) {
    auto *widget = qobject_cast<QWidget *>(object);
    if (widget == nullptr) {
        return nullptr;
    }
    if (className == u"QListView") {
        return new AccessibleList(qobject_cast<QListView *>(widget));
    }
    if (className == u"QAbstractScrollArea" || className == u"QScrollArea") {
        return new AccessibleScrollArea(widget);
    }
    if (className == u"ui::NavigationButton") {
        return new AccessibleTab(widget);
    }
    for (const auto &[name, role] : wordRoles) {
        if (className == QLatin1String(name)) {
            return new AccessibleWords(widget, role);
        }
    }
    return nullptr;
}

} // namespace

void useAccessibleFactory() {
    QAccessible::installFactory(accessibleOf);
}

} // namespace ui
