#include "kit/widgets/states.h"

#include "kit/theme/colours.h"
#include "kit/theme/icons.h"
#include "kit/theme/metrics.h"
#include "kit/theme/theme.h"
#include "kit/widgets/labels.h"

#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {
namespace {

class BigIcon final : public QWidget {
public:
    BigIcon(QString name, QWidget *parent) : QWidget(parent), m_name(std::move(name)) {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    [[nodiscard]] QSize sizeHint() const override { return {lineHeights(2.2), lineHeights(2.2)}; }

protected:
    void paintEvent(QPaintEvent *) override {
        QPainter painter(this);
        paintIcon(&painter, m_name, rect(), colours(palette()).muted);
    }

private:
    QString m_name;
};

} // namespace

EmptyState::EmptyState(const QString &iconName, QWidget *parent)
    : QWidget(parent), m_what(new SectionTitle(this)), m_why(new QLabel(this)),
      m_whatToDo(new MutedLabel(this)), m_action(new QPushButton(this)) {
    m_why->setWordWrap(true);
    m_why->setTextFormat(Qt::PlainText);
    m_action->setObjectName(QStringLiteral("emptyAction"));
    m_action->hide();
    auto *layout = new QVBoxLayout(this);
    layout->addStretch(1);
    layout->addWidget(new BigIcon(iconName, this), 0, Qt::AlignHCenter);
    for (QLabel *label : {m_what, m_why, m_whatToDo}) {
        label->setAlignment(Qt::AlignHCenter);
        layout->addWidget(label);
    }
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
    layout->addStretch(2);
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionTriggered);
}

void EmptyState::setTexts(const QString &what, const QString &why, const QString &whatToDo) {
    m_what->setText(what);
    m_why->setText(why);
    m_whatToDo->setText(whatToDo);
    m_whatToDo->setVisible(!whatToDo.isEmpty());
}

void EmptyState::setAction(const QString &text) {
    m_action->setText(text);
    m_action->setVisible(!text.isEmpty());
}

BusyLine::BusyLine(QWidget *parent)
    : QWidget(parent), m_text(new MutedLabel(this)), m_bar(new QProgressBar(this)) {
    m_bar->setTextVisible(false);
    m_bar->setRange(0, 0);
    m_text->setObjectName(QStringLiteral("busyText"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
    layout->addWidget(m_bar);
    m_bar->setMaximumHeight(lineHeights(0.35));
    setVisible(false);
    m_delay.setSingleShot(true);
    m_delay.setInterval(500);
    connect(&m_delay, &QTimer::timeout, this, [this] { setVisible(m_running); });
}

void BusyLine::start(const QString &text) {
    m_text->setText(text);
    m_bar->setAccessibleName(text);
    if (!m_running) {
        m_running = true;
        m_bar->setRange(0, 0);
        m_delay.start();
    }
}

void BusyLine::stop() {
    m_running = false;
    m_delay.stop();
    setVisible(false);
}

void BusyLine::setProgress(qint64 done, qint64 total) {
    constexpr int steps = 1000;
    m_bar->setRange(0, total > 0 ? steps : 0);
    if (total > 0) {
        m_bar->setValue(static_cast<int>(std::min(done, total) * steps / total));
    }
}

} // namespace ui
