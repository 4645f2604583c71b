// Every role × every call × somebody else's object, from the router's own list: a call that is new has to be
// entered here before this test passes again.
#include "hub/auth/accounts.h"
#include "hub/auth/rows.h"
#include "hub/auth/scopes.h"
#include "hub/auth/sessions.h"
#include "hub/auth/systems.h"
#include "hub/handlers/facility_store.h"
#include "hub/outgoing/webhook_store.h"
#include "hub/router.h"
#include "hub/service.h"
#include "test_database.h"

#include <gtest/gtest.h>
#include <map>

namespace hub::test {
namespace {

/// What a call is about, and so what a stranger must hear.
enum class About : std::uint8_t {
    Nobody,  ///< open to all, without personal data
    SignIn,  ///< takes a password or a token of its own instead of a session
    Oneself, ///< the caller's own account or scope: answers, but nothing of others is in it
    Object,  ///< one object: 403 or 404 where it is somebody else's
};

struct Entry {
    About about;
    std::string body; ///< of a foreign object; "{facility}", "{slot}" ... are replaced by ids
    int also = 0;     ///< a refusal of another kind than 403 and 404
};

using Table = std::map<std::string, Entry>;

const std::string changedSlot = R"({"seats":3})";
const std::string wholeSlot =
    R"({"facility_id":"{facility}","date":"2027-01-15","start":"10:00","end":"10:30","seats":2})";
const std::string wholeSeries =
    R"({"facility_id":"{facility}","rule":"0We","from":"2027-01-01","to":"2027-01-31","start":"10:00","end":"10:30","seats":2})";
const std::string wholeClosure = R"({"facility_id":"{facility}","date":"2027-01-20"})";
const std::string wholeWebhook =
    R"({"url":"https://hooks.example/x","secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})";

Table table() {
    Table all;
    for (const char *call : {"GET /v1/status", "GET /livez", "GET /readyz", "GET /v1/openapi.yaml",
                             "GET /docs", "GET /v1/open-data/{file}"})
        all[call] = {About::Nobody, ""};
    for (const char *call :
         {"POST /v1/auth/login", "POST /v1/auth/password", "POST /v1/auth/mfa", "POST /v1/auth/enrolment",
          "POST /v1/auth/enrolment/confirm", "POST /v1/auth/refresh", "POST /v1/oauth/token"})
        all[call] = {About::SignIn, "{}"};
    for (const char *call : {"GET /v1/auth/sessions", "GET /v1/auth/factors", "POST /v1/auth/factors",
                             "POST /v1/auth/recovery-codes", "POST /v1/auth/unlock", "GET /v1/changes",
                             "GET /v1/facilities", "GET /v1/audit", "GET /v1/users", "GET /v1/webhooks"})
        all[call] = {About::Oneself, ""};
    all["POST /v1/auth/logout"] = {About::Oneself, ""};
    for (const char *call : {"GET /v1/facilities/{id}",
                             "GET /v1/facilities/{id}/availability",
                             "GET /v1/facilities/{id}/history",
                             "GET /v1/facilities/{id}/approval-rule",
                             "GET /v1/slots/{id}",
                             "GET /v1/reservations/{id}",
                             "GET /v1/reservations/{id}/personal",
                             "GET /v1/municipalities/{code}",
                             "GET /v1/municipalities/{code}/delays",
                             "GET /v1/municipalities/{code}/statistics",
                             "GET /v1/municipalities/{code}/coverage",
                             "GET /v1/webhooks/{id}",
                             "GET /v1/webhooks/{id}/deliveries",
                             "DELETE /v1/auth/sessions/{id}",
                             "DELETE /v1/auth/factors/{id}",
                             "DELETE /v1/slots/{id}",
                             "DELETE /v1/closures/{id}",
                             "DELETE /v1/series/{id}",
                             "DELETE /v1/notices/{id}",
                             "DELETE /v1/webhooks/{id}"})
        all[call] = {About::Object, ""};
    for (const char *call : {"POST /v1/facilities/{id}/confirm", "POST /v1/facilities/{id}/publish",
                             "POST /v1/reservations/{id}/approve", "POST /v1/reservations/{id}/attend",
                             "POST /v1/reservations/{id}/no-show", "POST /v1/reservations/{id}/withdraw",
                             "POST /v1/users/{id}/disable", "POST /v1/users/{id}/reset",
                             "PATCH /v1/closures/{id}", "PATCH /v1/series/{id}", "PATCH /v1/notices/{id}"})
        all[call] = {About::Object, "{}"};
    const std::map<std::string, std::string> withBody = {
        {"POST /v1/auth/factors/{id}/confirm", R"({"code":"123456"})"},
        {"PUT /v1/facilities/{id}", R"({"municipality_code":"131024","profile":{"name":"乗っ取り園"}})"},
        {"POST /v1/facilities/import", "NO,名称\n1,乗っ取り園\n"},
        {"PATCH /v1/facilities/{id}", R"({"repeat_policy":"warn"})"},
        {"PUT /v1/facilities/{id}/approval-rule", R"({"enabled":true})"},
        {"POST /v1/facilities/{id}/approval-rule/preview", R"({"enabled":true})"},
        {"PATCH /v1/municipalities/{code}", R"({"late_minutes":5})"},
        {"PUT /v1/slots/{id}", wholeSlot},
        {"PATCH /v1/slots/{id}", changedSlot},
        {"POST /v1/slots/batch", R"({"slots":[{"id":"{new}",)" + wholeSlot.substr(1) + "]}"},
        {"PUT /v1/closures/{id}", wholeClosure},
        {"PUT /v1/series/{id}", wholeSeries},
        {"PUT /v1/reservations/{id}",
         R"({"slot_id":"{slot}","channel":"portal","guardian":{"name":"架空 花子","phone":"090-0000-0000"},)"
         R"("children":[{"name":"架空","birth_date":"2025-06-01"}]})"},
        {"POST /v1/reservations/batch", R"({"items":[{"id":"{reservation}","call":"approve","version":1}]})"},
        {"POST /v1/reservations/{id}/decline", R"({"reason":"満席"})"},
        {"POST /v1/reservations/{id}/propose", R"({"slot_ids":["{slot}"]})"},
        {"POST /v1/reservations/{id}/cancel", R"({"reason":"行事"})"},
        {"POST /v1/reservations/{id}/reschedule", R"({"slot_id":"{slot}"})"},
        {"POST /v1/reservations/{id}/correct", R"({"to":"approved","reason":"誤り"})"},
        {"POST /v1/audit-events", R"({"action":"print","kind":"reservation","object_ids":["{reservation}"],)"
                                  R"("facility_id":"{facility}","occurred_at":"2026-11-20T00:59:00Z"})"},
        {"POST /v1/follow-ups",
         R"({"facility_id":"{facility}","at":"2027-01-10T01:00:00Z","method":"phone"})"},
        {"PUT /v1/notices/{id}", R"({"audience":"everyone","text":"偽のお知らせ"})"},
        {"POST /v1/users",
         R"({"login_id":"intruder","name":"架空","role":"manager","facilities":["{facility}"]})"},
        {"PUT /v1/vacancies/{facility_id}/{month}", R"({"basis_date":"2027-01-01","meaning":"now"})"},
        {"POST /v1/vacancies/batch",
         R"({"vacancies":[{"facility_id":"{facility}","month":"2027-01","basis_date":"2027-01-01","meaning":"now"}]})"},
        {"POST /v1/vacancies/publish", R"({"month":"2027-01","facility_ids":["{facility}"]})"},
        {"PUT /v1/webhooks/{id}", wholeWebhook},
        {"POST /v1/webhooks/{id}/replay", R"({"failed":true})"}};
    for (const auto &[call, body] : withBody)
        all[call] = {About::Object, body};
    all["POST /v1/auth/factors/{id}/confirm"].also = 401; // the code is judged, and never fits
    all["PUT /v1/reservations/{id}"].also = 428;          // only makes new ones
    all["POST /v1/audit-events"].also = 422;              // the same
    all["POST /v1/follow-ups"].also = 422;                // points at the facility
    return all;
}

std::string callOf(const Route &route) {
    return std::string(route.method) + ' ' + std::string(route.pattern);
}

void replaceAll(std::string &text, const std::string &what, const std::string &by) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
        text.replace(at, what.size(), by);
}

/// Two municipalities. People of the first call; everything that they ask for belongs to the second.
class SecurityTable : public ::testing::Test {
protected:
    SecurityTable() : clock(*domain::parseInstant("2026-11-20T01:00:00Z")), random(domain::seededRandom(11)) {
        service = std::move(*Service::open({.inMemory = true, .cheapPasswords = true}, clock, *random));
        own = addFacility("131016");
        foreign = addFacility("131024");
        addForeignThings();
        addCallers();
    }
    ~SecurityTable() override { service->stop(); }

    void administer(const std::function<domain::Result<void>(Context &)> &work) {
        const auto done = service->administer(work);
        ASSERT_TRUE(done) << done.error().code << ' ' << done.error().detail;
    }
    domain::FacilityId addFacility(const std::string &municipality) {
        domain::Facility facility;
        facility.id = domain::FacilityId::make(clock, *random);
        facility.municipalityCode = municipality;
        facility.profile = {{"name", "架空園"}, {"phone", "03-0000-0000"}};
        administer([&](Context &context) -> domain::Result<void> {
            if (const auto made = createMunicipality(context, {.code = municipality, .name = "架空区"});
                !made)
                return domain::passOn(made);
            const auto made = createFacility(context, facility);
            return made ? domain::Result<void>() : domain::passOn(made);
        });
        return facility.id;
    }
    /// An account with its access token.
    std::pair<std::string, std::string> addPerson(const std::string &login, domain::Role role,
                                                  const std::string &municipality,
                                                  std::vector<domain::FacilityId> facilities) {
        std::pair<std::string, std::string> person;
        administer([&](Context &context) -> domain::Result<void> {
            std::optional<domain::OperatorId> office;
            if (role == domain::Role::OperatorOffice) {
                office = domain::OperatorId::make(clock, *random);
                if (auto made =
                        run(context.db, "INSERT INTO operator (id, name) VALUES ($1, 'x')", {office->text()});
                    !made)
                    return made;
            }
            const auto id = auth::addAccount(context, {.loginId = login,
                                                       .name = "架空",
                                                       .role = role,
                                                       .facilities = std::move(facilities),
                                                       .municipality = municipality,
                                                       .operatorId = office,
                                                       .activationHash = "x"});
            if (!id)
                return domain::passOn(id);
            const auto tokens = auth::startSession(context, *id, "pc", "PC");
            if (!tokens)
                return domain::passOn(tokens);
            person = {id->text(), tokens->accessToken};
            return {};
        });
        return person;
    }
    std::string addSystem(const std::string &id, const domain::FacilityId &facility) {
        std::string token;
        administer([&](Context &context) -> domain::Result<void> {
            if (const auto made = auth::addSystem(context, {.id = id, .name = id, .facilities = {facility}});
                !made)
                return domain::passOn(made);
            const auto made = auth::systemSession(context, id, id, auth::allScopes);
            if (!made)
                return domain::passOn(made);
            token = *made;
            return {};
        });
        return token;
    }
    void addForeignThings() {
        const auto manager = addPerson("owner", domain::Role::Manager, "", {foreign});
        const auto municipal = addPerson("office", domain::Role::Municipal, "131024", {});
        const std::string site = addSystem("other-site", foreign);
        ids["facility"] = foreign.text();
        ids["user"] = manager.first;
        for (const char *name :
             {"slot", "closure", "series", "reservation", "notice", "webhook", "factor", "new"})
            ids[name] = domain::Uuid::make(clock, *random).text();
        administer([&](Context &context) -> domain::Result<void> {
            ids["session"] = "";
            auto session = eachRow(context.db, "SELECT id FROM session WHERE account_id = $1",
                                   {manager.first}, [&](const Rows &row) { ids["session"] = row.text(0); });
            if (!session)
                return session;
            if (auto factor = run(context.db,
                                  "INSERT INTO factor (id, account_id, sealed_secret, confirmed, created_at) "
                                  "VALUES ($1, $2, 'x', 1, 0)",
                                  {ids["factor"], manager.first});
                !factor)
                return factor;
            return outgoing::allowTarget(context.db, "other-site",
                                         *outgoing::targetOf("https://hooks.example/"), false);
        });
        must(create("/v1/slots/" + ids["slot"], wholeSlot, manager.second));
        must(create("/v1/closures/" + ids["closure"], wholeClosure, manager.second));
        must(create("/v1/series/" + ids["series"], wholeSeries, manager.second));
        must(create("/v1/webhooks/" + ids["webhook"], wholeWebhook, site));
        must(create("/v1/reservations/" + ids["reservation"], table()["PUT /v1/reservations/{id}"].body,
                    site));
        must(create("/v1/notices/" + ids["notice"], R"({"audience":"everyone","text":"お知らせ"})",
                    municipal.second));
    }
    void addCallers() {
        callers["staff"] = addPerson("staff", domain::Role::Staff, "", {own}).second;
        callers["manager"] = addPerson("manager", domain::Role::Manager, "", {own}).second;
        callers["operator's office"] = addPerson("operator", domain::Role::OperatorOffice, "", {}).second;
        callers["municipal"] = addPerson("municipal", domain::Role::Municipal, "131016", {}).second;
        callers["auditor"] = addPerson("auditor", domain::Role::Auditor, "131016", {}).second;
        callers["hub operator"] = addPerson("operator-of-hub", domain::Role::HubOperator, "", {}).second;
        callers["system"] = addSystem("own-site", own);
    }

    Response send(const std::string &method, const std::string &path, std::string body,
                  const std::string &token, const std::map<std::string, std::string> &headers = {}) {
        Request request{.method = method, .path = path, .headers = headers};
        for (const auto &[name, id] : ids)
            replaceAll(body, "{" + name + "}", id);
        request.body = std::move(body);
        if (!request.body.empty())
            request.headers["content-type"] = "application/json";
        if (!token.empty())
            request.headers["authorization"] = "Bearer " + token;
        request.headers["idempotency-key"] = domain::Uuid::make(clock, *random).text();
        return service->handle(request);
    }
    Response create(const std::string &path, const std::string &body, const std::string &token) {
        return send("PUT", path, body, token, {{"if-none-match", "*"}});
    }
    static void must(const Response &response) { ASSERT_EQ(response.status, 201) << response.text(); }

    /// The route's path with ids of the second municipality.
    std::string foreignPath(const Route &route) {
        static const std::vector<std::pair<std::string, std::string>> kinds = {
            {"/v1/facilities/", "facility"},      {"/v1/slots/", "slot"},
            {"/v1/closures/", "closure"},         {"/v1/series/", "series"},
            {"/v1/reservations/", "reservation"}, {"/v1/notices/", "notice"},
            {"/v1/webhooks/", "webhook"},         {"/v1/users/", "user"},
            {"/v1/auth/sessions/", "session"},    {"/v1/auth/factors/", "factor"}};
        std::string path(route.pattern);
        for (const auto &[prefix, kind] : kinds)
            if (path.starts_with(prefix))
                replaceAll(path, "{id}", ids.at(kind));
        replaceAll(path, "{code}", "131024");
        replaceAll(path, "{facility_id}", ids.at("facility"));
        replaceAll(path, "{month}", "2027-01");
        replaceAll(path, "{file}", "131024_preschool.csv");
        EXPECT_EQ(path.find('{'), std::string::npos) << path;
        return path;
    }
    /// Everything that belongs to the second municipality, as far as anybody could change it.
    std::string foreignState() {
        std::string state;
        administer([&](Context &context) -> domain::Result<void> {
            for (const std::string_view sql :
                 {std::string_view("SELECT id, CAST(version AS TEXT), coalesce(body, '') FROM record "
                                   "WHERE municipality = '131024' ORDER BY kind, id"),
                  std::string_view("SELECT id, status, password_hash FROM account "
                                   "WHERE login_id IN ('owner', 'office') ORDER BY id"),
                  std::string_view(
                      "SELECT id, url, CAST(version AS TEXT) FROM webhook WHERE system_id = 'other-site'"),
                  std::string_view(
                      "SELECT id, account_id, CAST(coalesce(ended_at, 0) AS TEXT) FROM session "
                      "WHERE account_id IN (SELECT id FROM account WHERE login_id IN ('owner', 'office')) "
                      "ORDER BY id"),
                  std::string_view("SELECT id, account_id, sealed_secret FROM factor ORDER BY id"),
                  std::string_view(
                      "SELECT account_id, facility_id, '' FROM account_facility WHERE facility_id IN "
                      "(SELECT id FROM facility WHERE municipality = '131024') ORDER BY account_id")})
                if (auto read = eachRow(context.db, sql, {},
                                        [&state](const Rows &row) {
                                            for (int column = 0; column < 3; ++column)
                                                state.append(row.text(column)).append("|");
                                        });
                    !read)
                    return read;
            return {};
        });
        return state;
    }
    [[nodiscard]] bool namesForeign(std::string_view text) const {
        for (const auto &[name, id] : ids)
            if (name != "new" && text.find(id) != std::string_view::npos)
                return true;
        return false;
    }

    domain::ManualClock clock;
    std::unique_ptr<domain::Random> random;
    std::unique_ptr<Service> service;
    domain::FacilityId own;
    domain::FacilityId foreign;
    std::map<std::string, std::string> ids;     ///< of the second municipality, by kind
    std::map<std::string, std::string> callers; ///< tokens by role
};

TEST_F(SecurityTable, EveryCallIsEnteredHere) {
    const Table entries = table();
    std::set<std::string> there;
    for (const Route &route : hubRoutes()) {
        there.insert(callOf(route));
        EXPECT_TRUE(entries.contains(callOf(route))) << callOf(route) << " is new: say here whom it is for";
    }
    for (const auto &[call, entry] : entries)
        EXPECT_TRUE(there.contains(call)) << call << " is gone";
}

TEST_F(SecurityTable, WithoutASessionNothingButTheOpenCallsAnswers) {
    const Table entries = table();
    for (const Route &route : hubRoutes()) {
        const Entry &entry = entries.at(callOf(route));
        const bool open = entry.about == About::Nobody || entry.about == About::SignIn;
        EXPECT_EQ(route.signIn == SignIn::None || route.pattern == "/v1/auth/password", open)
            << callOf(route);
        for (const std::string &token : {std::string(), std::string("forged"), callers.at("staff") + "x"}) {
            const Response answer = send(std::string(route.method), foreignPath(route), entry.body, token);
            EXPECT_TRUE(open || answer.status == 401) << callOf(route) << ' ' << answer.text();
            EXPECT_LT(answer.status, 500) << callOf(route) << ' ' << answer.text();
            EXPECT_TRUE(route.pattern.starts_with("/v1/open-data/") || !namesForeign(answer.text()))
                << callOf(route);
        }
    }
}

TEST_F(SecurityTable, NobodyReachesWhatBelongsToOthers) {
    const Table entries = table();
    const std::string before = foreignState();
    ASSERT_NE(before.find(ids.at("reservation")), std::string::npos);
    for (const Route &route : hubRoutes()) {
        const Entry &entry = entries.at(callOf(route));
        if (entry.about != About::Object)
            continue;
        for (const auto &[role, token] : callers) {
            const Response answer = send(std::string(route.method), foreignPath(route), entry.body, token,
                                         {{"if-match", "\"1\""}});
            const bool batch = route.pattern.ends_with("/batch") || route.pattern.ends_with("/import") ||
                               route.pattern == "/v1/vacancies/publish";
            const bool refused = answer.status == 403 || answer.status == 404 || answer.status == entry.also;
            EXPECT_TRUE(refused || (batch && answer.status < 500))
                << role << ' ' << callOf(route) << ": " << answer.status << ' ' << answer.text();
            EXPECT_EQ(answer.text().find("架空園"), std::string_view::npos) << role << ' ' << callOf(route);
            EXPECT_EQ(answer.text().find("花子"), std::string_view::npos) << role << ' ' << callOf(route);
        }
        EXPECT_EQ(foreignState(), before) << callOf(route) << " changed what belongs to others";
    }
}

TEST_F(SecurityTable, AnIdOfOthersIsNotGivenAway) {
    const Table entries = table();
    const std::string before = foreignState();
    for (const Route &route : hubRoutes()) {
        if (route.method != "PUT" || route.pattern.starts_with("/v1/vacancies") ||
            route.pattern.ends_with("/approval-rule"))
            continue;
        for (const auto &[role, token] : callers) {
            const Response answer = create(foreignPath(route), entries.at(callOf(route)).body, token);
            EXPECT_GE(answer.status, 403) << role << ' ' << callOf(route) << answer.text();
            EXPECT_LT(answer.status, 500) << role << ' ' << callOf(route) << answer.text();
            EXPECT_EQ(answer.text().find("\"current\""), std::string_view::npos)
                << role << ' ' << callOf(route) << ' ' << answer.text();
        }
        EXPECT_EQ(foreignState(), before) << callOf(route);
    }
}

TEST_F(SecurityTable, ListsHoldNothingOfOthers) {
    const Table entries = table();
    for (const Route &route : hubRoutes()) {
        if (entries.at(callOf(route)).about != About::Oneself || route.method != "GET")
            continue;
        for (const auto &[role, token] : callers) {
            const Response answer = send("GET", std::string(route.pattern), "", token);
            EXPECT_LT(answer.status, 500) << role << ' ' << callOf(route);
            EXPECT_FALSE(namesForeign(answer.text())) << role << ' ' << callOf(route) << ' ' << answer.text();
            Request named{.method = "GET", .path = std::string(route.pattern)};
            named.headers["authorization"] = "Bearer " + token;
            named.query["municipality"] = "131024";
            EXPECT_FALSE(namesForeign(service->handle(named).text())) << role << ' ' << callOf(route);
        }
    }
}

TEST_F(SecurityTable, ATokenWithFewerScopesIsRefusedOutsideThem) {
    std::map<std::string, std::string> tokens;
    administer([&](Context &context) -> domain::Result<void> {
        for (const char *scope : {"availability", "reservations:read", "reservations:write", "webhooks"}) {
            const auto made = auth::systemSession(context, "own-site", "own-site", scope);
            if (!made)
                return domain::passOn(made);
            tokens[scope] = *made;
        }
        return {};
    });
    const std::vector<std::pair<std::string, std::string>> needs = {{"/v1/facilities", "availability"},
                                                                    {"/v1/changes", "reservations:read"},
                                                                    {"/v1/webhooks", "webhooks"}};
    for (const auto &[path, scope] : needs)
        for (const auto &[given, token] : tokens)
            EXPECT_EQ(send("GET", path, "", token).status, given == scope ? 200 : 403)
                << path << " with " << given;
    const std::string booking = table()["PUT /v1/reservations/{id}"].body;
    for (const auto &[given, token] : tokens)
        EXPECT_EQ(create("/v1/reservations/" + ids.at("new"), booking, token).status == 403,
                  given != "reservations:write")
            << given;
}

} // namespace
} // namespace hub::test
