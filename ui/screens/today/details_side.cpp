#include "screens/today/details_side.h"

#include "kit/forms/decision_form.h"
#include "kit/forms/reservation_details.h"
#include "kit/theme/icons.h"
#include "kit/theme/metrics.h"
#include "kit/theme/theme.h"
#include "kit/widgets/scroll.h"

#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui {

namespace {

/// With the margins of a card.
QWidget *scrolled(QWidget *content) {
    auto *inside = new QWidget;
    auto *column = new QVBoxLayout(inside);
    column->addWidget(content, 1);
    auto *scroll = new VerticalScroll(inside);
    scroll->setFrameShape(QFrame::NoFrame);
    return scroll;
}

} // namespace

DetailsSide::DetailsSide(QWidget *parent)
    : Card(parent), m_stack(new QStackedWidget), m_details(new ReservationDetails), m_form(new DecisionForm),
      m_close(new QPushButton) {
    setObjectName(QStringLiteral("todayDetails"));
    m_close->setObjectName(QStringLiteral("todayCloseDetails"));
    m_close->setIcon(icon(QStringLiteral("close"), Ink::Key));
    setButtonKind(m_close, ButtonKind::Quiet);
    m_close->hide();
    m_stack->addWidget(scrolled(m_details));
    m_stack->addWidget(scrolled(m_form));
    auto *column = new QVBoxLayout(this);
    const int edge = lineHeights(0.2);
    column->setContentsMargins(edge, edge, edge, edge);
    column->addWidget(m_close, 0, Qt::AlignRight);
    column->addWidget(m_stack, 1);
    setMinimumWidth(lineHeights(15));
    connect(m_close, &QPushButton::clicked, this, &DetailsSide::closeWanted);
}

void DetailsSide::showRow(const services::ReservationRow *row, domain::Instant now, const QString &why) {
    if (row != nullptr) {
        m_details->show(*row, now);
    } else {
        m_details->showNobody(why);
    }
}

void DetailsSide::showForm(bool shows) {
    m_stack->setCurrentIndex(shows ? 1 : 0);
}

void DetailsSide::setOver(bool over) {
    m_over = over;
    m_close->setVisible(over);
}

void DetailsSide::retranslate() {
    m_details->retranslate();
    m_close->setText(tr("Close (Esc)"));
}

} // namespace ui
