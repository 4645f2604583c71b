#include "security_world.h"
#include "hub/records/municipality_store.h"
#include "hub/service/open_service.h"

#include "hub/auth/accounts.h"
#include "hub/auth/rows.h"
#include "hub/auth/scopes.h"
#include "hub/auth/sessions.h"
#include "hub/auth/systems.h"
#include "hub/records/facility_store.h"
#include "hub/webhooks/webhook_store.h"

namespace hub::test {
namespace {

const std::string wholeSlot =
    R"({"facility_id":"{facility}","date":"2027-01-15","start":"10:00","end":"10:30","seats":2})";
const std::string wholeSeries =
    R"({"facility_id":"{facility}","rule":"0We","from":"2027-01-01","to":"2027-01-31","start":"10:00","end":"10:30","seats":2})";
const std::string wholeWish =
    R"({"facility_id":"{facility}","any_slot":true,"age_classes":[1],"channel":"portal",)"
    R"("guardian":{"name":"架空 花子","phone":"090-0000-0000"}})";
const std::string wholeClosure = R"({"facility_id":"{facility}","date":"2027-01-20"})";
const std::string wholeWebhook =
    R"({"url":"https://hooks.example/x","secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})";

} // namespace

std::string bodyOf(const std::string &kind) {
    static const std::map<std::string, std::string> bodies = {{"slots", wholeSlot},
                                                              {"series", wholeSeries},
                                                              {"closures", wholeClosure},
                                                              {"waitlist", wholeWish},
                                                              {"webhooks", wholeWebhook}};
    return bodies.at(kind);
}

Table securityTable() {
    Table all;
    for (const char *call : {"GET /v1/status", "GET /livez", "GET /readyz", "GET /v1/openapi.yaml",
                             "GET /docs", "GET /v1/open-data/{file}"}) {
        all[call] = {About::Nobody, ""};
    }
    for (const char *call :
         {"POST /v1/auth/login", "POST /v1/auth/password", "POST /v1/auth/mfa", "POST /v1/auth/enrolment",
          "POST /v1/auth/enrolment/confirm", "POST /v1/auth/refresh", "POST /v1/oauth/token"}) {
        all[call] = {About::SignIn, "{}"};
    }
    for (const char *call : {"GET /v1/auth/sessions", "GET /v1/auth/factors", "POST /v1/auth/factors",
                             "POST /v1/auth/recovery-codes", "POST /v1/auth/unlock", "GET /v1/changes",
                             "GET /v1/facilities", "GET /v1/audit", "GET /v1/users", "GET /v1/webhooks"}) {
        all[call] = {About::Oneself, ""};
    }
    all["POST /v1/auth/logout"] = {About::Oneself, ""};
    for (const char *call : {"GET /v1/facilities/{id}",
                             "GET /v1/facilities/{id}/availability",
                             "GET /v1/facilities/{id}/history",
                             "GET /v1/facilities/{id}/approval-rule",
                             "GET /v1/facilities/{id}/waitlist",
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
                             "DELETE /v1/webhooks/{id}"}) {
        all[call] = {About::Object, ""};
    }
    for (const char *call :
         {"POST /v1/facilities/{id}/confirm", "POST /v1/facilities/{id}/publish",
          "POST /v1/reservations/{id}/approve", "POST /v1/reservations/{id}/attend",
          "POST /v1/reservations/{id}/no-show", "POST /v1/reservations/{id}/withdraw",
          "POST /v1/waitlist/{id}/withdraw", "POST /v1/users/{id}/disable", "POST /v1/users/{id}/reset",
          "PATCH /v1/closures/{id}", "PATCH /v1/series/{id}", "PATCH /v1/notices/{id}"}) {
        all[call] = {About::Object, "{}"};
    }
    const std::map<std::string, std::string> withBody = {
        {"POST /v1/auth/factors/{id}/confirm", R"({"code":"123456"})"},
        {"PUT /v1/facilities/{id}", R"({"municipality_code":"131024","profile":{"name":"乗っ取り園"}})"},
        {"POST /v1/facilities/import", "NO,名称\n1,乗っ取り園\n"},
        {"PATCH /v1/facilities/{id}", R"({"repeat_policy":"warn"})"},
        {"PUT /v1/facilities/{id}/approval-rule", R"({"enabled":true})"},
        {"POST /v1/facilities/{id}/approval-rule/preview", R"({"enabled":true})"},
        {"PATCH /v1/municipalities/{code}", R"({"late_minutes":5})"},
        {"PUT /v1/slots/{id}", wholeSlot},
        {"PATCH /v1/slots/{id}", R"({"seats":3})"},
        {"POST /v1/slots/batch", R"({"slots":[{"id":"{new}",)" + wholeSlot.substr(1) + "]}"},
        {"PUT /v1/closures/{id}", wholeClosure},
        {"PUT /v1/series/{id}", wholeSeries},
        {"PUT /v1/waitlist/{id}", wholeWish},
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
    for (const auto &[call, body] : withBody) {
        all[call] = {About::Object, body};
    }
    all["POST /v1/auth/factors/{id}/confirm"].also = 401; // the code is judged, and never fits
    all["PUT /v1/reservations/{id}"].also = 428;          // only makes new ones
    all["PUT /v1/waitlist/{id}"].also = 428;              // the same
    all["POST /v1/audit-events"].also = 422;              // the same
    all["POST /v1/follow-ups"].also = 422;                // points at the facility
    return all;
}

std::string callOf(const Route &route) {
    return std::string(route.method) + ' ' + std::string(route.pattern);
}

void replaceAll(std::string &text, const std::string &what, const std::string &by) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size()) {
        text.replace(at, what.size(), by);
    }
}

SecurityWorld::SecurityWorld()
    : clock(*domain::parseInstant("2026-11-20T01:00:00Z")), random(domain::seededRandom(11)) {
    service = std::move(*openService({.inMemory = true, .cheapPasswords = true}, clock, *random));
    own = addFacility("131016");
    foreign = addFacility("131024");
    addForeignThings();
    addCallers();
}

void SecurityWorld::administer(const std::function<domain::Result<void>(Context &)> &work) {
    const auto done = service->administer(work);
    ASSERT_TRUE(done) << done.error().code << ' ' << done.error().detail;
}

domain::FacilityId SecurityWorld::addFacility(const std::string &municipality) {
    domain::Facility facility;
    facility.id = domain::FacilityId::make(clock, *random);
    facility.municipalityCode = municipality;
    facility.profile = {{"name", "架空園"}, {"phone", "03-0000-0000"}};
    administer([&](Context &context) -> domain::Result<void> {
        if (const auto made = createMunicipality(context, {.code = municipality, .name = "架空区"}); !made) {
            return domain::passOn(made);
        }
        const auto made = createFacility(context, facility);
        return made ? domain::Result<void>() : domain::passOn(made);
    });
    return facility.id;
}

std::pair<std::string, std::string> SecurityWorld::addPerson(const std::string &login, domain::Role role,
                                                             const std::string &municipality,
                                                             std::vector<domain::FacilityId> facilities) {
    std::pair<std::string, std::string> person;
    administer([&](Context &context) -> domain::Result<void> {
        std::optional<domain::OperatorId> office;
        if (role == domain::Role::OperatorOffice) {
            office = domain::OperatorId::make(clock, *random);
            if (auto made =
                    run(context.db, "INSERT INTO operator (id, name) VALUES ($1, 'x')", {office->text()});
                !made) {
                return made;
            }
        }
        const auto id = auth::addAccount(context, {.loginId = login,
                                                   .name = "架空",
                                                   .role = role,
                                                   .facilities = std::move(facilities),
                                                   .municipality = municipality,
                                                   .operatorId = office,
                                                   .activationHash = "x"});
        if (!id) {
            return domain::passOn(id);
        }
        const auto tokens = auth::startSession(context, *id, "pc", "PC");
        if (!tokens) {
            return domain::passOn(tokens);
        }
        person = {id->text(), tokens->accessToken};
        return {};
    });
    return person;
}

std::string SecurityWorld::addSystem(const std::string &id, const domain::FacilityId &facility) {
    std::string token;
    administer([&](Context &context) -> domain::Result<void> {
        if (const auto made = auth::addSystem(context, {.id = id, .name = id, .facilities = {facility}});
            !made) {
            return domain::passOn(made);
        }
        const auto made = auth::systemSession(context, id, id, auth::allScopes);
        if (!made) {
            return domain::passOn(made);
        }
        token = *made;
        return {};
    });
    return token;
}

void SecurityWorld::addForeignThings() {
    const auto manager = addPerson("owner", domain::Role::Manager, "", {foreign});
    const auto municipal = addPerson("office", domain::Role::Municipal, "131024", {});
    const std::string site = addSystem("other-site", foreign);
    ids["facility"] = foreign.text();
    ids["user"] = manager.first;
    for (const char *name :
         {"slot", "closure", "series", "reservation", "waitlist", "notice", "webhook", "factor", "new"}) {
        ids[name] = domain::Uuid::make(clock, *random).text();
    }
    administer([&](Context &context) -> domain::Result<void> {
        ids["session"] = "";
        auto session = eachRow(context.db, "SELECT id FROM session WHERE account_id = $1", {manager.first},
                               [&](const Rows &row) { ids["session"] = row.text(0); });
        if (!session) {
            return session;
        }
        if (auto factor = run(context.db,
                              "INSERT INTO factor (id, account_id, sealed_secret, confirmed, created_at) "
                              "VALUES ($1, $2, 'x', 1, 0)",
                              {ids["factor"], manager.first});
            !factor) {
            return factor;
        }
        return webhooks::allowTarget(context.db, "other-site", *webhooks::targetOf("https://hooks.example/"),
                                     false);
    });
    must(create("/v1/slots/" + ids["slot"], wholeSlot, manager.second));
    must(create("/v1/closures/" + ids["closure"], wholeClosure, manager.second));
    must(create("/v1/series/" + ids["series"], wholeSeries, manager.second));
    must(create("/v1/webhooks/" + ids["webhook"], wholeWebhook, site));
    must(create("/v1/reservations/" + ids["reservation"], securityTable()["PUT /v1/reservations/{id}"].body,
                site));
    must(create("/v1/waitlist/" + ids["waitlist"], wholeWish, site));
    must(create("/v1/notices/" + ids["notice"], R"({"audience":"everyone","text":"お知らせ"})",
                municipal.second));
}

void SecurityWorld::addCallers() {
    const auto add = [this](const char *name, const char *login, domain::Role role,
                            const std::string &municipality, std::vector<domain::FacilityId> facilities) {
        std::tie(people[name], callers[name]) = addPerson(login, role, municipality, std::move(facilities));
    };
    add("staff", "staff", domain::Role::Staff, "", {own});
    add("manager", "manager", domain::Role::Manager, "", {own});
    add("operator's office", "operator", domain::Role::OperatorOffice, "", {});
    add("municipal", "municipal", domain::Role::Municipal, "131016", {});
    add("auditor", "auditor", domain::Role::Auditor, "131016", {});
    add("hub operator", "operator-of-hub", domain::Role::HubOperator, "", {});
    callers["system"] = addSystem("own-site", own);
}

Response SecurityWorld::send(const std::string &method, const std::string &path, std::string body,
                             const std::string &token, const std::map<std::string, std::string> &headers,
                             const Ids &named) {
    Request request{.method = method, .path = path, .headers = headers};
    for (const auto &[name, id] : named) {
        replaceAll(body, "{" + name + "}", id);
    }
    request.body = std::move(body);
    if (!request.body.empty()) {
        request.headers["content-type"] = "application/json";
    }
    if (!token.empty()) {
        request.headers["authorization"] = "Bearer " + token;
    }
    request.headers["idempotency-key"] = domain::Uuid::make(clock, *random).text();
    return service->handle(request);
}

std::string SecurityWorld::pathOf(const Route &route, const Ids &named, const std::string &municipality) {
    static const std::vector<std::pair<std::string, std::string>> kinds = {
        {"/v1/facilities/", "facility"},
        {"/v1/slots/", "slot"},
        {"/v1/closures/", "closure"},
        {"/v1/series/", "series"},
        {"/v1/reservations/", "reservation"},
        {"/v1/notices/", "notice"},
        {"/v1/webhooks/", "webhook"},
        {"/v1/waitlist/", "waitlist"},
        {"/v1/users/", "user"},
        {"/v1/auth/sessions/", "session"},
        {"/v1/auth/factors/", "factor"}};
    std::string path(route.pattern);
    for (const auto &[prefix, kind] : kinds) {
        if (path.starts_with(prefix)) {
            replaceAll(path, "{id}", named.at(kind));
        }
    }
    replaceAll(path, "{code}", municipality);
    replaceAll(path, "{facility_id}", named.at("facility"));
    replaceAll(path, "{month}", "2027-01");
    replaceAll(path, "{file}", municipality + "_preschool.csv");
    EXPECT_EQ(path.find('{'), std::string::npos) << path;
    return path;
}

} // namespace hub::test
