#include "hub/handlers/delays.h"

#include "hub/db/read.h"
#include "hub/handlers/answers.h"
#include "hub/handlers/scope.h"
#include "wire/reservation_calls.h"

#include <algorithm>

namespace hub {

namespace {

using domain::Instant;
using domain::Result;

/// A request whose slot starts within this much open time and is unanswered; one open day.
constexpr std::int64_t soonMinutes = domain::defaultWarnMinutes;

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

wire::Delay delayOf(const WaitingFacility &waiting, Instant now) {
    const FacilityRow &facility = waiting.facility;
    const domain::OpenCalendar calendar = facility.calendar();
    const auto soon = domain::addOpenMinutes(calendar, now, soonMinutes);
    wire::Delay delay;
    delay.facilityId = *domain::FacilityId::parse(facility.id);
    delay.facilityName = facility.name;
    delay.phone = facility.phone;
    delay.oldestRequestedAt = now;
    for (const Waiting &request : waiting.requests) {
        const auto minutes = domain::openMinutesBetween(calendar, request.requestedAt, now);
        delay.lateCount += minutes >= facility.lateMinutes ? 1 : 0;
        delay.nearlyLateCount += minutes >= facility.warnMinutes && minutes < facility.lateMinutes ? 1 : 0;
        delay.startsUnansweredSoon += soon && request.startsAt <= *soon ? 1 : 0;
        delay.oldestRequestedAt = std::min(delay.oldestRequestedAt, request.requestedAt);
        delay.oldestOpenMinutes = std::max(delay.oldestOpenMinutes, minutes);
    }
    return delay;
}

bool isWorse(const wire::Delay &a, const wire::Delay &b) {
    const auto rank = [](const wire::Delay &delay) {
        return std::tuple(delay.startsUnansweredSoon > 0, delay.lateCount, delay.oldestOpenMinutes);
    };
    return rank(a) > rank(b);
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
    std::vector<wire::Delay> delays;
    for (const WaitingFacility &facility : *waiting) {
        wire::Delay delay = delayOf(facility, context.now());
        if (delay.lateCount + delay.nearlyLateCount + delay.startsUnansweredSoon > 0) {
            delays.push_back(std::move(delay));
        }
    }
    std::stable_sort(delays.begin(), delays.end(), isWorse);
    return jsonAnswer(200, wire::toJson(delays));
}

} // namespace hub
