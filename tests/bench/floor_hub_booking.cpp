#include "bench/floor_hub_booking.h"

#include "bench/invented_booking.h"

#include <cstdio>
#include <stdexcept>

namespace bench {
namespace {

constexpr std::int64_t now = 1'800'000'000;

std::string hex(std::mt19937_64 &random, int words) {
    std::string all;
    for (int i = 0; i < words; ++i) {
        char text[17];
        std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(random()));
        all += text;
    }
    return all;
}

struct Booked {
    std::string id;
    std::string slot;
    std::string facility;
    std::string startsAt;
    std::int64_t child = 0; ///< what a family is known by
    std::int64_t phone = 0;
};

constexpr const char *upsert =
    "INSERT INTO record (id, kind, municipality, facility_id, version, change_no, deleted, made_by, body, "
    "public_body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id, kind) DO UPDATE SET "
    "version = excluded.version, change_no = excluded.change_no, deleted = excluded.deleted, "
    "body = excluded.body, public_body = excluded.public_body WHERE record.version <= excluded.version";

void look(FloorLink &link, const Place &place, const std::string &key, const std::string &slot) {
    link.ask("SELECT body_hash, status, headers, body FROM idempotency WHERE key = $1 AND caller = $2",
             {words(key), words(place.caller)});
    link.ask(
        "SELECT s.facility_id, s.starts_at, s.ends_at, s.seats, s.seats_taken, s.seats_version, "
        "s.accepted_ages, s.visitors_per_family, s.opens_at, s.closes_at, s.cancel_until, s.status, "
        "s.created_at, s.version, f.id, f.municipality, f.operator_id, f.name, f.phone, f.repeat_policy, "
        "f.hours, f.closed_days, f.warn_minutes, f.late_minutes, f.version, f.auto_approval "
        "FROM slot s JOIN facility f ON f.id = s.facility_id WHERE s.id = $1",
        {words(slot)});
}

/// Whether the family was here before; the row, its seat, the family's memory, the change's numbers.
void take(FloorLink &link, const Place &place, const Booked &booked) {
    for (const std::int64_t hash : {booked.child, booked.phone}) {
        link.ask("SELECT r.requested_at, r.id FROM reservation_match m JOIN reservation r ON "
                 "r.id = m.reservation_id WHERE m.facility_id = $1 AND m.hash = $2 "
                 "AND r.status IN ('requested', 'approved', 'attended') "
                 "ORDER BY r.requested_at DESC, r.id DESC LIMIT 1",
                 {words(booked.facility), number(hash)});
    }
    link.post("INSERT INTO reservation (id, slot_id, facility_id, status, starts_at, requested_at, "
              "decision_due_at, made_by, channel, age_classes, decided_at, version) "
              "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1) ON CONFLICT (id) DO NOTHING",
              {words(booked.id),
               words(booked.slot),
               words(booked.facility),
               words("requested"),
               {FloorValue::Kind::Number, booked.startsAt},
               number(now),
               number(now + 86'400),
               words(place.caller),
               words("portal"),
               number(4),
               nothing()});
    link.ask("UPDATE slot SET seats_taken = seats_taken + 1, seats_version = seats_version + 1 "
             "WHERE id = $1 AND seats_taken < seats RETURNING seats_taken, seats_version",
             {words(booked.slot)});
    for (const std::int64_t hash : {booked.child, booked.phone}) {
        link.post("INSERT INTO reservation_match (facility_id, hash, reservation_id) VALUES ($1, $2, $3) "
                  "ON CONFLICT DO NOTHING",
                  {words(booked.facility), number(hash), words(booked.id)});
    }
    link.ask("UPDATE counter SET change_no = change_no + $1, audit_no = audit_no + $2 "
             "WHERE municipality = $3 RETURNING change_no, audit_no, audit_hash",
             {number(2), number(1), words(place.municipality)});
}

void record(FloorLink &link, const Place &place, const Booked &booked, const FloorLink::Row &seats,
            std::int64_t changeNo) {
    const std::string seatsBody(150, 's'); // as long as the hub's
    const std::string body(860, 'b');
    const std::string publicBody(610, 'p');
    link.post(upsert, {words(booked.slot),
                       words("slot_seats"),
                       words(place.municipality),
                       words(booked.facility),
                       {FloorValue::Kind::Number, seats.at(1)},
                       number(changeNo - 1),
                       number(0),
                       words(""),
                       words(seatsBody),
                       nothing()});
    link.post(upsert,
              {words(booked.id), words("reservation"), words(place.municipality), words(booked.facility),
               number(1), number(changeNo), number(0), words(place.caller), words(body), words(publicBody)});
}

void finish(FloorLink &link, const Place &place, const Booked &booked, const std::string &key,
            const FloorLink::Row &counter, const std::string &hash) {
    link.post(
        "INSERT INTO audit (municipality, number, at, action, kind, object_id, facility_id, role, actor, "
        "session, members, content_hash, previous_hash, hash) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        {words(place.municipality),
         {FloorValue::Kind::Number, counter.at(1)},
         number(now),
         words("reservation.request"),
         words("reservation"),
         words(booked.id),
         words(booked.facility),
         words("system"),
         words(place.caller),
         words(key),
         words(""),
         words(hash.substr(0, 32)),
         words(counter.at(2)),
         words(hash)});
    link.post("UPDATE counter SET audit_hash = $1 WHERE municipality = $2",
              {words(hash), words(place.municipality)});
    link.post("INSERT INTO idempotency (key, caller, body_hash, status, headers, body, created_at) "
              "VALUES ($1, $2, $3, $4, $5, $6, $7)",
              {words(key),
               words(place.caller),
               words(hash),
               number(201),
               words("Content-Type: application/json\nETag: \"1\"\n"),
               {FloorValue::Kind::Blob, std::string(860, 'a')},
               number(now)});
}

} // namespace

void bookDirectly(FloorLink &link, const Place &place, std::mt19937_64 &random) {
    const std::string key = uuid();
    Booked booked{.id = uuid(), .slot = place.slots[random() % place.slots.size()]};
    booked.child = static_cast<std::int64_t>(random());
    booked.phone = static_cast<std::int64_t>(random());
    look(link, place, key, booked.slot);
    const auto seen = link.wait();
    booked.facility = seen.at(1).at(0);
    booked.startsAt = seen.at(1).at(1);
    take(link, place, booked);
    const auto taken = link.wait();
    const auto &seats = taken.at(2);
    const auto &counter = taken.at(3);
    if (seats.empty()) {
        throw std::runtime_error("no seat is left in " + booked.slot);
    }
    record(link, place, booked, seats, std::stoll(counter.at(0)));
    finish(link, place, booked, key, counter, hex(random, 4));
}

} // namespace bench
