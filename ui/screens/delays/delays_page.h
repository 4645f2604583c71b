// 承認状況, for municipal staff: whose answers are late and whom to call. Nothing can be decided here.
#pragma once

#include "kit/pages/page.h"

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace ui {

class Banner;
class DelayListModel;
class EmptyState;
class LazyReload;
class MonthFigures;
class PageTitle;

class DelaysPage : public Page {
    Q_OBJECT
public:
    explicit DelaysPage(const UiContext &context, QWidget *parent = nullptr);
    void activate() override;
    void retranslate() override;
    void focusFirst() override;
    [[nodiscard]] PageHelp help() const override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void fitColumns();
    void reload();
    void take(const std::vector<services::DelayRow> &rows);
    void copyPhone();
    void showCurrent();
    void showSummary();

    UiContext m_context;
    PageTitle *m_title;
    QLabel *m_summary;
    MonthFigures *m_figures;
    Banner *m_banner;
    QTableView *m_table;
    DelayListModel *m_model;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    QPushButton *m_copy;
    LazyReload *m_reload;
};

} // namespace ui
