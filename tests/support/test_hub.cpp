#include "support/test_hub.h"
#include "hub/records/municipality_store.h"
#include "hub/service/open_service.h"

#include "hub/auth/accounts.h"
#include "hub/auth/password.h"
#include "hub/auth/sessions.h"
#include "hub/auth/systems.h"
#include "hub/auth/totp.h"
#include "hub/records/facility_store.h"
#include "wire/auth_json.h"
#include "wire/records_json.h"
#include "wire/reservation_calls.h"

#include <QUrl>
#include <QUrlQuery>

#include <cstdio>
#include <cstdlib>

namespace test_support {
namespace {

[[noreturn]] void giveUp(const std::string &what, const std::string &why) {
    std::fprintf(stderr, "the scene cannot be set: %s: %s\n", what.c_str(), why.c_str());
    std::abort();
}

template <class T> T need(domain::Result<T> result, const std::string &what) {
    if (!result) {
        giveUp(what, result.error().code + " " + result.error().detail);
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(*result);
    }
}

std::string secretIn(const std::string &otpauthUri) {
    return QUrlQuery(QUrl(QString::fromStdString(otpauthUri)))
        .queryItemValue(QStringLiteral("secret"))
        .toStdString();
}

constexpr auto inventedPassword = "tanuki-no-inventions-7";

} // namespace

TestHub::TestHub(const domain::Clock &clock, const Place &place)
    : m_clock(clock), m_random(domain::systemRandom()) {
    hub::ServiceConfig config;
    config.dataDirectory = (place.folder.isEmpty() ? m_folder.path() : place.folder).toStdString();
    config.training = place.training;
    config.inMemory = place.folder.isEmpty();
    config.cheapPasswords = true;
    m_service = need(hub::openService(config, m_clock, *m_random), "open the hub");
    need(m_service->administer([](hub::Context &context) -> domain::Result<void> {
        auto made = hub::createMunicipality(context, {.code = municipalityCode, .name = "架空市"});
        return made ? domain::Result<void>{} : domain::passOn(made);
    }),
         "make the municipality");
}

TestHub::~TestHub() {
    m_service->stop();
}

std::unique_ptr<net::HubApi> TestHub::door() {
    return std::make_unique<InProcessHub>(*m_service, m_clock, m_cable);
}

domain::Facility TestHub::addFacility(const std::string &name) {
    domain::Facility facility;
    facility.id = domain::FacilityId::make(m_clock, *m_random);
    facility.municipalityCode = municipalityCode;
    facility.profile = {{"name", name}, {"name_kana", "カクウホイクエン"}, {"phone", "03-0000-0000"}};
    for (int age = 0; age < domain::ageClassCount; ++age) {
        facility.classes.push_back({.age = age, .capacity = 10, .accepted = true});
    }
    need(m_service->administer([&](hub::Context &context) -> domain::Result<void> {
        auto made = hub::createFacility(context, facility);
        if (made) {
            facility = *made;
        }
        return made ? domain::Result<void>{} : domain::passOn(made);
    }),
         "make a facility");
    return facility;
}

std::string TestHub::addUser(const std::string &loginId, domain::Role role,
                             const std::vector<domain::FacilityId> &facilities) {
    const std::string code = "ABCDEFGH23";
    const std::string hash = hub::auth::passwordHash(code, hub::auth::HashCost::Cheap);
    need(m_service->administer([&](hub::Context &context) -> domain::Result<void> {
        auto made = hub::auth::addAccount(context, {.loginId = loginId,
                                                    .name = "架空 花子",
                                                    .role = role,
                                                    .facilities = facilities,
                                                    .municipality = municipalityCode,
                                                    .activationHash = hash});
        return made ? domain::Result<void>{} : domain::passOn(made);
    }),
         "make an account");
    return code;
}

void TestHub::endSessionsOf(const std::string &loginId, bool wipe) {
    need(m_service->administer([&](hub::Context &context) -> domain::Result<void> {
        const auto account = hub::auth::accountByLogin(context.db, loginId);
        if (!account || !account->has_value()) {
            return domain::fail(domain::ErrorKind::NotFound, "no-such-account");
        }
        return hub::auth::endSessionsOf(context, (*account)->id,
                                        wipe ? hub::auth::EndReason::Wiped : hub::auth::EndReason::Ended);
    }),
         "end the sessions");
}

SignedIn TestHub::firstSignIn(const std::string &loginId, const std::string &activationCode) {
    const auto post = [this](const std::string &path, const std::string &body) {
        return std::string(must({.method = "POST", .path = path, .body = body}).text());
    };
    const auto login =
        need(wire::loginAnswerFromJson(post(
                 "/v1/auth/login",
                 wire::toJson(wire::LoginRequest{.loginId = loginId,
                                                 .password = activationCode,
                                                 .deviceId = domain::Uuid::make(m_clock, *m_random).text(),
                                                 .deviceName = "invented-pc"}))),
             "log in");
    must({.method = "POST",
          .path = "/v1/auth/password",
          .body = wire::toJson(
              wire::PasswordRequest{.mfaToken = login.mfaToken, .newPassword = inventedPassword})});
    const auto enrolment =
        need(wire::enrolmentAnswerFromJson(post("/v1/auth/enrolment", wire::mfaTokenJson(login.mfaToken))),
             "enrol");
    const std::string secret = secretIn(enrolment.otpauthUri);
    const std::string code =
        hub::auth::totpCode(*hub::auth::fromBase32(secret), hub::auth::totpStep(m_clock.now()));
    const auto tokens =
        need(wire::tokensFromJson(post(
                 "/v1/auth/enrolment/confirm",
                 wire::toJson(wire::MfaRequest{.mfaToken = login.mfaToken, .method = "totp", .code = code}))),
             "confirm the enrolment");
    return {.accessToken = tokens.accessToken, .totpSecret = secret, .password = inventedPassword};
}

const std::string &TestHub::colleagueToken(const domain::FacilityId &facility) {
    std::string &token = m_colleagues[facility];
    if (token.empty()) {
        const std::string login = "colleague-" + facility.text().substr(24);
        token = firstSignIn(login, addUser(login, domain::Role::Manager, {facility})).accessToken;
    }
    return token;
}

const std::string &TestHub::systemToken() {
    if (!m_systemToken.empty()) {
        return m_systemToken;
    }
    hub::auth::SystemSecret secret;
    need(m_service->administer([&](hub::Context &context) -> domain::Result<void> {
        auto made = hub::auth::addSystem(
            context, {.id = "parents-site", .name = "架空の保護者サイト", .municipality = municipalityCode});
        if (made) {
            secret = *made;
        }
        return made ? domain::Result<void>{} : domain::passOn(made);
    }),
         "make a connected system");
    const auto answer =
        must({.method = "POST",
              .path = "/v1/oauth/token",
              .body = R"({"grant_type":"client_credentials","client_id":")" + secret.clientId +
                      R"(","client_secret":")" + secret.clientSecret + R"("})"});
    m_systemToken = need(wire::stringMember(answer.text(), "access_token"), "read the system's token");
    return m_systemToken;
}

domain::Slot TestHub::addSlot(const domain::Facility &facility, domain::LocalDate date,
                              domain::LocalTime start, int seats) {
    domain::Slot slot;
    slot.id = domain::SlotId::make(m_clock, *m_random);
    slot.facilityId = facility.id;
    slot.date = date;
    slot.start = start;
    slot.end = domain::LocalTime{start.sinceMidnight + std::chrono::minutes(45)};
    slot.seats = seats;
    const auto answer = must({.method = "PUT",
                              .path = "/v1/slots/" + slot.id.text(),
                              .body = wire::writableJson(slot),
                              .token = colleagueToken(facility.id),
                              .creates = true});
    return need(wire::slotFromJson(answer.text(), wire::Source::Hub), "read the slot");
}

domain::Reservation TestHub::book(const domain::Slot &slot, const std::string &guardian) {
    domain::Reservation wanted;
    wanted.id = domain::ReservationId::make(m_clock, *m_random);
    wanted.slotId = slot.id;
    wanted.facilityId = slot.facilityId;
    wanted.channel = "parents-site";
    domain::ReservationPersonal personal;
    // Another family each time: one that has a seat in the slot gets no second one.
    const int number = m_families++;
    personal.guardian = {
        .name = guardian, .kana = "カクウ", .phone = "090-0000-" + std::to_string(10'000 + number).substr(1)};
    personal.children = {
        {.name = "架空 はな", .kana = "カクウ ハナ", .birthDate = domain::addDays(slot.date, -500)}};
    wanted.personal = personal;
    const auto answer = must({.method = "PUT",
                              .path = "/v1/reservations/" + wanted.id.text(),
                              .body = wire::writableJson(wanted),
                              .token = systemToken(),
                              .creates = true});
    return need(wire::reservationFromJson(answer.text(), wire::Source::Hub), "read the reservation");
}

void TestHub::changeSlot(const domain::Slot &slot, const std::string &patch) {
    must({.method = "PATCH",
          .path = "/v1/slots/" + slot.id.text(),
          .body = patch,
          .token = colleagueToken(slot.facilityId),
          .ifMatch = slot.meta.version});
}

void TestHub::removeSlot(const domain::Slot &slot) {
    must({.method = "DELETE",
          .path = "/v1/slots/" + slot.id.text(),
          .body = {},
          .token = colleagueToken(slot.facilityId),
          .ifMatch = slot.meta.version});
}

void TestHub::changeMunicipality(const std::string &patch) {
    if (m_officerToken.empty()) {
        m_officerToken =
            firstSignIn("an-officer", addUser("an-officer", domain::Role::Municipal, {})).accessToken;
    }
    const std::string path = "/v1/municipalities/" + municipalityCode;
    const auto now =
        need(wire::municipalityFromJson(
                 must({.method = "GET", .path = path, .body = {}, .token = m_officerToken}).text(),
                 wire::Source::Hub),
             "read the municipality");
    must({.method = "PATCH",
          .path = path,
          .body = patch,
          .token = m_officerToken,
          .ifMatch = now.meta.version});
}

void TestHub::close(const domain::FacilityId &facility, domain::LocalDate date) {
    domain::Closure closure;
    closure.id = domain::ClosureId::make(m_clock, *m_random);
    closure.facilityId = facility;
    closure.date = date;
    must({.method = "PUT",
          .path = "/v1/closures/" + closure.id.text(),
          .body = wire::writableJson(closure),
          .token = colleagueToken(facility),
          .creates = true});
}

void TestHub::withdraw(const domain::ReservationId &id) {
    must({.method = "POST",
          .path = "/v1/reservations/" + id.text() + "/withdraw",
          .body = "{}",
          .token = systemToken(),
          .ifMatch = reservation(id).meta.version});
}

void TestHub::approveElsewhere(const domain::ReservationId &id) {
    const auto now = reservation(id);
    must({.method = "POST",
          .path = "/v1/reservations/" + id.text() + "/approve",
          .body = "{}",
          .token = colleagueToken(now.facilityId),
          .ifMatch = now.meta.version});
}

void TestHub::changeFacility(const domain::FacilityId &id, const std::string &patch) {
    must({.method = "PATCH",
          .path = "/v1/facilities/" + id.text(),
          .body = patch,
          .token = colleagueToken(id),
          .ifMatch = facility(id).meta.version});
}

domain::Reservation TestHub::reservation(const domain::ReservationId &id) {
    domain::Reservation found;
    need(m_service->administer([&](hub::Context &context) -> domain::Result<void> {
        const auto record = hub::findRecord(context.db, domain::RecordKind::Reservation, id.text());
        if (!record) {
            return domain::passOn(record);
        }
        if (record->has_value()) {
            found = need((*record)->text.readBy(wire::reservationFromJson), "read a reservation");
        }
        return {};
    }),
         "look up a reservation");
    return found;
}

domain::Facility TestHub::facility(const domain::FacilityId &id) {
    domain::Facility found;
    need(m_service->administer([&](hub::Context &context) -> domain::Result<void> {
        const auto record = hub::findRecord(context.db, domain::RecordKind::Facility, id.text());
        if (!record) {
            return domain::passOn(record);
        }
        if (record->has_value()) {
            found = need((*record)->text.readBy(wire::facilityFromJson), "read a facility");
        }
        return {};
    }),
         "look up a facility");
    return found;
}

int TestHub::stepsOf(const domain::ReservationId &id, const std::string &act) {
    int steps = 0;
    for (const domain::HistoryEntry &entry : reservation(id).history) {
        steps += entry.action == act ? 1 : 0;
    }
    return steps;
}

hub::Response TestHub::ask(const Call &call) {
    net::ApiRequest request;
    request.method = QByteArray::fromStdString(call.method);
    request.path = QString::fromStdString(call.path);
    request.body = QByteArray::fromStdString(call.body);
    request.accessToken = QByteArray::fromStdString(call.token);
    if (call.ifMatch) {
        request.ifMatch = *call.ifMatch;
    }
    request.ifNoneMatchAny = call.creates;
    if (call.method != "GET" && !call.token.empty()) {
        request.idempotencyKey = QByteArray::fromStdString(domain::Uuid::make(m_clock, *m_random).text());
    }
    return m_service->handle(hubRequest(request));
}

hub::Response TestHub::must(const Call &call) {
    hub::Response response = ask(call);
    if (response.status < 200 || response.status > 299) {
        giveUp(call.method + " " + call.path,
               std::to_string(response.status) + " " + std::string(response.text()));
    }
    return response;
}

} // namespace test_support
