#include "delays/delays_page.h"

#include "widgets/labels.h"
#include "widgets/states.h"

#include <QVBoxLayout>

namespace ui {

DelaysPage::DelaysPage(const UiContext &context, QWidget *parent)
    : Page(parent), m_context(context), m_title(new PageTitle(this)),
      m_empty(new EmptyState(QStringLiteral("delays"), this)) {
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_title);
    layout->addWidget(m_empty, 1);
    retranslate();
}

void DelaysPage::retranslate() {
    m_title->setText(tr("Approval delays"));
    m_empty->setTexts(tr("Nothing here yet"), QString());
}

} // namespace ui
