#include "hub/ops/verify.h"

#include "hub/db/read.h"
#include "hub/handlers/record_store.h"

#include <array>

namespace hub::ops {
namespace {

using domain::Result;

/// A statement that gives the ids of what is wrong.
struct Check {
    std::string_view sql;
    std::string_view fault;
};

constexpr std::array<Check, 7> checks = {{
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
    {"SELECT c.municipality FROM counter c WHERE c.change_no < "
     "(SELECT coalesce(max(r.change_no), 0) FROM record r WHERE r.municipality = c.municipality) ORDER BY 1",
     "the feed gave a number beyond its counter: municipality "},
    {"SELECT min(r.id) FROM record r GROUP BY r.municipality, r.change_no HAVING count(*) > 1 ORDER BY 1",
     "two records have one number of the feed: "},
}};

Result<void> checkChains(Connection &db, Verified &verified) {
    std::vector<std::string> codes;
    if (auto read = eachRow(db, "SELECT municipality FROM counter ORDER BY municipality", {},
                            [&codes](const Rows &row) { codes.emplace_back(row.text(0)); });
        !read)
        return read;
    for (const std::string &code : codes) {
        const auto holds = auditChainHolds(db, code);
        if (!holds)
            return domain::passOn(holds);
        if (!*holds)
            verified.faults.push_back("the audit chain is broken: municipality " + code);
    }
    verified.municipalities = static_cast<std::int64_t>(codes.size());
    return {};
}

Result<void> count(Connection &db, std::string_view sql, std::int64_t &into) {
    return eachRow(db, sql, {}, [&into](const Rows &row) { into = row.integer(0); });
}

} // namespace

Result<Verified> verify(Connection &db) {
    Verified verified;
    if (auto chains = checkChains(db, verified); !chains)
        return domain::passOn(chains);
    for (const Check &check : checks) {
        auto read = eachRow(db, check.sql, {}, [&](const Rows &row) {
            verified.faults.push_back(std::string(check.fault) + std::string(row.text(0)));
        });
        if (!read)
            return domain::passOn(read);
    }
    auto counted = count(db, "SELECT count(*) FROM audit", verified.auditLines);
    if (counted)
        counted = count(db, "SELECT count(*) FROM slot WHERE status <> 'deleted'", verified.slots);
    if (counted)
        counted = count(db, "SELECT count(*) FROM reservation", verified.reservations);
    if (!counted)
        return domain::passOn(counted);
    return verified;
}

} // namespace hub::ops
