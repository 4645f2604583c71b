#include "hub/handlers/municipality/delays.h"

#include "domain/waiting.h"
#include "hub/calls/answers.h"
#include "hub/db/read.h"
#include "hub/records/scope.h"
#include "hub/records/stored_id.h"
#include "wire/reservation_calls.h"

#include <algorithm>

namespace hub {

namespace {

using domain::Instant;
using domain::Result;

struct Waiting {
    Instant requestedAt;
    Instant startsAt;
};
struct WaitingFacility {
    FacilityRow facility;
    std::vector<Waiting> requests;
};

Result<std::vector<WaitingFacility>> waitingIn(Connection &db, const std::string &municipality) {
    std::vector<WaitingFacility> all;
    auto read =
        eachRow(db,
                "SELECT " HUB_FACILITY_COLUMNS ", r.requested_at, r.starts_at FROM reservation r "
                "JOIN facility f ON f.id = r.facility_id "
                "WHERE r.status = 'requested' AND f.municipality = $1 ORDER BY f.id",
                {municipality}, [&all](const Rows &row) {
                    if (all.empty() || all.back().facility.id != row.text(0)) {
                        all.push_back({facilityRow(row, 0), {}});
                    }
                    const auto at = [&row](int column) {
                        return Instant(std::chrono::seconds(row.integer(facilityColumnCount + column)));
                    };
                    all.back().requests.push_back({at(0), at(1)});
                });
    if (!read) {
        return domain::passOn(read);
    }
    return all;
}

struct CountedFacility {
    const FacilityRow *facility;
    domain::DelayCounts counts;
};

CountedFacility countedOf(const WaitingFacility &waiting, Instant now) {
    const FacilityRow &facility = waiting.facility;
    domain::DelayCounter counter(
        facility.calendar(), {.warnMinutes = facility.warnMinutes, .lateMinutes = facility.lateMinutes}, now);
    for (const Waiting &request : waiting.requests) {
        counter.add(request.requestedAt, request.startsAt);
    }
    return {&facility, counter.counts()};
}

domain::Result<wire::Delay> delayOf(const CountedFacility &counted) {
    const domain::DelayCounts &counts = counted.counts;
    return storedId<domain::FacilityId>(counted.facility->id).map([&](domain::FacilityId id) {
        return wire::Delay{.facilityId = id,
                           .facilityName = counted.facility->name,
                           .phone = counted.facility->phone,
                           .lateCount = counts.late,
                           .nearlyLateCount = counts.nearlyLate,
                           .startsUnansweredSoon = counts.startsUnanswered,
                           .oldestRequestedAt = counts.oldestRequestedAt,
                           .oldestOpenMinutes = counts.oldestOpenMinutes};
    });
}

} // namespace

HandlerResult getDelays(const Request &, Context &context) {
    const Caller &caller = *context.caller;
    const std::string &code = context.param(0);
    if (!isMunicipal(caller)) {
        return forbidden();
    }
    if (caller.user.municipalityCode != code) {
        return notFound();
    }
    const auto waiting = waitingIn(context.db, code);
    if (!waiting) {
        return domain::passOn(waiting);
    }
    std::vector<CountedFacility> worthACall;
    for (const WaitingFacility &facility : *waiting) {
        const CountedFacility counted = countedOf(facility, context.now());
        if (counted.counts.isWorthACall()) {
            worthACall.push_back(counted);
        }
    }
    std::stable_sort(worthACall.begin(), worthACall.end(),
                     [](const auto &a, const auto &b) { return domain::isWorse(a.counts, b.counts); });
    std::vector<wire::Delay> delays;
    delays.reserve(worthACall.size());
    for (const CountedFacility &counted : worthACall) {
        auto delay = delayOf(counted);
        if (!delay) {
            return domain::passOn(delay);
        }
        delays.push_back(std::move(*delay));
    }
    return jsonAnswer(200, wire::toJson(delays));
}

} // namespace hub
