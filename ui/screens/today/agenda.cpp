#include "screens/today/agenda.h"

#include "kit/models/chosen_row.h"
#include "kit/models/reservation_list_model.h"
#include "kit/pages/when_done.h"
#include "kit/text/common_text.h"
#include "kit/theme/theme.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/states.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

Agenda::Agenda(const UiContext &context)
    : DayList(context.desk.reservations(), {u"todayVisitors", u"today"}, new AgendaDelegate(nullptr)),
      m_context(context), m_delegate(qobject_cast<AgendaDelegate *>(view().itemDelegate())),
      m_reload(new LazyReload(this, [this] { loadSlots(); })), m_back(new QPushButton),
      m_day(domain::dateOf(context.desk.clock().now())) {
    m_back->setObjectName(QStringLiteral("todayBackToToday"));
    setButtonKind(m_back, ButtonKind::Quiet);
    m_back->hide();
    foot().addWidget(m_back, 0, Qt::AlignLeft);
    connect(m_back, &QPushButton::clicked, this, &Agenda::showToday);
    connect(this, &DayList::altered, this, [this] {
        arrange();
        suggestVisitor();
    });
    connect(&context.desk.slotBook(), &services::Slots::changed, m_reload, &LazyReload::ask);
    ask();
}

void Agenda::setFacility(domain::FacilityId facility) {
    if (facility != m_facility) {
        m_facility = facility;
        chosen().chooseFirstOnceLoaded();
    }
    ask();
}

void Agenda::setDay(domain::LocalDate day) {
    if (day != m_day) {
        m_day = day;
        m_slots.clear();
        chosen().chooseFirstOnceLoaded();
        ask();
        retranslate();
    }
}

void Agenda::showToday() {
    setDay(domain::dateOf(m_context.desk.clock().now()));
}

bool Agenda::isToday() const {
    return m_day == domain::dateOf(m_context.desk.clock().now());
}

void Agenda::ask() {
    using Status = domain::ReservationStatus;
    services::ReservationFilter filter;
    filter.states = {Status::Approved, Status::Attended, Status::NoShow};
    filter.from = filter.to = m_day;
    if (!m_facility.isNull()) {
        filter.facility = m_facility;
    }
    model().setFilter(filter);
    m_reload->ask();
}

void Agenda::loadSlots() {
    if (m_facility.isNull()) {
        return;
    }
    whenDone(
        m_context.desk.slotBook().between(m_facility, m_day, m_day), this,
        [this](const std::vector<services::SlotRow> &rows) {
            m_slots = rows;
            arrange();
        },
        [](const domain::Error &) {}); // the visitors stand there all the same
}

void Agenda::tick() {
    arrange();
    model().refresh();
}

std::vector<AgendaLine> Agenda::lines() const {
    std::vector<AgendaLine> lines;
    const domain::Instant now = m_context.desk.clock().now();
    for (const auto &row : m_slots) {
        const int left = row.slot.seats - row.seatsTaken;
        const bool isAhead = row.slot.status == domain::SlotStatus::Open && row.slot.date == m_day &&
                             domain::toInstant(row.slot.date, row.slot.start) > now;
        if (isAhead && left > 0) {
            lines.push_back({AgendaLine::Kind::Free, row.slot.start,
                             timeText(row.slot.start) + u'　' + tr("%n free", "seats of a slot", left)});
        }
    }
    if (isToday()) {
        const auto time = domain::timeOf(now);
        lines.push_back({AgendaLine::Kind::Now, time, tr("%1 now", "time of day").arg(timeText(time))});
    }
    std::ranges::stable_sort(lines, {}, [](const AgendaLine &line) { return line.at.sinceMidnight; });
    return lines;
}

/// Each line stands above the first visit that begins later, the rest below the last one.
void Agenda::arrange() {
    const auto between = lines();
    const domain::Instant now = m_context.desk.clock().now();
    std::vector<AgendaDelegate::Row> rows(static_cast<std::size_t>(model().rowCount()));
    auto line = between.begin();
    bool nextIsFound = false;
    QStringList spoken;
    QStringList free;
    for (std::size_t at = 0; at < rows.size(); ++at) {
        const auto *visit = model().rowAt(static_cast<int>(at));
        if (visit == nullptr) {
            continue; // comes soon, and with it everything is arranged anew
        }
        for (; line != between.end() && line->at.sinceMidnight < visit->start.sinceMidnight; ++line) {
            rows[at].above.push_back(*line);
        }
        const domain::Instant starts = domain::toInstant(visit->date, visit->start);
        if (visit->reservation.status != domain::ReservationStatus::Approved) {
            rows[at].state = VisitState::Over;
        } else if (starts <= now) {
            rows[at].state = VisitState::Unrecorded;
        } else if (!nextIsFound && isToday()) {
            nextIsFound = true;
            rows[at].state = VisitState::Next;
            const auto minutes = std::chrono::ceil<std::chrono::minutes>(starts - now).count();
            rows[at].note = minutes < 60 ? tr("in %n min", nullptr, static_cast<int>(minutes))
                                         : tr("in %1 h %2 min").arg(minutes / 60).arg(minutes % 60);
        }
    }
    for (const auto &each : between) {
        spoken << each.text;
        if (each.kind == AgendaLine::Kind::Free) {
            free << each.text;
        }
    }
    if (!rows.empty()) {
        rows.back().below.assign(line, between.end());
    }
    title().setText(isToday() ? tr("Plan of today (%1)").arg(rows.size())
                              : tr("Plan of %1 (%2)").arg(dateText(m_day)).arg(rows.size()));
    m_delegate->setRows(std::move(rows));
    view().setAccessibleDescription(spoken.join(QStringLiteral("、")));
    empty().setTexts(isToday() ? tr("No visitors today") : tr("No visitors on this day"),
                     free.isEmpty() ? tr("Approved tours of the day stand here.") : free.join(u'\n'));
}

/// Nobody has chosen: first who has come and is not recorded, then who comes next.
void Agenda::suggestVisitor() {
    if (chosen().isByPerson() || chosen().id().isNull()) {
        return;
    }
    for (int at = 0; at < model().rowCount(); ++at) { // in the order of their times
        const auto *visit = model().rowAt(at);
        if (visit != nullptr && visit->reservation.status == domain::ReservationStatus::Approved &&
            visit->pending.state != services::Pending::Waiting) {
            moveMark(visit->reservation.id);
            return;
        }
    }
}

void Agenda::retranslate() {
    m_back->setText(tr("Back to today"));
    m_back->setVisible(!isToday());
    view().setAccessibleName(tr("Visitors of the day"));
    arrange();
}

} // namespace ui
