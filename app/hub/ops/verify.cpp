#include "hub/ops/verify.h"

#include "hub/auth/accounts.h"
#include "hub/auth/hub_key.h"
#include "hub/db/read.h"
#include "hub/records/audit_chain.h"
#include "hub/records/record_store.h"
#include "wire/records_json.h"

#include <array>
#include <map>
#include <unordered_map>

namespace hub::ops {
namespace {

using domain::Result;

/// A statement that returns the ids of faulty rows.
struct Check {
    std::string_view sql;
    std::string_view fault;
};

constexpr std::array<Check, 11> checks = {{
    {"SELECT m.code FROM municipality m LEFT JOIN counter c ON c.municipality = m.code WHERE c.municipality "
     "IS NULL "
     "ORDER BY 1",
     "its counter is gone, and with it the end of its audit chain: municipality "},
    {"SELECT DISTINCT a.municipality FROM audit a LEFT JOIN counter c ON c.municipality = a.municipality "
     "WHERE c.municipality IS NULL ORDER BY 1",
     "its audit chain has no counter: municipality "},
    {"SELECT c.municipality FROM counter c WHERE c.audit_no = 0 AND EXISTS (SELECT 1 FROM record r "
     "WHERE r.municipality = c.municipality) ORDER BY 1",
     "it has records and no audit chain: municipality "},
    {"SELECT s.id FROM slot s WHERE s.seats_taken <> (SELECT count(*) FROM reservation r WHERE r.slot_id = "
     "s.id "
     "AND r.status IN ('requested', 'approved')) ORDER BY s.id",
     "its seats taken are not those of its reservations: slot "},
    {"SELECT s.id FROM slot s WHERE s.seats_taken > s.seats ORDER BY s.id",
     "more seats taken than there are: slot "},
    {"SELECT r.id FROM reservation r LEFT JOIN record c ON c.id = r.id AND c.kind = 'reservation' "
     "WHERE c.id IS NULL OR c.version <> r.version ORDER BY r.id",
     "its record is missing or of another version: reservation "},
    {"SELECT s.id FROM slot s LEFT JOIN record c ON c.id = s.id AND c.kind = 'slot' "
     "WHERE s.status <> 'deleted' AND (c.id IS NULL OR c.version <> s.version) ORDER BY s.id",
     "its record is missing or of another version: slot "},
    {"SELECT f.id FROM facility f LEFT JOIN record c ON c.id = f.id AND c.kind = 'facility' "
     "WHERE c.id IS NULL OR c.version <> f.version ORDER BY f.id",
     "its record is missing or of another version: facility "},
    {"SELECT w.id FROM waitlist w LEFT JOIN record c ON c.id = w.id AND c.kind = 'waitlist_entry' "
     "WHERE c.id IS NULL ORDER BY w.id",
     "its record is missing: waitlist entry "},
    {"SELECT c.municipality FROM counter c WHERE c.change_no < "
     "(SELECT coalesce(max(r.change_no), 0) FROM record r WHERE r.municipality = c.municipality) ORDER BY 1",
     "the feed gave a number beyond its counter: municipality "},
    {"SELECT min(r.id) FROM record r GROUP BY r.municipality, r.change_no HAVING count(*) > 1 ORDER BY 1",
     "two records have one number of the feed: "},
}};

/// Like eachRow(), for long results.
template <class Each>
Result<void> eachOfMany(Connection &db, std::string_view sql, std::initializer_list<Value> values,
                        Each each) {
    const auto rows = db.stream(sql, values);
    if (!rows) {
        return domain::passOn(rows);
    }
    for (;;) {
        const auto more = (*rows)->next();
        if (!more || !*more) {
            return more ? Result<void>() : domain::passOn(more);
        }
        each(static_cast<const Rows &>(**rows));
    }
}

/// The hash in the newest audit line about an object, and the line's time. A line without a content hash
/// invalidates earlier ones, unless its action changes nothing.
struct Told {
    std::string hash;
    std::int64_t at = 0;
};
using Tellings = std::unordered_map<std::string, Told>;

/// The kind of audit lines about accounts.
std::string_view ofNoRecord() {
    return domain::nameOf(domain::RecordKind::Unknown);
}

bool changesNothing(std::string_view action) {
    return action.starts_with("desk.") || action == "reservation.open-personal";
}

Result<Tellings> newestTellings(Connection &db, const std::string &municipality, const std::string &key) {
    Tellings tellings;
    const std::string nothing = contentHash({}, key);
    auto read = eachRow(db,
                        "SELECT kind, object_id, content_hash, at, action FROM audit WHERE municipality = $1 "
                        "AND kind <> $2 ORDER BY number",
                        {municipality, ofNoRecord()}, [&](const Rows &row) {
                            std::string object = std::string(row.text(0)) + ' ' + std::string(row.text(1));
                            if (row.text(2) != nothing) {
                                tellings[std::move(object)] = {std::string(row.text(2)), row.integer(3)};
                            } else if (!changesNothing(row.text(4))) {
                                tellings.erase(object);
                            }
                        });
    if (!read) {
        return domain::passOn(read);
    }
    return tellings;
}

/// Before the chains were sealed, the due time of a waiting request could change without an audit line.
bool mayHaveMoved(const Told &told, std::string_view kind, std::string_view body, std::int64_t since) {
    return kind == "reservation" && told.at <= since && body.find(R"("status":"requested")") != body.npos;
}

Result<void> checkContents(Connection &db, const std::string &municipality, const std::string &key,
                           Verified &verified) {
    const auto tellings = newestTellings(db, municipality, key);
    if (!tellings) {
        return domain::passOn(tellings);
    }
    const std::int64_t since = sealedSince(db, key);
    return eachOfMany(
        db, "SELECT kind, id, body FROM record WHERE municipality = $1 AND deleted = 0 ORDER BY id",
        {municipality}, [&](const Rows &row) {
            const std::string kind(row.text(0));
            const std::string object = kind + ' ' + std::string(row.text(1));
            const auto told = tellings->find(object);
            if (told != tellings->end() && told->second.hash != contentHash(row.text(2), key) &&
                !mayHaveMoved(told->second, kind, row.text(2), since)) {
                verified.faults.push_back("its record is not what the audit says of it: " + object);
            }
        });
}

Result<void> checkSeals(Connection &db, const std::string &key, Verified &verified) {
    return eachRow(
        db,
        "SELECT municipality, audit_no, audit_hash, audit_seal FROM counter WHERE audit_no > 0 "
        "ORDER BY municipality",
        {}, [&](const Rows &row) {
            const AuditHead head{std::string(row.text(0)), row.integer(1), std::string(row.text(2))};
            if (row.text(3) != auditSeal(head, key)) {
                verified.faults.push_back(
                    "the audit chain does not end where the hub ended it: municipality " + head.municipality);
            }
        });
}

/// Finds accounts whose role, scope or state differs from the audit.
Result<void> checkAccounts(Connection &db, const std::string &key, Verified &verified) {
    std::map<std::string, std::string> hashes;
    const std::string nothing = contentHash({}, key);
    auto read = eachRow(db,
                        "SELECT object_id, content_hash FROM audit WHERE kind = $1 AND object_id <> '' "
                        "ORDER BY at, municipality, number",
                        {ofNoRecord()}, [&](const Rows &row) {
                            if (row.text(1) != nothing) {
                                hashes[std::string(row.text(0))] = std::string(row.text(1));
                            }
                        });
    for (const auto &[id, hash] : hashes) {
        if (!read) {
            return read;
        }
        const auto content = auth::accountContent(db, id);
        if (!content) {
            return domain::passOn(content);
        }
        if (contentHash(*content, key) != hash) {
            verified.faults.push_back("its role, scope or state is not what the audit says of it: account " +
                                      id);
        }
    }
    return read;
}

/// Compares the tables of reservations and slots with the records.
Result<void> checkTables(Connection &db, Verified &verified) {
    auto reservations = eachOfMany(
        db,
        "SELECT r.id, r.status, r.slot_id, r.facility_id, r.requested_at, c.body FROM reservation r "
        "JOIN record c ON c.id = r.id AND c.kind = 'reservation' ORDER BY r.id",
        {}, [&](const Rows &row) {
            const auto value = wire::reservationFromJson(row.text(5), wire::Source::Hub);
            const bool same = value && domain::nameOf(value->status) == row.text(1) &&
                              value->slotId.text() == row.text(2) &&
                              value->facilityId.text() == row.text(3) &&
                              value->requestedAt.time_since_epoch().count() == row.integer(4);
            if (!same) {
                verified.faults.push_back("its table and its record say different things: reservation " +
                                          std::string(row.text(0)));
            }
        });
    if (!reservations) {
        return reservations;
    }
    return eachOfMany(
        db,
        "SELECT s.id, s.status, s.facility_id, s.seats, s.starts_at, s.ends_at, s.seats_taken, c.body, "
        "t.body FROM slot s JOIN record c ON c.id = s.id AND c.kind = 'slot' "
        "JOIN record t ON t.id = s.id AND t.kind = 'slot_seats' WHERE s.status <> 'deleted' ORDER BY s.id",
        {}, [&](const Rows &row) {
            const auto value = wire::slotFromJson(row.text(7), wire::Source::Hub);
            const auto seats = wire::slotSeatsFromJson(row.text(8), wire::Source::Hub);
            const auto at = [&](domain::LocalTime time) {
                return domain::toInstant(value->date, time).time_since_epoch().count();
            };
            const bool same = value && seats && domain::nameOf(value->status) == row.text(1) &&
                              value->facilityId.text() == row.text(2) && value->seats == row.integer(3) &&
                              at(value->start) == row.integer(4) && at(value->end) == row.integer(5) &&
                              seats->seatsTaken == row.integer(6);
            if (!same) {
                verified.faults.push_back("its table and its record say different things: slot " +
                                          std::string(row.text(0)));
            }
        });
}

Result<void> checkChains(Connection &db, const std::string &key, Verified &verified) {
    std::vector<std::string> codes;
    if (auto read = eachRow(db, "SELECT municipality FROM counter ORDER BY municipality", {},
                            [&codes](const Rows &row) { codes.emplace_back(row.text(0)); });
        !read) {
        return read;
    }
    for (const std::string &code : codes) {
        const auto holds = auditChainHolds(db, code);
        if (!holds) {
            return domain::passOn(holds);
        }
        if (!*holds) {
            verified.faults.push_back("the audit chain is broken: municipality " + code);
        }
        if (auto contents = key.empty() ? Result<void>() : checkContents(db, code, key, verified);
            !contents) {
            return contents;
        }
    }
    verified.municipalities = static_cast<std::int64_t>(codes.size());
    return {};
}

Result<void> count(Connection &db, std::string_view sql, std::int64_t &into) {
    return eachRow(db, sql, {}, [&into](const Rows &row) { into = row.integer(0); });
}

} // namespace

Result<std::vector<std::string>> checkHeads(Connection &db, const std::string &key,
                                            const std::vector<SealedHead> &heads) {
    std::vector<std::string> faults;
    for (const auto &[head, seal] : heads) {
        const std::string place =
            "municipality " + head.municipality + ", line " + std::to_string(head.number);
        if (seal != auditSeal(head, key)) {
            faults.push_back("an anchor was not made with this hub's key: " + place);
            continue;
        }
        const auto hash = firstRow(db, "SELECT hash FROM audit WHERE municipality = $1 AND number = $2",
                                   {head.municipality, head.number},
                                   [](const Rows &row) { return std::string(row.text(0)); });
        if (!hash) {
            return domain::passOn(hash);
        }
        if (*hash != head.hash) {
            faults.push_back("the audit no longer has what was kept of it outside: " + place);
        }
    }
    return faults;
}

Result<Verified> verify(Connection &db, const std::string &key) {
    Verified verified;
    auto looked = checkChains(db, key, verified);
    if (looked && !key.empty()) {
        looked = checkSeals(db, key, verified);
    }
    if (looked && !key.empty()) {
        looked = checkAccounts(db, key, verified);
    }
    if (looked) {
        looked = checkTables(db, verified);
    }
    if (!looked) {
        return domain::passOn(looked);
    }
    for (const Check &check : checks) {
        auto read = eachRow(db, check.sql, {}, [&](const Rows &row) {
            verified.faults.push_back(std::string(check.fault) + std::string(row.text(0)));
        });
        if (!read) {
            return domain::passOn(read);
        }
    }
    auto counted = count(db, "SELECT count(*) FROM audit", verified.auditLines);
    if (counted) {
        counted = count(db, "SELECT count(*) FROM slot WHERE status <> 'deleted'", verified.slots);
    }
    if (counted) {
        counted = count(db, "SELECT count(*) FROM reservation", verified.reservations);
    }
    if (!counted) {
        return domain::passOn(counted);
    }
    return verified;
}

} // namespace hub::ops
