#include "screens/training/trainee_card.h"

#include "kit/theme/theme.h"
#include "kit/widgets/card.h"
#include "kit/widgets/labels.h"

#include <QEvent>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

TraineeCard::TraineeCard(services::Training &training, QWidget *parent)
    : QWidget(parent), m_training(training), m_title(new SectionTitle), m_text(new QLabel),
      m_fill(new QPushButton), m_other(new QPushButton) {
    m_text->setObjectName(QStringLiteral("traineeText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_fill->setObjectName(QStringLiteral("traineeFill"));
    m_other->setObjectName(QStringLiteral("traineeOther"));
    setButtonKind(m_other, ButtonKind::Quiet);
    auto *card = new Card(this);
    auto *inCard = new QVBoxLayout(card);
    inCard->addWidget(m_title);
    inCard->addWidget(m_text);
    inCard->addWidget(m_fill, 0, Qt::AlignLeft);
    inCard->addWidget(m_other, 0, Qt::AlignLeft);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(card);
    connect(m_fill, &QPushButton::clicked, this, [this] {
        const services::TrainingState state = m_training.state();
        Q_EMIT fillInWanted(state.loginId, state.password);
    });
    connect(m_other, &QPushButton::clicked, this, [this] {
        const bool nursery = m_training.state().who == services::Trainee::Nursery;
        m_training.practiseAs(nursery ? services::Trainee::Municipality : services::Trainee::Nursery);
    });
    connect(&training, &services::Training::changed, this, &TraineeCard::retranslate);
    retranslate();
}

void TraineeCard::changeEvent(QEvent *event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void TraineeCard::retranslate() {
    const services::TrainingState state = m_training.state();
    const bool nursery = state.who == services::Trainee::Nursery;
    m_title->setText(nursery ? tr("For practice: nursery staff") : tr("For practice: municipal staff"));
    m_other->setText(nursery ? tr("Practise as municipal staff") : tr("Practise as nursery staff"));
    m_text->setText(tr("Login ID: %1\nPassword: %2\nThe six-digit code stands in the yellow bar above.")
                        .arg(state.loginId, state.password));
    m_text->setAccessibleDescription(m_text->text());
    m_fill->setText(tr("Fill in the login"));
    setVisible(!state.loginId.isEmpty());
}

} // namespace ui
