#include "reservations/reservations_page.h"

#include "widgets/labels.h"
#include "widgets/states.h"

#include <QVBoxLayout>

namespace ui {

ReservationsPage::ReservationsPage(const UiContext &context, QWidget *parent)
    : Page(parent), m_context(context), m_title(new PageTitle(this)),
      m_empty(new EmptyState(QStringLiteral("reservations"), this)) {
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_title);
    layout->addWidget(m_empty, 1);
    retranslate();
}

void ReservationsPage::retranslate() {
    m_title->setText(tr("Reservations"));
    m_empty->setTexts(tr("Nothing here yet"), QString());
}

void ReservationsPage::open(domain::ReservationId id) {
    Q_UNUSED(id)
}

} // namespace ui
