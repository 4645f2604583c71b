#include "shell/shortcuts_page.h"

#include "theme/icons.h"
#include "theme/theme.h"
#include "widgets/card.h"
#include "widgets/labels.h"
#include "widgets/scroll.h"

#include <QKeySequence>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

ShortcutsPage::ShortcutsPage(std::vector<PageId> pages, QWidget *parent)
    : Page(parent), m_pages(std::move(pages)), m_back(new QPushButton(this)), m_title(new PageTitle(this)) {
    m_back->setObjectName(QStringLiteral("shortcutsBack"));
    m_back->setIcon(icon(QStringLiteral("left"), Ink::Key));
    setButtonKind(m_back, ButtonKind::Quiet);
    auto *content = new QWidget;
    m_column = new QVBoxLayout(content);
    m_column->addWidget(m_back, 0, Qt::AlignLeft);
    m_column->addWidget(m_title);
    m_column->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(new VerticalScroll(content, this));
    connect(m_back, &QPushButton::clicked, this, &ShortcutsPage::closed);
    retranslate();
}

void ShortcutsPage::retranslate() {
    m_back->setText(tr("Back"));
    m_title->setText(tr("Keyboard"));
    delete m_list;
    m_list = new Card;
    auto *rows = new QVBoxLayout(m_list);
    const auto add = [rows](const QKeySequence &keys, const QString &text) {
        auto *hint = new KeyHint;
        hint->setHint(keys, text);
        rows->addWidget(hint);
    };
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        add(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i))),
            Navigation::nameOf(m_pages[i]));
    }
    add(QKeySequence(Qt::Key_F5), tr("Fetch and send now"));
    add(QKeySequence(Qt::CTRL | Qt::Key_L), tr("Lock"));
    add(QKeySequence(Qt::Key_F1), tr("This page"));
    add(QKeySequence(Qt::Key_Tab), tr("To the next field or button"));
    add(QKeySequence(Qt::Key_Escape), tr("Back"));
    m_column->insertWidget(2, m_list);
}

void ShortcutsPage::focusFirst() {
    m_back->setFocus();
}

} // namespace ui
