// Two people changed the same thing: mine, the hub's, and the result, for what differs only.
//
// Safe at first: everything stays as the hub has it until the user chooses otherwise.
#pragma once

#include "kit/pages/page.h"

#include <set>
#include <vector>

class QGridLayout;
class QLabel;
class QPushButton;
class QRadioButton;

namespace ui {

class Banner;
class DraftKeeper;
class PageTitle;

class ConflictPage : public Page {
    Q_OBJECT
public:
    explicit ConflictPage(const UiContext &context, QWidget *parent = nullptr);
    void show(domain::OperationId operation);
    void retranslate() override;
    void activate() override;
    void focusFirst() override;
    bool stepBack() override;
    [[nodiscard]] PageHelp help() const override;

Q_SIGNALS:
    void closed();

private:
    struct Row {
        std::string pointer;
        QRadioButton *mine = nullptr;
        QRadioButton *theirs = nullptr;
        QLabel *result = nullptr;
        QString mineText;
        QString theirsText;
    };
    void load();
    void take(const services::Conflict &conflict);
    void clearRows();
    void addRow(const services::ConflictPart &part);
    void addHead();
    void choose(const Row &row);
    void showResult(const Row &row);
    [[nodiscard]] QJsonObject draft() const;
    void takeDraft(const QJsonObject &draft);
    void settle();
    void settled();
    void failed(const domain::Error &error);

    UiContext m_context;
    domain::OperationId m_operation;
    services::Conflict m_conflict;
    bool m_sending = false;
    std::vector<Row> m_shown;
    std::set<std::string> m_mine; ///< pointers of what shall be taken from my side
    bool m_chosen = false;        ///< something was chosen, if only the safe side again
    QPushButton *m_back;
    PageTitle *m_title;
    QLabel *m_about;
    QLabel *m_intro;
    Banner *m_problem;
    QWidget *m_rows = nullptr;
    QGridLayout *m_grid = nullptr;
    QWidget *m_place;
    QPushButton *m_settle;
    QPushButton *m_later;
    DraftKeeper *m_draft;
};

} // namespace ui
