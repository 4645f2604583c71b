// 集計 and 参加率 of a municipality. The formulas are in the domain.
#include "domain/statistics.h"
#include "hub/calls/answers.h"
#include "hub/calls/query_values.h"
#include "hub/calls/route_kinds.h"
#include "hub/db/read.h"
#include "hub/handlers/municipality/routes.h"
#include "hub/records/scope.h"
#include "hub/records/stored_id.h"
#include "wire/office_json.h"

namespace hub {

namespace {

using domain::Instant;
using domain::Result;

constexpr PeriodLength reportPeriod{.usual = 365, .most = 3 * 366};

std::int64_t epochSeconds(Instant instant) {
    return instant.time_since_epoch().count();
}

Instant timeIn(const Rows &row, int column) {
    return Instant(std::chrono::seconds(row.integer(column)));
}
std::optional<Instant> instantOrNone(const Rows &row, int column) {
    return row.isNull(column) ? std::nullopt : std::optional(timeIn(row, column));
}

Result<void> checkOwn(const Context &context) {
    if (!isMunicipal(*context.caller)) {
        return forbidden();
    }
    return context.caller->user.municipalityCode == context.param(0) ? Result<void>() : notFound();
}

/// Counts one facility's rows.
struct Counted {
    Counted(FacilityRow row, const domain::Period &period, Instant now)
        : facility(std::move(row)), calendar(facility.calendar()), sum(period, now) {}
    FacilityRow facility;
    domain::OpenCalendar calendar;
    domain::StatisticsSum sum;
};

class Report {
public:
    Report(Context &context, const domain::Period &period)
        : m_context(context), m_period(period), m_whole(period, context.now()) {}

    /// `facility` empty: all of the municipality.
    Result<domain::StatisticsReport> make(const std::string &municipality, const std::string &facility) {
        if (auto read = readFacilities(municipality, facility); !read) {
            return domain::passOn(read);
        }
        if (auto read = readVisits(municipality, facility); !read) {
            return domain::passOn(read);
        }
        domain::StatisticsReport report{
            .from = m_period.from, .to = m_period.to, .whole = m_whole.result(), .facilities = {}};
        for (const auto &[id, counted] : m_facilities) {
            const auto facilityId = storedId<domain::FacilityId>(id);
            if (!facilityId) {
                return domain::passOn(facilityId);
            }
            report.facilities.push_back({*facilityId, counted.facility.name, counted.sum.result()});
        }
        return report;
    }

private:
    Result<void> readFacilities(const std::string &municipality, const std::string &facility) {
        return eachRow(m_context.db,
                       "SELECT " HUB_FACILITY_COLUMNS " FROM facility f "
                       "WHERE f.municipality = $1 AND ($2 = '' OR f.id = $2)",
                       {municipality, facility}, [this](const Rows &row) {
                           FacilityRow one = facilityRow(row, 0);
                           const std::string id = one.id;
                           m_facilities.try_emplace(id, std::move(one), m_period, m_context.now());
                       });
    }

    /// A request is made before its slot starts, so slots before the period contain no request of it.
    Result<void> readVisits(const std::string &municipality, const std::string &facility) {
        return eachRow(
            m_context.db,
            "SELECT s.facility_id, s.id, s.starts_at, s.seats, s.status, r.status, r.requested_at, "
            "r.decided_at, r.decision_due_at, r.decided_automatically, r.made_by, r.channel, r.age_classes "
            "FROM facility f JOIN slot s ON s.facility_id = f.id AND s.starts_at >= $1 "
            "LEFT JOIN reservation r ON r.slot_id = s.id "
            "WHERE f.municipality = $2 AND ($3 = '' OR f.id = $3) ORDER BY s.facility_id, s.starts_at, s.id",
            {epochSeconds(domain::toInstant(m_period.from, {})), municipality, facility},
            [this](const Rows &row) { add(row); });
    }

    void add(const Rows &row) {
        const auto found = m_facilities.find(std::string(row.text(0)));
        if (found == m_facilities.end()) {
            return;
        }
        Counted &counted = found->second;
        if (row.text(1) != m_lastSlot) {
            m_lastSlot = row.text(1);
            const bool counts = row.text(4) != "cancelled" && row.text(4) != "deleted";
            addEverywhere(counted,
                          domain::StatisticsSlot{timeIn(row, 2), static_cast<int>(row.integer(3)), counts});
        }
        if (!row.isNull(5)) {
            addEverywhere(counted, reservationIn(row, counted.calendar));
        }
    }

    template <class Row> void addEverywhere(Counted &counted, const Row &row) {
        counted.sum.add(row);
        m_whole.add(row);
    }

    [[nodiscard]] domain::StatisticsReservation reservationIn(const Rows &row,
                                                              const domain::OpenCalendar &calendar) const {
        domain::StatisticsReservation reservation;
        reservation.status = domain::reservationStatus(row.text(5));
        reservation.slotStart = timeIn(row, 2);
        reservation.requestedAt = timeIn(row, 6);
        reservation.decidedAt = instantOrNone(row, 7);
        reservation.dueAt = instantOrNone(row, 8);
        reservation.automatic = row.integer(9) != 0;
        reservation.byStaff = row.text(10).empty();
        reservation.channel = row.text(11);
        reservation.ageClasses = domain::AgeClasses(static_cast<unsigned long long>(row.integer(12)));
        if (reservation.decidedAt && !reservation.byStaff && m_period.contains(reservation.requestedAt)) {
            reservation.openMinutes =
                domain::openMinutesBetween(calendar, reservation.requestedAt, *reservation.decidedAt);
        }
        return reservation;
    }

    Context &m_context;
    domain::Period m_period;
    domain::StatisticsSum m_whole;
    std::map<std::string, Counted> m_facilities;
    std::string m_lastSlot;
};

HandlerResult getStatistics(const Request &request, Context &context) {
    if (auto own = checkOwn(context); !own) {
        return domain::passOn(own);
    }
    const auto period = pastPeriodIn(request, domain::dateOf(context.now()), reportPeriod);
    if (!period) {
        return domain::passOn(period);
    }
    const std::string facility = textIn(request, "facility");
    if (!facility.empty()) {
        const auto seen = facilityInScope(context, facility, Need::See);
        if (!seen) {
            return domain::passOn(seen);
        }
    }
    const auto report = Report(context, *period).make(context.param(0), facility);
    return report ? HandlerResult(jsonAnswer(200, wire::toJson(*report))) : domain::passOn(report);
}

Result<void> countProfiles(Context &context, domain::Coverage &coverage) {
    const domain::LocalDate today = domain::dateOf(context.now());
    return eachRow(context.db,
                   "SELECT r.body FROM facility f JOIN record r ON r.id = f.id AND r.kind = 'facility' "
                   "WHERE f.municipality = $1",
                   {context.param(0)}, [&](const Rows &row) {
                       const auto facility = wire::facilityFromJson(row.text(0), wire::Source::Hub);
                       if (!facility) {
                           return;
                       }
                       coverage.facilities += 1;
                       coverage.participating += facility->participating ? 1 : 0;
                       coverage.published += facility->publishedVersion ? 1 : 0;
                       const bool fresh =
                           facility->confirmedOn &&
                           domain::daysBetween(*facility->confirmedOn, today) <= domain::confirmationDays;
                       coverage.confirmed += fresh ? 1 : 0;
                   });
}

Result<void> countOpenSlots(Context &context, domain::Coverage &coverage) {
    const Instant now = context.now();
    return eachRow(
        context.db,
        "SELECT count(DISTINCT s.facility_id) FROM facility f JOIN slot s ON s.facility_id = f.id "
        "AND s.starts_at > $1 AND s.starts_at < $2 "
        "WHERE f.municipality = $3 AND s.status = 'open' AND s.seats_taken < s.seats "
        "AND (s.opens_at IS NULL OR s.opens_at <= $1) AND (s.closes_at IS NULL OR s.closes_at > $1)",
        {epochSeconds(now), epochSeconds(now + std::chrono::days(domain::coverageSlotDays)),
         context.param(0)},
        [&coverage](const Rows &row) { coverage.withOpenSlots = row.integer(0); });
}

Result<void> countVacancies(Context &context, domain::Coverage &coverage) {
    const domain::LocalDate today = domain::dateOf(context.now());
    return eachRow(context.db,
                   "SELECT count(*) FROM facility f JOIN vacancy v ON v.facility_id = f.id "
                   "WHERE f.municipality = $1 AND v.month = $2 AND v.status <> 'draft'",
                   {context.param(0), domain::textOf(today.year() / today.month())},
                   [&coverage](const Rows &row) { coverage.vacancyEntered = row.integer(0); });
}

HandlerResult getCoverage(const Request &, Context &context) {
    if (auto own = checkOwn(context); !own) {
        return domain::passOn(own);
    }
    domain::Coverage coverage;
    for (auto *count : {countProfiles, countOpenSlots, countVacancies}) {
        if (auto counted = count(context, coverage); !counted) {
            return domain::passOn(counted);
        }
    }
    return jsonAnswer(200, wire::toJson(coverage));
}

} // namespace

std::vector<Route> statisticsRoutes() {
    return {reading("/v1/municipalities/{code}/statistics", getStatistics),
            reading("/v1/municipalities/{code}/coverage", getCoverage)};
}

} // namespace hub
