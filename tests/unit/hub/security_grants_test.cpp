// Every role × every call on what is its own: who may, as the contract says, and nobody else. A role that
// loses a right or gets one is found, and so is a call that is new.
#include "hub/auth/scopes.h"
#include "hub/auth/sessions.h"
#include "hub/db/read.h"
#include "hub/records/facility_store.h"
#include "hub/records/record_store.h"
#include "hub/service/hub_routes.h"
#include "hub/webhooks/webhook_store.h"
#include "security_world.h"
#include "wire/records_json.h"

namespace hub::test {
namespace {

/// s staff, m manager, o operator's office, c municipal (the city), a auditor, h hub operator, y connected
/// system.
constexpr std::array<std::pair<char, const char *>, 7> roles = {{{'s', "staff"},
                                                                 {'m', "manager"},
                                                                 {'o', "operator's office"},
                                                                 {'c', "municipal"},
                                                                 {'a', "auditor"},
                                                                 {'h', "hub operator"},
                                                                 {'y', "system"}}};

/// Who may, by call.
std::map<std::string, std::string> grants() {
    return {{"POST /v1/auth/logout", "smocahy"},
            {"GET /v1/auth/sessions", "smocah-"},
            {"DELETE /v1/auth/sessions/{id}", "smocah-"},
            {"POST /v1/auth/unlock", "smocah-"},
            {"GET /v1/auth/factors", "smocah-"},
            {"POST /v1/auth/factors", "smocah-"},
            {"POST /v1/auth/factors/{id}/confirm", "smocah-"},
            {"DELETE /v1/auth/factors/{id}", "smocah-"},
            {"POST /v1/auth/recovery-codes", "smocah-"},
            {"GET /v1/changes", "smocahy"},
            {"GET /v1/facilities", "smocahy"},
            {"GET /v1/facilities/{id}", "smoca-y"},
            {"GET /v1/facilities/{id}/availability", "smoca-y"},
            {"PUT /v1/facilities/{id}", "smoc---"},
            {"PATCH /v1/facilities/{id}", "smoc---"},
            {"POST /v1/facilities/{id}/confirm", "smo----"},
            {"GET /v1/slots/{id}", "smoca-y"},
            {"POST /v1/slots/batch", "smo----"},
            {"PUT /v1/slots/{id}", "smo----"},
            {"PATCH /v1/slots/{id}", "smo----"},
            {"DELETE /v1/slots/{id}", "smo----"},
            {"PUT /v1/closures/{id}", "smo----"},
            {"PATCH /v1/closures/{id}", "smo----"},
            {"DELETE /v1/closures/{id}", "smo----"},
            {"PUT /v1/series/{id}", "smo----"},
            {"PATCH /v1/series/{id}", "smo----"},
            {"DELETE /v1/series/{id}", "smo----"},
            {"GET /v1/reservations/{id}", "smoca-y"},
            {"GET /v1/reservations/{id}/personal", "smoca-y"},
            {"PUT /v1/reservations/{id}", "smo---y"},
            {"POST /v1/reservations/batch", "smo----"},
            {"POST /v1/reservations/{id}/approve", "smo----"},
            {"POST /v1/reservations/{id}/decline", "smo----"},
            {"POST /v1/reservations/{id}/propose", "smo----"},
            {"POST /v1/reservations/{id}/withdraw", "smo---y"},
            {"POST /v1/reservations/{id}/cancel", "smo----"},
            {"POST /v1/reservations/{id}/attend", "smo----"},
            {"POST /v1/reservations/{id}/no-show", "smo----"},
            {"POST /v1/reservations/{id}/reschedule", "smo---y"},
            {"POST /v1/reservations/{id}/correct", "smo----"},
            {"GET /v1/facilities/{id}/waitlist", "smoca-y"},
            {"PUT /v1/waitlist/{id}", "smo---y"},
            {"POST /v1/waitlist/{id}/withdraw", "smo---y"},
            {"GET /v1/municipalities/{code}", "smoca-y"},
            {"GET /v1/municipalities/{code}/delays", "---ca--"},
            {"GET /v1/audit", "-moca--"},
            {"PATCH /v1/municipalities/{code}", "---c---"},
            {"GET /v1/facilities/{id}/approval-rule", "smoca--"},
            {"PUT /v1/facilities/{id}/approval-rule", "-mo----"},
            {"POST /v1/facilities/{id}/approval-rule/preview", "-mo----"},
            {"POST /v1/audit-events", "smoca--"},
            {"POST /v1/follow-ups", "---c---"},
            {"POST /v1/facilities/import", "---c---"},
            {"PUT /v1/notices/{id}", "---c-h-"},
            {"PATCH /v1/notices/{id}", "---c-h-"},
            {"DELETE /v1/notices/{id}", "---c-h-"},
            {"POST /v1/facilities/{id}/publish", "smoc---"},
            {"GET /v1/facilities/{id}/history", "smoca--"},
            {"GET /v1/municipalities/{code}/statistics", "---ca--"},
            {"GET /v1/municipalities/{code}/coverage", "---ca--"},
            {"GET /v1/users", "-moc-h-"},
            {"POST /v1/users", "-moc---"},
            {"POST /v1/users/{id}/disable", "-moc---"},
            {"POST /v1/users/{id}/reset", "-moc---"},
            {"PUT /v1/vacancies/{facility_id}/{month}", "smoc---"},
            {"POST /v1/vacancies/batch", "smoc---"},
            {"POST /v1/vacancies/publish", "---c---"},
            {"GET /v1/webhooks", "------y"},
            {"GET /v1/webhooks/{id}", "------y"},
            {"GET /v1/webhooks/{id}/deliveries", "------y"},
            {"PUT /v1/webhooks/{id}", "------y"},
            {"DELETE /v1/webhooks/{id}", "------y"},
            {"POST /v1/webhooks/{id}/replay", "------y"}};
}

class SecurityGrants : public SecurityWorld {
protected:
    SecurityGrants() {
        administer([this](Context &context) -> domain::Result<void> {
            const auto office =
                eachRow(context.db, "SELECT operator_id FROM account WHERE id = $1",
                        {people["operator's office"]}, [this](const Rows &row) { m_office = row.text(0); });
            if (!office) {
                return office;
            }
            const auto record = findRecord(context.db, domain::RecordKind::Facility, own.text());
            const auto before = (*record)->text.readBy(wire::facilityFromJson);
            domain::Facility after = *before;
            after.operatorId = domain::OperatorId::parse(m_office).value();
            if (const auto given = changeFacility(context, *before, after, "facility.assign", "operator_id");
                !given) {
                return domain::passOn(given);
            }
            return webhooks::allowTarget(context.db, "own-site",
                                         *webhooks::targetOf("https://hooks.example/"), false);
        });
    }
    std::string newId() { return domain::Uuid::make(clock, *random).text(); }
    /// Another day's for each, so that none overlaps.
    std::string slotBody() {
        std::string body = bodyOf("slots");
        replaceAll(body, "2027-01-15",
                   domain::textOf(domain::addDays(*domain::parseDate("2027-01-20"), ++m_day)));
        return body;
    }
    void make(Ids &mine, const char *kind, const std::string &body, const std::string &role) {
        const std::string path = std::string("/v1/") + kind + "/";
        std::string &id = mine[nameOf(kind)];
        id = newId();
        const Response made = send("PUT", path + id, body, tokenOf(role), {{"if-none-match", "*"}}, mine);
        ASSERT_EQ(made.status, 201) << kind << ' ' << made.text();
    }
    static std::string nameOf(std::string_view kind) {
        return std::string(kind == "series" || kind == "waitlist" ? kind : kind.substr(0, kind.size() - 1));
    }
    /// Things of the first municipality, new for each call: what one role has changed is not what the next
    /// one meets.
    Ids things(const std::string &role) {
        Ids mine = {{"facility", own.text()}, {"new", newId()}, {"office", m_office}};
        make(mine, "slots", slotBody(), "manager");
        mine["other"] = mine["slot"];
        make(mine, "slots", slotBody(), "manager");
        make(mine, "reservations", booking("portal"), "system");
        make(mine, "waitlist", bodyOf("waitlist"), "system");
        make(mine, "closures", bodyOf("closures"), "manager");
        make(mine, "series", bodyOf("series"), "manager");
        make(mine, "notices", R"({"audience":"everyone","text":"お知らせ"})",
             role == "hub operator" ? role : "municipal");
        administer([](Context &context) -> domain::Result<void> {
            if (auto gone = run(context.db, "DELETE FROM webhook_delivery", {}); !gone) {
                return gone;
            }
            return run(context.db, "DELETE FROM webhook", {});
        });
        make(mine, "webhooks", bodyOf("webhooks"), "system");
        mine["user"] = addPerson("user-" + std::to_string(m_day), domain::Role::Staff, "", {own}).first;
        addOnesOwn(mine, role);
        return mine;
    }
    /// Another family's each time: one takes one seat of a slot.
    std::string booking(const std::string &channel) {
        std::string body = securityTable()["PUT /v1/reservations/{id}"].body;
        replaceAll(body, "090-0000-0000", "090-0000-" + std::to_string(10'001 + m_family++).substr(1));
        replaceAll(body, R"("portal")", '"' + channel + '"');
        return body;
    }
    /// A second session and a second factor.
    void addOnesOwn(Ids &mine, const std::string &role) {
        mine["session"] = mine["factor"] = newId();
        if (!people.contains(role)) {
            return;
        }
        administer([&](Context &context) -> domain::Result<void> {
            const auto id = domain::UserId::parse(people[role]);
            if (auto begun = auth::startSession(context, *id, newId(), "PC"); !begun) {
                return domain::passOn(begun);
            }
            if (auto found = eachRow(context.db, "SELECT id FROM session WHERE account_id = $1 ORDER BY id",
                                     {people[role]}, [&](const Rows &row) { mine["session"] = row.text(0); });
                !found) {
                return found;
            }
            return run(context.db,
                       "INSERT INTO factor (id, account_id, sealed_secret, confirmed, created_at) "
                       "VALUES ($1, $2, 'x', 1, 0)",
                       {mine["factor"], people[role]});
        });
    }
    /// Of somebody who has just signed in.
    std::string tokenOf(const std::string &role) {
        std::string token;
        administer([&](Context &context) -> domain::Result<void> {
            if (!people.contains(role)) {
                const auto given = auth::systemSession(context, "own-site", "own-site", auth::allScopes);
                token = given.value_or("");
                return given ? domain::Result<void>() : domain::passOn(given);
            }
            const auto begun =
                auth::startSession(context, *domain::UserId::parse(people[role]), newId(), "PC");
            if (!begun) {
                return domain::passOn(begun);
            }
            token = begun->accessToken;
            return {};
        });
        return token;
    }
    std::int64_t versionOf(const std::string &path) {
        std::int64_t version = 1;
        administer([&](Context &context) {
            return eachRow(context.db,
                           "SELECT id, version FROM record WHERE kind NOT IN ('approval_rule', 'slot_seats')",
                           {}, [&](const Rows &row) {
                               if (path.find("/" + std::string(row.text(0))) != std::string::npos) {
                                   version = row.integer(1);
                               }
                           });
        });
        return version;
    }
    static std::string waiting(const std::string &channel) {
        std::string body = bodyOf("waitlist");
        replaceAll(body, R"("portal")", '"' + channel + '"');
        return body;
    }
    std::string bodyFor(const std::string &call, const std::string &role) {
        if (call == "PUT /v1/waitlist/{id}") {
            return waiting(people.contains(role) ? "phone" : "portal");
        }
        if (call == "PUT /v1/reservations/{id}") {
            return booking(people.contains(role) ? "phone" : "portal");
        }
        static const std::map<std::string, std::string> bodies = {
            {"PUT /v1/facilities/{id}",
             R"({"municipality_code":"131016","operator_id":"{office}","profile":{"name":"架空園"}})"},
            {"POST /v1/auth/unlock", R"({"code":"123456"})"},
            {"POST /v1/auth/recovery-codes", R"({"code":"123456"})"},
            {"POST /v1/auth/factors", R"({"name":"予備","code":"123456"})"},
            {"POST /v1/reservations/batch",
             R"({"call":"approve","items":[{"id":"{reservation}","version":1}]})"},
            {"POST /v1/audit-events",
             R"({"action":"print","kind":"reservation","facility_id":"{facility}","count":1,)"
             R"("members":["guardian"],"occurred_at":"2026-11-20T00:59:00Z"})"},
            {"POST /v1/vacancies/batch",
             R"({"vacancies":[{"version":0,"vacancy":{"facility_id":"{facility}",)"
             R"("month":"2027-01","basis_date":"2027-01-01","meaning":"now"}}]})"},
            {"POST /v1/reservations/{id}/propose", R"({"slot_ids":["{other}"]})"},
            {"POST /v1/reservations/{id}/reschedule", R"({"slot_id":"{other}"})"},
            {"PATCH /v1/municipalities/{code}", R"({"late_minutes":2000})"},
            {"POST /v1/users",
             R"({"login_id":"u-{new}","name":"架空","role":"staff","facilities":["{facility}"]})"},
            {"POST /v1/vacancies/publish", R"({"month":"2027-01"})"},
            {"POST /v1/follow-ups", R"({"id":"{new}","facility_id":"{facility}","at":"2026-11-20T00:00:00Z",)"
                                    R"("method":"phone"})"}};
        if (call.starts_with("PUT /v1/slots/") || call == "POST /v1/slots/batch") {
            return call.starts_with("PUT") ? slotBody()
                                           : R"({"slots":[{"id":"{new}",)" + slotBody().substr(1) + "]}";
        }
        const auto found = bodies.find(call);
        return found == bodies.end() ? securityTable().at(call).body : found->second;
    }
    /// Also that something named in the body is not there for the caller. A wrong second factor is no
    /// refusal.
    static bool isRefusal(const Response &answer) {
        const std::string_view text = answer.text();
        const auto says = [&text](const char *code) {
            return text.find(R"("code":")" + std::string(code) + '"') != std::string_view::npos;
        };
        if (answer.status == 401) {
            return !says("mfa-required");
        }
        return answer.status == 403 || answer.status == 404 || says("not-found") || says("not-allowed") ||
               says("forbidden");
    }
    Response ask(const Route &route, const std::string &role) {
        Ids mine = things(role);
        const bool creates = route.method == "PUT" && !route.pattern.starts_with("/v1/facilities/{id}");
        if (creates) {
            mine["slot"] = mine["closure"] = mine["series"] = mine["webhook"] = mine["notice"] = newId();
        }
        if (route.pattern == "/v1/reservations/{id}" && creates) {
            mine["reservation"] = newId();
        }
        if (route.pattern == "/v1/waitlist/{id}" && creates) {
            mine["waitlist"] = newId();
        }
        if (creates) {
            make(mine, "slots", slotBody(), "manager");
        }
        Ids target = mine;
        if (creates && route.pattern == "/v1/slots/{id}") {
            target["slot"] = newId();
        }
        if (route.method == "GET" && route.pattern.ends_with("/approval-rule")) {
            send("PUT", "/v1/facilities/" + own.text() + "/approval-rule", R"({"enabled":true})",
                 tokenOf("manager"), {{"if-none-match", "*"}}, mine);
        }
        if (route.pattern.ends_with("/withdraw") && people.contains(role)) {
            make(target, "reservations", booking("phone"), "manager"); // theirs to take back
            make(target, "waitlist", waiting("phone"), "manager");
        }
        const std::string path = pathOf(route, target, "131016");
        const bool isNew = creates || route.pattern.ends_with("/approval-rule");
        std::map<std::string, std::string> headers;
        headers[isNew ? "if-none-match" : "if-match"] =
            isNew ? "*" : '"' + std::to_string(versionOf(path)) + '"';
        return send(std::string(route.method), path, bodyFor(callOf(route), role), tokenOf(role), headers,
                    mine);
    }
    std::string m_office;
    int m_day = 0;
    int m_family = 0;
};

TEST_F(SecurityGrants, EveryRoleMayWhatTheContractGivesIt) {
    auto granted = grants();
    for (const Route &route : hubRoutes()) {
        const auto about = securityTable().at(callOf(route)).about;
        if (about == About::Nobody || about == About::SignIn) {
            continue;
        }
        std::string may;
        std::string detail;
        for (const auto &[letter, role] : roles) {
            const Response answer = ask(route, role);
            may += isRefusal(answer) ? '-' : letter;
            detail += std::string("\n   ") + role + ": " + std::to_string(answer.status) + ' ' +
                      std::string(answer.text().substr(0, 200));
        }
        EXPECT_EQ(granted[callOf(route)], may) << callOf(route) << detail;
    }
}

} // namespace
} // namespace hub::test
