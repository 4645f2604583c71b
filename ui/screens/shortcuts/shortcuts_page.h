// F1: what is done on the screen from which it was called, its keys, and the keys that work everywhere.
#pragma once

#include "kit/pages/page.h"
#include "kit/pages/page_id.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui {

class ShortcutsPage : public Page {
    Q_OBJECT
public:
    /// What a page is called in the current language.
    using NameOf = QString (*)(PageId page);
    ShortcutsPage(std::vector<PageId> pages, NameOf nameOf, QWidget *parent = nullptr);
    void retranslate() override;
    void focusFirst() override;
    /// The screen that is explained.
    void setTopic(PageId page, const PageHelp &help);

Q_SIGNALS:
    void closed();

private:
    using Keys = std::vector<std::pair<QKeySequence, QString>>;
    void addTasks(QVBoxLayout *sections) const;
    static void addKeys(QVBoxLayout *sections, const QString &title, const Keys &keys);
    [[nodiscard]] Keys keysEverywhere() const;

    std::vector<PageId> m_pages;
    NameOf m_nameOf;
    QPushButton *m_back;
    PageId m_topic = PageId::Settings;
    PageHelp m_help;
    QLabel *m_title;
    QWidget *m_list = nullptr; ///< everything below the heading
    QVBoxLayout *m_column;
};

} // namespace ui
