#include "hub/handlers/facilities/availability.h"

#include "hub/calls/answers.h"
#include "hub/calls/query_values.h"
#include "hub/db/read.h"
#include "hub/records/reservation_store.h"
#include "hub/records/scope.h"

namespace hub {

namespace {

using domain::Instant;

constexpr PeriodLength ofPeriod{.usual = 28, .most = 184};

Instant instantIn(const Rows &row, int column) {
    return Instant(std::chrono::seconds(row.integer(column)));
}

void appendMember(std::string &json, const char *name, const std::string &text) {
    json.append(",\"").append(name).append("\":\"").append(text).append("\"");
}

std::string agesText(std::int64_t bits) {
    std::string text;
    for (const int age : domain::agesOf(domain::AgeClasses(static_cast<unsigned long long>(bits)))) {
        text.append(text.empty() ? "" : ",").append(std::to_string(age));
    }
    return text;
}

std::optional<Instant> instantIfAny(const Rows &row, int column) {
    return row.isNull(column) ? std::nullopt : std::optional(instantIn(row, column));
}

/// Applies the rules of a booking. `slot` keeps the facility's data from row to row.
bool isBookable(const Rows &row, SlotRow &slot, Instant now) {
    slot.startsAt = instantIn(row, 1);
    slot.opensAt = instantIfAny(row, 6);
    slot.closesAt = instantIfAny(row, 7);
    return row.integer(4) < row.integer(3) && placeFaults(slot, now, {}).empty();
}

void appendSlot(std::string &json, const Rows &row, bool bookable) {
    const Instant start = instantIn(row, 1);
    json += json.empty() ? "{" : ",{";
    json.append(R"("id":")").append(row.text(0)).append("\"");
    appendMember(json, "date", domain::textOf(domain::dateOf(start)));
    appendMember(json, "start", domain::textOf(domain::timeOf(start)));
    appendMember(json, "end", domain::textOf(domain::timeOf(instantIn(row, 2))));
    json.append(R"(,"seats":)").append(std::to_string(row.integer(3)));
    json.append(R"(,"seats_free":)").append(std::to_string(row.integer(3) - row.integer(4)));
    json.append(R"(,"accepted_ages":[)").append(agesText(row.integer(5))).append("]");
    if (!row.isNull(6)) {
        appendMember(json, "opens_at", domain::textOf(instantIn(row, 6)));
    }
    if (!row.isNull(7)) {
        appendMember(json, "closes_at", domain::textOf(instantIn(row, 7)));
    }
    json.append(R"(,"bookable":)").append(bookable ? "true}" : "false}");
}

} // namespace

HandlerResult getAvailability(const Request &request, Context &context) {
    const auto id = idFrom<domain::FacilityId>(context);
    if (!id) {
        return domain::passOn(id);
    }
    auto facility = facilityInScope(context, id->text(), Need::See);
    if (!facility) {
        return domain::passOn(facility);
    }
    const auto period = comingPeriodIn(request, domain::dateOf(context.now()), ofPeriod);
    if (!period) {
        return domain::passOn(period);
    }
    const auto from = domain::toInstant(period->from, {}).time_since_epoch().count();
    const auto to = domain::toInstant(domain::addDays(period->to, 1), {}).time_since_epoch().count();
    std::string slots;
    SlotRow judged;
    judged.status = domain::nameOf(domain::SlotStatus::Open);
    judged.facility = *facility;
    auto read =
        eachRow(context.db,
                "SELECT id, starts_at, ends_at, seats, seats_taken, accepted_ages, opens_at, closes_at "
                "FROM slot WHERE facility_id = $1 AND starts_at >= $2 AND starts_at < $3 "
                "AND status = 'open' ORDER BY starts_at, id",
                {facility->id, from, to},
                [&](const Rows &row) { appendSlot(slots, row, isBookable(row, judged, context.now())); });
    if (!read) {
        return domain::passOn(read);
    }
    return jsonAnswer(200, R"({"facility_id":")" + facility->id + R"(","slots":[)" + slots + "]}");
}

} // namespace hub
