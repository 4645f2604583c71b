#include "town.h"
#include "hub/records/municipality_store.h"

#include "hub/auth/accounts.h"
#include "hub/auth/scopes.h"
#include "hub/auth/sessions.h"
#include "hub/auth/systems.h"
#include "hub/db/read.h"
#include "hub/records/facility_store.h"
#include "wire/records_json.h"

#include <cstdio>
#include <cstdlib>

namespace simulation {
namespace {

using domain::Result;

template <class T> T need(Result<T> result, const char *what) {
    if (!result) {
        std::fprintf(stderr, "the town cannot be built: %s: %s\n", what, result.error().code.c_str());
        std::abort();
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(*result);
    }
}

class Builder {
public:
    Builder() : m_hub(m_loop, 20261120, Fault::None) {
        if (!m_hub.boot()) {
            need<void>(domain::fail(domain::ErrorKind::Bug, "boot"), "the hub");
        }
    }

    Town build() {
        m_town.desk = DeskMachine::freshStore();
        inHub("places", [this](hub::Context &context) { addPlaces(context); });
        inHub("people", [this](hub::Context &context) { addPeople(context); });
        inHub("sites", [this](hub::Context &context) { addSites(context); });
        for (std::size_t i = 0; i < m_town.desks.size(); ++i) {
            Town::Desk &desk = m_town.desks[i];
            const auto tokens = signIn(m_hub, desk.person.user, static_cast<int>(i));
            desk.accessToken = tokens->access;
            desk.refreshToken = tokens->refresh;
        }
        addSlots();
        m_hub.kill();
        // Opened and closed once more in order, so that everything lies in one file.
        m_hub.disk().powerOn();
        need(hub::Database::open({.path = m_hub.disk().path("hub.sqlite")}), "close");
        m_town.hub = m_hub.copy();
        return std::move(m_town);
    }

private:
    void inHub(const char *what, const std::function<void(hub::Context &)> &work) {
        need(m_hub.administer([&work](hub::Context &context) {
            work(context);
            return Result<void>();
        }),
             what);
    }

    void addPlaces(hub::Context &context) {
        need(hub::createMunicipality(context, {.code = "131016", .name = "架空区"}), "a municipality");
        need(hub::createMunicipality(context, {.code = "131024", .name = "架空町"}), "a municipality");
        m_office = domain::OperatorId::make(m_hub.clock(), m_hub.random());
        need(hub::run(context.db, "INSERT INTO operator (id, name, corporate_number) VALUES ($1, $2, $3)",
                      {m_office.text(), "架空福祉会", ""}),
             "an operator");
        addFacility(context, "131016", "見本ひなた園", false);
        addFacility(context, "131016", "見本こもれび園", true);
        addFacility(context, "131024", "見本みなと園", true);
    }

    void addFacility(hub::Context &context, const std::string &municipality, const std::string &name,
                     bool ofOffice) {
        domain::Facility facility;
        facility.id = domain::FacilityId::make(m_hub.clock(), m_hub.random());
        facility.municipalityCode = municipality;
        facility.profile = {{"name", name}, {"name_kana", "ミホン"}, {"phone", "03-0000-0000"}};
        if (ofOffice) {
            facility.operatorId = m_office;
        } else {
            facility.repeatPolicy = domain::RepeatPolicy::Allow;
        }
        for (int age = 0; age < domain::ageClassCount; ++age) {
            facility.classes.push_back({.age = age, .capacity = 10, .accepted = true});
        }
        m_town.facilities.push_back(need(hub::createFacility(context, facility), "a facility"));
    }

    [[nodiscard]] domain::FacilityId id(std::size_t facility) const { return m_town.facilities[facility].id; }

    void addPerson(hub::Context &context, const std::string &words, domain::Role role,
                   const std::vector<std::size_t> &places) {
        Town::Desk desk;
        desk.person.name = words;
        domain::User &user = desk.person.user;
        user.loginId = "person-" + std::to_string(m_town.desks.size());
        user.name = "架空 花子";
        user.role = role;
        for (const std::size_t place : places) {
            desk.facilities.insert(id(place).text());
            desk.municipalities.insert(m_town.facilities[place].municipalityCode);
            if (role == domain::Role::Staff || role == domain::Role::Manager) {
                user.facilities.push_back(id(place));
            }
        }
        if (role == domain::Role::OperatorOffice) {
            user.operatorId = m_office;
        }
        user.municipalityCode = role == domain::Role::Municipal ? "131016" : "";
        desk.wholeMunicipality = role == domain::Role::Municipal;
        user.id = need(hub::auth::addAccount(context, {.loginId = user.loginId,
                                                       .name = user.name,
                                                       .role = role,
                                                       .facilities = user.facilities,
                                                       .municipality = user.municipalityCode,
                                                       .operatorId = user.operatorId,
                                                       .activationHash = "none"}),
                       "an account");
        m_town.desks.push_back(std::move(desk));
    }

    void addPeople(hub::Context &context) {
        addPerson(context, "the staff of Hinata", domain::Role::Staff, {0});
        addPerson(context, "the manager of Hinata", domain::Role::Manager, {0});
        addPerson(context, "the staff of Komorebi", domain::Role::Staff, {1});
        addPerson(context, "the operator's office", domain::Role::OperatorOffice, {1, 2});
        addPerson(context, "the municipality", domain::Role::Municipal, {0, 1});
    }

    void addSites(hub::Context &context) {
        need(
            hub::auth::addSystem(context, {.id = "portal", .name = "架空のサイト", .municipality = "131016"}),
            "a site");
        need(hub::auth::addSystem(context,
                                  {.id = "ichigo", .name = "架空のアプリ", .facilities = {id(1), id(2)}}),
             "a site");
        m_town.sites = {{"portal", {0, 1}}, {"ichigo", {1, 2}}};
    }

    /// Each facility has one today, soon, and three on later days.
    void addSlots() {
        const domain::LocalDate today = domain::dateOf(WallClock::start());
        for (const domain::Facility &facility : m_town.facilities) {
            for (int i = 0; i < 4; ++i) {
                domain::Slot slot;
                slot.id = domain::SlotId::make(m_hub.clock(), m_hub.random());
                slot.facilityId = facility.id;
                slot.date = domain::addDays(today, i * 3);
                slot.start = i == 0 ? domain::LocalTime::of(10, 4) : domain::LocalTime::of(10, 30);
                slot.end = domain::LocalTime{slot.start.sinceMidnight + std::chrono::minutes(30)};
                slot.seats = 1 + i % 3;
                m_town.slots.push_back(slot);
                put(slot);
            }
        }
    }

    void put(const domain::Slot &slot) {
        const Town::Desk &by = slot.facilityId == id(0) ? m_town.desks[0] : m_town.desks[3];
        hub::Request request;
        request.method = "PUT";
        request.path = "/v1/slots/" + slot.id.text();
        request.headers = {{"authorization", "Bearer " + by.accessToken},
                           {"content-type", "application/json"},
                           {"if-none-match", "*"},
                           {"idempotency-key", domain::Uuid::make(m_hub.clock(), m_hub.random()).text()}};
        request.body = wire::writableJson(slot);
        int status = 0;
        m_hub.submit(request, [&status](const hub::Response &response) { status = response.status; });
        while (status == 0 && m_loop.step()) {
        }
        if (status / 100 != 2) {
            need<void>(domain::fail(domain::ErrorKind::Bug, std::to_string(status)), "a slot");
        }
    }

    Loop m_loop;
    HubMachine m_hub;
    Town m_town;
    domain::OperatorId m_office;
};

} // namespace

const Town &town() {
    static const Town built = Builder().build();
    return built;
}

std::optional<Tokens> signIn(HubMachine &hub, const domain::User &user, int desk) {
    std::optional<Tokens> tokens;
    const auto done = hub.administer([&](hub::Context &context) -> Result<void> {
        auto started = hub::auth::startSession(context, user.id, "pc-" + std::to_string(desk), "pc");
        if (!started) {
            return domain::passOn(started);
        }
        tokens = Tokens{started->accessToken, started->refreshToken};
        return {};
    });
    return done ? tokens : std::nullopt;
}

std::optional<std::string> systemToken(HubMachine &hub, const std::string &system) {
    std::optional<std::string> token;
    const auto done = hub.administer([&](hub::Context &context) -> Result<void> {
        auto made = hub::auth::systemSession(context, system, system, hub::auth::allScopes);
        if (!made) {
            return domain::passOn(made);
        }
        token = *made;
        return {};
    });
    return done ? token : std::nullopt;
}

} // namespace simulation
