#include "hub_under_test.h"
#include "hub/handlers/reservations/booking.h"
#include "hub/records/municipality_store.h"
#include "hub/service/open_service.h"

#include "hub/auth/accounts.h"
#include "hub/auth/password.h"
#include "hub/auth/systems.h"
#include "hub/auth/tokens.h"
#include "hub/auth/totp.h"
#include "hub/db/read.h"
#include "hub/handlers/reservations/reservation_batch.h"
#include "support/postgres_cluster.h"
#include "unit/hub/service_support.h"
#include "ways.h"

#include <rapidjson/pointer.h>

namespace contract {

using namespace std::chrono_literals;
using Who = HubUnderTest::Who;

namespace {

constexpr auto ward = "131016";
constexpr auto neighbour = "131024";
constexpr int placeCount = 80;
constexpr int begunCount = 24;
constexpr int spareCount = 8;

const rapidjson::Value *at(const rapidjson::Document &json, const char *pointer) {
    return rapidjson::Pointer(pointer).Get(json);
}

std::map<std::string, std::unique_ptr<HubUnderTest>> &all() {
    static std::map<std::string, std::unique_ptr<HubUnderTest>> hubs;
    return hubs;
}

/// One database for all stories; empty: SQLite in the hub's folder.
std::string databaseOf(const std::string &way) {
    if (way != "postgresql") {
        return {};
    }
    static const std::string url = test::PostgresCluster::ofProgram().newDatabase();
    return url;
}

/// A clock of which the service and the test hold one end each.
class SharedClock final : public domain::Clock {
public:
    explicit SharedClock(std::shared_ptr<domain::ManualClock> clock) : m_clock(std::move(clock)) {}
    [[nodiscard]] std::chrono::sys_time<std::chrono::milliseconds> nowMs() const override {
        return m_clock->nowMs();
    }

private:
    std::shared_ptr<domain::ManualClock> m_clock;
};

struct Person {
    Who who;
    const char *loginId;
    domain::Role role;
};
constexpr std::array<Person, 7> people{{{Who::Staff, "kakuu-staff", domain::Role::Staff},
                                        {Who::Manager, "kakuu-manager", domain::Role::Manager},
                                        {Who::Office, "kakuu-office", domain::Role::OperatorOffice},
                                        {Who::Municipal, "kakuu-ward", domain::Role::Municipal},
                                        {Who::Auditor, "kakuu-auditor", domain::Role::Auditor},
                                        {Who::StaffElsewhere, "kakuu-staff-2", domain::Role::Staff},
                                        {Who::MunicipalElsewhere, "kakuu-ward-2", domain::Role::Municipal}}};

hub::auth::NewAccount accountFor(const std::string &loginId, domain::Role role) {
    hub::auth::NewAccount wanted;
    wanted.loginId = loginId;
    wanted.name = "架空 " + loginId;
    wanted.role = role;
    return wanted;
}

/// With password and second factor, as if the first sign-in were over.
domain::Result<void> enrol(hub::Context &context, hub::auth::NewAccount wanted, Account &made) {
    made = {wanted.loginId, "yellow kettle on the roof", hub::auth::newTotpSecret(context.random)};
    wanted.activationHash = hub::auth::passwordHash(made.password, hub::auth::HashCost::Cheap);
    const auto id = hub::auth::addAccount(context, wanted);
    return id ? hub::auth::enrolDirectly(context, *id, wanted.activationHash, made.totpSecret)
              : domain::passOn(id);
}

domain::Result<void> approve(hub::Context &context, const domain::FacilityId &facility,
                             const std::string &id) {
    hub::Caller staff;
    staff.user.name = "架空 職員";
    staff.user.role = domain::Role::Staff;
    staff.user.facilities = {facility};
    context.caller = staff;
    const auto moved = hub::moveReservation(context, id, 1, domain::ReservationCall::Approve, {});
    context.caller.reset();
    return moved ? domain::Result<void>() : domain::passOn(moved);
}

domain::Facility facilityOf(const std::string &id, const char *municipality, const std::string &name,
                            domain::RepeatPolicy policy, const std::optional<domain::OperatorId> &office) {
    domain::Facility facility;
    facility.id = *domain::FacilityId::parse(id);
    facility.municipalityCode = municipality;
    facility.profile["name"] = name;
    facility.profile["phone"] = "03-0000-0000";
    facility.repeatPolicy = policy;
    facility.operatorId = office;
    return facility;
}

} // namespace

std::string Told::text(const char *pointer) const {
    const auto *value = at(json, pointer);
    return value != nullptr && value->IsString() ? std::string(value->GetString(), value->GetStringLength())
                                                 : std::string();
}
std::int64_t Told::number(const char *pointer) const {
    const auto *value = at(json, pointer);
    return value != nullptr && value->IsInt64() ? value->GetInt64() : -1;
}
bool Told::flag(const char *pointer) const {
    const auto *value = at(json, pointer);
    return value != nullptr && value->IsTrue();
}
bool Told::has(const char *pointer) const {
    return at(json, pointer) != nullptr;
}
std::size_t Told::size(const char *pointer) const {
    const auto *value = at(json, pointer);
    return value != nullptr && value->IsArray() ? value->Size() : 0;
}
std::string Told::header(const std::string &name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
}

/// The hub while it is being filled, two days ago.
struct HubUnderTest::Prepared {
    std::unique_ptr<hub::test::TemporaryFolder> folder;
    std::shared_ptr<domain::ManualClock> clock;
    std::unique_ptr<domain::Random> random;
    std::unique_ptr<hub::Service> service;

    void run(const std::function<domain::Result<void>(hub::Context &)> &work) const {
        const auto done = service->administer(work);
        ASSERT_TRUE(done) << done.error().code;
    }
};

namespace {
/// Folders live as long as the hubs in them.
std::vector<std::unique_ptr<hub::test::TemporaryFolder>> &folders() {
    static std::vector<std::unique_ptr<hub::test::TemporaryFolder>> kept;
    return kept;
}
} // namespace

HubUnderTest::HubUnderTest(const std::string &way)
    : m_now(domain::systemClock()->now()), m_random(domain::systemRandom()) {
    prepare(way);
}

HubUnderTest::~HubUnderTest() = default;

HubUnderTest &HubUnderTest::reachedBy(const std::string &way) {
    auto &hub = all()[way];
    if (!hub) {
        hub.reset(new HubUnderTest(way));
    }
    return *hub;
}

std::vector<std::string> HubUnderTest::ways() {
    if (test::wantsPostgres()) {
        return {"postgresql"};
    }
    return {"process", "program"};
}

void HubUnderTest::endAll() {
    all().clear();
    folders().clear();
}

void HubUnderTest::prepare(const std::string &way) {
    Prepared prepared;
    prepared.folder = std::make_unique<hub::test::TemporaryFolder>();
    prepared.clock = std::make_shared<domain::ManualClock>(m_now - 48h);
    prepared.random = domain::systemRandom();
    auto clock = std::make_unique<SharedClock>(prepared.clock);
    hub::ServiceConfig config;
    config.dataDirectory = prepared.folder->path();
    config.cheapPasswords = true;
    config.databaseServer = databaseOf(way);
    auto service = hub::openService(config, *clock, *prepared.random);
    ASSERT_TRUE(service) << service.error().code;
    prepared.service = std::move(*service);
    fill(prepared);
    prepared.clock->set(m_now);
    prepared.service->runDueWork(); // the unanswered request expires
    if (way == "process") {
        m_way = wayInProcess(std::move(clock), std::move(prepared.random), std::move(prepared.service));
    } else {
        prepared.service.reset();
        m_way = wayToProgram(prepared.folder->path(), databaseOf(way));
    }
    folders().push_back(std::move(prepared.folder));
}

void HubUnderTest::fill(Prepared &prepared) {
    for (int index = 0; index < placeCount; ++index) {
        m_places.push_back(newId());
    }
    m_warnedPlace = m_places[0];
    m_refusingPlace = m_places[1];
    m_nextPlace = 3; // the third one holds the visits that have begun
    m_neighbours = newId();
    const auto office = domain::OperatorId::make(*prepared.clock, *prepared.random);
    prepared.run([&](hub::Context &context) { return addPlaces(context, office); });
    prepared.run([&](hub::Context &context) { return addPeople(context, office); });
    prepared.run([&](hub::Context &context) { return addSpareAccounts(context); });
    prepared.run([&](hub::Context &context) { return addSystems(context); });
    prepared.run([&](hub::Context &context) { return addVisits(context); });
}

domain::Result<void> HubUnderTest::addPlaces(hub::Context &context, const domain::OperatorId &office) {
    for (const char *code : {ward, neighbour}) {
        domain::Municipality municipality;
        municipality.code = code;
        municipality.name = "架空区";
        if (auto made = hub::createMunicipality(context, municipality); !made) {
            return domain::passOn(made);
        }
    }
    if (auto added =
            hub::run(context.db, "INSERT INTO operator (id, name, corporate_number) VALUES ($1, $2, $3)",
                     {office.text(), "架空法人", ""});
        !added) {
        return added;
    }
    for (std::size_t index = 0; index < m_places.size(); ++index) {
        const auto policy = index == 0   ? domain::RepeatPolicy::Warn
                            : index == 1 ? domain::RepeatPolicy::Refuse
                                         : domain::RepeatPolicy::Allow;
        const auto made = hub::createFacility(
            context, facilityOf(m_places[index], ward, "架空園" + std::to_string(index), policy, office));
        if (!made) {
            return domain::passOn(made);
        }
    }
    const auto theirs = hub::createFacility(
        context, facilityOf(m_neighbours, neighbour, "架空となり園", domain::RepeatPolicy::Allow, {}));
    return theirs ? domain::Result<void>() : domain::passOn(theirs);
}

domain::Result<void> HubUnderTest::addPeople(hub::Context &context, const domain::OperatorId &office) {
    std::vector<domain::FacilityId> mine;
    for (const std::string &id : m_places) {
        mine.push_back(*domain::FacilityId::parse(id));
    }
    for (const Person &person : people) {
        auto wanted = accountFor(person.loginId, person.role);
        const bool elsewhere = person.who == Who::StaffElsewhere || person.who == Who::MunicipalElsewhere;
        if (person.role == domain::Role::Staff || person.role == domain::Role::Manager) {
            wanted.facilities = elsewhere ? std::vector{*domain::FacilityId::parse(m_neighbours)} : mine;
        } else if (person.role == domain::Role::OperatorOffice) {
            wanted.operatorId = office;
        } else {
            wanted.municipality = elsewhere ? neighbour : ward;
        }
        if (auto made = enrol(context, std::move(wanted), m_people[person.who]); !made) {
            return made;
        }
    }
    return {};
}

domain::Result<void> HubUnderTest::addSpareAccounts(hub::Context &context) {
    for (int index = 0; index < spareCount; ++index) {
        auto spare = accountFor("kakuu-spare-" + std::to_string(index), domain::Role::Municipal);
        spare.municipality = ward;
        if (auto made = enrol(context, std::move(spare), m_spare.emplace_back()); !made) {
            return made;
        }
        auto wanted = accountFor("kakuu-new-" + std::to_string(index), domain::Role::Municipal);
        wanted.municipality = ward;
        const auto code = hub::auth::readableCode(16, context.random);
        wanted.activationHash =
            hub::auth::passwordHash(hub::auth::normalisedCode(code), hub::auth::HashCost::Cheap);
        if (const auto id = hub::auth::addAccount(context, wanted); !id) {
            return domain::passOn(id);
        }
        m_new.push_back({wanted.loginId, code, {}});
    }
    return {};
}

domain::Result<void> HubUnderTest::addSystems(hub::Context &context) {
    for (const auto &[who, id] :
         {std::pair{Who::Portal, "kakuu-portal"}, std::pair{Who::OtherPortal, "kakuu-portal-2"}}) {
        hub::auth::NewSystem wanted;
        wanted.id = id;
        wanted.name = id;
        wanted.municipality = ward;
        const auto made = hub::auth::addSystem(context, wanted);
        if (!made) {
            return domain::passOn(made);
        }
        m_systems[who] = {made->clientId, made->clientSecret};
    }
    return {};
}

/// One slot of yesterday: half of its families came by phone, the other half by the portal; one was not
/// answered.
domain::Result<void> HubUnderTest::addVisits(hub::Context &context) {
    domain::Slot slot;
    slot.id = *domain::SlotId::parse(newId());
    slot.facilityId = *domain::FacilityId::parse(m_places[2]);
    slot.date = domain::addDays(domain::dateOf(m_now), -1);
    slot.start = domain::LocalTime::of(10, 0);
    slot.end = domain::LocalTime::of(10, 30);
    slot.seats = 2 * begunCount + 1;
    hub::ChangeSet changes(context, ward);
    if (auto made = hub::createSlot(context, changes, slot); !made) {
        return made;
    }
    if (auto written = changes.write(); !written) {
        return written;
    }
    for (int index = 0; index < slot.seats; ++index) {
        if (auto booked = addVisit(context, slot, index); !booked) {
            return booked;
        }
    }
    return {};
}

domain::Result<void> HubUnderTest::addVisit(hub::Context &context, const domain::Slot &slot, int index) {
    const bool byPhone = index < begunCount;
    domain::Reservation draft;
    draft.id = *domain::ReservationId::parse(newId());
    draft.slotId = slot.id;
    draft.channel = byPhone ? "phone" : "portal";
    draft.personal.emplace();
    draft.personal->guardian = {"架空 花子", "", "090-0000-" + std::to_string(1000 + index), ""};
    draft.personal->children = {
        {"架空 太郎" + std::to_string(index), "", domain::addDays(slot.date, -400), {}, {}}};
    const auto booked = hub::book(context, draft, byPhone ? "" : m_systems[Who::Portal].first,
                                  {.until = hub::BookingRules::Until::Ever});
    if (!booked) {
        return domain::passOn(booked);
    }
    const std::string id = booked->value.id.text();
    if (index == 2 * begunCount) {
        m_expired = id;
        return {};
    }
    (byPhone ? m_begun : m_begunOfPortal).push_back(id);
    return byPhone ? domain::Result<void>() : approve(context, slot.facilityId, id);
}

void HubUnderTest::complete(Ask &what) {
    const bool writes = what.method != "GET";
    if (writes && !what.target.starts_with("/v1/auth") && !what.target.starts_with("/v1/oauth")) {
        what.headers.try_emplace("idempotency-key", newId());
    }
    if (!what.body.empty()) {
        what.headers.try_emplace("content-type", "application/json");
    }
    if (!what.token.empty()) {
        what.headers.try_emplace("authorization", "Bearer " + what.token);
    }
    std::erase_if(what.headers, [](const auto &header) { return header.second.empty(); });
}

Told HubUnderTest::ask(Ask what) {
    complete(what);
    return m_way->send(what);
}

std::vector<Told> HubUnderTest::askAtOnce(std::vector<Ask> asks) {
    for (Ask &what : asks) {
        complete(what);
    }
    return m_way->sendAtOnce(asks);
}

Told HubUnderTest::signIn(const Account &account, const std::string &device) {
    const Told login =
        ask({.method = "POST",
             .target = "/v1/auth/login",
             .body = R"({"login_id":")" + account.loginId + R"(","password":")" + account.password +
                     R"(","device_id":")" + device + R"(","device_name":"架空のPC"})"});
    EXPECT_EQ(login.status, 200) << login.body;
    const std::string code =
        hub::auth::totpCode(account.totpSecret, hub::auth::totpStep(domain::systemClock()->now()));
    return ask({.method = "POST",
                .target = "/v1/auth/mfa",
                .body = R"({"mfa_token":")" + login.text("/mfa_token") + R"(","method":"totp","code":")" +
                        code + "\"}"});
}

const std::string &HubUnderTest::token(Who who) {
    std::string &token = m_tokens[who];
    if (!token.empty()) {
        return token;
    }
    if (m_systems.contains(who)) {
        const auto &[id, secret] = m_systems[who];
        const Told told = ask({.method = "POST",
                               .target = "/v1/oauth/token",
                               .body = R"({"grant_type":"client_credentials","client_id":")" + id +
                                       R"(","client_secret":")" + secret + "\"}"});
        EXPECT_EQ(told.status, 200) << told.body;
        return token = told.text("/access_token");
    }
    const Told told = signIn(m_people[who], newId());
    EXPECT_EQ(told.status, 200) << told.body;
    return token = told.text("/access_token");
}

Account &HubUnderTest::spareAccount() {
    return m_spare.at(m_nextSpare++);
}
Account &HubUnderTest::newAccount() {
    return m_new.at(m_nextNew++);
}
std::string HubUnderTest::place() {
    return m_places.at(m_nextPlace++);
}
std::string HubUnderTest::begunVisit() {
    const std::string id = m_begun.back();
    m_begun.pop_back();
    return id;
}

std::string HubUnderTest::begunVisitOfPortal() {
    const std::string id = m_begunOfPortal.back();
    m_begunOfPortal.pop_back();
    return id;
}

std::string HubUnderTest::newId() {
    return domain::Uuid::make(*domain::systemClock(), *m_random).text();
}

std::string HubUnderTest::day(int fromToday) const {
    return domain::textOf(domain::addDays(domain::dateOf(m_now), fromToday));
}

std::string HubUnderTest::slotJson(const std::string &facility, int dayFromToday, const std::string &start,
                                   int seats, const std::string &more) const {
    return R"({"facility_id":")" + facility + R"(","date":")" + day(dayFromToday) + R"(","start":")" + start +
           R"(","end":")" + start.substr(0, 3) + R"(30","seats":)" + std::to_string(seats) + more + "}";
}

std::string HubUnderTest::bookingJson(const std::string &slot, const std::string &channel,
                                      const std::string &more) {
    const std::string family = std::to_string(1000 + ++m_families); // no two are the same
    return R"({"slot_id":")" + slot + R"(","channel":")" + channel +
           R"(","guardian":{"name":"架空 花子","phone":"090-1111-)" + family +
           R"("},"children":[{"name":"架空 太郎)" + family + R"(","birth_date":")" + day(-400) + "\"}]" +
           more + "}";
}

std::string HubUnderTest::slot(const std::string &facility, int dayFromToday, const std::string &start,
                               int seats, const std::string &more) {
    const std::string id = newId();
    const Told made =
        make(Who::Staff, "/v1/slots/" + id, slotJson(facility, dayFromToday, start, seats, more));
    EXPECT_EQ(made.status, 201) << made.body;
    return id;
}

std::string HubUnderTest::request(const std::string &slot) {
    const std::string id = newId();
    const Told made = make(Who::Portal, "/v1/reservations/" + id, bookingJson(slot));
    EXPECT_EQ(made.status, 201) << made.body;
    return id;
}

Told HubUnderTest::make(Who who, const std::string &path, const std::string &body) {
    return ask({.method = "PUT",
                .target = path,
                .body = body,
                .token = token(who),
                .headers = {{"if-none-match", "*"}}});
}

Told HubUnderTest::change(Who who, const std::string &method, const std::string &path, std::int64_t version,
                          const std::string &body) {
    return ask({.method = method,
                .target = path,
                .body = body,
                .token = token(who),
                .headers = {{"if-match", '"' + std::to_string(version) + '"'}}});
}

Told HubUnderTest::move(Who who, const std::string &reservation, const std::string &call,
                        const std::string &body) {
    const std::string path = "/v1/reservations/" + reservation;
    const Told seen = get(Who::Staff, path);
    return change(who, "POST", path + "/" + call, seen.number("/version"), body);
}

} // namespace contract
