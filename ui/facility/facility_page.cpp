#include "facility/facility_page.h"

#include "widgets/labels.h"
#include "widgets/states.h"

#include <QVBoxLayout>

namespace ui {

FacilityPage::FacilityPage(const UiContext &context, QWidget *parent)
    : Page(parent), m_context(context), m_title(new PageTitle(this)),
      m_empty(new EmptyState(QStringLiteral("facility"), this)) {
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_title);
    layout->addWidget(m_empty, 1);
    retranslate();
}

void FacilityPage::retranslate() {
    m_title->setText(tr("Facility profile"));
    m_empty->setTexts(tr("Nothing here yet"), QString());
}

} // namespace ui
