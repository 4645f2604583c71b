// The calls of a crowd: connected systems that book, staff that looks on, and the facilities and slots that
// they do it in.
#pragma once

#include "hub/http/http_message.h"
#include "hub/records/facility_store.h"
#include "hub/records/municipality_store.h"
#include "hub/records/slot_store.h"

#include <cstdio>
#include <string>

namespace hub::test {

/// Slots are of kind 1, reservations of kind 2, operations of booking of kind 3.
inline std::string idOf(int kind, int number) {
    char text[37];
    std::snprintf(text, sizeof text, "019ab000-0000-7000-%04x-%012x", 0x8000 + kind,
                  static_cast<unsigned>(number));
    return text;
}

inline Request call(const std::string &caller, const std::string &method, const std::string &path,
                    std::string body = {}, const std::string &key = {}) {
    Request request;
    request.method = method;
    request.path = path;
    request.body = std::move(body);
    request.headers = {{"authorization", "Bearer " + caller}, {"content-type", "application/json"}};
    if (!key.empty()) {
        request.headers["idempotency-key"] = key;
    }
    return request;
}

inline Request creation(const std::string &caller, const std::string &path, std::string body,
                        const std::string &key) {
    Request request = call(caller, "PUT", path, std::move(body), key);
    request.headers["if-none-match"] = "*";
    return request;
}

/// An invented family asks for a seat through the portal.
inline Request booking(int number, int slot) {
    return creation("enpark", "/v1/reservations/" + idOf(2, number),
                    R"({"slot_id":")" + idOf(1, slot) +
                        R"(","channel":"portal","guardian":{"name":"架空 花子","phone":"090-0000-)" +
                        std::to_string(10'000 + number).substr(1) + R"("},)" +
                        R"("children":[{"birth_date":"2025-06-01"}]})",
                    idOf(3, number));
}

/// A municipality with one facility.
inline domain::Result<void> makeFacility(Context &context, const char *municipalityCode,
                                         const std::string &id) {
    domain::Municipality municipality;
    municipality.code = municipalityCode;
    municipality.name = "架空区";
    if (auto made = createMunicipality(context, municipality); !made) {
        return domain::passOn(made);
    }
    domain::Facility facility;
    facility.id = *domain::FacilityId::parse(id);
    facility.municipalityCode = municipalityCode;
    facility.profile["name"] = "架空園";
    auto made = createFacility(context, facility);
    return made ? domain::Result<void>() : domain::passOn(made);
}

/// Ten o'clock, each number on a day of its own.
inline domain::Result<void> makeSlot(Context &context, const char *municipalityCode,
                                     const std::string &facility, int number, int seats) {
    domain::Slot slot;
    slot.id = *domain::SlotId::parse(idOf(1, number));
    slot.facilityId = *domain::FacilityId::parse(facility);
    slot.date = domain::addDays(*domain::parseDate("2026-12-01"), number);
    slot.start = domain::LocalTime::of(10, 0);
    slot.end = domain::LocalTime::of(11, 0);
    slot.seats = seats;
    ChangeSet changes(context, municipalityCode);
    auto created = createSlot(context, changes, slot);
    return created ? changes.write() : created;
}

} // namespace hub::test
