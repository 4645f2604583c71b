#include "screens/today/day_greeting.h"

#include "kit/pages/when_done.h"
#include "kit/text/common_text.h"
#include "kit/theme/theme.h"
#include "kit/widgets/flow_layout.h"
#include "kit/widgets/labels.h"

#include <QPushButton>

#include <algorithm>

namespace ui {

DayGreeting::DayGreeting(const UiContext &context)
    : m_context(context), m_title(new PageTitle(this)),
      m_sentence(new SizedLabel(1.1, SizedLabel::Weight::Normal, SizedLabel::Tint::Text, this)),
      m_show(new QPushButton(this)) {
    m_title->setWordWrap(false);
    m_sentence->setObjectName(QStringLiteral("todaySentence"));
    m_sentence->setWordWrap(false);
    m_show->setObjectName(QStringLiteral("todayShowDay"));
    setButtonKind(m_show, ButtonKind::Quiet);
    m_show->hide();
    auto *line = new FlowLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_title);
    line->addWidget(m_sentence);
    line->addWidget(m_show);
    connect(m_show, &QPushButton::clicked, this, [this] {
        if (m_next) {
            Q_EMIT dayWanted(m_next->date);
        }
    });
}

void DayGreeting::setFacility(domain::FacilityId facility) {
    m_facility = facility;
    m_next.reset();
    if (m_waiting == 0) {
        askForNext();
    }
}

void DayGreeting::setWaiting(std::optional<int> count) {
    if (count == 0 && m_waiting != count) {
        askForNext();
    }
    m_waiting = count;
    say();
}

/// Only where the sentence needs it. The visits of today come first; a day has few.
void DayGreeting::askForNext() {
    services::ReservationFilter filter;
    filter.states = {domain::ReservationStatus::Approved};
    filter.from = domain::dateOf(m_context.desk.clock().now());
    filter.most = 50;
    if (!m_facility.isNull()) {
        filter.facility = m_facility;
    }
    auto &reservations = m_context.desk.reservations();
    const auto quiet = [](const domain::Error &) {}; // the sentence ends without the next visit
    whenDone(
        reservations.ids(filter), this,
        [this, &reservations, quiet](const std::vector<domain::ReservationId> &ids) {
            whenDone(
                reservations.rows(ids), this,
                [this](const std::vector<services::ReservationRow> &rows) {
                    const auto now = m_context.desk.clock().now();
                    const auto next = std::ranges::find_if(rows, [now](const auto &row) {
                        return domain::toInstant(row.date, row.start) > now;
                    });
                    m_next = next == rows.end() ? std::nullopt : std::optional(*next);
                    say();
                },
                quiet);
        },
        quiet);
}

void DayGreeting::tick() {
    if (m_waiting == 0) {
        askForNext();
    }
    say();
}

void DayGreeting::say() {
    const domain::Instant now = m_context.desk.clock().now();
    const domain::LocalDate today = domain::dateOf(now);
    m_title->setText(dateText(today) + u' ' + timeText(domain::timeOf(now)));
    m_show->setVisible(m_waiting == 0 && m_next && m_next->date != today);
    if (!m_waiting) {
        m_sentence->clear();
        return;
    }
    if (*m_waiting > 0) {
        m_sentence->setText(tr("%n more answer(s), and today is done.", nullptr, *m_waiting));
        return;
    }
    if (!m_next) {
        m_sentence->setText(tr("Everything is answered."));
        return;
    }
    const QString time = timeText(m_next->start);
    const int days = domain::daysBetween(today, m_next->date);
    const QString when = days == 0   ? tr("today %1").arg(time)
                         : days == 1 ? tr("tomorrow %1").arg(time)
                                     : dateText(m_next->date) + u' ' + time;
    m_sentence->setText(tr("Everything is answered. The next visit is %1.").arg(when));
    m_show->setText(days == 1 ? tr("See the plan of tomorrow") : tr("See the plan of that day"));
}

void DayGreeting::retranslate() {
    say();
}

} // namespace ui
