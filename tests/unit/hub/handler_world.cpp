#include "handler_world.h"
#include "hub/handlers/facilities/routes.h"
#include "hub/handlers/feed/routes.h"
#include "hub/handlers/municipality/routes.h"
#include "hub/handlers/reservations/routes.h"
#include "hub/handlers/slots/routes.h"
#include "hub/records/municipality_store.h"
#include "hub/webhooks/routes.h"

#include <array>
#include <functional>

#include "test_database.h"

#include "hub/db/meta.h"
#include "hub/http/problem_response.h"
#include "hub/service/due_work.h"

namespace {

std::vector<hub::Route> allRoutes() {
    std::vector<hub::Route> all;
    for (auto &routes :
         {hub::feedRoutes(), hub::facilityRoutes(), hub::slotRoutes(), hub::reservationRoutes(),
          hub::municipalityRoutes(), hub::approvalRuleRoutes(), hub::auditEventRoutes(),
          hub::followUpRoutes(), hub::importRoutes(), hub::noticeRoutes(), hub::openDataRoutes(),
          hub::publishingRoutes(), hub::statisticsRoutes(), hub::userRoutes(), hub::vacancyRoutes(),
          hub::waitlistRoutes(), hub::webhookRoutes()}) {
        all.insert(all.end(), routes.begin(), routes.end());
    }
    return all;
}

void readTarget(const std::string &target, hub::Request &request) {
    const auto mark = target.find('?');
    request.path = target.substr(0, mark);
    std::string_view rest =
        mark == std::string::npos ? std::string_view() : std::string_view(target).substr(mark + 1);
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        const auto equals = pair.find('=');
        request.query[std::string(pair.substr(0, equals))] = pair.substr(equals + 1);
    }
}

} // namespace

std::string HandlerWorld::Reply::text(const char *member) const {
    if (!json.IsObject() || !json.HasMember(member) || !json[member].IsString()) {
        return {};
    }
    return json[member].GetString();
}

std::int64_t HandlerWorld::Reply::number(const char *member) const {
    const bool there = json.IsObject() && json.HasMember(member) && json[member].IsInt64();
    return there ? json[member].GetInt64() : -1;
}

std::string HandlerWorld::Reply::fault() const {
    if (!json.IsObject() || !json.HasMember("errors") || json["errors"].Empty()) {
        return {};
    }
    const auto &first = json["errors"][0];
    return std::string(first["pointer"].GetString()) + " " + first["code"].GetString();
}

HandlerWorld::HandlerWorld()
    : clock(*domain::parseInstant("2026-11-20T01:00:00Z")), random(domain::seededRandom(7)),
      m_routes(std::make_unique<hub::RouteTable>(allRoutes())) {
    settings.key = std::string(32, 'k');
    settings.cheapPasswords = true;
    operatorId = domain::OperatorId::make(clock, *random);
    m_database = std::move(*hub::Database::open(hub::test::freshDatabase()));
    m_writer = std::move(*m_database->link(hub::Database::Mode::Write));
    inTransaction([this](hub::Context &context) {
        settings.epoch = *hub::epochOf(context.db, clock, *random);
        for (const char *code : {"131016", "131024"}) {
            domain::Municipality municipality;
            municipality.code = code;
            municipality.name = "架空区";
            ASSERT_TRUE(hub::createMunicipality(context, municipality));
        }
    });
    hinata = addFacility("131016", "架空ひなた園");
    komorebi = addFacility("131016", "架空こもれび園", domain::RepeatPolicy::Allow, true);
    minato = addFacility("131024", "架空みなと園");
}

HandlerWorld::~HandlerWorld() = default;

/// Short transactions for a handler that hashes between them.
class HandlerWorld::Transactions final : public hub::AuthTransactions {
public:
    Transactions(HandlerWorld &world, hub::Context &context) : m_world(world), m_context(context) {}
    domain::Result<void> write(const std::function<domain::Result<void>(hub::Context &)> &work) override {
        EXPECT_TRUE(m_world.m_writer->begin());
        auto done = work(m_context);
        if (done) {
            EXPECT_TRUE(m_world.m_writer->commit());
        } else {
            m_world.m_writer->rollback();
        }
        return done;
    }
    domain::Result<void> read(const std::function<domain::Result<void>(hub::Context &)> &work) override {
        return write(work);
    }
    [[nodiscard]] const hub::HubSettings &settings() const override { return m_world.settings; }
    [[nodiscard]] const domain::Clock &clock() const override { return m_world.clock; }
    [[nodiscard]] domain::Random &random() override { return *m_world.random; }

private:
    HandlerWorld &m_world;
    hub::Context &m_context;
};

hub::HandlerResult HandlerWorld::throughTransactions(const hub::Route &route, const hub::Request &request,
                                                     hub::Context &context) {
    Transactions transactions(*this, context);
    return route.authHandler(request, transactions);
}

hub::HandlerResult HandlerWorld::inOneTransaction(const hub::Route &route, const hub::Request &request,
                                                  hub::Context &context) {
    EXPECT_TRUE(m_writer->begin());
    auto result = route.handler(request, context);
    if (result) {
        EXPECT_TRUE(m_writer->commit());
    } else {
        m_writer->rollback();
    }
    return result;
}

HandlerWorld::Reply HandlerWorld::call(const hub::Caller &caller, const std::string &method,
                                       const std::string &target, const std::string &body,
                                       const Headers &headers) {
    hub::Request request;
    request.method = method;
    request.headers = headers;
    request.headers.try_emplace("idempotency-key", domain::Uuid::make(clock, *random).text());
    request.body = body;
    readTarget(target, request);
    const hub::RouteMatch match = m_routes->find(method, request.path);
    Reply reply;
    if (match.route == nullptr) {
        reply.status = 404;
        return reply;
    }
    hub::Context context{*m_writer, clock, *random,     settings, caller, wire::Language::English,
                         {},        {},    match.params};
    auto result = match.route->authHandler ? throughTransactions(*match.route, request, context)
                                           : inOneTransaction(*match.route, request, context);
    changedScopes = context.changedScopes;
    longPoll = context.longPoll;
    const hub::Response response =
        result ? *result : hub::problemResponse(result.error(), wire::Language::English);
    reply.status = response.status;
    reply.body = response.text();
    const auto etag = response.headers.find("ETag");
    reply.etag = etag == response.headers.end() ? "" : etag->second;
    reply.json.Parse(reply.body.data(), reply.body.size());
    return reply;
}

void HandlerWorld::inTransaction(const std::function<void(hub::Context &)> &work) {
    hub::Context context{*m_writer, clock, *random, settings, {}, wire::Language::English, {}, {}, {}};
    ASSERT_TRUE(m_writer->begin());
    work(context);
    ASSERT_TRUE(m_writer->commit());
    changedScopes = context.changedScopes;
}

void HandlerWorld::runDueWork() {
    inTransaction([](hub::Context &context) { EXPECT_TRUE(hub::runDueWork(context)); });
}

std::int64_t HandlerWorld::count(std::string_view sql) {
    auto rows = m_writer->query(sql, {});
    EXPECT_TRUE(rows);
    EXPECT_TRUE((*rows)->next().value_or(false));
    return (*rows)->integer(0);
}

hub::Caller HandlerWorld::staffOf(const std::string &facility) const {
    hub::Caller caller;
    caller.user.id = *domain::UserId::parse("019ab000-0000-7000-8000-000000000001");
    caller.user.name = "職員 架空";
    caller.user.role = domain::Role::Staff;
    caller.user.facilities = {*domain::FacilityId::parse(facility)};
    caller.deviceName = "職員室のPC";
    return caller;
}

hub::Caller HandlerWorld::managerOf(const std::string &facility) const {
    hub::Caller caller = staffOf(facility);
    caller.user.role = domain::Role::Manager;
    return caller;
}

hub::Caller HandlerWorld::municipal(domain::Role role, const std::string &code) const {
    hub::Caller caller;
    caller.user.id = *domain::UserId::parse("019ab000-0000-7000-8000-000000000002");
    caller.user.name = "区の職員 架空";
    caller.user.role = role;
    caller.user.municipalityCode = code;
    return caller;
}

hub::Caller HandlerWorld::system(const std::string &id, const std::string &facility) const {
    hub::Caller caller;
    caller.user.name = id;
    caller.user.role = domain::Role::System;
    caller.user.facilities = {*domain::FacilityId::parse(facility)};
    caller.systemId = id;
    return caller;
}

hub::Caller HandlerWorld::hubOperator() const {
    hub::Caller caller;
    caller.user.id = *domain::UserId::parse("019ab000-0000-7000-8000-000000000003");
    caller.user.name = "基盤の運用者 架空";
    caller.user.role = domain::Role::HubOperator;
    return caller;
}

hub::Caller HandlerWorld::operatorOffice() const {
    hub::Caller caller;
    caller.user.role = domain::Role::OperatorOffice;
    caller.user.operatorId = operatorId;
    return caller;
}

std::string HandlerWorld::newId() {
    clock.advance(std::chrono::milliseconds(1));
    return domain::Uuid::make(clock, *random).text();
}

std::string HandlerWorld::addFacility(const std::string &municipality, const std::string &name,
                                      domain::RepeatPolicy policy, bool ofOperator) {
    domain::Facility facility;
    facility.id = *domain::FacilityId::parse(newId());
    facility.municipalityCode = municipality;
    facility.profile["name"] = name;
    facility.profile["phone"] = "03-0000-0000";
    facility.repeatPolicy = policy;
    if (ofOperator) {
        facility.operatorId = operatorId;
    }
    inTransaction([&](hub::Context &context) { ASSERT_TRUE(hub::createFacility(context, facility)); });
    return facility.id.text();
}

std::string HandlerWorld::slotJson(const std::string &facility, const std::string &date,
                                   const std::string &start, int seats, const std::string &more) const {
    const std::string end = start.substr(0, 3) + "30";
    return R"({"facility_id":")" + facility + R"(","date":")" + date + R"(","start":")" + start +
           R"(","end":")" + end + R"(","seats":)" + std::to_string(seats) + more + "}";
}

std::string HandlerWorld::addSlot(const std::string &facility, const std::string &date,
                                  const std::string &start, int seats, const std::string &more) {
    const std::string id = newId();
    const Reply made =
        create(staffOf(facility), "/v1/slots/" + id, slotJson(facility, date, start, seats, more));
    EXPECT_EQ(made.status, 201) << made.body;
    return id;
}

std::string HandlerWorld::bookingJson(const std::string &slot, const std::string &channel,
                                      const std::string &family) const {
    // Number and child are as much the family's own as its name.
    const int number = family.empty() ? ++m_families
                       : family == "架空"
                           ? 0
                           : 1'000 + static_cast<int>(std::hash<std::string>{}(family) % 9'000);
    const std::string name = family.empty() ? "架空" : family;
    constexpr std::array<const char *, 10> digits{"ア", "イ", "ウ", "エ", "オ", "カ", "キ", "ク", "ケ", "コ"};
    std::string kana = "カクウ タロウ";
    for (const char digit : number > 0 ? std::to_string(number) : std::string()) {
        kana += digits.at(static_cast<std::size_t>(digit - '0'));
    }
    return R"({"slot_id":")" + slot + R"(","channel":")" + channel + R"(","guardian":{"name":")" + name +
           R"( 花子","phone":"090-0000-)" + std::to_string(10'000 + number).substr(1) +
           R"("},"children":[{"name":")" + name + R"( 太郎","kana":")" + kana +
           R"(","birth_date":"2025-06-01"}],"question":"駐輪場はありますか"})";
}

std::string HandlerWorld::addRequest(const hub::Caller &system, const std::string &slot,
                                     const std::string &family) {
    const std::string id = newId();
    const Reply made = create(system, "/v1/reservations/" + id, bookingJson(slot, "portal", family));
    EXPECT_EQ(made.status, 201) << made.body;
    return id;
}

int HandlerWorld::seatsTaken(const std::string &slot) {
    int taken = -1;
    inTransaction([&](hub::Context &context) {
        const auto row = hub::findSlot(context.db, slot);
        ASSERT_TRUE(row && *row);
        taken = (*row)->seatsTaken;
    });
    return taken;
}
