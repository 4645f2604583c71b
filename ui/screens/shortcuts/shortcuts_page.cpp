#include "screens/shortcuts/shortcuts_page.h"

#include "kit/theme/icons.h"
#include "kit/theme/theme.h"
#include "kit/widgets/card.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/scroll.h"

#include <QKeySequence>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

ShortcutsPage::ShortcutsPage(std::vector<PageId> pages, NameOf nameOf, QWidget *parent)
    : Page(parent), m_pages(std::move(pages)), m_nameOf(nameOf), m_back(new QPushButton(this)),
      m_title(new PageTitle(this)) {
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

void ShortcutsPage::setTopic(PageId page, const PageHelp &help) {
    m_topic = page;
    m_help = help;
    retranslate();
}

void ShortcutsPage::retranslate() {
    m_back->setText(tr("Back"));
    m_title->setText(m_help.tasks.empty() ? tr("Help") : tr("Help: %1").arg(m_nameOf(m_topic)));
    delete m_list;
    m_list = new QWidget;
    auto *sections = new QVBoxLayout(m_list);
    sections->setContentsMargins(0, 0, 0, 0);
    if (!m_help.tasks.empty()) {
        addTasks(sections);
    }
    if (!m_help.keys.empty()) {
        addKeys(sections, tr("Keys of this screen"), m_help.keys);
    }
    addKeys(sections, tr("Keys everywhere"), keysEverywhere());
    m_column->insertWidget(2, m_list);
}

void ShortcutsPage::addTasks(QVBoxLayout *sections) const {
    auto *card = new Card;
    card->setObjectName(QStringLiteral("helpTasks"));
    auto *rows = new QVBoxLayout(card);
    auto *heading = new SectionTitle;
    heading->setText(tr("What to do here"));
    rows->addWidget(heading);
    for (const auto &[task, how] : m_help.tasks) {
        auto *name = new SizedLabel(1.0, SizedLabel::Weight::Bold);
        name->setText(task);
        auto *words = new QLabel(how);
        words->setWordWrap(true);
        words->setTextFormat(Qt::PlainText);
        rows->addWidget(name);
        rows->addWidget(words);
    }
    sections->addWidget(card);
}

void ShortcutsPage::addKeys(QVBoxLayout *sections, const QString &title, const Keys &keys) {
    auto *card = new Card;
    auto *rows = new QVBoxLayout(card);
    auto *heading = new SectionTitle;
    heading->setText(title);
    rows->addWidget(heading);
    for (const auto &[sequence, text] : keys) {
        auto *hint = new KeyHint;
        hint->setHint(sequence, text);
        rows->addWidget(hint);
    }
    sections->addWidget(card);
}

ShortcutsPage::Keys ShortcutsPage::keysEverywhere() const {
    Keys keys;
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        keys.emplace_back(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i))),
                          m_nameOf(m_pages[i]));
    }
    keys.emplace_back(QKeySequence(Qt::Key_F5), tr("Fetch and send now"));
    keys.emplace_back(QKeySequence(Qt::CTRL | Qt::Key_L), tr("Lock"));
    keys.emplace_back(QKeySequence(Qt::Key_F1), tr("This page"));
    keys.emplace_back(QKeySequence(Qt::Key_Tab), tr("To the next field or button"));
    keys.emplace_back(QKeySequence(Qt::Key_Escape), tr("Back"));
    return keys;
}

void ShortcutsPage::focusFirst() {
    m_back->setFocus();
}

} // namespace ui
