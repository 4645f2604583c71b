// What waits to be sent and what the hub refused, in words, with what can be done about it.
#pragma once

#include "kit/pages/page.h"

#include <QTimer>

#include <set>
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
    [[nodiscard]] PageHelp help() const override;

Q_SIGNALS:
    /// Back to where the user came from.
    void closed();
    /// Mine, the hub's, the result.
    void settleWanted(domain::OperationId operation);
    /// The profile of the facility that an act is about.
    void showFacility();

private:
    void reload();
    void showIntro();
    void showDecisions(const std::vector<services::PastDecision> &decisions);
    void print();
    void inspect(domain::OperationId operation, QLabel *details, QPushButton *button);
    [[nodiscard]] QString reasonText(const services::OutboxItem &item) const;
    [[nodiscard]] QString detailsText(const services::OutboxItem &item) const;
    void showItems(const std::vector<services::OutboxItem> &items);
    void rebuild(const std::vector<services::OutboxItem> &items);
    void clearRows();
    /// A heading and a row for each; nothing where there are none.
    void addSection(const QString &name, const QString &heading,
                    const std::vector<const services::OutboxItem *> &items);
    void keepFocus(const QString &name, const QString &operation, qsizetype place);
    [[nodiscard]] QWidget *makeRow(const services::OutboxItem &item);
    void addInspect(QLayout *buttons, QVBoxLayout *column, const services::OutboxItem &item);
    void addButtons(QLayout *layout, const services::OutboxItem &item);
    void open(const services::OutboxItem &item);
    void withdraw(domain::OperationId operation);
    void dismiss(domain::OperationId operation);

    UiContext m_context;
    QTimer m_soon;
    std::vector<services::OutboxItem> m_items;
    std::vector<QString> m_shown; ///< what each row says, to see whether it would differ
    std::set<domain::OperationId> m_inspected;
    QPushButton *m_back;
    QPushButton *m_retry;
    QPushButton *m_print;
    QLabel *m_title;
    QLabel *m_intro;
    Banner *m_problem;
    EmptyState *m_empty;
    QWidget *m_list;
    QVBoxLayout *m_rows;
    QWidget *m_past;
    QLabel *m_pastTitle;
    QVBoxLayout *m_pastRows;
};

} // namespace ui
