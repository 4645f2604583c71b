// What waits to be sent and what the hub refused, in words, with what can be done about it.
#pragma once

#include "prompt/page.h"

#include <QTimer>

#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui {

class Banner;
class EmptyState;

class OutboxPage : public Page {
    Q_OBJECT
public:
    explicit OutboxPage(const UiContext &context, QWidget *parent = nullptr);
    void retranslate() override;
    void activate() override;
    void focusFirst() override;

Q_SIGNALS:
    /// Back to where the user came from.
    void closed();
    /// The profile of the facility that an act is about.
    void showFacility();

private:
    void reload();
    void showItems(const std::vector<services::OutboxItem> &items);
    void rebuild(const std::vector<services::OutboxItem> &items);
    void keepFocus(const QString &name, const QString &operation);
    [[nodiscard]] QWidget *makeRow(const services::OutboxItem &item);
    void addButtons(QLayout *layout, const services::OutboxItem &item);
    void open(const services::OutboxItem &item);
    void withdraw(domain::OperationId operation);
    void dismiss(domain::OperationId operation);

    UiContext m_context;
    QTimer m_soon;
    std::vector<std::pair<domain::OperationId, services::Pending>> m_shown;
    QPushButton *m_back;
    QPushButton *m_retry;
    QLabel *m_title;
    QLabel *m_intro;
    Banner *m_problem;
    EmptyState *m_empty;
    QWidget *m_list;
    QVBoxLayout *m_rows;
};

} // namespace ui
