#include "today/today_page.h"

#include "widgets/labels.h"
#include "widgets/states.h"

#include <QVBoxLayout>

namespace ui {

TodayPage::TodayPage(const UiContext &context, QWidget *parent)
    : Page(parent), m_context(context), m_title(new PageTitle(this)),
      m_empty(new EmptyState(QStringLiteral("today"), this)) {
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_title);
    layout->addWidget(m_empty, 1);
    retranslate();
}

void TodayPage::retranslate() {
    m_title->setText(tr("Today"));
    m_empty->setTexts(tr("Nothing here yet"), QString());
}

} // namespace ui
