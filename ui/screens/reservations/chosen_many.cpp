#include "screens/reservations/chosen_many.h"

#include "kit/text/row_text.h"
#include "kit/theme/theme.h"
#include "kit/widgets/labels.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

ChosenMany::ChosenMany(QWidget *parent)
    : QWidget(parent), m_title(new SectionTitle(this)), m_names(new QLabel(this)),
      m_approve(new QPushButton(this)), m_decline(new QPushButton(this)), m_end(new QPushButton(this)) {
    const std::initializer_list<std::pair<QWidget *, const char16_t *>> names = {{m_title, u"manyTitle"},
                                                                                 {m_names, u"manyNames"},
                                                                                 {m_approve, u"manyApprove"},
                                                                                 {m_decline, u"manyDecline"},
                                                                                 {m_end, u"manyEnd"}};
    for (const auto &[widget, name] : names) {
        widget->setObjectName(QString::fromUtf16(name));
    }
    m_names->setWordWrap(true);
    m_names->setTextFormat(Qt::PlainText);
    setButtonKind(m_approve, ButtonKind::Primary);
    setButtonKind(m_end, ButtonKind::Quiet);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_title);
    column->addWidget(m_names);
    for (auto *button : {m_approve, m_decline, m_end}) {
        column->addWidget(button, 0, Qt::AlignLeft);
    }
    column->addStretch(1);
    using Call = domain::ReservationCall;
    connect(m_approve, &QPushButton::clicked, this, [this] { Q_EMIT callWanted(Call::Approve); });
    connect(m_decline, &QPushButton::clicked, this, [this] { Q_EMIT callWanted(Call::Decline); });
    connect(m_end, &QPushButton::clicked, this, &ChosenMany::endWanted);
    retranslate();
}

void ChosenMany::show(int count, const std::vector<services::ReservationRow> &known) {
    m_count = count;
    m_known = known;
    retranslate();
}

void ChosenMany::retranslate() {
    m_title->setText(tr("%n reservation(s) are chosen", nullptr, m_count));
    m_names->setText(namesText(m_known));
    m_approve->setText(tr("Approve %n", nullptr, m_count));
    m_decline->setText(tr("Decline %n…", nullptr, m_count));
    m_end->setText(tr("End the choice"));
}

} // namespace ui
