#include "screens/delays/month_figures.h"

#include "kit/pages/when_done.h"
#include "kit/text/common_text.h"
#include "kit/text/error_text.h"
#include "kit/theme/theme.h"
#include "kit/widgets/card.h"
#include "kit/widgets/flow_layout.h"
#include "kit/widgets/labels.h"

#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {
namespace {

/// So long nobody's page asks the hub again by itself: it counts all reservations of the month anew.
constexpr std::chrono::minutes fresh{5};
constexpr auto none = u"—";

/// Rounded down, so that only a month without a late answer says 100 %.
std::optional<std::int64_t> percentInTime(const domain::Share &late) {
    return late.of == 0 ? std::nullopt : std::optional((late.of - late.part) * 100 / late.of);
}

} // namespace

MonthFigures::MonthFigures(const Sources &sources, QWidget *parent)
    : QWidget(parent), m_sources(sources), m_title(new SectionTitle), m_age(new MutedLabel),
      m_update(new QPushButton), m_note(new MutedLabel) {
    setObjectName(QStringLiteral("monthFigures"));
    build();
    m_minute.setInterval(std::chrono::seconds(30));
    connect(&m_minute, &QTimer::timeout, this, &MonthFigures::showAge);
    connect(m_update, &QPushButton::clicked, this, &MonthFigures::ask);
    connect(&sources.sync, &services::SyncStatus::changed, this, &MonthFigures::followConnection);
    m_wasOnline = sources.sync.state().connection == services::SyncState::Connection::Online;
    m_minute.start();
    retranslate();
}

MonthFigures::~MonthFigures() {
    m_underWay.cancel();
}

void MonthFigures::build() {
    m_update->setObjectName(QStringLiteral("monthFiguresUpdate"));
    setButtonKind(m_update, ButtonKind::Quiet);
    m_age->setObjectName(QStringLiteral("monthFiguresAge"));
    m_note->setObjectName(QStringLiteral("monthFiguresNote"));
    auto *card = new Card;
    auto *inCard = new QVBoxLayout(card);
    auto *head = new FlowLayout;
    head->addWidget(m_title);
    head->addWidget(m_age);
    head->addWidget(m_update);
    auto *row = new FlowLayout;
    m_requests = addFigure(row, "monthFiguresRequests");
    m_answerTime = addFigure(row, "monthFiguresAnswerTime");
    m_inTime = addFigure(row, "monthFiguresInTime");
    inCard->addLayout(head);
    inCard->addLayout(row);
    inCard->addWidget(m_note);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(card);
}

MonthFigures::Figure MonthFigures::addFigure(FlowLayout *row, const char *name) {
    const Figure figure{.caption = new MutedLabel,
                        .value = new SizedLabel(1.4, SizedLabel::Weight::Bold, SizedLabel::Tint::Text)};
    figure.value->setObjectName(QLatin1String(name));
    auto *both = new QWidget;
    auto *column = new QVBoxLayout(both);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(figure.caption);
    column->addWidget(figure.value);
    for (QLabel *label : {static_cast<QLabel *>(figure.caption), static_cast<QLabel *>(figure.value)}) {
        label->setWordWrap(false); // the row breaks between the figures
    }
    row->addWidget(both);
    return figure;
}

bool MonthFigures::isFresh() const {
    if (!m_answer.value || m_answer.isOffline() || m_refusal) {
        return false;
    }
    const auto age = m_sources.clock.now() - m_answer.askedAt;
    return age >= age.zero() && age < fresh;
}

void MonthFigures::refresh() {
    if (!isFresh() && !m_underWay.isRunning()) {
        ask();
    }
    showAge();
}

void MonthFigures::followConnection() {
    const bool isOnline = m_sources.sync.state().connection == services::SyncState::Connection::Online;
    if (isOnline && !std::exchange(m_wasOnline, isOnline) && isVisible()) {
        refresh();
    }
    m_wasOnline = isOnline;
}

void MonthFigures::ask() {
    m_underWay.cancel();
    const domain::LocalDate today = domain::dateOf(m_sources.clock.now());
    m_underWay = m_sources.queries.statistics(
        {.period = {.from = today.year() / today.month() / 1, .to = today}, .facility = {}});
    whenDone(
        m_underWay, this, [this](const Answer &answer) { take(answer); },
        [this](const domain::Error &error) {
            if (error.kind != domain::ErrorKind::Cancelled) { // somebody asked again, or has signed out
                m_refusal = error;
                showFigures();
            }
        });
}

void MonthFigures::take(const Answer &answer) {
    m_answer = answer;
    m_refusal.reset();
    showFigures();
}

void MonthFigures::showFigures() {
    const auto &report = m_answer.value;
    const auto minutes = report ? report->whole.medianMinutes : std::nullopt;
    const auto percent = report ? percentInTime(report->whole.late) : std::nullopt;
    const QString dash = QString::fromUtf16(none);
    m_requests.value->setText(report ? tr("%1", "number of requests, with its counter word")
                                           .arg(QLocale().toString(qlonglong(report->whole.bookings)))
                                     : dash);
    m_answerTime.value->setText(minutes ? openTimeText(*minutes) : dash);
    m_inTime.value->setText(percent ? tr("%1%", "a share").arg(*percent) : dash);
    for (const Figure &figure : {m_requests, m_answerTime, m_inTime}) {
        const bool isThere = figure.value->text() != dash;
        figure.value->setAccessibleName(figure.caption->text() + u' ' +
                                        (isThere ? figure.value->text() : tr("not known")));
    }
    showAge();
}

QString MonthFigures::ageText() const {
    if (!m_answer.value) {
        return {};
    }
    const auto age = m_sources.clock.now() - m_answer.askedAt;
    if (age < age.zero() || age >= std::chrono::days(1)) { // or the clock was set
        return tr("as of %1", "age of figures").arg(instantText(m_answer.askedAt));
    }
    if (age < std::chrono::minutes(1)) {
        return tr("just now", "age of figures");
    }
    if (age < std::chrono::hours(1)) {
        return tr("%n minute(s) ago", "age of figures",
                  static_cast<int>(std::chrono::floor<std::chrono::minutes>(age).count()));
    }
    return tr("%n hour(s) ago", "age of figures",
              static_cast<int>(std::chrono::floor<std::chrono::hours>(age).count()));
}

QString MonthFigures::noteText() const {
    if (m_refusal) {
        return errorText(*m_refusal);
    }
    if (m_answer.isOffline()) {
        return m_answer.value ? tr("Offline: the figures are those that the hub gave then.")
                              : tr("Offline: the figures come as soon as the hub can be reached.");
    }
    return m_answer.value ? QString() : tr("The hub is counting …");
}

void MonthFigures::showAge() {
    m_age->setText(ageText());
    m_note->setText(noteText());
    m_note->setVisible(!m_note->text().isEmpty());
    QStringList all{m_title->text()};
    for (const Figure &figure : {m_requests, m_answerTime, m_inTime}) {
        all << figure.value->accessibleName();
    }
    all << m_age->text() << m_note->text();
    all.removeAll(QString());
    // What a screen reader says of the one thing here that the keyboard reaches.
    m_update->setAccessibleDescription(all.join(tr(", ", "between figures")));
}

void MonthFigures::retranslate() {
    m_title->setText(tr("This month"));
    m_requests.caption->setText(tr("Requests"));
    m_answerTime.caption->setText(tr("Time to the answer (median of open hours)"));
    m_inTime.caption->setText(tr("Answered in time"));
    m_update->setText(tr("Update"));
    m_update->setAccessibleName(tr("Update this month's figures"));
    showFigures();
}

} // namespace ui
