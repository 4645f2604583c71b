#include "hub/handlers/reservations/approval_preview.h"

#include "domain/age_class.h"
#include "hub/db/read.h"

#include <unordered_map>

namespace hub {

using domain::Instant;
using domain::Reservation;
using domain::ReservationStatus;
using domain::Result;

namespace {

constexpr std::size_t mostRequests = 1'000;

struct Past {
    Reservation value;
    Instant slotStart{};
    int seats = 1;
    bool bySystem = false;
};

/// The data of the facility that the dry run needs.
struct Memory {
    std::vector<Past> all; ///< in the order of their requests
    std::unordered_map<std::string, std::size_t> byId;
    std::unordered_map<std::string, std::vector<std::size_t>> bySlot;
    std::unordered_map<std::int64_t, std::vector<std::string>> families; ///< hash → reservations
    std::unordered_map<std::string, std::vector<std::int64_t>> hashes;   ///< reservation → hashes
    std::unordered_map<std::string, ReservationStatus> older;            ///< visits before the period
};

Result<void> readPast(Connection &db, const std::string &facility, const domain::Period &period,
                      Memory &memory) {
    bool readable = true;
    const auto from = domain::toInstant(period.from, {}).time_since_epoch().count();
    // A request is made before its slot starts, so older slots contain no request of the period.
    auto read =
        eachRow(db,
                "SELECT c.body, s.starts_at, s.seats, r.made_by FROM slot s "
                "JOIN reservation r ON r.slot_id = s.id "
                "JOIN record c ON c.id = r.id AND c.kind = 'reservation' "
                "WHERE s.facility_id = $1 AND s.starts_at >= $2 ORDER BY r.requested_at, r.id",
                {facility, from}, [&](const Rows &row) {
                    auto value = wire::reservationFromJson(row.text(0), wire::Source::Hub);
                    if (!value) {
                        readable = false;
                        return;
                    }
                    const std::size_t index = memory.all.size();
                    memory.byId.emplace(value->id.text(), index);
                    memory.bySlot[value->slotId.text()].push_back(index);
                    memory.all.push_back({std::move(*value), Instant(std::chrono::seconds(row.integer(1))),
                                          static_cast<int>(row.integer(2)), !row.text(3).empty()});
                });
    if (read && !readable) {
        return domain::fail(domain::ErrorKind::Bug, "unreadable-record");
    }
    return read;
}

Result<void> readFamilies(Connection &db, const std::string &facility, Memory &memory) {
    return eachRow(db,
                   "SELECT m.hash, m.reservation_id, r.status FROM reservation_match m "
                   "JOIN reservation r ON r.id = m.reservation_id WHERE m.facility_id = $1",
                   {facility}, [&memory](const Rows &row) {
                       const std::string id(row.text(1));
                       memory.families[row.integer(0)].push_back(id);
                       memory.hashes[id].push_back(row.integer(0));
                       if (!memory.byId.contains(id)) {
                           memory.older.emplace(id, domain::reservationStatus(row.text(2)));
                       }
                   });
}

/// Judges one request after the other and counts those that the rule approves.
class DryRun {
public:
    DryRun(const Memory &memory, const domain::ApprovalRule &rule) : m_memory(memory), m_rule(rule) {}

    wire::PreviewedRequest judge(const Past &past) {
        const Instant at = past.value.requestedAt + std::chrono::minutes(m_rule.delayMinutes);
        int &today = m_approved[domain::textOf(domain::dateOf(at))];
        domain::ApprovalCase given = caseOf(past, at);
        given.approvedToday = today;
        wire::PreviewedRequest request{.id = past.value.id,
                                       .slotId = past.value.slotId,
                                       .requestedAt = past.value.requestedAt,
                                       .status = past.value.status,
                                       .wouldApprove = false,
                                       .hindrances = {}};
        for (const auto hindrance : domain::hindrances(m_rule, given)) {
            request.hindrances.emplace_back(domain::nameOf(hindrance));
        }
        request.wouldApprove = request.hindrances.empty();
        today += request.wouldApprove ? 1 : 0;
        return request;
    }

private:
    [[nodiscard]] domain::ApprovalCase caseOf(const Past &past, Instant at) const {
        domain::ApprovalCase given{.at = at,
                                   .slotStart = past.slotStart,
                                   .seats = past.seats,
                                   .seatsTaken = seatsTakenAt(past, at),
                                   .ageClasses = past.value.ageClasses,
                                   .everyChildHasClass =
                                       !past.value.personal ||
                                       domain::childrenWithoutClass(past.value.personal->children,
                                                                    domain::dateOf(past.slotStart)) == 0,
                                   .hasQuestion = past.value.hasQuestion};
        lookBack(past, at, given);
        return given;
    }

    /// The request itself always counts, even if it was withdrawn within the delay.
    [[nodiscard]] int seatsTakenAt(const Past &past, Instant at) const {
        int taken = 1;
        for (const std::size_t index : m_memory.bySlot.at(past.value.slotId.text())) {
            const Past &other = m_memory.all[index];
            const auto status = domain::statusAt(other.value, at);
            taken += &other != &past && status && domain::takesSeat(*status) ? 1 : 0;
        }
        return taken;
    }

    [[nodiscard]] std::optional<ReservationStatus> statusOf(const std::string &id, Instant at) const {
        if (const auto known = m_memory.byId.find(id); known != m_memory.byId.end()) {
            return domain::statusAt(m_memory.all[known->second].value, at);
        }
        const auto older = m_memory.older.find(id);
        return older == m_memory.older.end() ? std::nullopt : std::optional(older->second);
    }

    void lookBack(const Past &past, Instant at, domain::ApprovalCase &given) const {
        const std::string own = past.value.id.text();
        const auto hashes = m_memory.hashes.find(own);
        if (hashes == m_memory.hashes.end()) {
            return;
        }
        for (const std::int64_t hash : hashes->second) {
            for (const std::string &id : m_memory.families.at(hash)) {
                const auto status = id == own ? std::nullopt : statusOf(id, at);
                if (status) {
                    given.hasEarlierNoShow |= *status == ReservationStatus::NoShow;
                    given.isRepeat |= domain::takesSeat(*status) || *status == ReservationStatus::Attended;
                }
            }
        }
    }

    const Memory &m_memory;
    const domain::ApprovalRule &m_rule;
    std::map<std::string, int> m_approved; ///< key: day
};

} // namespace

Result<wire::ApprovalPreview> previewApprovals(Context &context, const std::string &facility,
                                               const domain::ApprovalRule &rule,
                                               const domain::Period &period) {
    Memory memory;
    if (auto read = readPast(context.db, facility, period, memory); !read) {
        return domain::passOn(read);
    }
    if (auto read = readFamilies(context.db, facility, memory); !read) {
        return domain::passOn(read);
    }
    std::vector<const Past *> chosen;
    for (const Past &past : memory.all) {
        if (past.bySystem && period.contains(past.value.requestedAt)) {
            chosen.push_back(&past);
        }
    }
    wire::ApprovalPreview preview;
    preview.more = chosen.size() > mostRequests;
    if (preview.more) {
        chosen.erase(chosen.begin(), chosen.end() - static_cast<std::ptrdiff_t>(mostRequests));
    }
    DryRun run(memory, rule);
    for (const Past *past : chosen) {
        preview.reservations.push_back(run.judge(*past));
        preview.approved += preview.reservations.back().wouldApprove ? 1 : 0;
    }
    preview.considered = static_cast<int>(preview.reservations.size());
    return preview;
}

} // namespace hub
