#include "slots/slots_page.h"

#include "widgets/labels.h"
#include "widgets/states.h"

#include <QVBoxLayout>

namespace ui {

SlotsPage::SlotsPage(const UiContext &context, QWidget *parent)
    : Page(parent), m_context(context), m_title(new PageTitle(this)),
      m_empty(new EmptyState(QStringLiteral("slots"), this)) {
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_title);
    layout->addWidget(m_empty, 1);
    retranslate();
}

void SlotsPage::retranslate() {
    m_title->setText(tr("Tour slots"));
    m_empty->setTexts(tr("Nothing here yet"), QString());
}

void SlotsPage::open(domain::SlotId id) {
    Q_UNUSED(id)
}

} // namespace ui
