// F1: the keys of the program on one page.
#pragma once

#include "prompt/page.h"
#include "shell/navigation.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui {

class ShortcutsPage : public Page {
    Q_OBJECT
public:
    ShortcutsPage(std::vector<PageId> pages, QWidget *parent = nullptr);
    void retranslate() override;
    void focusFirst() override;

Q_SIGNALS:
    void closed();

private:
    std::vector<PageId> m_pages;
    QPushButton *m_back;
    QLabel *m_title;
    QWidget *m_list = nullptr;
    QVBoxLayout *m_column;
};

} // namespace ui
