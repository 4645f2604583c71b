#include "use_cases/delay_use_cases.h"

#include "domain/waiting.h"

#include <algorithm>
#include <unordered_map>

namespace services {
namespace {

constexpr std::size_t rowsAtOnce = 1'000;

using Counters = std::unordered_map<domain::FacilityId, domain::DelayCounter>;

domain::DelayCounter counterOf(const UseCaseContext &context, domain::FacilityId facility) {
    const FacilityTime &time = context.calendars.of(context.store, facility);
    return {time.calendar, {.warnMinutes = time.warnMinutes, .lateMinutes = time.lateMinutes}, context.now()};
}

void addTo(Counters &counters, const UseCaseContext &context, const storage::ReservationRow &stored) {
    const domain::FacilityId facility = stored.reservation.facilityId;
    auto counter = counters.find(facility);
    if (counter == counters.end()) {
        counter = counters.emplace(facility, counterOf(context, facility)).first;
    }
    const bool isSlotKnown = stored.date != domain::LocalDate{};
    counter->second.add(stored.reservation.requestedAt,
                        isSlotKnown ? std::optional(domain::toInstant(stored.date, stored.start))
                                    : std::nullopt);
}

domain::Result<Counters> countAll(const UseCaseContext &context) {
    storage::ReservationQuery query;
    query.states = {domain::ReservationStatus::Requested};
    const auto ids = context.store.reservationIds(query);
    if (!ids) {
        return domain::passOn(ids);
    }
    Counters counters;
    for (std::size_t from = 0; from < ids->size(); from += rowsAtOnce) {
        const auto begin = ids->begin() + static_cast<std::ptrdiff_t>(from);
        const auto end = ids->begin() + static_cast<std::ptrdiff_t>(std::min(from + rowsAtOnce, ids->size()));
        const auto part = context.store.reservationRows({begin, end});
        if (!part) {
            return domain::passOn(part);
        }
        std::ranges::for_each(*part, [&](const auto &stored) { addTo(counters, context, stored); });
    }
    return counters;
}

void nameIt(DelayRow &row, const UseCaseContext &context) {
    const auto facility = context.store.facility(row.facility);
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

DelayRow delayRowOf(const UseCaseContext &context, domain::FacilityId facility,
                    const domain::DelayCounts &counts) {
    DelayRow row{.facility = facility,
                 .late = counts.late,
                 .nearlyLate = counts.nearlyLate,
                 .startsUnanswered = counts.startsUnanswered,
                 .oldestRequestedAt = counts.oldestRequestedAt,
                 .oldestOpenMinutes = counts.oldestOpenMinutes};
    nameIt(row, context);
    return row;
}

} // namespace

domain::Result<std::vector<DelayRow>> delayList(const UseCaseContext &context) {
    const auto counters = countAll(context);
    if (!counters) {
        return domain::passOn(counters);
    }
    std::vector<std::pair<domain::FacilityId, domain::DelayCounts>> worthACall;
    for (const auto &[facility, counter] : *counters) {
        if (counter.counts().isWorthACall()) {
            worthACall.emplace_back(facility, counter.counts());
        }
    }
    std::ranges::sort(worthACall, {}, [](const auto &counted) { return counted.first; }); // as at the hub
    std::ranges::stable_sort(worthACall, domain::isWorse, [](const auto &counted) { return counted.second; });
    std::vector<DelayRow> list;
    list.reserve(worthACall.size());
    for (const auto &[facility, counts] : worthACall) {
        list.push_back(delayRowOf(context, facility, counts));
    }
    return list;
}

} // namespace services
