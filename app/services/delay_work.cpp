#include "services/work.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace services {
namespace {

constexpr std::size_t rowsAtOnce = 1'000;

void count(DelayRow &row, const Urgency &urgency, const FacilityTime &time, domain::Instant now) {
    if (urgency.due <= now) {
        ++row.late;
    } else if (urgency.openMinutesLeft <= time.lateMinutes - time.warnMinutes) {
        ++row.nearlyLate;
    }
    row.startsUnanswered += urgency.startsBeforeDue ? 1 : 0;
}

void noteAge(DelayRow &row, const domain::Reservation &reservation, const FacilityTime &time,
             domain::Instant now) {
    const bool first = row.oldestRequestedAt == domain::Instant{};
    if (first || reservation.requestedAt < row.oldestRequestedAt) {
        row.oldestRequestedAt = reservation.requestedAt;
        row.oldestOpenMinutes = domain::openMinutesBetween(time.calendar, reservation.requestedAt, now);
    }
}

using Rows = std::unordered_map<domain::FacilityId, DelayRow>;

void addTo(Rows &rows, const Work &work, const storage::ReservationRow &stored) {
    const FacilityTime &time = work.calendars.of(work.store, stored.reservation.facilityId);
    const auto urgency = urgencyOf(stored, time, work.now());
    if (!urgency) {
        return;
    }
    DelayRow &row = rows[stored.reservation.facilityId];
    row.facility = stored.reservation.facilityId;
    count(row, *urgency, time, work.now());
    noteAge(row, stored.reservation, time, work.now());
}

domain::Result<Rows> countAll(const Work &work) {
    storage::ReservationQuery query;
    query.states = {domain::ReservationStatus::Requested};
    const auto ids = work.store.reservationIds(query);
    if (!ids) {
        return domain::passOn(ids);
    }
    Rows rows;
    for (std::size_t from = 0; from < ids->size(); from += rowsAtOnce) {
        const auto begin = ids->begin() + static_cast<std::ptrdiff_t>(from);
        const auto end = ids->begin() + static_cast<std::ptrdiff_t>(std::min(from + rowsAtOnce, ids->size()));
        const auto part = work.store.reservationRows({begin, end});
        if (!part) {
            return domain::passOn(part);
        }
        std::ranges::for_each(*part, [&](const auto &stored) { addTo(rows, work, stored); });
    }
    return rows;
}

void nameIt(DelayRow &row, const Work &work) {
    const auto facility = work.store.facility(row.facility);
    if (!facility) {
        return;
    }
    const auto value = [&](const char *key) {
        const auto found = facility->profile.find(key);
        return found == facility->profile.end() ? QString{} : QString::fromStdString(found->second);
    };
    row.name = value("name");
    row.phone = value("phone");
}

bool isWorse(const DelayRow &a, const DelayRow &b) {
    const auto rank = [](const DelayRow &row) {
        return std::tuple(row.late, row.startsUnanswered, row.nearlyLate, row.oldestOpenMinutes);
    };
    return rank(a) > rank(b);
}

} // namespace

domain::Result<std::vector<DelayRow>> delayList(const Work &work) {
    auto counted = countAll(work);
    if (!counted) {
        return domain::passOn(counted);
    }
    std::vector<DelayRow> list;
    for (auto &[id, row] : *counted) {
        if (row.late + row.nearlyLate + row.startsUnanswered > 0) {
            nameIt(row, work);
            list.push_back(row);
        }
    }
    std::ranges::stable_sort(list, isWorse);
    return list;
}

} // namespace services
