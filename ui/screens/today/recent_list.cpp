#include "screens/today/recent_list.h"

#include "kit/models/lazy_reload.h"
#include "kit/pages/when_done.h"
#include "kit/text/common_text.h"
#include "kit/text/row_text.h"
#include "kit/theme/metrics.h"
#include "kit/widgets/labels.h"
#include "screens/today/line_button.h"

#include <QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

constexpr std::size_t shownEvents = 2;
constexpr int newestRequests = 2;
constexpr int lookedThrough = 30; ///< a withdrawal has no order of its own: of the newest so many requests

} // namespace

RecentList::RecentList(const UiContext &context)
    : m_context(context), m_reload(new LazyReload(this, [this] { reload(); })), m_title(new SectionTitle),
      m_lines(new QVBoxLayout) {
    setObjectName(QStringLiteral("todayRecent"));
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_title);
    column->addLayout(m_lines);
    m_lines->setSpacing(0);
    connect(&context.desk.reservations(), &services::Reservations::changed, m_reload, &LazyReload::ask);
    retranslate();
}

void RecentList::setFacility(domain::FacilityId facility) {
    if (facility != m_facility) {
        m_facility = facility;
        m_events.clear();
        showLines();
    }
    m_reload->ask();
}

void RecentList::reload() {
    if (m_facility.isNull()) {
        return;
    }
    services::ReservationFilter filter;
    filter.facility = m_facility;
    filter.order = services::ReservationFilter::Order::Newest;
    filter.most = newestRequests;
    m_events.clear();
    ask(filter);
    filter.states = {domain::ReservationStatus::Withdrawn};
    filter.most = lookedThrough;
    ask(filter);
}

void RecentList::ask(const services::ReservationFilter &filter) {
    auto &reservations = m_context.desk.reservations();
    const auto quiet = [](const domain::Error &) {}; // what is shown stays
    whenDone(
        reservations.ids(filter), this,
        [this, &reservations, quiet](const std::vector<domain::ReservationId> &ids) {
            whenDone(
                reservations.rows(ids), this,
                [this](const std::vector<services::ReservationRow> &rows) { take(rows); }, quiet);
        },
        quiet);
}

void RecentList::take(const std::vector<services::ReservationRow> &rows) {
    for (const auto &row : rows) {
        const auto &history = row.reservation.history;
        const bool isWithdrawn = row.reservation.status == domain::ReservationStatus::Withdrawn;
        const domain::Instant at =
            isWithdrawn && !history.empty() ? history.back().at : row.reservation.requestedAt;
        const auto isSame = [&row](const Event &event) {
            return event.row.reservation.id == row.reservation.id;
        };
        std::erase_if(m_events, isSame);
        m_events.push_back({at, row, isWithdrawn});
    }
    std::ranges::sort(m_events, std::ranges::greater{}, &Event::at);
    showLines();
}

void RecentList::showLines() {
    while (auto *item = m_lines->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (std::size_t i = 0; i < std::min(shownEvents, m_events.size()); ++i) {
        const Event &event = m_events[i];
        const bool isToday = domain::dateOf(event.at) == domain::dateOf(m_context.desk.clock().now());
        const QString when = isToday ? timeText(domain::timeOf(event.at)) : instantText(event.at);
        const QString whom = childrenText(event.row);
        auto *line = new LineButton(this);
        line->setText(event.isWithdrawal
                          ? tr("%1 %2 withdrew the tour of %3").arg(when, whom, visitText(event.row))
                          : tr("%1 %2 asked for %3").arg(when, whom, visitText(event.row)));
        connect(line, &LineButton::clicked, this,
                [this, id = event.row.reservation.id] { Q_EMIT familyWanted(id); });
        m_lines->addWidget(line);
    }
    if (m_events.empty()) {
        auto *none = new MutedLabel(this);
        none->setText(tr("Nothing yet. Requests and withdrawals stand here."));
        m_lines->addWidget(none);
    }
}

void RecentList::retranslate() {
    m_title->setText(tr("What happened lately"));
    showLines();
}

} // namespace ui
