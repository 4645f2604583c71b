#include "screens/training/training_bar.h"

#include "kit/text/error_text.h"
#include "kit/theme/colours.h"
#include "kit/theme/metrics.h"
#include "kit/widgets/flow_layout.h"
#include "kit/widgets/labels.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace ui {
namespace {

using Phase = services::TrainingState::Phase;

/// Readable on the stripes whatever the theme.
void inkOnStripes(QWidget *label) {
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, colours(palette).trainingText);
    label->setPalette(palette);
}

} // namespace

TrainingBar::TrainingBar(services::Training &training, Prompter &prompter, QWidget *parent)
    : QWidget(parent), m_training(training), m_prompter(prompter),
      m_mark(new SizedLabel(1.15, SizedLabel::Weight::Bold, SizedLabel::Tint::Text, this)),
      m_state(new QLabel(this)), m_code(new QLabel(this)), m_copy(new QPushButton(this)),
      m_book(new QPushButton(this)), m_pause(new QPushButton(this)), m_reset(new QPushButton(this)) {
    setObjectName(QStringLiteral("trainingBar"));
    m_mark->setObjectName(QStringLiteral("trainingMark"));
    m_mark->setWordWrap(false);
    m_state->setObjectName(QStringLiteral("trainingState"));
    m_code->setObjectName(QStringLiteral("trainingCode"));
    m_copy->setObjectName(QStringLiteral("trainingCopy"));
    m_book->setObjectName(QStringLiteral("trainingBook"));
    m_pause->setObjectName(QStringLiteral("trainingPause"));
    m_reset->setObjectName(QStringLiteral("trainingReset"));
    auto *layout = new FlowLayout(this);
    for (QWidget *widget :
         {static_cast<QWidget *>(m_mark), static_cast<QWidget *>(m_state), static_cast<QWidget *>(m_code),
          static_cast<QWidget *>(m_copy), static_cast<QWidget *>(m_book), static_cast<QWidget *>(m_pause),
          static_cast<QWidget *>(m_reset)}) {
        layout->addWidget(widget);
    }
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &TrainingBar::showCode);
    connect(m_copy, &QPushButton::clicked, this, &TrainingBar::copyCode);
    connect(m_book, &QPushButton::clicked, this, [this] { m_training.parentBooksNow(); });
    connect(m_pause, &QPushButton::clicked, this,
            [this] { m_training.setPaused(!m_training.state().paused); });
    connect(m_reset, &QPushButton::clicked, this, &TrainingBar::askForReset);
    connect(&training, &services::Training::changed, this, &TrainingBar::follow);
    retranslate();
    m_second.start();
}

void TrainingBar::follow() {
    const services::TrainingState state = m_training.state();
    const bool running = state.phase == Phase::Running;
    switch (state.phase) {
    case Phase::Starting:
        m_state->setText(tr("The practice hub is starting …"));
        break;
    case Phase::Running:
        m_state->setText(state.paused ? tr("Paused: the invented families do nothing by themselves")
                                      : tr("Invented families only. Nothing reaches a real hub."));
        break;
    case Phase::Failed:
        m_state->setText(tr("The practice hub does not run: %1").arg(errorText(state.problem)));
        break;
    case Phase::Resetting:
        m_state->setText(tr("Back to the start …"));
        break;
    }
    for (QWidget *widget : {static_cast<QWidget *>(m_code), static_cast<QWidget *>(m_copy),
                            static_cast<QWidget *>(m_book), static_cast<QWidget *>(m_pause)}) {
        widget->setVisible(running);
    }
    m_reset->setVisible(running || state.phase == Phase::Failed);
    m_pause->setText(state.paused ? tr("Go on") : tr("Pause"));
    showCode();
}

void TrainingBar::showCode() {
    if (m_training.state().phase != Phase::Running) {
        return;
    }
    const auto [code, seconds] = m_training.authenticatorCode();
    m_code->setText(tr("Practice authenticator: %1 (%2 s)").arg(code).arg(seconds));
}

void TrainingBar::copyCode() {
    QGuiApplication::clipboard()->setText(m_training.authenticatorCode().first);
}

void TrainingBar::askForReset() {
    m_prompter.confirm(
        this, tr("Back to the start"),
        tr("Everything that was done in this practice is removed, and new invented families come."),
        tr("Start anew"), [this](bool yes) {
            if (yes) {
                m_training.reset();
            }
        });
}

void TrainingBar::paintEvent(QPaintEvent *event) {
    Q_UNUSED(event)
    const Colours c = colours(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), c.trainingBackground);
    const int stripe = lineHeights(0.8);
    painter.setPen(QPen(c.trainingStripe, stripe * 0.7));
    for (int x = -height(); x < width() + height(); x += 2 * stripe) {
        painter.drawLine(x, height(), x + height(), 0);
    }
    painter.fillRect(0, height() - 2, width(), 2, c.trainingText);
}

void TrainingBar::changeEvent(QEvent *event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void TrainingBar::retranslate() {
    m_mark->setText(tr("Practice"));
    m_copy->setText(tr("Copy the code"));
    m_book->setText(tr("A family books"));
    m_reset->setText(tr("Back to the start"));
    for (QWidget *label :
         {static_cast<QWidget *>(m_mark), static_cast<QWidget *>(m_state), static_cast<QWidget *>(m_code)}) {
        inkOnStripes(label);
    }
    follow();
}

} // namespace ui
