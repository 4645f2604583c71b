// Plainly invented records with every member filled in, for the tests of the wire.
#pragma once

#include "domain/records.h"
#include "domain/waitlist.h"

namespace sample {

using namespace std::chrono_literals;
using namespace domain;

template <class IdType> IdType id(int number) {
    Uuid uuid;
    uuid.bytes = {0x01, 0x9a, 0xbc, 0xde, 0xf0, 0x12, 0x70};
    uuid.bytes[8] = 0x80;
    uuid.bytes[15] = static_cast<std::uint8_t>(number);
    return IdType(uuid);
}
inline LocalDate day(unsigned d) {
    return std::chrono::year(2026) / std::chrono::November / std::chrono::day(d);
}
inline Instant at(int hour) {
    return toInstant(day(22), LocalTime::of(hour, 0));
}
inline RecordMeta meta() {
    return {7, at(9), at(10)};
}

inline Municipality municipality() {
    return {"132012", meta(), "見本市", 600, 1'200, {day(30)}};
}

inline Facility facility() {
    Facility record;
    record.id = id<FacilityId>(1);
    record.meta = meta();
    record.municipalityCode = "132012";
    record.standardId = "0001";
    record.operatorId = id<OperatorId>(2);
    record.profile = {{"name", "見本保育園 𠮷"}, {"phone", "042-000-0000"}, {"capacity", "120"},
                      {"latitude", "35.655"},    {"longitude", "139.3200"}, {"note", "一行目\n二行目"}};
    record.classes = {{0, 6, true}, {5, std::nullopt, false}};
    record.openHours = {{1, LocalTime::of(7, 30), LocalTime::of(18, 0)}};
    record.repeatPolicy = RepeatPolicy::Refuse;
    record.unknownColumns = {{"市独自の列/A~B", "値"}};
    record.confirmedOn = day(1);
    record.publishedVersion = 5;
    record.participating = false;
    return record;
}

inline Slot slot() {
    Slot record;
    record.id = id<SlotId>(3);
    record.meta = meta();
    record.facilityId = id<FacilityId>(1);
    record.date = day(25);
    record.start = LocalTime::of(10, 0);
    record.end = LocalTime::of(11, 0);
    record.seats = 4;
    record.visitorsPerFamily = 3;
    record.acceptedAges = AgeClasses{0b000111};
    record.opensAt = at(1);
    record.closesAt = at(2);
    record.cancelUntil = at(3);
    record.note = "上履き持参";
    record.seriesId = id<SeriesId>(4);
    record.status = SlotStatus::Cancelled;
    record.meetingPlace = "正面玄関";
    return record;
}

inline Series series() {
    Series record;
    record.id = id<SeriesId>(4);
    record.meta = meta();
    record.facilityId = id<FacilityId>(1);
    record.rule = "13Th";
    record.from = day(1);
    record.to = day(30);
    record.start = LocalTime::of(10, 0);
    record.end = LocalTime::of(11, 0);
    record.seats = 2;
    record.visitorsPerFamily = 3;
    record.acceptedAges = AgeClasses{0b100001};
    record.note = "見本";
    record.exceptions = {day(3), day(23)};
    return record;
}

inline ReservationPersonal personal() {
    return {
        {"見本 花子", "ミホン ハナコ", "090-0000-0000", "hanako@example.jp"},
        {{"見本 一郎", "ミホン イチロウ", day(2), std::nullopt, std::chrono::year(2027) / std::chrono::April},
         {"", "", std::nullopt, day(28), std::nullopt}},
        "ベビーカーで行けますか",
        "定員のため",
        "またのご予約をお待ちします"};
}

inline Reservation reservation() {
    Reservation record;
    record.id = id<ReservationId>(5);
    record.meta = meta();
    record.slotId = id<SlotId>(3);
    record.facilityId = id<FacilityId>(1);
    record.status = ReservationStatus::Declined;
    record.personal = personal();
    record.visitors = 2;
    record.channel = "portal";
    record.requestedAt = at(4);
    record.decisionDueAt = at(5);
    record.decidedAt = at(6);
    record.decidedBy = "見本 職員";
    record.decidedAutomatically = true;
    record.ageClasses = AgeClasses{0b000011};
    record.childrenCount = 2;
    record.hasQuestion = true;
    record.proposedSlots = {id<SlotId>(6)};
    record.repeatOf = id<ReservationId>(9);
    record.history = {
        {at(4), "request", std::nullopt, ReservationStatus::Requested, "system", "portal", "", "", "", false},
        {at(6), "decline", ReservationStatus::Requested, ReservationStatus::Declined, "staff", "見本 職員",
         "事務室", "定員のため", "またのご予約をお待ちします", true}};
    return record;
}

inline WaitlistEntry waitlistEntry() {
    WaitlistEntry record;
    record.id = id<WaitlistEntryId>(10);
    record.meta = meta();
    record.facilityId = id<FacilityId>(1);
    record.status = WaitlistStatus::Offered;
    record.anySlot = true;
    record.dates = {day(3), day(23)};
    record.slotIds = {id<SlotId>(3)};
    record.ageClasses = AgeClasses{0b000110};
    record.guardian = personal().guardian;
    record.channel = "portal";
    record.offer = WaitlistOffer{id<SlotId>(6), at(6)};
    return record;
}

inline Closure closure() {
    return {id<ClosureId>(7), meta(), id<FacilityId>(1), day(23), "行事"};
}
inline Notice notice() {
    return {id<NoticeId>(8), meta(), "all", "計画停止のお知らせ", at(1), at(2)};
}
inline User user() {
    return {id<UserId>(9),       "mihon01", "見本 職員",      Role::Manager,
            {id<FacilityId>(1)}, "132012",  id<OperatorId>(2)};
}

} // namespace sample
